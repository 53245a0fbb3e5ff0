"""What waardering is told by its environment."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class WaarderingSettings(BaseSettings):
    """`MANTELBRUG_WAARDERING_*`."""

    model_config = SettingsConfigDict(env_prefix="MANTELBRUG_WAARDERING_", extra="ignore", frozen=True)

    clamd: str = Field("", description="clamd (host:port) that looks at papers before they are kept; none: they are kept as not scanned")
    draft_days: int = Field(14, ge=1, le=60, description="Days after which an application that was saved and never sent is thrown away")
