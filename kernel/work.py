"""One transaction's worth of work: state, events, deadlines, errands and access records that stand or fall together."""

from __future__ import annotations

from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg
from sqlmodel.ext.asyncio.session import AsyncSession
from uuid_utils.compat import uuid7

from kernel import log
from kernel.access import AccessRecords
from kernel.caller import Caller, Scope
from kernel.database import Lease
from kernel.killpoints import reached
from kernel.traces import current_trace
from schemas.base import Event

if TYPE_CHECKING:
    from kernel.deadlines import Deadline
    from kernel.errands import Errand
    from kernel.service import Service


class WorkIsOver(RuntimeError):
    """This work was committed or undone already; what it is asked now would be lost."""


class Work:
    """Handed in by the edges; rooms write through it and never commit."""

    def __init__(self, service: Service, lease: Lease, *, by: Caller, purpose: str | None = None) -> None:
        self.service, self.by, self.purpose = service, by, purpose
        self.now: datetime = service.clock.now()
        self.heard: log.Row | None = None
        self._lease = lease
        self._session: AsyncSession | None = None
        self._events: list[Event] = []
        self._traces: list[str | None] = []
        self._reminders: dict[tuple[str, UUID], tuple[Deadline, datetime] | None] = {}
        self._errands: list[tuple[UUID, Errand, datetime]] = []
        self._tasks: list[tuple[UUID, str, UUID | None, str, str]] = []
        self._access = AccessRecords()
        self._appended: log.Appended | None = None
        self._over = False

    def _still(self) -> None:
        if self._over:
            raise WorkIsOver

    @property
    def connection(self) -> asyncpg.Connection:
        """The plain connection, in this work's transaction."""
        self._still()
        return self._lease.raw

    @property
    def session(self) -> AsyncSession:
        """SQLModel on the same connection and transaction; flush it before raw SQL that needs its rows."""
        self._still()
        if self._session is None:
            self._session = AsyncSession(bind=self._lease.sqlalchemy, expire_on_commit=False, autoflush=True)
        return self._session

    @property
    def scope(self) -> Scope:
        return Scope.of(self.by)

    async def flush(self) -> None:
        if self._session is not None:
            await self._session.flush()

    def publish(self, event: Event) -> None:
        """To publish is to save: the event stands in the log when this work commits."""
        self._still()
        self._events.append(event)
        self._traces.append(current_trace())

    def remind(self, deadline: Deadline, *, at: datetime) -> None:
        """Fires once at that moment, after a restart as well; a new one of the same kind and subject replaces it."""
        self._still()
        self._reminders[deadline.type, deadline.subject_id()] = (deadline, at)

    def forget(self, deadline: type[Deadline], subject: UUID) -> None:
        self._still()
        self._reminders[deadline.type, subject] = None

    def errand(self, errand: Errand, *, not_before: datetime | None = None) -> UUID:
        """Something to do outside the house after this work is committed; answers its lasting id."""
        self._still()
        errand_id = uuid7()
        self._errands.append((errand_id, errand, not_before or self.now))
        return errand_id

    def task(self, kind: str, subject: UUID | None, reason: str, *, region: str | None = None) -> None:
        """A person has to look at this; `reason` is a code, never a name. Without a region it is everybody's who keeps the house.

        While it is open, the same again is no second task.
        """
        self._still()
        self._tasks.append((uuid7(), kind, subject, reason, self.by.region if region is None else region))

    def record(self, *people: UUID, what: str, action: str = "read") -> None:
        """Who saw what of whom; written with the work itself (NEN 7513)."""
        self._still()
        self._access.add(people, what=what, action=action)

    async def looks_kept_until(self, *people: UUID) -> datetime | None:
        """Until when the list of who looked at them has to be kept here, whatever else of them goes."""
        return await self._access.kept_until(self, people)

    async def current(self, person: UUID) -> UUID:
        """The id that this one leads to, after merges."""
        from kernel import aliases

        return await aliases.current(self, person)

    async def finish(self) -> None:
        """Writes what was gathered; the edge commits."""
        await self.flush()
        schema, run = self.service.name, self.connection
        await self._access.write(self)
        if self._reminders:
            await self._write_reminders()
        if self._errands:
            await run.execute(
                f'insert into "{schema}".errand (id, type, data, next_at, created_at) '
                "select i, t, d::json, n, $5 from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) u(i, t, d, n)",
                [i for i, _, _ in self._errands],
                [e.type for _, e, _ in self._errands],
                [e.to_json() for _, e, _ in self._errands],
                [n for _, _, n in self._errands],
                self.now,
            )
        if self._tasks:
            await run.executemany(
                f'insert into "{schema}".task (id, kind, subject, reason, region, created_at) '
                "select $1::uuid, $2::text, $3::uuid, $4::text, $5::text, $6::timestamptz where not exists "
                f'(select from "{schema}".task where done_at is null and (kind, reason, region) = ($2, $4, $5) '
                "and subject is not distinct from $3)",
                [(*task, self.now) for task in self._tasks],
            )
        reached("before-append")
        if self._events:
            # Append last: readers wait for every append that is still open.
            self._appended = await log.append(run, schema, self._events, self.now, self._traces)
        self._over = True
        reached("before-commit")

    async def _write_reminders(self) -> None:
        schema, dropped, kept = self.service.name, [], []
        # In one order by all, so that of two works with the same ones none waits for the other in a circle.
        for (kind, subject), reminder in sorted(self._reminders.items(), key=itemgetter(0)):
            if reminder is None:
                dropped.append((kind, subject))
            else:
                kept.append((kind, subject, reminder[0].to_json(), reminder[1]))
        if dropped:
            await self.connection.execute(
                f'delete from "{schema}".deadline d using unnest($1::text[], $2::uuid[]) u(t, s) where d.type = u.t and d.subject = u.s',
                *map(list, zip(*dropped, strict=True)),
            )
        if kept:
            await self.connection.execute(
                f'insert into "{schema}".deadline (type, subject, data, at, next_at) '
                "select t, s, d::json, a, a from unnest($1::text[], $2::uuid[], $3::text[], $4::timestamptz[]) u(t, s, d, a) "
                "on conflict (type, subject) do update set data = excluded.data, at = excluded.at, next_at = excluded.next_at, "
                "attempts = 0, error = ''",
                *map(list, zip(*kept, strict=True)),
            )

    async def undo(self) -> None:
        self._over = True
        if self._session is not None:
            self._session.expunge_all()
        await self._lease.rollback()

    def announce(self) -> None:
        """Wakes who waits for what this work brought; after the commit, never before."""
        reached("after-commit")
        wakes = self.service.running.wakes
        if self._appended:
            wakes.appended(self.service.name, self._appended.lone)
        if any(self._reminders.values()):
            wakes.poke("deadlines", self.service.name)
        if self._errands:
            wakes.poke("errands", self.service.name)
