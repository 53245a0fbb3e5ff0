"""`make test-containers`: the images built, docker-compose.yml brought up, the story played against it, and what must hold of a container.

`python -m tools.containers [--keep] [--host]`; `--keep` leaves it running, `--host` takes deploy/compose.host.yml along.
Answers 0 when all held, and writes how long each step took.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tools import engine as engines
from tools import grounds, images
from tools.engine import Engine, NoEngine
from tools.parts import HOUSE

PROJECT = "mantelbrug-test"
IMAGE = "mantelbrug:local"
SERVICES = ("intake", "directory", "referral", "notifications", "monitor", "waardering", "console")
BESIDE = ("relay", "live")
NOT_INSIDE = ("gcc", "cc", "make", "pip", "pip3", "node", "npm", "git", "curl", "wget")
ON_CONTAINERS = ("tests/kernel/test_log.py", "tests/kernel/test_running.py", "tests/kernel/kafka/test_living_through.py")
"""They end, kill and empty what they run on."""
PATIENCE = 900.0
SOON = 60.0
MISSING = 3


class NotAsItShould(RuntimeError):
    """Something that must hold of the containers does not."""


@contextmanager
def step(what: str) -> Iterator[None]:
    print(f"== {what}", flush=True)
    began = time.monotonic()
    yield
    print(f"   {time.monotonic() - began:.0f} s", flush=True)


class Composed:
    """The compose file of the repository as its users run it, but for the opened ports; without networks the override goes along."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        shared = not engine.makes_networks or "--host" in sys.argv
        print(f"   {'one network with the machine, on loopback' if shared else 'a network of their own'}", flush=True)
        files = ["docker-compose.yml", *(["deploy/compose.host.yml"] if shared else [])]
        self._command = [*engine.compose, "--project-name", PROJECT, *(word for file in files for word in ("-f", file))]

    def run(self, *words: str, check: bool = True) -> int:
        # A file of `-f` that lies deeper must not move the folder that paths are counted from.
        placed = [*self._command, "--project-directory", str(HOUSE), *words]
        return subprocess.run(placed, check=check, cwd=HOUSE, env=self.engine.environment).returncode

    def container(self, service: str) -> str:
        """Asked of the engine itself: the older compose takes half a second to say the same."""
        labels = {"project": PROJECT, "service": service}
        return self.engine.ask("ps", "-q", *(f"--filter=label=com.docker.compose.{name}={value}" for name, value in labels.items()))

    def wait_until_healthy(self, services: Sequence[str]) -> None:
        """By hand: the older compose cannot wait."""
        until, waiting = time.monotonic() + PATIENCE, list(services)
        while waiting and time.monotonic() < until:
            waiting = [one for one in waiting if self.health(one) != "healthy"]
            time.sleep(1)
        if waiting:
            for one in waiting:
                self.run("logs", "--tail=40", one, check=False)
            raise NotAsItShould(f"not healthy after {PATIENCE:.0f} s: {', '.join(waiting)}")

    def health(self, service: str) -> str:
        container = self.container(service)
        return container and self.engine.ask("inspect", "--format", "{{if .State.Health}}{{.State.Health.Status}}{{end}}", container)


def check_the_image(engine: Engine) -> None:
    """What the Dockerfile promises, asked of the image itself."""
    config = json.loads(engine.ask("image", "inspect", IMAGE))[0]["Config"]
    found = engine.ask("run", "--rm", "--network=none", "--entrypoint=sh", IMAGE, "-c", f"command -v {' '.join(NOT_INSIDE)} || true")
    who = engine.ask("run", "--rm", "--network=none", "--read-only", "--entrypoint=id", IMAGE, "-u")
    pages = engine.ask(
        *("run", "--rm", "--network=none", "--read-only", "--entrypoint=python", IMAGE, "-c"),
        "from pathlib import Path; import services.console as c; print((Path(c.__file__).parent / 'static/manifest.json').exists())",
    )
    wrong = [
        *([f"tools inside: {found.split()}"] if found else []),
        *(["it runs as root"] if who == "0" or config["User"] in ("", "0", "root") else []),
        *(["the pages' stylesheet and scripts are not in it"] if pages != "True" else []),
        *(["it has no health check"] if not config.get("Healthcheck") else []),
    ]
    if wrong:
        raise NotAsItShould("; ".join(wrong))


def check_the_containers(composed: Composed) -> None:
    """Nobody can write in them but where it was meant, and none has rights of the machine."""
    for service in (*SERVICES, *BESIDE):
        told = json.loads(composed.engine.ask("inspect", composed.container(service)))[0]
        if not told["HostConfig"]["ReadonlyRootfs"] or told["HostConfig"]["CapDrop"] != ["ALL"]:
            raise NotAsItShould(f"{service} can write in its own image, or kept rights of the machine")
        wrote = composed.engine.run("exec", composed.container(service), "touch", "/opt/mantelbrug/x", check=False, quiet=True)
        if wrote == 0:
            raise NotAsItShould(f"{service} wrote in its image")


def figures_of_this_moment(composed: Composed) -> None:
    """Told a moment ago, of the signals that the story sent; as monitor reads them for its page."""
    login = "postgresql://mantelbrug_monitor:of-monitor@127.0.0.1/mantelbrug"
    counted = "select coalesce(sum((w ->> 'count')::int), 0) from monitor.live, jsonb_array_elements(windows) w"
    fresh = f"{counted} where at > now() - interval '30 s'"
    asked = ("exec", composed.container("postgres"), "psql", f"--dbname={login}", "--tuples-only", f"--command={fresh}")
    until = time.monotonic() + SOON
    while time.monotonic() < until:
        if int(composed.engine.ask(*asked)) > 0:
            return
        time.sleep(1)
    raise NotAsItShould(f"nobody told the figures of this moment within {SOON:.0f} s")


def one_service_down(composed: Composed) -> None:
    """Without notifications a signal is taken as ever; what waits goes out when it is back."""
    composed.run("stop", "notifications")
    if composed.health("intake") != "healthy" or composed.health("console") != "healthy":
        raise NotAsItShould("one service away took others along")
    composed.run("start", "notifications")
    composed.wait_until_healthy(["notifications"])


def pytest(*words: str, **environment: str) -> None:
    """No part may be missing for these."""
    command = [sys.executable, "-m", "pytest", "-q", *words]
    if subprocess.run(command, check=False, cwd=HOUSE, env={**os.environ, **environment}).returncode != 0:
        raise NotAsItShould("a part in a container is not what it is elsewhere")


def play(engine: Engine) -> None:
    composed = Composed(engine)
    try:
        with step("docker compose up"):
            composed.run("up", "--detach", "--no-build")
            composed.wait_until_healthy(["postgres", "kafka", "keycloak", *SERVICES, *BESIDE])
        with step("the containers"):
            check_the_containers(composed)
        with step("the story, through the gateway, with Keycloak and the mail catcher"):
            if composed.run("run", "--rm", "story", check=False) != 0:
                for service in ("gateway", *SERVICES, *BESIDE):
                    composed.run("logs", "--tail=30", service, check=False)
                raise NotAsItShould("the story stopped")
        with step("the figures of this moment"):
            figures_of_this_moment(composed)
        with step("one service down, the others go on; and the story again"):
            one_service_down(composed)
            if composed.run("run", "--rm", "story", check=False) != 0:
                raise NotAsItShould("the second story stopped")
    finally:
        if "--keep" not in sys.argv:
            composed.run("down", "--volumes", "--timeout", "20", check=False)


def main() -> int:
    try:
        with step("the engine"):
            engine = engines.engine()
            print(f"   {'our own' if engine.ours else 'the one that runs here'}", flush=True)
        with step("the base images"):
            print(f"   {images.bring(engine)}")
        with step("our image"):
            engine.run("build", *(["--network=host"] if engine.ours else []), "--quiet", "-f", "deploy/Dockerfile", "-t", IMAGE, ".")
            check_the_image(engine)
        play(engine)
        with step("the parts of the tests, as containers"):
            pytest("-m", "containers", "tests/containers")
        with step("tests that elsewhere run on packages, on those parts"):
            pytest("-m", "not java", *ON_CONTAINERS, **{grounds.SETTING: grounds.Source.CONTAINERS})
    except (NotAsItShould, NoEngine, subprocess.CalledProcessError) as error:
        print(f"NOT AS IT SHOULD: {error}", file=sys.stderr)
        return MISSING if isinstance(error, NoEngine) else 1
    finally:
        if "--keep" not in sys.argv:
            engines.stop_ours()
    print("All of it held.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
