"""Lets old rows of a log go: only what the broker has, and so that what follows still names what came before it."""

from __future__ import annotations

import asyncpg

from kernel.kafka.acknowledged import progress
from kernel.partitions import part_of

AT_ONCE = 10_000


async def drop_until(connection: asyncpg.Connection, service: str, position: int) -> int:
    """As the database's owner; answers how many rows went. A reader that still stands before them finds a hole, and says so."""
    acknowledged, _ = await progress(connection, service)
    last, gone = min(position, acknowledged), 0
    while True:
        async with connection.transaction():
            rows = await connection.fetch(
                f'select position, subject from "{service}".log where position <= $1 order by position limit {AT_ONCE}', last
            )
            if not rows:
                return gone
            dropped = {part_of(row["subject"]): row["position"] for row in rows}
            await connection.execute(
                f'update "{service}".relay r set dropped = greatest(r.dropped, u.position) '
                "from unnest($1::int[], $2::bigint[]) u(part, position) where r.part = u.part",
                list(dropped),
                list(dropped.values()),
            )
            await connection.execute(f'delete from "{service}".log where position <= $1', rows[-1]["position"])
            gone += len(rows)
