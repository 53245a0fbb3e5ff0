"""Two services that only a test knows: one tells, the other writes an effect for each event it hears, and tells on."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, ClassVar
from uuid import UUID

import asyncpg

from kernel.clock import Clock
from kernel.log import Heard
from kernel.refusals import NotYet, Unavailable
from kernel.running import Running
from kernel.service import Service, Since
from kernel.testing.postgres import logins
from kernel.work import Work
from schemas.base import Event, up_to

FOLDER = Path(__file__).parent / "plain"


class Told(Event):
    """Something happened to a thing."""

    type: ClassVar[str] = "nl.mantelbrug.teller.told.v1"
    subject: ClassVar[str] = "thing"
    thing: UUID
    number: Annotated[int, up_to(10_000_000)]


class ToldMuch(Event):
    """The same, heard many at a time."""

    type: ClassVar[str] = "nl.mantelbrug.teller.told-much.v1"
    subject: ClassVar[str] = "thing"
    thing: UUID
    number: Annotated[int, up_to(10_000_000)]


class ToldOn(Event):
    """The hearer tells on."""

    type: ClassVar[str] = "nl.mantelbrug.hearer.told-on.v1"
    subject: ClassVar[str] = "thing"
    thing: UUID
    number: Annotated[int, up_to(10_000_000)]


class Poison(RuntimeError):
    """This event cannot be digested."""


class Pair:
    """The two services, and what makes the hearer fail."""

    def __init__(self, *, since: Since = Since.BEGINNING, reader: str = "main") -> None:
        self.teller, self.hearer = Service("teller"), Service("hearer")
        self.poisonous: set[int] = set()
        self.not_yet: set[int] = set()
        self.away: set[int] = set()
        self.swallowing: set[int] = set()
        """Ignores what the database says, which has broken the transaction then."""
        self.unkeepable: set[int] = set()
        """Goes well, and cannot be committed."""
        self.slow = 0.0
        self.seen: list[int] = []
        self.hearer.hears(Told, reader=reader, since=since)(self._hear)
        self.hearer.hears_many(ToldMuch, reader=reader, since=since)(self._hear_many)

    def _digest(self, number: int) -> None:
        self.seen.append(number)
        if number in self.poisonous:
            raise Poison
        if number in self.not_yet:
            raise NotYet
        if number in self.away:
            raise Unavailable("the neighbour")

    async def _hear(self, event: Told, work: Work) -> None:
        assert work.heard is not None
        self._digest(event.number)
        await work.connection.execute(
            "insert into hearer.effect (event_id, subject, number, by) values ($1, $2, $3, 'single')",
            work.heard.id,
            event.thing,
            event.number,
        )
        if self.slow:
            await asyncio.sleep(self.slow)
        if event.number in self.swallowing:
            with contextlib.suppress(asyncpg.PostgresError):
                await work.connection.execute("select 1 / 0")
        if event.number in self.unkeepable:
            work.record(event.thing, what="a reaction has no purpose to look at people")
        work.publish(ToldOn(thing=event.thing, number=event.number))

    async def _hear_many(self, many: Sequence[Heard[ToldMuch]], work: Work) -> None:
        for heard in many:
            self._digest(heard.event.number)
        await work.connection.execute(
            "insert into hearer.effect (event_id, subject, number, by) "
            "select i, s, n, 'many' from unnest($1::uuid[], $2::uuid[], $3::int[]) u(i, s, n)",
            [h.id for h in many],
            [h.subject for h in many],
            [h.event.number for h in many],
        )

    @asynccontextmanager
    async def running(self, url: str, *, clock: Clock | None = None, tells: bool = True, hears: bool = True) -> AsyncIterator[Running]:
        services = [s for s, wanted in ((self.teller, tells), (self.hearer, hears)) if wanted]
        async with Running(services, urls=logins(url, [s.name for s in services]), clock=clock, alone=tells and hears) as running:
            yield running

    async def tell(self, *events: Event) -> None:
        async with self.teller.work() as work:
            for event in events:
                work.publish(event)


async def hear(url: str) -> None:
    """The hearer alone, in a process of its own that is killed on its way."""
    async with Pair().running(url, tells=False):
        await asyncio.Event().wait()


async def hear_along(url: str) -> None:
    """The same until its input closes, beside another process."""
    async with Pair().running(url, tells=False):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(hear_along(os.environ["TEST_URL"]))
