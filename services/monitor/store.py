"""The SQL of figures: one statement a batch in, a few sums out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal
from uuid import UUID

import asyncpg

from kernel.refusals import NotYet
from kernel.work import Work
from schemas.api.monitor import Figure
from services.monitor.domain import Cell, Known, Step

READER = "figures"
"""The reader of every figure, so that all of them can be rebuilt together and nothing else with them."""

TABLES = ("daily", "lead", "signal", "application", "invited")
"""All that is folded from the logs; a rebuild begins with them empty."""

REMEMBER = """
insert into monitor.signal (signal_id, region, municipality, signalled_by, areas, received_at)
select i, r, m, s, string_to_array(a, ','), at
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[]) u(i, r, m, s, a, at)
on conflict do nothing
"""
COUNT = """
insert into monitor.daily as d (region, day, what, municipality, signalled_by, area, count)
select * from unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
on conflict (region, day, what, area, municipality, signalled_by) do update set count = d.count + excluded.count
"""
TIME = """
insert into monitor.lead as l (region, day, stage, bucket, count)
select * from unnest($1::text[], $2::date[], $3::text[], $4::smallint[], $5::bigint[])
on conflict (region, day, stage, bucket) do update set count = l.count + excluded.count
"""
SUMS = """
select what, day, municipality, signalled_by, sum(count)::bigint as count
from monitor.daily where region = $1 and day between $2 and $3 and area = ''
group by grouping sets ((what), (what, day), (what, municipality), (what, signalled_by))
having grouping(municipality) = 1 or municipality <> ''
order by what, grouping(day, municipality, signalled_by) desc, day, municipality, signalled_by
"""
AREAS = """
select what, area, sum(count)::bigint as count from monitor.daily
where region = $1 and day between $2 and $3 and area <> '' group by what, area order by what, area
"""


async def remember(work: Work, signals: Sequence[Known]) -> None:
    await work.connection.execute(
        REMEMBER,
        [s.signal_id for s in signals],
        [s.region for s in signals],
        [s.municipality for s in signals],
        [s.signalled_by for s in signals],
        [",".join(s.areas) for s in signals],
        [s.received_at for s in signals],
    )


async def known(work: Work, ids: Iterable[UUID]) -> dict[UUID, Known]:
    """What is known of these signals; `NotYet` when one of them was not heard of, for logs are not ordered among each other."""
    wanted = set(ids)
    rows = await work.connection.fetch(
        "select signal_id, region, municipality, signalled_by, areas, received_at, contacted_at, appointed_at "
        "from monitor.signal where signal_id = any($1)",
        list(wanted),
    )
    found = {row["signal_id"]: _known(row) for row in rows}
    if len(found) < len(wanted):
        raise NotYet("a signal that was not counted yet")
    return found


def _known(row: asyncpg.Record) -> Known:
    signal_id, region, municipality, signalled_by, areas, *times = tuple(row)
    return Known(signal_id, region, municipality, signalled_by, tuple(areas or ()), *times)


async def note(work: Work, moment: Literal["contacted_at", "appointed_at"], at: dict[UUID, datetime]) -> None:
    """Only the first time counts."""
    await work.connection.execute(
        f"update monitor.signal s set {moment} = u.at from unnest($1::uuid[], $2::timestamptz[]) u(i, at) "
        f"where s.signal_id = u.i and s.{moment} is null",
        list(at),
        list(at.values()),
    )


async def count(work: Work, cells: Counter[Cell]) -> None:
    """In a fixed order, so that two readers never wait for each other."""
    if cells:
        ordered = sorted(cells)
        columns = (list(column) for column in zip(*ordered, strict=True))
        await work.connection.execute(COUNT, *columns, [cells[cell] for cell in ordered])


async def time(work: Work, steps: Counter[Step]) -> None:
    if steps:
        ordered = sorted(steps)
        columns = (list(column) for column in zip(*ordered, strict=True))
        await work.connection.execute(TIME, *columns, [steps[one] for one in ordered])


async def figures(work: Work, region: str, first: date, last: date) -> list[Figure]:
    """Totals, and the same per day, municipality, kind of signaller and support area."""
    sums = await work.connection.fetch(SUMS, region, first, last)
    areas = await work.connection.fetch(AREAS, region, first, last)
    return [Figure.model_validate(dict(row)) for row in sums] + [
        Figure.model_validate({"what": row["what"], "support_area": row["area"], "count": row["count"]}) for row in areas
    ]


async def histograms(work: Work, region: str, first: date, last: date) -> dict[str, dict[int, int]]:
    rows = await work.connection.fetch(
        "select stage, bucket, sum(count)::bigint from monitor.lead where region = $1 and day between $2 and $3 group by stage, bucket",
        region,
        first,
        last,
    )
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for stage, bucket, number in rows:
        found[stage][bucket] = number
    return found


async def hold(work: Work) -> dict[str, tuple[int, frozenset[int]]]:
    """Keeps the readers waiting until this work is committed; answers per log how far it was counted, and what was set aside on the way."""
    rows = await work.connection.fetch(
        "select log, position from monitor.cursor where reader = $1 and part = -1 order by log for update", READER
    )
    aside: dict[str, set[int]] = defaultdict(set)
    for log, position in await work.connection.fetch("select log, position from monitor.parked where reader = $1 for update", READER):
        aside[log].add(position)
    return {row["log"]: (row["position"], frozenset(aside[row["log"]])) for row in rows}


async def empty(work: Work) -> None:
    for table in TABLES:
        await work.connection.execute(f"delete from monitor.{table}")
