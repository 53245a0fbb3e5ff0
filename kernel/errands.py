"""The only way out of the house: a row first, then the deed, then its outcome. At least once, with the same id each time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast
from uuid import UUID

import structlog

from kernel.killpoints import reached
from kernel.refusals import GiveUp
from kernel.surroundings import Backoff, are_away
from schemas.base import Words

if TYPE_CHECKING:
    from kernel.service import Service
    from kernel.work import Work

log = structlog.get_logger("kernel.errands")
NET = 5.0
AT_ONCE = 4
"""Few, for they share the process with those who wait for an answer."""
LEASE = timedelta(seconds=90)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(days=1)
GRACE = 3.0
"""Seconds for what is under way when the house stops; what takes longer is cut off and comes back with its lease."""


class Errand(Words):
    """Something to do outside; holds ids only, for it lies in a table. `type` is its lasting short name.

    One with a field `region` shows up, when it is given up, to the people of that region only.
    """

    type: ClassVar[str]

    def to_json(self) -> str:
        return self.model_dump_json(by_alias=True, exclude_none=True)


class TakenOver(RuntimeError):
    """The lease ran out and another process does this errand now."""


class Outing:
    """One try at an errand."""

    def __init__(self, service: Service, errand_id: UUID, attempt: int, lease_until: datetime) -> None:
        self.service, self.id, self.attempt, self.lease_until = service, errand_id, attempt, lease_until
        self.ended = False

    @property
    def now(self) -> datetime:
        return self.service.clock.now()

    @asynccontextmanager
    async def work(self, *, purpose: str | None = None) -> AsyncIterator[Work]:
        """An ordinary transaction on the way."""
        async with self.service.work(purpose=purpose) as work:
            yield work

    @asynccontextmanager
    async def done(self, *, purpose: str | None = None) -> AsyncIterator[Work]:
        """The outcome and the errand's end in one transaction."""
        async with self.service.work(purpose=purpose) as work:
            gone = await work.connection.execute(
                f'delete from "{self.service.name}".errand where id = $1 and lease_until = $2', self.id, self.lease_until
            )
            if gone != "DELETE 1":
                raise TakenOver(str(self.id))
            yield work
        self.ended = True


class Errands:
    """Claims a service's errands with a lease and runs a few at a time."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.underway: dict[UUID, asyncio.Task[None]] = {}
        self._woken = service.running.wakes.event("errands", service.name)
        self._stopping = False

    def stop(self) -> None:
        """Claims no more; what is under way gets a moment to end well."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        backoff = Backoff()
        try:
            while not self._stopping:
                self._woken.clear()
                try:
                    next_at = await self._claim()
                    backoff.well()
                except Exception as error:
                    if not are_away(error):
                        log.exception("errands.failed", service=self.service.name)
                    await asyncio.sleep(backoff.pause())
                    continue
                await self.service.clock.until(next_at, at_most=NET, woken=self._woken)
            if self.underway:
                await asyncio.wait(self.underway.values(), timeout=GRACE)
        finally:
            for task in self.underway.values():
                task.cancel()
            await asyncio.gather(*self.underway.values(), return_exceptions=True)

    async def _claim(self) -> datetime | None:
        """Takes what is due as far as there are hands free; answers when to look again."""
        schema, free = self.service.name, AT_ONCE - len(self.underway)
        if not free:
            return None  # a finished one wakes us
        async with self.service.database.lease() as lease:
            now = self.service.clock.now()
            rows = await lease.raw.fetch(
                f'update "{schema}".errand set attempts = attempts + 1, lease_until = $2, next_at = $2 where id in ('
                f"select id from \"{schema}\".errand where state = 'waiting' and next_at <= $1 and not id = any($3) "
                "order by next_at limit $4 for update skip locked) returning id, type, data::text, attempts, lease_until",
                now,
                now + LEASE,
                list(self.underway),
                free,
            )
            for errand_id, kind, data, attempt, lease_until in rows:
                task = asyncio.create_task(self._do(Outing(self.service, errand_id, attempt, lease_until), kind, data))
                self.underway[errand_id] = task
                task.add_done_callback(partial(self._back, errand_id))
            if len(rows) == free:
                return None
            return cast(
                datetime | None,
                await lease.raw.fetchval(
                    f"select min(next_at) from \"{schema}\".errand where state = 'waiting' and not id = any($1)", list(self.underway)
                ),
            )

    def _back(self, errand_id: UUID, _task: asyncio.Task[None]) -> None:
        self.underway.pop(errand_id, None)
        self._woken.set()

    async def _do(self, outing: Outing, kind: str, data: str) -> None:
        """Never fails: what cannot even be noted comes back when its lease has run out."""
        about = {"service": self.service.name, "type": kind, "errand": str(outing.id), "attempt": outing.attempt}
        reached("errand-claimed")
        try:
            try:
                await self._run(outing, kind, data)
                log.debug("errand.done", **about)
            except TakenOver:
                log.warning("errand.taken-over", **about)
            except GiveUp as reason:
                await self._give_up(outing, kind, data, str(reason) or "given-up")
            except Exception as error:
                log.warning("errand.failed", error=type(error).__name__, **about)
                away = are_away(error)
                if not away and outing.attempt >= self._attempts(kind):
                    await self._give_up(outing, kind, data, type(error).__name__)
                else:
                    await self._later(outing, error, uncounted=away)
        except Exception as error:
            log.warning("errand.left-to-its-lease", error=type(error).__name__, **about)

    def _attempts(self, kind: str) -> int:
        return self.service.errands[kind][1].attempts if kind in self.service.errands else 1

    async def _run(self, outing: Outing, kind: str, data: str) -> None:
        if kind not in self.service.errands:
            raise GiveUp("unknown-errand")
        declared, handler = self.service.errands[kind]
        if outing.attempt > handler.attempts:
            raise GiveUp("its-process-died-each-time")
        await handler.run(declared.model_validate_json(data), outing)
        reached("errand-acted")
        if not outing.ended:
            async with outing.done():
                pass

    async def _later(self, outing: Outing, error: Exception, *, uncounted: bool) -> None:
        """Backs off: 5 s, 20 s, 80 s ... a day at most; what was away does not count as an attempt, and is asked again soon."""
        pause = FIRST_PAUSE if uncounted else min(FIRST_PAUSE * 4 ** min(outing.attempt - 1, 10), LONGEST_PAUSE)
        async with self.service.database.lease() as lease:
            await lease.raw.execute(
                f'update "{self.service.name}".errand set next_at = $3, lease_until = null, error = $4, attempts = attempts - $5 '
                "where id = $1 and lease_until = $2",
                outing.id,
                outing.lease_until,
                outing.now + pause,
                type(error).__name__,
                1 if uncounted else 0,
            )

    async def _give_up(self, outing: Outing, kind: str, data: str, reason: str) -> None:
        """Leaves it to a person, with whatever the service does then, in one transaction."""
        try:
            await self._leave(outing, kind, data, reason)
        except Exception as error:
            if are_away(error):
                raise
            log.exception("errand.gives-up-failed", service=self.service.name, type=kind, errand=str(outing.id))
            await self._leave(outing, kind, data, reason, alone=True)

    async def _leave(self, outing: Outing, kind: str, data: str, reason: str, *, alone: bool = False) -> None:
        """`alone`: without the service's own handler, so that at least the person's task is left."""
        async with self.service.work() as work:
            changed = await work.connection.execute(
                f"update \"{self.service.name}\".errand set state = 'given-up', error = $3, lease_until = null "
                "where id = $1 and lease_until = $2",
                outing.id,
                outing.lease_until,
                reason,
            )
            if changed != "UPDATE 1":
                return
            work.task("errand-given-up", outing.id, f"{kind}: {reason}", region=str(json.loads(data).get("region", "")))
            if not alone and kind in self.service.errands:
                declared, handler = self.service.errands[kind]
                if handler.gives_up is not None:
                    await handler.gives_up(declared.model_validate_json(data), work)
        log.error("errand.given-up", service=self.service.name, type=kind, errand=str(outing.id), reason=reason)
