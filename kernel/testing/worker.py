"""A service that only a test knows: it runs errands, keeps deadlines, and notes everything in one table."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

import asyncpg

from kernel.clock import Clock
from kernel.deadlines import Deadline
from kernel.errands import Errand, Outing
from kernel.running import Running
from kernel.service import Service
from kernel.testing.postgres import logins
from kernel.work import Work
from schemas.base import Event, up_to


class Worked(Event):
    """Something was done with a thing."""

    type: ClassVar[str] = "nl.mantelbrug.worker.worked.v1"
    subject: ClassVar[str] = "thing"
    thing: UUID
    number: Annotated[int, up_to(10_000_000)] = 0


class Deliver(Errand):
    """Brings a thing out of the house."""

    type: ClassVar[str] = "deliver"
    thing: UUID


class Look(Deadline):
    """Time to look at a thing again."""

    type: ClassVar[str] = "look"
    subject: ClassVar[str] = "thing"
    thing: UUID
    number: int = 0


Goes = Callable[[Deliver, Outing], Awaitable[None]]
Looks = Callable[[Look, Work], Awaitable[None]]


class Worker:
    """The service, and what a test lets it do; `outside` is a world that no rollback reaches."""

    def __init__(self, *, attempts: int = 3) -> None:
        self.service = Service("worker")
        self.goes: Goes = self.deliver
        self.looks: Looks = self.look
        self.gives_up: Callable[[Deliver, Work], Awaitable[None]] = self.note_given_up
        self.service.errand(Deliver, attempts=attempts, gives_up=self._gives_up)(self._go)
        self.service.when_due(Look)(self._look)

    async def _go(self, errand: Deliver, out: Outing) -> None:
        await self.goes(errand, out)

    async def _look(self, deadline: Look, work: Work) -> None:
        await self.looks(deadline, work)

    async def _gives_up(self, errand: Deliver, work: Work) -> None:
        await self.gives_up(errand, work)

    async def outside(self, errand: Deliver, out: Outing) -> None:
        """Something happened that cannot be undone."""
        async with self.service.database.lease() as lease:
            await note(lease.raw, out.id, errand.thing, out.attempt, "outside")

    async def deliver(self, errand: Deliver, out: Outing) -> None:
        """Acts, and keeps the outcome with the errand's end."""
        await self.outside(errand, out)
        async with out.done() as work:
            await note(work.connection, out.id, errand.thing, out.attempt, "outcome")
            work.publish(Worked(thing=errand.thing))

    async def look(self, deadline: Look, work: Work) -> None:
        await note(work.connection, deadline.thing, deadline.thing, deadline.number, "due")

    async def note_given_up(self, errand: Deliver, work: Work) -> None:
        await note(work.connection, errand.thing, errand.thing, 0, "given-up")

    @asynccontextmanager
    async def running(self, url: str, clock: Clock | None = None) -> AsyncIterator[Running]:
        async with Running([self.service], urls=logins(url, ["worker"]), clock=clock) as running:
            yield running

    @asynccontextmanager
    async def service_only(self, url: str) -> AsyncIterator[Running]:
        """Its transactions, without the loops that act on them."""
        async with Running([self.service], urls=logins(url, ["worker"]), listening=False) as running:
            yield running

    async def send(self, thing: UUID) -> UUID:
        async with self.service.work() as work:
            return work.errand(Deliver(thing=thing))


async def note(connection: asyncpg.Connection, about: UUID, thing: UUID, number: int, by: str) -> None:
    await connection.execute("insert into worker.effect (event_id, subject, number, by) values ($1, $2, $3, $4)", about, thing, number, by)


async def work(url: str) -> None:
    """The service alone, in a process of its own that is killed on its way."""
    async with Worker().running(url):
        await asyncio.Event().wait()


async def work_plainly(url: str) -> None:
    """The same, with an errand that leaves its end to the kernel."""
    worker = Worker()
    worker.goes = worker.outside
    async with worker.running(url):
        await asyncio.Event().wait()


@dataclass
class Place:
    """A fresh database of the service, and looks into it."""

    url: str

    async def rows(self, question: str, *values: object) -> list[asyncpg.Record]:
        connection = await asyncpg.connect(self.url)
        try:
            return list(await connection.fetch(question, *values))
        finally:
            await connection.close()

    async def noted(self, by: str) -> list[asyncpg.Record]:
        return await self.rows("select event_id as id, subject as thing, number from worker.effect where by = $1 order by n", by)

    async def has_noted(self, by: str, count: int = 1) -> bool:
        return len(await self.noted(by)) >= count

    async def errands(self) -> list[asyncpg.Record]:
        return await self.rows("select id, state, attempts, next_at, lease_until, error from worker.errand order by created_at, id")

    async def tasks(self) -> list[tuple[str, str]]:
        return [(r["kind"], r["reason"]) for r in await self.rows("select kind, reason from worker.task order by id")]
