"""A topic with a backlog, and whoever takes it: us with one or two instances, or the peers' FastStream, batched."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import uuid4

import asyncpg
from aiokafka import AIOKafkaProducer

from bench import load, machine
from bench.bars import Figures
from bench.broker import Broker as Started
from bench.kafka.outside import neighbour
from bench.pipeline.contestants import TABLES, Peer
from bench.pipeline.services import SERVICES, Kind, SignalWeighed
from bench.places import HOUSE, RESULTS
from bench.server import Server
from kernel import log
from kernel.kafka.broker import Broker
from kernel.kafka.relay import Relay
from kernel.migrations import migrate
from kernel.testing.postgres import logins

AT_ONCE = 500
PATIENCE = 240.0
RATE = """
with told as (select pg_xact_commit_timestamp(xmin) as at, count(*) as rows from {table} group by 1),
    ends as (select min(at) as first, max(at) as last, sum(rows) as rows from told)
select extract(epoch from last - first)::float8 as seconds, (ends.rows - (select rows from told where at = first))::float8 as rows from ends
"""
"""Between the first commit and the last; what the first commit took is not counted, as in the peers' own program."""


async def ours(server: Server, broker: Started, events: int, *, instances: int = 1, outside: bool = False) -> Figures:
    """`outside`: each event also waits for an answer of another process, so that the database is not the limit."""
    await server.fresh("house")
    url = server.url("house")
    await migrate(url, SERVICES, folders={service.name: TABLES for service in SERVICES})
    names = f"b{uuid4().hex[:6]}"
    relayed = await told(logins(url, ["second"])["second"], Broker(broker.address, names), events)
    environment = {**os.environ, "PIPELINE_URL": url, "PIPELINE_KAFKA": broker.address, "PIPELINE_NAMES": names, "PYTHONPATH": str(HOUSE)}
    async with neighbour() as port:
        if outside:
            environment["PIPELINE_NEIGHBOUR"] = str(port)
        async with apart(environment, instances) as pids:
            taken = await all_taken(server, "house", "third.reaction", events, [*pids, server.pid, broker.pid])
    return {"relayed_per_s": relayed, **taken}


async def told(url: str, broker: Broker, events: int) -> int:
    """Appends and relays them; answers how many a second went to the topic."""
    connection = await asyncpg.connect(url)
    try:
        now = datetime.now(UTC)
        for _ in range(0, events, AT_ONCE):
            many = [SignalWeighed(signal_id=uuid4(), kind=Kind.LEAD, at=now, amount=1250, score=75, t0=0) for _ in range(AT_ONCE)]
            await log.append(connection, "second", many, now)
        relay = Relay("second", url, broker, source="urn:nld:kvknr:00000000.mantelbrug", schemas="http://127.0.0.1:8000")
        began = time.monotonic()
        running = asyncio.create_task(relay.run())
        await until(connection, "select position from second.relay where part = -1", events, 0.05)
        seconds = time.monotonic() - began
        relay.stop()
        await running
        return round(events / seconds)
    finally:
        await connection.close()


@asynccontextmanager
async def apart(environment: dict[str, str], instances: int) -> AsyncIterator[Sequence[int]]:
    """The third service in processes of its own, each a lasting member of the group."""
    with (RESULTS / "kafka.log").open("ab") as told_here:
        processes = [
            await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bench.pipeline.app", "third", "0"),
                env={**environment, "PIPELINE_MEMBER": f"third-{number}"},
                cwd=HOUSE,
                stdout=told_here,
                stderr=told_here,
            )
            for number in range(instances)
        ]
    try:
        yield [process.pid for process in processes]
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            await process.wait()


async def all_taken(server: Server, database: str, table: str, events: int, pids: Sequence[int]) -> Figures:
    connection = await server.connect(database)
    try:
        used = machine.cpu(pids)
        found = await until(connection, f"select count(*) from {table}", events, 0.2)
        used = machine.cpu(pids) - used
        rate = await connection.fetchrow(RATE.format(table=table))
        assert rate is not None
        return {
            "n": events,
            "missing": events - found,
            "doubled": found - await connection.fetchval(f"select count(distinct id) from {table}"),
            "taken_per_s": round(rate["rows"] / rate["seconds"]),
            "cpu_s_per_1000": round(used / events * 1000, 3),
        }
    finally:
        await connection.close()


async def until(connection: asyncpg.Connection, question: str, wanted: int, pause: float) -> int:
    latest = time.monotonic() + PATIENCE
    while True:
        found = int(await connection.fetchval(question))
        if found >= wanted or time.monotonic() > latest:
            break
        await asyncio.sleep(pause)
    return found


async def faststream(server: Server, broker: Started, events: int) -> Figures:
    """FastStream's third service of the pipeline, batched, alone on its topic."""
    ready = await Peer("faststream", (("c_faststream.py", "svc3"),), {"FS_MODE": "batch"}, needs_broker=True).prepare(
        server, broker.address, 0
    )
    producer = AIOKafkaProducer(bootstrap_servers=broker.address, linger_ms=5)
    await producer.start()
    try:
        for _ in range(events):
            await producer.send(f"{ready.environment['PREFIX']}reactions", load.signal(0.0))
    finally:
        await producer.stop()
    with (RESULTS / "kafka.log").open("ab") as told_here:
        process = await asyncio.create_subprocess_exec(
            *ready.commands[0], env=ready.environment, cwd=ready.folder, stdout=told_here, stderr=told_here
        )
    try:
        return await all_taken(server, ready.database, ready.done, events, [process.pid, server.pid, broker.pid])
    finally:
        process.terminate()
        await process.wait()
