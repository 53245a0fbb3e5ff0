"""What every promise stands on: two services on a fresh database, and looks at what became of their events."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable

import asyncpg
import pytest

from kernel.kafka.broker import Broker
from kernel.service import Since
from kernel.testing.listening import FOLDER, Pair
from kernel.testing.postgres import TestServer


async def until(happened: Callable[[], object], what: str, seconds: float = 15.0) -> None:
    """Waits for a condition of an asynchronous world; says what did not come."""
    latest = time.monotonic() + seconds
    while time.monotonic() < latest:
        found = happened()
        if asyncio.iscoroutine(found):
            found = await found
        if found:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"waited {seconds} s in vain: {what}")


class Ground:
    """`url` is a fresh database with teller and hearer in it; `pair` are the two of them."""

    pair: Pair
    url: str
    broker: Broker | None = None
    """A way over topics sets it, with names of the test's own, before the pair is made."""

    def another(self, *, since: Since = Since.BEGINNING, reader: str = "main") -> Pair:
        """The same two services again, with a reader of another name."""
        return Pair(since=since, reader=reader, broker=self.broker)

    @property
    def told(self) -> str:
        """What a process of its own is told: where the database is, and the broker."""
        return "|".join([self.url, *([self.broker.servers, self.broker.names] if self.broker else [])])

    @pytest.fixture(autouse=True)
    async def _fresh(self, server: TestServer) -> AsyncIterator[None]:
        self.pair = Pair(broker=self.broker)
        self.server = server
        services = [self.pair.teller, self.pair.hearer]
        self.url = await server.fresh(services, {s.name: FOLDER for s in services})
        yield
        assert await self.miscounted() == []
        await server.drop(self.url)

    async def rows(self, question: str, *values: object) -> list[asyncpg.Record]:
        connection = await asyncpg.connect(self.url)
        try:
            return list(await connection.fetch(question, *values))
        finally:
            await connection.close()

    async def effects(self) -> list[int]:
        return [row["number"] for row in await self.rows("select number from hearer.effect order by n")]

    async def taken(self) -> list[int]:
        """The same where events of several subjects are told: between subjects no order is promised."""
        return sorted(await self.effects())

    async def heard(self, count: int) -> bool:
        return len(await self.effects()) >= count

    async def parked(self) -> list[tuple[int, str]]:
        return [(r["position"], r["state"]) for r in await self.rows("select position, state from hearer.parked order by position")]

    async def miscounted(self) -> list[asyncpg.Record]:
        """A cursor counts what its reader has set aside: the guard that no batch overlooks it. Holds after every test."""
        return await self.rows(
            "select reader, log, part, parked from hearer.cursor c where parked <> "
            "(select count(*) from hearer.parked p where (p.reader, p.log, p.part) = (c.reader, c.log, c.part))"
        )

    def child(self) -> subprocess.Popen[str]:
        """The hearer once more, in a process of its own, until its input closes."""
        child = subprocess.Popen(
            [sys.executable, "-m", "kernel.testing.listening"],
            env={**os.environ, "TEST_URL": self.told},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        return child
