"""How mail leaves the house: server, sender and quiet hours, from the environment."""

from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class SmtpSettings(BaseSettings):
    """`MANTELBRUG_SMTP_*`. Without a host nothing is sent: the errands wait."""

    model_config = SettingsConfigDict(env_prefix="MANTELBRUG_SMTP_", extra="ignore", frozen=True)

    host: str | None = Field(None, description="The mail server")
    port: int = Field(587, ge=1, le=65_535, description="Its port")
    security: Literal["starttls", "tls", "none"] = Field("starttls", description="How the connection is secured")
    user: str | None = Field(None, description="Login at the mail server")
    password: SecretStr | None = Field(None, description="Its password; or by file")
    password_file: Path | None = Field(None, description="File that holds the password")
    timeout: float = Field(20, gt=0, le=120, description="Seconds to wait for it")

    def secret(self) -> str | None:
        """The password, from its file when one is named."""
        if self.password_file is not None:
            return self.password_file.read_text(encoding="utf-8").strip()
        return self.password.get_secret_value() if self.password else None


class MailSettings(BaseSettings):
    """`MANTELBRUG_*`: what every mail has in common."""

    model_config = SettingsConfigDict(env_prefix="MANTELBRUG_", extra="ignore", frozen=True)

    mail_from: str = Field("bericht@mantelbrug.example", description="Sender of every mail")
    mail_from_name: str = Field("Mantelbrug", description="The sender's name")
    quiet_from: time = Field(
        time(21), description="Local hour after which no caregiver gets mail by herself; equal to the next: never quiet"
    )
    quiet_until: time = Field(time(8), description="Local hour before which no caregiver gets mail by herself")
    messages_kept_days: int = Field(730, ge=30, description="Days after which the record of what was sent to whom is thrown away")


@dataclass
class Post:
    """What is in use in this process; the dev mailbox takes the mail server's place."""

    mail: MailSettings
    smtp: SmtpSettings


_in_use: list[Post] = []


def post() -> Post:
    """Read from the environment at first use."""
    if not _in_use:
        _in_use.append(Post(MailSettings(), SmtpSettings()))
    return _in_use[0]
