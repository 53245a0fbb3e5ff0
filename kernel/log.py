"""The append-only log of a service: where its events are told from, in order and without gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

import asyncpg
from uuid_utils.compat import uuid7

from kernel.traces import current_trace
from schemas.base import MAX_BYTES, Event

E = TypeVar("E", bound=Event, covariant=True)

BATCH = 500
"""Most events of one read, and of one transaction."""


class TooBig(ValueError):
    """An event has to stay far below what a broker takes."""


@dataclass(frozen=True, slots=True)
class Row:
    """An event as it stands in a log, not yet understood."""

    log: str
    position: int
    id: UUID
    type: str
    subject: UUID
    time: datetime
    data: str
    trace: str | None = None
    part: int = -1
    """The topic's partition; -1 where the log itself is read."""


@dataclass(frozen=True, slots=True)
class Heard(Generic[E]):
    """An event with where and when it was told."""

    event: E
    row: Row

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def subject(self) -> UUID:
        return self.row.subject

    @property
    def time(self) -> datetime:
        return self.row.time


class Appended(NamedTuple):
    """The last position, and the row itself when it was one: who follows this log in this process need not ask for it."""

    last: int
    lone: Row | None


async def append(
    connection: asyncpg.Connection, schema: str, events: Sequence[Event], now: datetime, traces: Sequence[str | None] | None = None
) -> Appended:
    """Adds events to the service's own log.

    Append last in a transaction: readers wait for every append that is still open. `traces`: of each event, when one
    transaction serves several requests; otherwise all follow the current one.
    """
    arguments = _arguments(events, now, traces)
    last = await connection.fetchval(f'select "{schema}".log_append($1, $2, $3, $4, $5, $6)', *arguments)
    return Appended(last, _lone(schema, last, arguments))


async def append_with(
    connection: asyncpg.Connection,
    schema: str,
    write: str,
    values: Sequence[object],
    events: Sequence[Event],
    now: datetime,
    traces: Sequence[str | None] | None = None,
) -> Appended:
    """Rows and their events in one statement, so that outside a transaction it is one by itself. `write` changes data, without a WITH."""
    places = ", ".join(f"${len(values) + number}" for number in range(1, 7))
    arguments = _arguments(events, now, traces)
    last = await connection.fetchval(f'with written as ({write}) select "{schema}".log_append({places})', *values, *arguments)
    return Appended(last, _lone(schema, last, arguments))


Arguments = tuple[list[UUID], list[str], list[UUID], list[str], datetime, Sequence[str | None]]


def _lone(schema: str, position: int, arguments: Arguments) -> Row | None:
    ids, types, subjects, datas, now, traces = arguments
    return Row(schema, position, ids[0], types[0], subjects[0], now, datas[0], traces[0]) if len(ids) == 1 else None


def _arguments(events: Sequence[Event], now: datetime, traces: Sequence[str | None] | None) -> Arguments:
    datas = [event.to_json() for event in events]
    for event, data in zip(events, datas, strict=True):
        if len(data.encode()) > MAX_BYTES:
            raise TooBig(f"{event.type} of {len(data)} bytes")
    return (
        [uuid7() for _ in events],
        [event.type for event in events],
        [event.subject_id() for event in events],
        datas,
        now,
        [current_trace()] * len(events) if traces is None else traces,
    )


async def after(connection: asyncpg.Connection, log: str, position: int, most: int = BATCH) -> list[Row]:
    """The next events of a log, in order; never one that a still open append could precede."""
    rows = await connection.fetch(f'select * from "{log}".log_after($1, $2)', position, most)
    return [Row(log, *row) for row in rows]


async def head(connection: asyncpg.Connection, log: str) -> int:
    """The highest position given out so far."""
    return int(await connection.fetchval(f'select "{log}".log_head()'))
