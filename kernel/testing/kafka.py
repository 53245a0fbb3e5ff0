"""A real Apache Kafka for a test run: its own jars, KRaft, on loopback; ends with it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from kernel.kafka.broker import Broker

JARS = Path(__file__).resolve().parents[2] / "build/bench/kafka/libs"
CLUSTER = "bWFudGVsYnJ1Zy10ZXN0cw"
PATIENCE = 60.0
PROPERTIES = """\
process.roles=broker,controller
node.id={node}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.quorum.voters={voters}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs={folder}/logs
auto.create.topics.enable=false
offsets.topic.num.partitions=1
offsets.topic.replication.factor={copies}
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
log.cleaner.dedupe.buffer.size=16777216
log.retention.check.interval.ms=1000
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class TestKafka:
    """One node. It can be killed, started again, frozen and emptied."""

    __test__ = False

    def __init__(self, *, node: int = 1, voters: str = "", controller: int = 0, copies: int = 1) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="mb-kafka-"))
        self.port, self._controller = free_port(), controller or free_port()
        self._voters = voters or f"{node}@127.0.0.1:{self._controller}"
        self._node, self._copies = node, copies
        self._process: subprocess.Popen[bytes] | None = None
        self._format()

    @classmethod
    def three(cls) -> list[TestKafka]:
        """A quorum of three; whatever has three copies survives the loss of any of them."""
        controllers = [free_port() for _ in range(3)]
        voters = ",".join(f"{node}@127.0.0.1:{port}" for node, port in enumerate(controllers, 1))
        nodes = [cls(node=node, voters=voters, controller=port, copies=3) for node, port in enumerate(controllers, 1)]
        for one in nodes:
            one.start(wait=False)
        for one in nodes:
            one.wait()
        return nodes

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def broker(self, names: str) -> Broker:
        return Broker(self.address, names)

    @property
    def _properties(self) -> Path:
        return self.folder / "server.properties"

    def _told(self) -> str:
        return PROPERTIES.format(
            node=self._node,
            port=self.port,
            controller=self._controller,
            voters=self._voters,
            folder=self.folder,
            copies=self._copies,
        )

    def _format(self) -> None:
        self._properties.write_text(self._told())
        tool = ["kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", str(self._properties)]
        with (self.folder / "kafka.log").open("ab") as log:
            subprocess.run([*java("-XX:TieredStopAtLevel=1"), *tool], check=True, timeout=PATIENCE, stdout=log, stderr=log)  # noqa: S603  # ours

    def start(self, *, wait: bool = True) -> None:
        command = [*java("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), "kafka.Kafka", str(self._properties)]
        with (self.folder / "kafka.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)  # noqa: S603  # ours
        if wait:
            self.wait()

    def wait(self) -> None:
        latest = time.monotonic() + PATIENCE
        while time.monotonic() < latest:
            with socket.socket() as one:
                one.settimeout(0.2)
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self._process is None or self._process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError((self.folder / "kafka.log").read_text()[-2000:])

    def kill(self) -> None:
        """As a power cut would, but for what the disk was told."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(10)

    def freeze(self) -> None:
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGCONT)

    def empty(self) -> None:
        """All that it kept is gone: another disk in its place. It must not run meanwhile."""
        shutil.rmtree(self.folder / "logs")
        self._format()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def java(*flags: str) -> list[str]:
    return ["java", "-cp", f"{JARS}/*", *flags, "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]
