"""Two services that only a test knows: one tells, the other writes an effect for each event it hears, and tells on."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar
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

if TYPE_CHECKING:
    from kernel.kafka.broker import Broker
    from kernel.kafka.relay import Relay

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


class ToldMore(ToldMuch):
    """Heard many at a time together with the former."""

    type: ClassVar[str] = "nl.mantelbrug.teller.told-more.v1"


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

    def __init__(self, *, since: Since = Since.BEGINNING, reader: str = "main", broker: Broker | None = None) -> None:
        self.broker = broker
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
        self.together: list[list[int]] = []
        self.hearer.hears(Told, reader=reader, since=since)(self._hear)
        self.hearer.hears_many(ToldMuch, ToldMore, reader=reader, since=since)(self._hear_many)

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
        self.together.append([heard.event.number for heard in many])
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
    async def running(
        self, url: str, *, clock: Clock | None = None, tells: bool = True, hears: bool = True, relays: bool = True
    ) -> AsyncIterator[Running]:
        """With a broker the teller's log is relayed as long as the teller runs."""
        services = [s for s, wanted in ((self.teller, tells), (self.hearer, hears)) if wanted]
        urls = logins(url, [s.name for s in services])
        async with (
            Running(services, urls=urls, clock=clock, alone=tells and hears, broker=self.broker) as running,
            relayed(self.broker, urls["teller"], running) if self.broker and tells and relays else nullcontext(),
        ):
            yield running

    async def tell(self, *events: Event) -> None:
        async with self.teller.work() as work:
            for event in events:
                work.publish(event)


@asynccontextmanager
async def relayed(broker: Broker, url: str, running: Running | None = None, service: str = "teller") -> AsyncIterator[Relay]:
    """A relay of its log in this process."""
    from kernel.kafka.relay import Relay

    woken = running.wakes.event("log", service) if running else None
    relay = Relay(service, url, broker, source="urn:nld:kvknr:00000000.mantelbrug", schemas="http://127.0.0.1:8000", woken=woken)
    task = asyncio.create_task(relay.run())
    try:
        yield relay
    finally:
        relay.stop()
        await asyncio.wait({task}, timeout=5)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def told_where(where: str) -> tuple[str, Broker | None]:
    """`url` or `url|brokers|names`, as a process of its own is told it."""
    url, _, over = where.partition("|")
    if not over:
        return url, None
    from kernel.kafka.broker import Broker

    servers, _, names = over.partition("|")
    return url, Broker(servers, names)


async def hear(where: str) -> None:
    """The hearer alone, in a process of its own that is killed on its way."""
    url, broker = told_where(where)
    async with Pair(broker=broker).running(url, tells=False):
        await asyncio.Event().wait()


async def relay(where: str) -> None:
    """The relay alone, in a process of its own that is killed on its way."""
    url, broker = told_where(where)
    assert broker is not None
    async with relayed(broker, url):
        await asyncio.Event().wait()


async def hear_along(where: str) -> None:
    """The same until its input closes, beside another process."""
    url, broker = told_where(where)
    async with Pair(broker=broker).running(url, tells=False):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(hear_along(os.environ["TEST_URL"]))
