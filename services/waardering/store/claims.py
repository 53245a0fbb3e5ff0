"""What was granted before to whom and where, for the caps."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count, islice
from uuid import UUID

from kernel.work import Work
from schemas.base import id_of
from services.waardering import terms
from services.waardering.domain import EarlierGrant, Scheme
from services.waardering.domain.facts import Person

OTHER_IDS = """
select u.i, coalesce(a.into_id, u.i) from unnest($1::uuid[]) u(i) left join alias a on a.old = u.i
"""
FOUND = """
select c.application_id, c.scheme, c.year, c."on", x.received_at, coalesce(p.share_cents, 0) as cents,
    coalesce(a.into_id, c.caregiver_id) as caregiver_id, c.caregiver_address,
    coalesce(b.into_id, c.recipient_id) as recipient_id, c.recipient_address
from claim c join application x on x.id = c.application_id
    left join party p on p.application_id = c.application_id and p.person_id = c.caregiver_id and p.position > 0
left join alias a on a.old = c.caregiver_id left join alias b on b.old = c.recipient_id
where c.region = $1 and c.application_id <> $2 and (c.caregiver_id = any($3 || array(select old from alias where into_id = any($3)))
    or c.recipient_id = any($3 || array(select old from alias where into_id = any($3)))
    or c.caregiver_address = any($4) or c.recipient_address = any($4))
order by c."on", c.application_id, c.caregiver_id
"""
BEFORE = """
select coalesce(sum(case when $6 then 1 else (select count(*) from party p where p.application_id = a.id and p.position > 0) end), 0)::int
from application a where a.scheme_id = $1 and a.year = $2 and a.state in ('received', 'incomplete', 'waiting') and a.advice <> 'refuse'
    and (a.received_at, a.id) < ($3, $4) and a.region = $5
"""
TAKEN = """
select p.form_key, count(*)::int as taken from party p join application a on a.id = p.application_id
where a.scheme_id = $1 and a.year = $2 and a.region = $5 and a.id <> $4 and p.position > 0 and p.form_key = any($6)
    and (a.state in ('granted', 'pooled') and p.payee is not null
        or a.state in ('received', 'incomplete', 'waiting') and a.advice <> 'refuse' and (a.received_at, a.id) < ($3, $4))
group by p.form_key
"""
NUMBERS = """
select application_id, caregiver_id, number from claim
where region = $1 and scheme = $2 and year = $3 and number <= $4
"""


async def earlier(work: Work, region: str, application: UUID, persons: Sequence[Person]) -> tuple[EarlierGrant, ...]:
    """Of everyone here under any of their ids, and of everyone at their addresses."""
    # An application keeps the ids that it came in with; whoever was led to another one since is counted under hers here.
    now = {row[0]: row[1] for row in await work.connection.fetch(OTHER_IDS, [UUID(person.key) for person in persons])}
    ids, key_of = list(now.values()), {str(into): str(told) for told, into in now.items()}
    addresses = [bytes.fromhex(person.address) for person in persons if person.address]
    rows = await work.connection.fetch(FOUND, region, application, ids, addresses)
    return tuple(
        EarlierGrant(
            application=str(row["application_id"]),
            scheme=row["scheme"],
            year=row["year"],
            on=row["on"],
            asked_on=terms.day_of(row["received_at"]),
            cents=row["cents"],
            caregiver=key_of.get(str(row["caregiver_id"]), str(row["caregiver_id"])),
            caregiver_address=_key(row["caregiver_address"]),
            caregiver_household=_key(row["caregiver_address"]),
            recipient=key_of.get(str(row["recipient_id"]), str(row["recipient_id"])) if row["recipient_id"] else None,
            recipient_address=_key(row["recipient_address"]),
            recipient_household=_key(row["recipient_address"]),
        )
        for row in rows
    )


def _key(hashed: bytes | None) -> str | None:
    return hashed.hex() if hashed else None


async def in_turn(work: Work, region: str, scheme: Scheme, year: int) -> None:
    """Whoever else counts what is left of this year waits until this is committed, so that no two get the same."""
    key = f"first/{id_of(region, 'scheme', scheme.key)}/{year}"
    await work.connection.execute("select pg_advisory_xact_lock(hashtextextended($1, 0))", key)


async def forms_taken(work: Work, region: str, scheme: Scheme, year: int, application: UUID, received_at: datetime) -> dict[str, int]:
    """How often each scarce form was given to others, or was asked for before this by who still waits."""
    scheme_id = id_of(region, "scheme", scheme.key)
    rows = await work.connection.fetch(TAKEN, scheme_id, year, received_at, application, region, list(scheme.scarce))
    return {row["form_key"]: row["taken"] for row in rows}


async def turns(
    work: Work, region: str, scheme: Scheme, year: int, application: UUID, received_at: datetime, caregivers: Sequence[UUID]
) -> dict[UUID, int]:
    """Which grant of the year each of these would be: the first numbers that are free, after those who asked before and still wait."""
    scheme_id, together = id_of(region, "scheme", scheme.key), getattr(scheme.amount, "per", None) == "recipient"
    before: int = await work.connection.fetchval(BEFORE, scheme_id, year, received_at, application, region, together)
    rows = await work.connection.fetch(NUMBERS, region, scheme.key, year, max(scheme.firsts))
    taken = {row["number"] for row in rows if row["application_id"] != application}
    mine = {row["caregiver_id"]: row["number"] for row in rows if row["application_id"] == application}
    free = islice((number for number in count(1) if number not in taken and number not in mine.values()), before, None)
    if together:
        number = min(mine.values(), default=None) or next(free)
        return dict.fromkeys(caregivers, number)
    return {one: mine.get(one) or next(free) for one in caregivers}


async def add(work: Work, grants: Sequence[EarlierGrant], region: str, numbers: Mapping[str, int]) -> None:
    """`numbers`: of those caregivers who are among the first of the year."""
    await work.connection.executemany(
        'insert into claim (application_id, caregiver_id, region, scheme, year, "on", caregiver_address, recipient_id, '
        "recipient_address, number) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
        "on conflict (application_id, caregiver_id) do nothing",
        [
            (
                UUID(one.application),
                UUID(one.caregiver),
                region,
                one.scheme,
                one.year,
                one.on,
                bytes.fromhex(one.caregiver_address) if one.caregiver_address else None,
                UUID(one.recipient) if one.recipient else None,
                bytes.fromhex(one.recipient_address) if one.recipient_address else None,
                numbers.get(one.caregiver),
            )
            for one in grants
        ],
    )


async def drop(work: Work, application: UUID) -> None:
    """Withdrawn or refused after all: it counts no more."""
    await work.connection.execute("delete from claim where application_id = $1", application)
