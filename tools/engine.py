"""A container engine for `make test-containers`: the one that is there, or one of our own without a bridge, in build/containers."""

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.parts import HOUSE, install

FOLDER = HOUSE / "build" / "containers"
PACKAGES = ("docker.io", "iptables", "docker-compose", "mmdebstrap")
PATIENCE = 30.0
ANSWER = 10.0


class NoEngine(RuntimeError):
    """There is no container engine, and none could be started: that needs root on Debian or Ubuntu."""


@dataclass
class Engine:
    """`ours`: started here, in build/containers, and ended there."""

    socket: str | None
    ours: bool

    @property
    def environment(self) -> dict[str, str]:
        """The older builder needs no plugin, and is what a home-made engine has."""
        told = {"DOCKER_HOST": f"unix://{self.socket}"} if self.socket else {}
        return {**os.environ, **told, **({"DOCKER_BUILDKIT": "0", "COMPOSE_DOCKER_CLI_BUILD": "0"} if self.ours else {})}

    def run(self, *words: str, check: bool = True, quiet: bool = False, cwd: Path = HOUSE) -> int:
        out = subprocess.DEVNULL if quiet else None
        return subprocess.run(["docker", *words], check=check, cwd=cwd, env=self.environment, stdout=out, stderr=out).returncode

    def ask(self, *words: str) -> str:
        asked = ["docker", *words]
        return subprocess.run(asked, check=True, cwd=HOUSE, env=self.environment, capture_output=True, text=True).stdout.strip()

    def has(self, image: str) -> bool:
        return self.run("image", "inspect", image, check=False, quiet=True) == 0

    def pull(self, image: str, *, seconds: int = 300) -> bool:
        """False where no registry is reached."""
        pulled = ["timeout", str(seconds), "docker", "pull", "--quiet", image]
        return subprocess.run(pulled, check=False, env=self.environment, capture_output=True).returncode == 0

    @property
    def makes_networks(self) -> bool:
        """Containers get a network of their own; where not, they share the machine's."""
        made = self.run("network", "create", "mantelbrug-probe", check=False, quiet=True) == 0
        return made and self.run("network", "rm", "mantelbrug-probe", check=False, quiet=True) == 0

    @property
    def compose(self) -> Sequence[str]:
        """The plugin, or the older program of its own."""
        plugin = subprocess.run(["docker", "compose", "version"], check=False, env=self.environment, capture_output=True).returncode == 0
        return ["docker", "compose"] if plugin else ["docker-compose"]


def answers(environment: dict[str, str]) -> bool:
    if shutil.which("docker") is None:
        return False
    try:
        return subprocess.run(["docker", "info"], check=False, env=environment, capture_output=True, timeout=ANSWER).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def engine() -> Engine:
    if answers(dict(os.environ)):
        return Engine(None, ours=False)
    FOLDER.mkdir(parents=True, exist_ok=True)
    found = Engine(str(FOLDER / "docker.sock"), ours=True)
    if answers(found.environment):
        return found
    _start(found)
    return found


def _start(wanted: Engine) -> None:
    """No bridge and no iptables: nothing of the machine changes."""
    if shutil.which("dockerd") is None or shutil.which("mmdebstrap") is None:
        if os.geteuid() != 0 or shutil.which("apt-get") is None:
            raise NoEngine(NoEngine.__doc__)
        install(PACKAGES)
    if shutil.which("dockerd") is None:
        raise NoEngine(NoEngine.__doc__)
    (FOLDER / "dockerd.pid").unlink(missing_ok=True)
    command = [
        "dockerd",
        *("--data-root", str(FOLDER / "data"), "--exec-root", str(FOLDER / "exec"), "--pidfile", str(FOLDER / "dockerd.pid")),
        *("-H", f"unix://{wanted.socket}", "--bridge=none", "--iptables=false", "--ip6tables=false", "--ip-forward=false"),
    ]
    with (FOLDER / "dockerd.log").open("wb") as said:
        subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if answers(wanted.environment):
            return
        time.sleep(0.3)
    raise NoEngine(f"{NoEngine.__doc__}\n{(FOLDER / 'dockerd.log').read_text()[-1000:]}")


def stop_ours() -> None:
    """Ends the engine that was started here, and nobody else's."""
    pid = FOLDER / "dockerd.pid"
    if not pid.exists():
        return
    subprocess.run(["kill", pid.read_text().strip()], check=False)
    for _ in range(100):
        if not pid.exists():
            return
        time.sleep(0.2)
