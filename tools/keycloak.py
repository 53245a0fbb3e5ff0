"""A real Keycloak with our realm, from its published distribution: fetched once, started on a free port, ended with who started it."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tools.parts import KEYCLOAK
from tools.realm import FOLDER, REALM, machines

HOME = KEYCLOAK
VERSION = HOME.name.removeprefix("keycloak-")
PARTS = HOME.parent
READY = HOME / ".ready"
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
ADMIN, ADMIN_PASSWORD = "admin", "only-for-this-run"
PATIENCE = 240.0
OPTIONS = ("--db=dev-file", "--health-enabled=false", "--metrics-enabled=false")
"""Known when Keycloak builds itself; a start that finds the same needs no second build."""
JAVA = {
    "JAVA_OPTS_KC_HEAP": "-Xms64m -Xmx384m",
    "JAVA_OPTS_APPEND": "-XX:TieredStopAtLevel=1 -XX:-UsePerfData",
}


class KeycloakFailed(RuntimeError):
    """Keycloak did not come up; what it said last stands in the message."""


def fetch() -> Path:
    """The distribution, built for our options; half a minute and 180 MB the first time."""
    if READY.exists():
        return HOME
    PARTS.mkdir(parents=True, exist_ok=True)
    artifact = f"org.keycloak:keycloak-quarkus-dist:{VERSION}:zip"
    subprocess.run(["mvn", "-q", "-B", PLUGIN, f"-Dartifact={artifact}", f"-DoutputDirectory={PARTS}"], check=True, cwd=PARTS)
    packed = PARTS / f"keycloak-quarkus-dist-{VERSION}.zip"
    shutil.rmtree(HOME, ignore_errors=True)
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(PARTS)
    packed.unlink()
    for script in (HOME / "bin").glob("*.sh"):
        script.chmod(0o755)
    script = HOME / "bin" / "kc.sh"
    # Without our small heap: the build needs more than a server.
    subprocess.run([script, "build", *OPTIONS], check=True, stdout=subprocess.DEVNULL)
    READY.touch()
    return HOME


def secrets(value: str = "") -> dict[str, str]:
    """The environment that fills the realm's secrets: `demo-` and the client's name, as the demo issuer has them, or one for all."""
    return {one.secret[2:-1]: value or f"demo-{one.id}" for one in machines()}


@dataclass
class Keycloak:
    """`folder`: of its own, with its database. `public_url`: where the house is that people come back to."""

    folder: Path
    port: int
    public_url: str
    environment: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def issuer(self) -> str:
        return f"{self.url}/realms/{REALM}"

    @property
    def token_url(self) -> str:
        return f"{self.issuer}/protocol/openid-connect/token"

    def start(self) -> None:
        """A folder beside the distribution: its programs by link, its data its own."""
        home = fetch()
        self._lay_out(home)
        said = (self.folder / "keycloak.log").open("wb")
        command = [
            str(self.folder / "bin" / "kc.sh"),
            "start",
            "--optimized",
            "--import-realm",
            "--http-enabled=true",
            "--hostname-strict=false",
            "--http-host=127.0.0.1",
            f"--http-port={self.port}",
            "--cache=local",
        ]
        told = {**os.environ, **JAVA, **secrets(), "MANTELBRUG_PUBLIC_URL": self.public_url}
        told |= {"KC_BOOTSTRAP_ADMIN_USERNAME": ADMIN, "KC_BOOTSTRAP_ADMIN_PASSWORD": ADMIN_PASSWORD, **self.environment}
        self._process = subprocess.Popen(command, env=told, stdout=said, stderr=subprocess.STDOUT)
        self._wait()

    def _lay_out(self, home: Path) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(home / "bin", self.folder / "bin", dirs_exist_ok=True)
        for part in ("lib", "conf", "providers", "themes"):
            if not (self.folder / part).exists():
                (self.folder / part).symlink_to(home / part)
        realms = self.folder / "data" / "import"
        realms.mkdir(parents=True, exist_ok=True)
        for file in (*FOLDER.glob("*.json"), *(FOLDER / "demo").glob("*.json")):
            shutil.copy(file, realms)

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self._process is None or self._process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.issuer}/.well-known/openid-configuration", timeout=5):  # noqa: S310  # an address of our own
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.3)
        log = (self.folder / "keycloak.log").read_text(errors="replace")
        self.stop()
        raise KeycloakFailed(f"{KeycloakFailed.__doc__}\n{log[-3000:]}")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(10)
            self._process = None


def started(folder: Path, public_url: str) -> Keycloak:
    """On a free port, with a fresh database: about half a minute."""
    server = Keycloak(folder, free_port(), public_url)
    server.start()
    return server


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
