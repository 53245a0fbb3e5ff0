"""Events that could not take effect yet, each with those behind it of the same subject. Nothing is skipped silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, cast
from uuid import UUID

import structlog

from kernel.killpoints import reached
from kernel.listening.failing import Failed
from kernel.log import Row
from kernel.refusals import NotYet
from kernel.surroundings import are_away

if TYPE_CHECKING:
    from kernel.listening.taking import Taker
    from kernel.service import Reader, Service
    from kernel.work import Work

log = structlog.get_logger("kernel.parking")
State = Literal["waiting", "parked", "behind"]
FIRST_RETRY = timedelta(milliseconds=50)
LONGEST_RETRY = timedelta(minutes=5)
PATIENCE = timedelta(hours=1)
"""How long an event may say "not yet" before a person looks at it."""


@dataclass(frozen=True, slots=True)
class Parked:
    """One event set aside, as `mantelbrug parked list` shows it."""

    service: str
    reader: str
    log: str
    part: int
    position: int
    subject: UUID
    type: str
    state: str
    error: str
    attempts: int
    since: datetime
    behind: int


async def subjects(work: Work, reader: Reader, parts: Sequence[int]) -> set[UUID]:
    rows = await work.connection.fetch(
        f'select distinct subject from "{work.service.name}".parked where reader = $1 and log = $2 and part = any($3)',
        reader.name,
        reader.log,
        parts,
    )
    return {row["subject"] for row in rows}


async def park(work: Work, reader: Reader, row: Row, *, state: State, error: Exception | None) -> None:
    schema = work.service.name
    await work.connection.execute(
        f'insert into "{schema}".parked (reader, log, part, position, subject, event_id, type, time, data, trace, state, error, attempts, '
        "retry_at, since) values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::json, $10, $11, $12, $13, $14, $15)",
        reader.name,
        reader.log,
        row.part,
        row.position,
        row.subject,
        row.id,
        row.type,
        row.time,
        row.data,
        row.trace,
        state,
        describe(error),
        0 if state == "behind" else 1,
        work.now + FIRST_RETRY if state == "waiting" else None,
        work.now,
    )
    await work.connection.execute(
        f'update "{schema}".cursor set parked = parked + 1 where reader = $1 and log = $2 and part = $3', reader.name, reader.log, row.part
    )
    if state == "parked":
        _tell(work, reader, row.position, row.subject, row.type, error)


def _tell(work: Work, reader: Reader, position: int, subject: UUID, kind: str, error: Exception | None) -> None:
    work.task("event-parked", subject, kind)
    about = {"service": work.service.name, "reader": reader.name, "log": reader.log, "position": position, "type": kind}
    log.error("event.parked", error=describe(error), **about)


def describe(error: BaseException | None) -> str:
    """The kind of error and where in our own code, never its text: that could hold a name."""
    if error is None:
        return ""
    if isinstance(error, Failed):
        error = error.error
    where, frame = "", error.__traceback__
    while frame is not None:
        file = frame.tb_frame.f_code.co_filename
        if file.endswith(".py") and "site-packages" not in file:
            where = f":{frame.tb_frame.f_code.co_name}:{frame.tb_lineno}"
        frame = frame.tb_next
    return f"{type(error).__name__}{where}"


async def due(service: Service, reader: Reader) -> tuple[Sequence[tuple[int, int]], datetime | None]:
    """Which set-aside events may be tried now (part, position), and when the next may."""
    async with service.database.lease() as lease:
        rows = await lease.raw.fetch(
            f"select part, position, retry_at from \"{service.name}\".parked where reader = $1 and log = $2 and state = 'waiting' "
            "order by retry_at, position limit 100",
            reader.name,
            reader.log,
        )
    now = service.clock.now()
    ready = [(row["part"], row["position"]) for row in rows if row["retry_at"] <= now]
    later = [row["retry_at"] for row in rows if row["retry_at"] > now]
    return ready, min(later, default=None)


async def try_again(taker: Taker, part: int, position: int) -> None:
    """Runs one set-aside event; when it goes well, those behind it follow, each in a transaction of its own."""
    while True:
        try:
            behind = await _run(taker, part, position)
        except Exception as error:
            if are_away(error):
                raise
            await _postpone(taker.service, taker.reader, part, position, error.error if isinstance(error, Failed) else error)
            return
        if behind is None:
            break
        reached("one-behind-follows")
        position = behind
    taker.parked.pop(part, None)


async def _run(taker: Taker, part: int, position: int) -> int | None:
    """Answers the position of the next one of the same subject."""
    schema, reader = taker.service.name, taker.reader
    async with taker.service.work() as work:
        # The cursor's row first: no other process can take a batch meanwhile.
        await work.connection.execute(
            f'select from "{schema}".cursor where reader = $1 and log = $2 and part = $3 for update', reader.name, reader.log, part
        )
        row = await work.connection.fetchrow(
            f"delete from \"{schema}\".parked where reader = $1 and log = $2 and part = $3 and position = $4 and state = 'waiting' "
            "returning event_id, type, subject, time, data::text, trace",
            reader.name,
            reader.log,
            part,
            position,
        )
        if row is None:
            return None
        await work.connection.execute(
            f'update "{schema}".cursor set parked = parked - 1 where reader = $1 and log = $2 and part = $3', reader.name, reader.log, part
        )
        await taker.again(work, replace(Row(reader.log, position, *row), part=part))
        return await follower_waits(work, reader.name, reader.log, part, row["subject"])


async def follower_waits(work: Work, reader: str, log: str, part: int, subject: UUID) -> int | None:
    """The first of those behind is next, also when this process ends here."""
    return cast(
        int | None,
        await work.connection.fetchval(
            f"update \"{work.service.name}\".parked set state = 'waiting', retry_at = $5, since = $5 where reader = $1 and log = $2 "
            f'and part = $3 and position = (select min(position) from "{work.service.name}".parked '
            "where reader = $1 and log = $2 and part = $3 and subject = $4) returning position",
            reader,
            log,
            part,
            subject,
            work.now,
        ),
    )


async def _postpone(service: Service, reader: Reader, part: int, position: int, error: Exception) -> None:
    schema = service.name
    async with service.work() as work:
        row = await work.connection.fetchrow(
            f'select attempts, since, subject, type from "{schema}".parked '
            "where reader = $1 and log = $2 and part = $3 and position = $4 for update",
            reader.name,
            reader.log,
            part,
            position,
        )
        if row is None:
            return
        patient = isinstance(error, NotYet) and work.now - row["since"] < PATIENCE
        pause = min(FIRST_RETRY * 2 ** min(row["attempts"], 20), LONGEST_RETRY)
        await work.connection.execute(
            f'update "{schema}".parked set attempts = attempts + 1, error = $5, state = $6, retry_at = $7 '
            "where reader = $1 and log = $2 and part = $3 and position = $4",
            reader.name,
            reader.log,
            part,
            position,
            describe(error),
            "waiting" if patient else "parked",
            work.now + pause if patient else None,
        )
        if not patient:
            _tell(work, reader, position, row["subject"], row["type"], error)
