"""Budgets: reserved at an application, committed at a grant, released at a refusal; each movement in the transaction that made it.

The row's lock makes everyone wait in turn, and its checks refuse what would go below zero or above the total.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from weakref import WeakKeyDictionary

from uuid_utils.compat import uuid7

from kernel.database import Database
from kernel.work import Work
from schemas.base import id_of
from services.waardering.domain import Scheme

RESERVE = """
with moved as (
    update pot set reserved_cents = reserved_cents + $2::bigint, places_taken = places_taken + $7::int
    where id = $1 and (total_cents is null or $2::bigint = 0 or reserved_cents + committed_cents + $2::bigint <= total_cents)
        and (places is null or $7::int = 0 or places_taken + $7::int <= places) returning id
), noted as (
    insert into entry (id, pot_id, application_id, what, cents, at, by) select $6, id, $3, 'reserve', $2, $4, $5 from moved where $2 > 0
)
select true from moved
"""
MOVE = """
with moved as (
    update pot set reserved_cents = reserved_cents - $2::bigint, committed_cents = committed_cents + $3::bigint,
        places_taken = places_taken + $10::int
    where id = $1 and (total_cents is null or $3::bigint <= $2::bigint
        or reserved_cents - $2::bigint + committed_cents + $3::bigint <= total_cents)
        and (places is null or $10::int <= 0 or places_taken + $10::int <= places) returning id
), noted as (
    insert into entry (id, pot_id, application_id, what, cents, at, by)
    select u.i, moved.id, $4, u.w, u.c, $5, $6 from moved, unnest($7::uuid[], $8::text[], $9::bigint[]) u(i, w, c)
)
select true from moved
"""
"""Freed is at most what was reserved, so what only gives back is never refused."""
ENTRY = "insert into entry (id, pot_id, application_id, what, cents, at, by) values ($1, $2, $3, $4, $5, $6, $7)"
_there: WeakKeyDictionary[Database, set[UUID]] = WeakKeyDictionary()
"""Budgets that this process knows to stand; they never go."""


@dataclass(frozen=True, slots=True)
class Pot:
    id: UUID
    key: str
    year: int
    total: int | None
    reserved: int
    committed: int
    places: int | None
    places_taken: int

    @property
    def left(self) -> int | None:
        return None if self.total is None else self.total - self.reserved - self.committed


def pot_id(region: str, key: str, year: int) -> UUID:
    return id_of(region, "pot", f"{key}/{year}")


async def open_pot(work: Work, region: str, organisation: UUID, scheme: Scheme, year: int) -> UUID | None:
    """The year's budget of a scheme, begun with what its file says; from then on a person changes it."""
    if scheme.budget is None:
        return None
    pot, there = pot_id(region, scheme.budget.key, year), _there.setdefault(work.service.database, set())
    if pot in there:
        return pot
    done = await work.connection.execute(
        "insert into pot (id, region, key, year, total_cents, organisation, places, reserved_cents, committed_cents) "
        "values ($1, $2, $3, $4, $5, $6, $7, 0, 0) on conflict (id) do nothing",
        pot,
        region,
        scheme.budget.key,
        year,
        scheme.budget.cents,
        organisation,
        scheme.budget.grants,
    )
    if done == "INSERT 0 0":  # of an earlier transaction that is committed
        there.add(pot)
    return pot


async def reserve(work: Work, pot: UUID, application: UUID, cents: int, places: int = 0) -> bool:
    """False when the budget cannot carry it, in euros or in grants."""
    return bool(await work.connection.fetchval(RESERVE, pot, cents, application, work.now, work.by.subject, uuid7(), places))


async def commit(work: Work, pot: UUID, application: UUID, *, reserved: int, granted: int, places: int = 0) -> bool:
    """What was reserved becomes what is granted, and so many places more are taken; false when that is more than the budget has."""
    entries = [(what, cents) for what, cents in (("release", -reserved), ("commit", granted)) if cents]
    return not (entries or places) or await _move(work, pot, application, reserved, granted, places, entries)


async def release(work: Work, pot: UUID, application: UUID, *, reserved: int = 0, committed: int = 0, places: int = 0) -> None:
    """Given back: a refusal, a withdrawal, a payment that is not made after all."""
    entries = [(what, -cents) for what, cents in (("release", reserved), ("back", committed)) if cents]
    if entries or places:
        await _move(work, pot, application, reserved, -committed, -places, entries)


async def _move(
    work: Work, pot: UUID, application: UUID, reserved: int, committed: int, places: int, entries: list[tuple[str, int]]
) -> bool:
    done = await work.connection.fetch(
        MOVE,
        pot,
        reserved,
        committed,
        application,
        work.now,
        work.by.subject,
        [uuid7() for _ in entries],
        [what for what, _ in entries],
        [cents for _, cents in entries],
        places,
    )
    return bool(done)


async def set_total(work: Work, pot: UUID, cents: int) -> bool:
    """False when more is already reserved and committed."""
    done = await work.connection.fetchrow(
        "update pot p set total_cents = $2 from (select total_cents from pot where id = $1 for update) was "
        "where p.id = $1 and p.reserved_cents + p.committed_cents <= $2 returning $2 - coalesce(was.total_cents, 0)",
        pot,
        cents,
    )
    if done is None:
        return False
    await work.connection.execute(ENTRY, uuid7(), pot, None, "top-up", done[0], work.now, work.by.subject)
    return True


async def set_places(work: Work, pot: UUID, places: int) -> bool:
    """False when more are already taken."""
    changed: str = await work.connection.execute("update pot set places = $2 where id = $1 and places_taken <= $2", pot, places)
    return changed == "UPDATE 1"


async def pots(work: Work, *, pot: UUID | None = None, lock: bool = False) -> list[Pot]:
    """Of the asker's organisation."""
    rows = await work.connection.fetch(
        "select id, key, year, total_cents, reserved_cents, committed_cents, places, places_taken from pot "
        "where region = $1 and organisation = $2 "
        f"and ($3::uuid is null or id = $3) order by year desc, key{' for update' if lock else ''}",
        work.scope.region,
        work.scope.organisation,
        pot,
    )
    return [Pot(*row) for row in rows]


async def waiting(work: Work, pots: list[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many, and what they would cost together."""
    rows = await work.connection.fetch(
        "select pot_id, count(*), coalesce(sum(proposed_cents), 0)::bigint from application "
        "where pot_id = any($1) and ended_at is null and state = 'waiting' group by pot_id",
        pots,
    )
    return {row[0]: (row[1], row[2]) for row in rows}


async def last_change(work: Work, pot: UUID) -> dict[str, str]:
    """Who changed it last by hand."""
    last = await work.connection.fetchrow("select by, at from entry where pot_id = $1 and what = 'top-up' order by at desc limit 1", pot)
    return {} if last is None else {"by": last["by"], "at": last["at"].isoformat()}


async def waits_before(work: Work, pot: UUID, received_at: datetime, application: UUID) -> bool:
    """Whether somebody waits who asked sooner."""
    found: bool = await work.connection.fetchval(
        "select exists (select 1 from application where pot_id = $1 and ended_at is null and state = 'waiting' "
        "and (received_at, id) < ($2, $3))",
        pot,
        received_at,
        application,
    )
    return found


async def left(work: Work, pot: UUID) -> int | None:
    """Of its total as it is now, which nobody changes meanwhile; None where there is none."""
    found: int | None = await work.connection.fetchval(
        "select total_cents - reserved_cents - committed_cents from pot where id = $1 for update", pot
    )
    return found


async def next_waiting(work: Work, pot: UUID, most: int = 100) -> list[UUID]:
    """In order of arrival."""
    rows = await work.connection.fetch(
        "select id from application where pot_id = $1 and ended_at is null and state = 'waiting' order by received_at, id limit $2",
        pot,
        most,
    )
    return [row[0] for row in rows]
