"""Once an hour every service throws away what serves nobody any more: old requests, ended links, counted attempts; and ends tasks
whose event or errand is not stuck any more."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from kernel import links
from kernel.http import idempotency
from kernel.security import limits
from kernel.surroundings import are_away

if TYPE_CHECKING:
    from kernel.service import Service

log = structlog.get_logger("kernel.housekeeping")
EVERY = 3600.0
FIRST = 60.0
"""Seconds after the start; a starting house has other things to do."""
SOLVED = """
update "{schema}".task t set done_at = $1 where done_at is null and (
    (kind = 'event-parked' and not exists (select from "{schema}".parked p where p.subject = t.subject and p.state = 'parked'))
    or (kind = 'errand-given-up' and not exists (select from "{schema}".errand e where e.id = t.subject and e.state = 'given-up')))
"""


async def keep_house(service: Service) -> None:
    pause = FIRST
    while True:
        await asyncio.sleep(pause)
        pause = EVERY
        try:
            await tidy(service)
        except Exception as error:
            log.warning(
                "housekeeping.failed", service=service.name, error=type(error).__name__, kind="away" if are_away(error) else "broken"
            )


async def tidy(service: Service) -> int:
    """Answers how many rows went."""
    async with service.work() as work:
        await work.connection.execute(SOLVED.format(schema=service.name), work.now)
        gone = await idempotency.forget_old(work) + await links.forget_ended(work) + await limits.forget_attempts(work)
        for its_own in service.tidying:
            gone += await its_own(work)
    if gone:
        log.info("housekeeping.done", service=service.name, count=gone)
    return gone
