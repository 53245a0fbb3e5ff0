"""A Keycloak as a container (testcontainers), and how a container is reached; PostgreSQL and Kafka stand in `contained`.

The same images that docker-compose.yml names. On an engine of our own, without a default network, a container shares the machine's,
on loopback, with a free port.
"""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import LogMessageWaitStrategy

from tools.engine import Engine
from tools.images import NAMES
from tools.keycloak import ADMIN, ADMIN_PASSWORD, free_port, secrets
from tools.realm import FOLDER, REALM

PATIENCE = 600


@contextmanager
def running(engine: Engine, container: DockerContainer, port: int, says: str) -> Iterator[int]:
    """Answers the port of this machine where it is reached."""
    container = container.with_kwargs(network_mode="host") if engine.ours else container.with_exposed_ports(port)
    container = container.waiting_for(LogMessageWaitStrategy(says).with_startup_timeout(PATIENCE))
    with container as started:
        at = port if engine.ours else int(started.get_exposed_port(port))
        until_open(at)
        yield at


def until_open(port: int) -> None:
    """A broker says that it is active before its door is open."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as one:
            one.settimeout(1)
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)


@contextmanager
def reached_by_testcontainers(engine: Engine) -> Iterator[None]:
    """The library reads the engine's address from the environment; its own helper container would need a network."""
    told = {"DOCKER_HOST": engine.environment.get("DOCKER_HOST", ""), "TESTCONTAINERS_RYUK_DISABLED": "true"}
    before = {name: os.environ.get(name) for name in told}
    os.environ.update({name: value for name, value in told.items() if value})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def keycloak(engine: Engine, public_url: str) -> Iterator[str]:
    """The address of the realm as its issuer."""
    port = free_port() if engine.ours else 8080
    told = {
        "KC_HTTP_PORT": str(port),
        "KC_BOOTSTRAP_ADMIN_USERNAME": ADMIN,
        "KC_BOOTSTRAP_ADMIN_PASSWORD": ADMIN_PASSWORD,
        "MANTELBRUG_PUBLIC_URL": public_url,
        **secrets(),
        **({"KC_HTTP_HOST": "127.0.0.1"} if engine.ours else {}),
    }
    container = DockerContainer(NAMES["keycloak"]).with_envs(**told).with_command("start-dev --import-realm")
    for file in (*FOLDER.glob("*.json"), *(FOLDER / "demo").glob("*.json")):
        container = container.with_volume_mapping(str(file), f"/opt/keycloak/data/import/{file.name}", "ro")
    with running(engine, container, port, "Listening on:") as at:
        yield f"http://127.0.0.1:{at}/realms/{REALM}"
