"""The SQL of what the live process tells: a row for each region, written over every few seconds."""

from collections.abc import Mapping
from datetime import datetime

import asyncpg
from pydantic import TypeAdapter

from kernel.work import Work
from schemas.api.monitor import LiveFigures, LiveWindow
from services.monitor.live.counting import Told

WINDOWS = TypeAdapter(tuple[LiveWindow, ...])
WRITE = """
insert into monitor.live as l (region, at, behind, offers_waiting, handed_over_today, windows) values ($1, $2, $3, $4, $5, $6::jsonb)
on conflict (region) do update set at = excluded.at, behind = excluded.behind, offers_waiting = excluded.offers_waiting,
handed_over_today = excluded.handed_over_today, windows = excluded.windows
"""
READ = "select at, behind, offers_waiting, handed_over_today, windows::text from monitor.live where region = $1 and at > $2"


async def write(connection: asyncpg.Connection, told: Mapping[str, Told], *, at: datetime, behind: int) -> None:
    """`told`: by region; all of them or none."""
    rows = [
        (region, at, behind, one.offers_waiting, one.handed_over_today, WINDOWS.dump_json(one.windows).decode())
        for region, one in sorted(told.items())
    ]
    await connection.executemany(WRITE, rows)


async def read(work: Work, *, since: datetime) -> LiveFigures | None:
    """None when nothing was told of the region since then."""
    row = await work.connection.fetchrow(READ, work.by.region, since)
    if row is None:
        return None
    return LiveFigures(
        at=row["at"],
        behind=row["behind"],
        offers_waiting=row["offers_waiting"],
        handed_over_today=row["handed_over_today"],
        windows=WINDOWS.validate_json(row["windows"]),
    )
