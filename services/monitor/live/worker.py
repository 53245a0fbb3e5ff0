"""Runs the Faust app and writes what it tells to monitor's own table, one process at a time."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import structlog

from kernel import metrics
from kernel.clock import Clock
from kernel.kafka.broker import Broker
from services.monitor.live import changelogs, store
from services.monitor.live.app import LiveWindows

logger = structlog.get_logger("monitor.live")
EVERY = 3.0
GRACE = 15.0
"""Seconds that Faust gets to end; with a broker that is away it would wait for ever."""
_told_at = metrics.gauge("live_told_timestamp_seconds", "When the figures of this moment were written last.")
_behind = metrics.gauge("live_behind", "Records that the topics hold and the figures of this moment do not.")
TURN = "select pg_try_advisory_lock(hashtextextended('monitor live', 0))"


class Stopped(RuntimeError):
    """The live process ended by itself; what the broker or Faust said about it stands in the log."""


@asynccontextmanager
async def _turn(url: str, ended: asyncio.Event, waits: Callable[[], None]) -> AsyncIterator[asyncpg.Connection]:
    """The only one that counts, as long as this connection lives. Ends with it: two would share the work and each tell half."""
    connection = await asyncpg.connect(url, timeout=10, command_timeout=20, server_settings={"application_name": "mantelbrug-live"})
    try:
        said = False
        while not ended.is_set() and not await connection.fetchval(TURN):
            if not said:
                said = True
                waits()
            await _sleep(ended, 1.0)
        yield connection
    finally:
        with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await connection.close(timeout=5)


async def run(
    url: str,
    broker: Broker,
    folder: Path,
    ended: asyncio.Event,
    *,
    rebuild: bool = False,
    clock: Clock | None = None,
    waits: Callable[[], None] = lambda: None,
) -> None:
    """Until `ended`. `waits` is called when another one counts already. Raises what took it down; `TimeoutError`: Faust would not end."""
    clock = clock or Clock()
    async with _turn(url, ended, waits) as connection:
        if ended.is_set():
            return
        for log in changelogs.LOGS:
            await broker.topic(log)
        await changelogs.make(broker)
        if rebuild:
            await changelogs.forget(broker)
        live = LiveWindows(broker, folder, clock)
        live.app.finalize()
        await live.app.start()
        try:
            await _tell(connection, live, clock, ended)
        finally:
            async with asyncio.timeout(GRACE):
                await live.app.stop()


async def _tell(connection: asyncpg.Connection, live: LiveWindows, clock: Clock, ended: asyncio.Event) -> None:
    while not ended.is_set():
        if live.app.should_stop:
            raise Stopped(Stopped.__doc__)
        if live.knows:
            behind = await live.behind()
            now = clock.now()
            await store.write(connection, live.told(), at=now, behind=behind)
            _told_at.set(now.timestamp())
            _behind.set(behind)
            logger.debug("live.told", count=behind)
        await _sleep(ended, EVERY)


async def _sleep(ended: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(ended.wait(), seconds)
