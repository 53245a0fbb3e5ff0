"""What someone said about yearly invitations, in SQL."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kernel.work import Work


async def choose(work: Work, person: UUID, region: str, *, may_invite: bool, why: str, at: datetime) -> bool:
    """No where it is too late for another word: she has died, or asked to be erased."""
    said = await work.connection.execute(
        "insert into contact_choice (person_id, region, may_invite, why, at) values ($1, $2, $3, $4, $5) "
        "on conflict (person_id) do update set may_invite = excluded.may_invite, why = excluded.why, at = excluded.at "
        "where contact_choice.why not in ('deceased', 'erasure')",
        person,
        region,
        may_invite,
        why,
        at,
    )
    return bool(said != "INSERT 0 0")


async def choice(work: Work, person: UUID) -> bool | None:
    found: bool | None = await work.connection.fetchval("select may_invite from contact_choice where person_id = $1", person)
    return found


async def region_of(work: Work, person: UUID) -> str | None:
    """Under any id of hers."""
    found: str | None = await work.connection.fetchval(
        "select region from person where id = $1 or id in (select old from alias where into_id = $1) limit 1", person
    )
    return found


FOUND = """
with named as (
    select coalesce(l.into_id, q.id) as person, false as of_register from person q left join alias l on l.old = q.id
    where q.region = $1 and q.name_hash = any($2) and q.erased_at is null and exists (
        select from party p join application a on a.id = p.application_id
        where p.person_id = q.id and p.position > 0 and a.organisation = $3)
    union
    select coalesce(l.into_id, r.person_id), true from registered r left join alias l on l.old = r.person_id
    where r.region = $1 and r.name_hash = any($2) and r.municipality = any($4)
        and not exists (select from person q where q.erased_at is null
            and (q.id = r.person_id or q.region = r.region and q.identity_hash = r.identity_hash))
)
select person, bool_and(of_register) from named group by person order by person limit $5
"""
"""Caregivers by their name: of this organisation's applications, and of the register in its municipalities."""
SAID = """
select u.p, c.may_invite, coalesce(c.why in ('deceased', 'erasure'), false), exists (
        select from party x join application a on a.id = x.application_id
        where x.position > 0 and (x.person_id = u.p or x.person_id in (select old from alias where into_id = u.p))
            and (a.applicant <> 'care-recipient' or x.wishes_register))
    or exists (select from registered r where r.person_id = u.p or r.person_id in (select old from alias where into_id = u.p)),
    (select a.municipality from party x join application a on a.id = x.application_id
        where x.position > 0 and (x.person_id = u.p or x.person_id in (select old from alias where into_id = u.p))
        order by a.received_at desc limit 1)
from unnest($1::uuid[]) u(p) left join contact_choice c on c.person_id = u.p
"""


@dataclass(frozen=True, slots=True)
class Said:
    may_invite: bool | None
    final: bool
    asked_herself: bool
    municipality: str | None


async def found(
    work: Work, names: Collection[bytes], municipalities: Collection[str], *, region: str, organisation: UUID, most: int
) -> dict[UUID, bool]:
    """Each with whether only the register knows her."""
    rows = await work.connection.fetch(FOUND, region, list(names), organisation, list(municipalities), most)
    return {row[0]: row[1] for row in rows}


async def said(work: Work, persons: Collection[UUID]) -> dict[UUID, Said]:
    return {row[0]: Said(*row[1:]) for row in await work.connection.fetch(SAID, list(persons))}
