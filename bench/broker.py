"""Apache Kafka from its jars, one broker, for the peers that need one."""

from __future__ import annotations

import asyncio
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.parts import kafka_jars

CLUSTER = "bWFudGVsYnJ1Zy1iZW5jaA"
PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.quorum.voters=1@127.0.0.1:{controller}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs={folder}/logs
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
offsets.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
"""


@dataclass(frozen=True)
class Broker:
    address: str
    pid: int


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@asynccontextmanager
async def kafka() -> AsyncIterator[Broker]:
    jars, folder, port = kafka_jars(), Path(tempfile.mkdtemp(prefix="mb-kafka-")), free_port()
    properties = folder / "server.properties"
    properties.write_text(PROPERTIES.format(port=port, controller=free_port(), folder=folder))
    java = ["java", "-cp", f"{jars}/*"]
    log = (folder / "kafka.log").open("wb")
    try:
        format_ = [
            *java,
            "-XX:TieredStopAtLevel=1",
            "kafka.tools.StorageTool",
            "format",
            "-t",
            "bWFudGVsYnJ1Zy1iZW5jaA",
            "-c",
            str(properties),
        ]
        made = await asyncio.create_subprocess_exec(*format_, stdout=log, stderr=log)
        if await made.wait():
            raise RuntimeError(f"the broker's folder could not be made: {(folder / 'kafka.log').read_text()[-1000:]}")
        # The second compiler stays on: this broker has to be at its best.
        flags = ["-Xmx512m", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]
        server = await asyncio.create_subprocess_exec(*java, *flags, "kafka.Kafka", str(properties), stdout=log, stderr=log)
        try:
            await _answers(port)
            yield Broker(f"127.0.0.1:{port}", server.pid)
        finally:
            server.terminate()
            try:
                await asyncio.wait_for(server.wait(), 15)
            except TimeoutError:
                server.kill()
                await server.wait()
    finally:
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


async def _answers(port: int) -> None:
    for _ in range(300):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
            continue
        writer.close()
        return
    raise RuntimeError("the broker did not come up")
