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
    if await current(work, into) == old:
        return
    await work.connection.execute(
        f'insert into "{work.service.name}".alias (old, into_id, told) values ($1, $2, $2) on conflict (old) do update set told = $2',
        old,
        into,
    )
    await _ends(work, old, await current(work, into))


async def part(work: Work, old: UUID) -> None:
    """They were two after all; who was led to the old one before stays with it."""
    await work.connection.execute(f'delete from "{work.service.name}".alias where old = $1', old)
    await _ends(work, old, old)


async def _ends(work: Work, old: UUID, at: UUID) -> None:
    """Everyone who was told to be `old`, directly or through others, ends there; itself too when it is led somewhere."""
    schema = work.service.name
    await work.connection.execute(
        f'with recursive hers as (select $1::uuid as id union select a.old from hers join "{schema}".alias a on a.told = hers.id) '
        f'update "{schema}".alias a set into_id = $2 from hers where a.old = hers.id',
        old,
        at,
    )
