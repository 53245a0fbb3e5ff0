"""What every promise stands on: two services on a fresh database, and looks at what became of their events."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable

import asyncpg
import pytest

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

    @pytest.fixture(autouse=True)
    async def _fresh(self, server: TestServer) -> AsyncIterator[None]:
        self.pair = Pair()
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
