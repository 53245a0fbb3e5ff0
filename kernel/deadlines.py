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


class Deadline(Words):
    """Something that is looked at again at a moment. `type` is its lasting short name, `subject` the field it is unique for."""

    type: ClassVar[str]
    subject: ClassVar[str]

    def subject_id(self) -> UUID:
        return cast(UUID, getattr(self, self.subject))

    def to_json(self) -> str:
        return self.model_dump_json(by_alias=True, exclude_none=True)


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
        schema = self.service.name
        try:
            declared, react = self.service.deadlines[kind]
            async with self.service.work() as work:
                taken = await work.connection.fetchval(
                    f'delete from "{schema}".deadline where type = $1 and subject = $2 and at = $3 and next_at is not null '
                    "returning data::text",
                    kind,
                    subject,
                    at,
                )
                reached("deadline-taken")
                if taken is not None:
                    await react(declared.model_validate_json(taken), work)
        except Exception as error:
            if are_away(error):
                raise
            log.exception("deadline.failed", service=schema, type=kind, subject=str(subject))
            await self._postpone(kind, subject, at, error)

    async def _postpone(self, kind: str, subject: UUID, at: datetime, error: Exception) -> None:
        """Tries later, and after enough attempts leaves it to a person."""
        schema = self.service.name
        async with self.service.work() as work:
            attempts = await work.connection.fetchval(
                f'update "{schema}".deadline set attempts = attempts + 1, error = $4, '
                "next_at = $5::timestamptz + interval '1 second' * power(4, attempts) "
                "where type = $1 and subject = $2 and at = $3 returning attempts",
                kind,
                subject,
                at,
                type(error).__name__,
                work.now,
            )
            if attempts is not None and attempts >= MOST_ATTEMPTS:
                await work.connection.execute(
                    f'update "{schema}".deadline set next_at = null where type = $1 and subject = $2', kind, subject
                )
                work.task("deadline-failed", subject, kind)
