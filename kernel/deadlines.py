"""What falls due: a row that fires once at its moment, after a restart as well."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, cast
from uuid import UUID

import structlog

from kernel.killpoints import reached
from kernel.surroundings import Backoff, are_away
from schemas.base import Words

if TYPE_CHECKING:
    from kernel.service import Service

log = structlog.get_logger("kernel.deadlines")
NET = 5.0
"""Seconds after which the loop looks by itself, for rows that another process wrote."""
MOST_ATTEMPTS = 8
THIS_ONE = "where type = $1 and subject = $2 and at = $3 and next_at is not null"


class Deadline(Words):
    """Something that is looked at again at a moment. `type` is its lasting short name, `subject` the field it is unique for."""

    type: ClassVar[str]
    subject: ClassVar[str]

    def subject_id(self) -> UUID:
        return cast(UUID, getattr(self, self.subject))

    def to_json(self) -> str:
        return self.model_dump_json(by_alias=True, exclude_none=True)


class Overtaken(Exception):
    """Another set, forgot or fired it while its reaction ran; what that did is undone."""


class Deadlines:
    """Fires a service's deadlines, one transaction each."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.idle = asyncio.Event()

    async def run(self) -> None:
        wakes, backoff = self.service.running.wakes, Backoff()
        woken = wakes.event("deadlines", self.service.name)
        while True:
            woken.clear()
            try:
                next_at = await self._fire_all()
                backoff.well()
            except Exception as error:
                if not are_away(error):
                    log.exception("deadlines.failed", service=self.service.name)
                await asyncio.sleep(backoff.pause())
                continue
            await self.service.clock.until(next_at, at_most=NET, woken=woken)

    async def _fire_all(self) -> datetime | None:
        """Fires what is due; answers when the next one falls."""
        schema = self.service.name
        while True:
            async with self.service.database.lease() as lease:
                now = self.service.clock.now()
                rows = await lease.raw.fetch(
                    f'select type, subject, at from "{schema}".deadline where next_at <= $1 order by next_at limit 100', now
                )
                if not rows:
                    return cast(datetime | None, await lease.raw.fetchval(f'select min(next_at) from "{schema}".deadline'))
            for kind, subject, at in rows:
                await self._fire(kind, subject, at)

    async def _fire(self, kind: str, subject: UUID, at: datetime) -> None:
        """Its row is taken last, as by everyone who sets or forgets one: nobody waits for the clock while it waits for them."""
        schema = self.service.name
        try:
            declared, react = self.service.deadlines[kind]
            async with self.service.work() as work:
                data = await work.connection.fetchval(f'select data::text from "{schema}".deadline {THIS_ONE}', kind, subject, at)
                if data is None:
                    return
                await react(declared.model_validate_json(data), work)
                await work.flush()
                if await work.connection.execute(f'delete from "{schema}".deadline {THIS_ONE}', kind, subject, at) != "DELETE 1":
                    raise Overtaken
                reached("deadline-taken")
        except Overtaken:
            return
        except Exception as error:
            if are_away(error):
                raise
            await self._postpone(kind, subject, at, error)

    async def _postpone(self, kind: str, subject: UUID, at: datetime, error: Exception) -> None:
        """Tries later, and after enough attempts leaves it to a person; unless another was at it meanwhile."""
        schema = self.service.name
        async with self.service.work() as work:
            attempts = await work.connection.fetchval(
                f'update "{schema}".deadline set attempts = attempts + 1, error = $4, '
                f"next_at = $5::timestamptz + interval '1 second' * power(4, attempts) {THIS_ONE} returning attempts",
                kind,
                subject,
                at,
                type(error).__name__,
                work.now,
            )
            if attempts is None:
                return
            log.error("deadline.failed", service=schema, type=kind, subject=str(subject), exc_info=error)
            if attempts >= MOST_ATTEMPTS:
                await work.connection.execute(
                    f'update "{schema}".deadline set next_at = null where type = $1 and subject = $2', kind, subject
                )
                work.task("deadline-failed", subject, kind)
