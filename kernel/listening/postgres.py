"""Follows a log straight from Postgres: no broker to install, nothing to lose."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

import asyncpg
import structlog

from kernel import log
from kernel.listening import cursors, parking
from kernel.listening.failing import Fenced
from kernel.listening.taking import Taker
from kernel.service import Reader, Since
from kernel.surroundings import Backoff, are_away

if TYPE_CHECKING:
    from kernel.service import Service

logger = structlog.get_logger("kernel.listening")
NET = 30.0
"""Seconds after which a reader looks by itself; the watcher looks each second at all logs in one statement."""
LINGER = 0.01
"""After a batch of more than one, wait this long: fewer and larger transactions under load, nothing at low rates."""
FENCED_PAUSE = 1.0


class PostgresReader:
    """The loop of one reader. Stops between batches, never in one."""

    def __init__(self, service: Service, reader: Reader) -> None:
        self.service, self.reader = service, reader
        self.taker = Taker(service, reader)
        self.position = 0
        self._stopping = False
        self._woken = service.running.wakes.event("log", reader.log)

    async def begin(self) -> None:
        """Finds the cursor, or makes it where this reader begins."""
        async with self.service.database.lease() as lease:
            start = await log.head(lease.raw, self.reader.log) if self.reader.since is Since.NOW else 0
            self.taker.already = await cursors.for_the_log(lease.raw, self.service.name, self.reader, start)
            await self._read_cursor(lease.raw)

    async def _read_cursor(self, connection: asyncpg.Connection) -> None:
        row = await connection.fetchrow(
            f'select position, parked from "{self.service.name}".cursor where reader = $1 and log = $2 and part = -1',
            self.reader.name,
            self.reader.log,
        )
        assert row is not None
        self.position, self.taker.parked = row["position"], {-1: row["parked"]}

    async def run(self) -> None:
        backoff = Backoff()
        began = False
        while not self._stopping:
            self._woken.clear()
            try:
                if not began:
                    await self.begin()
                    began = True
                taken = await self._take()
                retry_at = await self._try_set_aside()
                backoff.well()
            except Fenced:
                logger.warning("reader.fenced", service=self.service.name, reader=self.reader.name, log=self.reader.log)
                began = False
                await asyncio.sleep(FENCED_PAUSE)
                continue
            except Exception as error:
                pause = backoff.pause()
                logger.log(
                    30 if are_away(error) else 40,
                    "reader.stopped-for-a-moment",
                    service=self.service.name,
                    reader=self.reader.name,
                    log=self.reader.log,
                    error=parking.describe(error),
                    pause=pause,
                )
                began = False
                await self._sleep(pause)
                continue
            if taken >= log.BATCH:
                continue
            if taken > 1:
                await asyncio.sleep(LINGER)
                continue
            # After a lone event nothing else was readable; whoever appends since has woken us.
            await self.service.clock.until(retry_at, at_most=NET, woken=self._woken)

    async def _take(self) -> int:
        """Reads once and takes what came; answers how many."""
        async with self.service.database.lease() as lease:
            rows = self._just_told() or await log.after(lease.raw, self.reader.log, self.position)
            if rows:
                self.position = (await self.taker.take(rows, {-1: self.position}, lease=lease))[-1]
        return len(rows)

    def _just_told(self) -> list[log.Row] | None:
        """The next event, when this process told it a moment ago and no other process can tell: nothing stands before or after it."""
        lone = self.service.running.wakes.lone.get(self.reader.log) if self.service.running.alone else None
        return [lone] if lone is not None and lone.position == self.position + 1 else None

    async def _try_set_aside(self) -> datetime | None:
        """Tries what was set aside and may be tried now; answers when to look again."""
        if not self.taker.parked.get(-1):
            if -1 in self.taker.parked:
                return None
            async with self.service.database.lease() as lease:
                await self._read_cursor(lease.raw)
            if not self.taker.parked[-1]:
                return None
        ready, retry_at = await parking.due(self.service, self.reader)
        for part, position in ready:
            await parking.try_again(self.taker, part, position)
        return retry_at if not ready else self.service.clock.now()

    async def _sleep(self, seconds: float) -> None:
        await asyncio.sleep(0 if self._stopping else seconds)

    def stop(self) -> None:
        """Finishes the batch in hand and then ends."""
        self._stopping = True
        self._woken.set()
