"""PostgreSQL and Kafka of the tests as containers, for a machine that has an engine where another has the wheel or Java.

They do what the others do: end and begin again, are killed and frozen, lose all that they kept.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from typing import Any, Protocol, cast

from testcontainers.core.container import DockerContainer

from kernel.embedded.settings import DEFAULTS, flags
from kernel.testing.kafka import CLUSTER, TestKafka, free_port
from kernel.testing.postgres import SETTINGS, Mode
from tools.engine import Engine
from tools.images import NAMES
from tools.in_containers import reached_by_testcontainers

PATIENCE = 600.0
SIGNALS = {"fast": "SIGINT", "immediate": "SIGQUIT"}
KEPT = "/var/lib/kafka/data"


class NotUp(RuntimeError):
    """A container did not come up; what it said last is the message."""


class Container(Protocol):
    """What is used here of the engine's own library, which has no types."""

    status: str

    def reload(self) -> None: ...

    def start(self) -> None: ...

    def kill(self, signal: str) -> None: ...

    def wait(self, *, timeout: int) -> object: ...

    def pause(self) -> None: ...

    def unpause(self) -> None: ...

    def exec_run(self, command: list[str]) -> Any: ...

    def logs(self, *, tail: int) -> bytes: ...


class Contained:
    """One container on a free port of this machine, which stays the same when it begins again."""

    def __init__(self, engine: Engine, kind: str, port: int) -> None:
        self.engine, self.port = engine, port
        with reached_by_testcontainers(engine):
            made = DockerContainer(NAMES[kind])
        self._begun = False
        self.made = made.with_kwargs(network_mode="host") if engine.ours else made

    @property
    def there(self) -> Container:
        return cast(Container, self.made.get_wrapped_container())

    def begin(self, ready: Sequence[str]) -> None:
        """For the first time, or again; until `ready`, asked inside, answers 0."""
        if self._begun:
            self.there.start()
        else:
            with reached_by_testcontainers(self.engine):
                self.made.start()
            self._begun = True
        latest = time.monotonic() + PATIENCE
        while time.monotonic() < latest:
            self.there.reload()
            if self.there.status == "exited":
                break
            if self.there.exec_run(list(ready)).exit_code == 0:
                return
            time.sleep(0.1)
        raise NotUp(self.there.logs(tail=40).decode(errors="replace"))

    def end(self, signal: str) -> None:
        self.there.reload()
        if self.there.status == "running":
            self.there.kill(signal)
            self.there.wait(timeout=60)

    def forget(self) -> None:
        if self._begun:
            self.made.stop(force=True, delete_volume=True)


class ContainedPostgres:
    """A ground for a `TestServer`: who is on this machine is believed to be who he says, as with the embedded server."""

    def __init__(self, engine: Engine) -> None:
        self._container = Contained(engine, "postgres", free_port())
        inside = self._container.port if engine.ours else 5432
        told = {**DEFAULTS, **SETTINGS, "logging_collector": "off", "port": str(inside)}
        told["listen_addresses"] = "127.0.0.1" if engine.ours else "*"
        made = self._container.made.with_envs(
            POSTGRES_USER="postgres",
            POSTGRES_DB="postgres",
            POSTGRES_HOST_AUTH_METHOD="trust",
            POSTGRES_INITDB_ARGS="--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8",
        ).with_command(["postgres", *flags(told)])
        if not engine.ours:
            made.with_bind_ports(inside, self._container.port)
        self._ready = ["pg_isready", "--quiet", "--host=127.0.0.1", f"--port={inside}"]
        self.start()

    def dsn(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self._container.port}/{database}"

    def stop(self, mode: Mode) -> None:
        self._container.end(SIGNALS[mode])

    def start(self) -> None:
        self._container.begin(self._ready)

    def forget(self) -> None:
        self._container.forget()


class ContainedKafka(TestKafka):
    """One node; a quorum of three is made of processes only."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        super().__init__()

    def _told(self) -> str:
        text = super()._told().replace(f"{self.folder}/logs", KEPT)
        # Of a network of its own, the container's loopback is not this machine's.
        return text if self._engine.ours else text.replace(f"PLAINTEXT://127.0.0.1:{self.port},", f"PLAINTEXT://:{self.port},", 1)

    def _format(self) -> None:
        """The container does it when it begins with nothing."""
        self._properties.write_text(self._told())
        self.folder.chmod(0o755)
        self._container = Contained(self._engine, "kafka", self.port)
        made = self._container.made.with_envs(CLUSTER_ID=CLUSTER, KAFKA_HEAP_OPTS="-Xms128m -Xmx384m")
        made.with_volume_mapping(str(self.folder), "/mnt/shared/config", "ro")
        if not self._engine.ours:
            made.with_bind_ports(self.port, self.port)

    def start(self, *, wait: bool = True) -> None:
        self.wait()

    def wait(self) -> None:
        self._container.begin(["bash", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{self.port}"])

    def kill(self) -> None:
        self._container.end("SIGKILL")

    def freeze(self) -> None:
        self._container.there.pause()

    def thaw(self) -> None:
        self._container.there.unpause()

    def empty(self) -> None:
        self._container.forget()
        self._format()

    def stop(self) -> None:
        self._container.forget()
        shutil.rmtree(self.folder, ignore_errors=True)
