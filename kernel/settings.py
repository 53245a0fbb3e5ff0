"""What a house is told by its environment; every name begins with MANTELBRUG_."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class HouseSettings(BaseSettings):
    """Settings of the house itself; services have their own beside these. Secrets may come from `MANTELBRUG_SECRETS_DIR` as files too."""

    model_config = SettingsConfigDict(env_prefix="MANTELBRUG_", extra="ignore", frozen=True)

    data: Path = Field(Path(".mantelbrug"), description="Folder for everything that is kept: database, keys, dev mails")
    region: str = Field("gooi", description="The region whose files are read")
    host: str = Field("127.0.0.1", description="Address to listen on")
    port: int = Field(8000, description="Port to listen on; PORT works as well", ge=0, le=65535)
    public_url: str = Field("", description="Where people reach the house; default http://127.0.0.1:PORT")
    database_url: SecretStr | None = Field(None, description="Owner's login of a Postgres of your own; none: the embedded one")
    database_passwords: dict[str, SecretStr] = Field(
        default_factory=dict, description="Password per service login (JSON), for a Postgres of your own"
    )
    database_urls: dict[str, SecretStr] = Field(
        default_factory=dict, description="Login per service (JSON), where services have databases of their own"
    )
    issuers: tuple[str, ...] = Field((), description="OIDC issuers that are trusted (JSON list); none: the demo issuer")
    audience: str = Field("mantelbrug", description="Audience that a token must name")
    token_url: str = Field("", description="Token endpoint where the services get tokens of their own")
    client_secret: SecretStr | None = Field(None, description="Secret of this service's or console's own OIDC client")
    master_key_file: Path | None = Field(
        None, description="Master keys, mode 0600; default DATA/keys/master, made at the first start when embedded"
    )
    urls: dict[str, str] = Field(default_factory=dict, description="Where services in other processes are (JSON, by name)")
    kafka: str = Field("", description="Brokers (host:port, by comma); none: readers follow the logs in Postgres")
    kafka_names: str = Field("mantelbrug", description="What the names of topics and groups begin with")
    kafka_member: str = Field("", description="This process's lasting name, where a supervisor restarts it at once (a StatefulSet's pod)")
    kafka_copies: int = Field(1, ge=1, le=5, description="Copies of a topic that the relay makes; 3 in production")
    kafka_security: Literal["plaintext", "ssl"] = Field("plaintext", description="How the brokers are spoken with")
    kafka_ca_file: Path | None = Field(None, description="Certificates that the brokers' are checked with; none: the system's")
    kafka_certificate_file: Path | None = Field(None, description="This process's own certificate, for TLS on both sides")
    kafka_key_file: Path | None = Field(None, description="Its key")
    source: str = Field(
        "urn:nld:kvknr:00000000.mantelbrug",
        pattern=r"^urn:nld:(oin:\d{20}:systeem:mantelbrug|kvknr:\d{8}\.mantelbrug)$",
        description="URN of who runs this house, by OIN or KvK number (NL GOV profile for CloudEvents); the service follows it",
    )
    demo_clock_file: Path | None = Field(
        None, description="Clock that the processes of a demo share, so that a story can move it; refused anywhere but on loopback"
    )
    demo: bool = Field(True, description="Examples of the region at the first start, when the demo issuer is on")

    @property
    def embedded(self) -> bool:
        return self.database_url is None

    @property
    def with_examples(self) -> bool:
        """Only where the house's own demo issuer lets people in."""
        return self.demo and any(issuer.startswith(self.where) for issuer in self.issuers)

    @property
    def where(self) -> str:
        return (self.public_url or f"http://127.0.0.1:{self.port}").rstrip("/")
