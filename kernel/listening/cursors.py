"""Where a reader stands, in either way of listening, and the step from one to the other: nothing lost, nothing taken twice.

Straight from the log there is one cursor, of part -1. Over topics there is one per partition, 0 to 23. What the other way had
taken is remembered: a reader of the log keeps the partitions' cursors as parts -2 to -25 and passes by what stands below them.
The step itself removes the cursors of the other way, so that a process that still listens so is fenced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import asyncpg

from kernel.partitions import PARTITIONS, part_of

if TYPE_CHECKING:
    from kernel.service import Reader

LOG = -1
PARTS = range(PARTITIONS)


def remembered(part: int) -> int:
    return -2 - part


async def for_the_log(connection: asyncpg.Connection, schema: str, reader: Reader, start: int) -> dict[int, int]:
    """Makes the one cursor, from `start` where there was none; answers per partition what was taken above it."""
    async with connection.transaction():
        there = await _of(connection, schema, reader)
        over_topics = {part: there[part] for part in PARTS if part in there}
        if not over_topics:
            await _put(connection, schema, reader, {LOG: start}, keep=True)
            return {part: there[remembered(part)] for part in PARTS if remembered(part) in there}
        # A partition without a cursor told nothing since this reader began.
        await _drop(connection, schema, reader, list(there))
        await _put(connection, schema, reader, {LOG: min(over_topics.values()), **{remembered(p): at for p, at in over_topics.items()}})
        await _move_parked(connection, schema, reader, to_log=True)
        return over_topics


async def for_the_topics(connection: asyncpg.Connection, schema: str, reader: Reader, start: int | None) -> dict[int, int]:
    """Makes the partitions' cursors and answers them; where there was nothing, from `start`, or none yet when that is None."""
    async with connection.transaction():
        there = await _of(connection, schema, reader)
        if LOG in there:
            first = {part: max(there[LOG], there.get(remembered(part), 0)) for part in PARTS}
            await _drop(connection, schema, reader, list(there))
            await _put(connection, schema, reader, first)
            await _move_parked(connection, schema, reader, to_log=False)
            return first
        if start is not None:
            await _put(connection, schema, reader, dict.fromkeys(PARTS, start), keep=True)
            there = await _of(connection, schema, reader)
        return {part: at for part, at in there.items() if part in PARTS}


async def begin_part(connection: asyncpg.Connection, schema: str, reader: Reader, part: int, position: int) -> None:
    """A reader from now on takes over the first record's idea of what came before."""
    await _put(connection, schema, reader, {part: position}, keep=True)


async def parked_in(connection: asyncpg.Connection, schema: str, reader: Reader) -> dict[int, int]:
    """How many events each part has set aside."""
    rows = await connection.fetch(
        f'select part, parked from "{schema}".cursor where reader = $1 and log = $2 and part >= -1', reader.name, reader.log
    )
    return {row["part"]: row["parked"] for row in rows}


async def _of(connection: asyncpg.Connection, schema: str, reader: Reader) -> dict[int, int]:
    rows = await connection.fetch(
        f'select part, position from "{schema}".cursor where reader = $1 and log = $2 order by part for update', reader.name, reader.log
    )
    return {row["part"]: row["position"] for row in rows}


async def _put(connection: asyncpg.Connection, schema: str, reader: Reader, positions: dict[int, int], *, keep: bool = False) -> None:
    """`keep`: a cursor that is there already stays where it is."""
    await connection.execute(
        f'insert into "{schema}".cursor (reader, log, part, position) select $1, $2, u.* from unnest($3::int[], $4::bigint[]) u '
        + ("on conflict do nothing" if keep else ""),
        reader.name,
        reader.log,
        list(positions),
        list(positions.values()),
    )


async def _drop(connection: asyncpg.Connection, schema: str, reader: Reader, parts: list[int]) -> None:
    await connection.execute(
        f'delete from "{schema}".cursor where reader = $1 and log = $2 and part = any($3)', reader.name, reader.log, parts
    )


async def _move_parked(connection: asyncpg.Connection, schema: str, reader: Reader, *, to_log: bool) -> None:
    """What was set aside stays so, under the cursor that now counts it."""
    subjects = await connection.fetch(
        f'select distinct subject from "{schema}".parked where reader = $1 and log = $2', reader.name, reader.log
    )
    for row in subjects:
        await connection.execute(
            f'update "{schema}".parked set part = $4 where reader = $1 and log = $2 and subject = $3',
            reader.name,
            reader.log,
            row["subject"],
            LOG if to_log else part_of(row["subject"]),
        )
    await connection.execute(
        f'update "{schema}".cursor c set parked = (select count(*) from "{schema}".parked p '
        "where (p.reader, p.log, p.part) = (c.reader, c.log, c.part)) where c.reader = $1 and c.log = $2",
        reader.name,
        reader.log,
    )
