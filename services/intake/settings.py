"""What intake is told by its environment."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from kernel.settings import HouseSettings


class IntakeSettings(BaseSettings):
    """`MANTELBRUG_INTAKE_*`."""

    model_config = SettingsConfigDict(env_prefix="MANTELBRUG_INTAKE_", extra="ignore", frozen=True)

    erased_file: Path | None = Field(None, description="List of erased ids, kept outside database and backup; default DATA/erased.txt")


def erased_file(house: HouseSettings) -> Path:
    """Where erased ids are remembered, so that a restored backup can be erased again."""
    return IntakeSettings().erased_file or house.data / "erased.txt"
