"""What stands between the house and the street."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class StreetSettings(BaseSettings):
    """`MANTELBRUG_*`, read when the house begins to serve."""

    model_config = SettingsConfigDict(env_prefix="MANTELBRUG_", extra="ignore", frozen=True)

    proxies: tuple[str, ...] = Field(
        (), description="Proxies whose X-Forwarded-For and -Proto are believed (JSON list of addresses or networks)"
    )
