"""Ids never change: when two turn out to be one, the old one leads to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from kernel.work import Work


async def current(work: Work, person: UUID) -> UUID:
    """Follows aliases to the end; chains are kept one step long by `lead`."""
    found = await work.connection.fetchval(f'select into_id from "{work.service.name}".alias where old = $1', person)
    return found or person


async def all_of(work: Work, person: UUID) -> list[UUID]:
    """Every id of this one: the current one and all that lead to it."""
    now = await current(work, person)
    rows = await work.connection.fetch(f'select old from "{work.service.name}".alias where into_id = $1', now)
    return [now, *(row["old"] for row in rows)]


async def lead(work: Work, old: UUID, into: UUID) -> None:
    """From now on `old` is `into`; told twice it stays one alias."""
    target = await current(work, into)
    if target == old:
        return
    schema = work.service.name
    await work.connection.execute(f'update "{schema}".alias set into_id = $2 where into_id = $1', old, target)
    await work.connection.execute(
        f'insert into "{schema}".alias (old, into_id) values ($1, $2) on conflict (old) do update set into_id = excluded.into_id',
        old,
        target,
    )


async def part(work: Work, old: UUID) -> None:
    """They were two after all."""
    await work.connection.execute(f'delete from "{work.service.name}".alias where old = $1', old)
