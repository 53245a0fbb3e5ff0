"""Counts every quarter of a minute what waits in each service, for Prometheus: numbers only, by service."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import datetime

import structlog

from kernel import metrics
from kernel.service import Service
from kernel.surroundings import are_away

log = structlog.get_logger("house.watching")
EVERY = 15.0
"""Seconds between two counts; as often as figures are usually fetched."""
WAITING = """
select
    (select count(*) from "{schema}".parked where state = 'parked') as parked,
    (select count(*) from "{schema}".parked where state = 'waiting') as not_yet,
    (select count(*) from "{schema}".task where done_at is null) as tasks,
    (select count(*) from "{schema}".errand where state = 'waiting' and next_at <= $1) as errands,
    (select count(*) from "{schema}".errand where state = 'given-up') as given_up,
    (select extract(epoch from $1 - min(next_at))::float8 from "{schema}".errand where state = 'waiting') as errand_late,
    (select extract(epoch from $1 - min(next_at))::float8 from "{schema}".deadline where next_at is not null) as deadline_late
"""
_parked = metrics.gauge("parked_events", "Events that took no effect and wait for a person.", "service")
_not_yet = metrics.gauge("not_yet_events", "Events that wait for something they build on.", "service")
_tasks = metrics.gauge("open_tasks", "Tasks that wait for a person.", "service")
_errands = metrics.gauge("errands_due", "Errands that may go now.", "service")
_given_up = metrics.gauge("errands_given_up", "Errands that are not tried again by themselves.", "service")
_errand_late = metrics.gauge("errand_late_seconds", "How long the oldest errand that may go has waited.", "service")
_deadline_late = metrics.gauge("deadline_late_seconds", "How long ago the oldest deadline that did not fire was due.", "service")
_behind = metrics.gauge(
    "reader_behind", "Positions of a log that a reader has not taken yet (without a broker).", "service", "reader", "log"
)


@asynccontextmanager
async def watching(services: Iterable[Service], *, logs_are_near: bool) -> AsyncIterator[None]:
    """`logs_are_near`: the readers follow the logs in Postgres, so that both ends can be seen here."""
    task = asyncio.create_task(_watch(list(services), logs_are_near=logs_are_near), name="watching")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _watch(services: list[Service], *, logs_are_near: bool) -> None:
    while True:
        for service in services:
            try:
                await count(service, service.clock.now(), logs_are_near=logs_are_near)
            except Exception as error:  # figures that are not there are seen by who fetches them; the house goes on without
                level = logging.WARNING if are_away(error) else logging.ERROR
                log.log(level, "watching.failed", service=service.name, error=type(error).__name__)
        await asyncio.sleep(EVERY)


async def count(service: Service, now: datetime, *, logs_are_near: bool) -> None:
    async with service.database.lease() as lease:
        row = await lease.raw.fetchrow(WAITING.format(schema=service.name), now)
        assert row is not None
        for gauge, column in (
            (_parked, "parked"),
            (_not_yet, "not_yet"),
            (_tasks, "tasks"),
            (_errands, "errands"),
            (_given_up, "given_up"),
            (_errand_late, "errand_late"),
            (_deadline_late, "deadline_late"),
        ):
            gauge.labels(service.name).set(max(row[column] or 0, 0))
        if not logs_are_near:
            return
        for reader in service.readers.values():
            behind = await lease.raw.fetchval(
                f'select "{reader.log}".log_head() - position from "{service.name}".cursor where (reader, log, part) = ($1, $2, -1)',
                reader.name,
                reader.log,
            )
            _behind.labels(service.name, reader.name, reader.log).set(behind or 0)
