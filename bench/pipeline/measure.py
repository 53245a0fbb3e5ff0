"""One contestant, started, warmed up, measured and stopped: one line of figures."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import asyncpg

from bench import load, machine
from bench.bars import Figures
from bench.broker import Broker, free_port
from bench.pipeline.contestants import Contestant, Ready, count
from bench.places import RESULTS
from bench.server import Server

WARM = 60.0


@dataclass(frozen=True)
class Plan:
    """How long each part takes."""

    press_seconds: float = 8.0
    connections: int = 64
    rates: Sequence[int] = (50, 100)
    rate_seconds: float = 8.0


class Started:
    """The processes of a contestant, and what they and their surroundings use."""

    def __init__(self, ready: Ready, port: int, processes: Sequence[asyncio.subprocess.Process], around: Sequence[int]) -> None:
        self.ready, self.port, self._processes = ready, port, processes
        self.own = [process.pid for process in processes]
        self.all = [*self.own, *around]

    def alive(self) -> None:
        for process in self._processes:
            if process.returncode is not None:
                raise RuntimeError(f"a process ended with {process.returncode}")

    async def stop(self) -> None:
        for process in self._processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in self._processes:
            try:
                await asyncio.wait_for(process.wait(), 8)
            except TimeoutError:
                os.killpg(process.pid, signal.SIGKILL)
                await process.wait()


@asynccontextmanager
async def started(contestant: Contestant, server: Server, broker: Broker | None) -> AsyncIterator[tuple[Started, asyncpg.Connection]]:
    port = free_port()
    ready = await contestant.prepare(server, broker.address if broker else "", port)
    RESULTS.mkdir(exist_ok=True)
    around = [server.pid, *([broker.pid] if broker and contestant.needs_broker else [])]
    with (RESULTS / f"{contestant.name}.log").open("ab") as log:
        processes = [
            await asyncio.create_subprocess_exec(
                *command, env=ready.environment, cwd=ready.folder, stdout=log, stderr=log, start_new_session=True
            )
            for command in ready.commands
        ]
        running = Started(ready, port, processes, around)
        connection = await server.connect(ready.database)
        try:
            yield running, connection
        finally:
            await running.stop()
            await connection.close()


async def measure(contestant: Contestant, server: Server, broker: Broker | None, plan: Plan) -> Figures:
    async with started(contestant, server, broker) as (running, connection):
        analyser = asyncio.create_task(_analyse(server, running.ready.database))
        try:
            figures: Figures = {"who": contestant.name, "warm_s": await warm(running, connection)}
            for rate in plan.rates:
                figures |= await at_rate(running, connection, rate, plan.rate_seconds)
            figures |= await pressed(running, connection, plan)
            rss, pss = machine.memory(running.own)
            return figures | {"rss_mb": rss, "pss_mb": pss}
        finally:
            analyser.cancel()


async def ingest(contestant: Contestant, server: Server, plan: Plan) -> Figures:
    """Signals in and on disk, and nobody who listens."""
    async with started(contestant, server, None) as (running, connection):
        await warm(running, connection, whole=False)
        await load.press(running.port, 2, plan.connections)
        await connection.execute("checkpoint")
        before, used, began = await count(connection, running.ready.taken), machine.cpu(running.all), time.time()
        found = await load.press(running.port, plan.press_seconds, plan.connections)
        seconds, used = time.time() - began, machine.cpu(running.all) - used
        taken = await count(connection, running.ready.taken) - before
        return {
            "who": contestant.name,
            "n": taken,
            "ingest_per_s": round(taken / seconds),
            "failed": found.failed,
            "ack_p50_ms": found.p50_ms,
            "ack_p99_ms": found.p99_ms,
            "cpu_s_per_1000": round(used / max(taken, 1) * 1000, 3),
        }


async def warm(running: Started, connection: asyncpg.Connection, *, whole: bool = True) -> float:
    """Until a signal went all the way, and then all that were sent."""
    began = time.monotonic()
    goal = f"select count(*) from {running.ready.done}" if whole else running.ready.taken
    while True:
        running.alive()
        if time.monotonic() - began > WARM:
            raise RuntimeError("did not come up")
        try:
            await load.arrivals(running.port, 20, 1, 4)
        except (OSError, asyncio.IncompleteReadError):
            await asyncio.sleep(0.3)
            continue
        if await count(connection, goal):
            break
    if whole:
        await drained(running, connection, await count(connection, running.ready.taken), 30)
    came_up = round(time.monotonic() - began, 1)
    await asyncio.sleep(1)
    return came_up


async def drained(running: Started, connection: asyncpg.Connection, wanted: int, limit: float) -> int:
    end, found = time.monotonic() + limit, 0
    while time.monotonic() < end:
        found = await count(connection, f"select count(*) from {running.ready.done}")
        if found >= wanted:
            break
        await asyncio.sleep(0.1)
    return found


async def at_rate(running: Started, connection: asyncpg.Connection, rate: int, seconds: float) -> Figures:
    """From the planned arrival to the commit of the third row."""
    marked, used, before = time.time(), machine.cpu(running.all), await count(connection, running.ready.taken)
    own = machine.cpu(running.own)
    told = await load.arrivals(running.port, rate, seconds)
    taken = await count(connection, running.ready.taken)
    done = await drained(running, connection, taken, 90)
    used, own = machine.cpu(running.all) - used, machine.cpu(running.own) - own
    rows = await connection.fetch(
        f"select extract(epoch from pg_xact_commit_timestamp(xmin))::float8 - t0 from {running.ready.done} where t0 > $1", marked
    )
    waits = [row[0] for row in rows]
    name = f"at_{rate}"
    hops = [row[0] for row in await connection.fetch(running.ready.hop, marked)] if running.ready.hop else []
    return {
        f"{name}_hop_p50_ms": load.percentile(hops, 0.5),
        f"{name}_hop_p99_ms": load.percentile(hops, 0.99),
        f"{name}_ack_p50_ms": load.percentile(told.waits, 0.5),
        f"{name}_ack_p99_ms": load.percentile(told.waits, 0.99),
        f"{name}_e2e_p50_ms": load.percentile(waits, 0.5),
        f"{name}_e2e_p99_ms": load.percentile(waits, 0.99),
        f"{name}_n": len(waits),
        f"{name}_refused": told.refused,
        f"{name}_missing": taken - done,
        f"{name}_cpu_ms_each": round(used / max(taken - before, 1) * 1000, 2),
        f"{name}_app_cpu_ms_each": round(own / max(taken - before, 1) * 1000, 2),
    }


async def pressed(running: Started, connection: asyncpg.Connection, plan: Plan) -> Figures:
    """As many as can be pressed in, counted until the last third row is on disk."""
    question = f"select extract(epoch from max(pg_xact_commit_timestamp(xmin)))::float8 from {running.ready.done}"
    before, used, began = await count(connection, running.ready.taken), machine.cpu(running.all), time.time()
    own = machine.cpu(running.own)
    found = await load.press(running.port, plan.press_seconds, plan.connections)
    ended = time.time()
    at_stop = await count(connection, f"select count(*) from {running.ready.done}")
    await asyncio.sleep(1)  # what was on its way when wrk hung up
    taken = await count(connection, running.ready.taken)
    done = await drained(running, connection, taken, 240)
    used, own = machine.cpu(running.all) - used, machine.cpu(running.own) - own
    last = await connection.fetchval(question)
    number = max(taken - before, 1)
    return {
        "n": taken - before,
        "accepted_per_s": round(number / (ended - began)),
        "failed": found.failed,
        "ack_p50_ms": found.p50_ms,
        "ack_p99_ms": found.p99_ms,
        "e2e_per_s": round((done - before) / (last - began)),
        "done_at_stop": round((at_stop - before) / number, 2),
        "missing": taken - done,
        "cpu_s_per_1000": round(used / number * 1000, 3),
        "app_cpu_s_per_1000": round(own / number * 1000, 3),
    }


async def _analyse(server: Server, database: str) -> None:
    """Stands for autovacuum's analyze in a system that has lived long; the same for everybody."""
    connection = await server.connect(database)
    try:
        while True:
            await asyncio.sleep(3)
            with suppress(asyncpg.PostgresError):
                await connection.execute("analyze")
    finally:
        connection.terminate()
