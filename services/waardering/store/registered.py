"""Who said yes to intake's register, in SQL: hashes and whether there is a way to reach her; no name, no address."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kernel.work import Work

YES = """
insert into registered (person_id, region, said_at, heard_at, to_ask, by_email, by_letter)
select p, r, a, $4, true, false, false from unnest($1::uuid[], $2::text[], $3::timestamptz[]) u(p, r, a)
on conflict (person_id) do update set said_at = greatest(registered.said_at, excluded.said_at), heard_at = $4, to_ask = true
"""
MET = """
update registered r set to_ask = false, municipality = u.m, identity_hash = u.h, name_hash = u.n, by_email = u.e, by_letter = u.l
from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::bytea[], $5::bytea[], $6::bool[], $7::bool[]) u(p, a, m, h, n, e, l)
where r.person_id = u.p and r.heard_at = u.a
"""
GONE = """
delete from registered r using unnest($1::uuid[], $2::timestamptz[]) u(p, a) where r.person_id = u.p and r.heard_at = u.a
"""
BY_IDENTITY = """
select r.identity_hash, coalesce(a.into_id, r.person_id) from registered r left join alias a on a.old = r.person_id
where r.region = $1 and r.identity_hash = any($2) order by r.said_at
"""
OF_PERSONS = """
select u.p, r.person_id from unnest($1::uuid[]) u(p) join registered r on r.person_id = u.p
union select u.p, r.person_id from unnest($1::uuid[]) u(p) join alias a on a.into_id = u.p join registered r on r.person_id = a.old
union select u.p, r.person_id from unnest($1::uuid[]) u(p) join person q on q.id = u.p and q.erased_at is null
    join registered r on r.region = q.region and r.identity_hash = q.identity_hash
"""
FORGET = """
delete from registered r where r.person_id = any($1)
    or exists (select from person q where q.id = any($1) and q.region = r.region and q.identity_hash = r.identity_hash)
"""


@dataclass(frozen=True, slots=True)
class ToAsk:
    person: UUID
    region: str
    heard_at: datetime


@dataclass(frozen=True, slots=True)
class Met:
    """What intake told of her, as far as it is kept."""

    asked: ToAsk
    municipality: str | None
    identity: bytes | None
    name: bytes
    by_email: bool
    by_letter: bool


async def said_yes(work: Work, said: Sequence[tuple[UUID, str, datetime]]) -> None:
    """The last of each counts."""
    last = {person: (region, at) for person, region, at in said}
    await work.connection.execute(YES, list(last), [region for region, _ in last.values()], [at for _, at in last.values()], work.now)


async def said_no(work: Work, persons: Collection[UUID], until: datetime) -> None:
    await work.connection.execute("delete from registered where person_id = any($1) and said_at <= $2", list(persons), until)


async def changed(work: Work, persons: Collection[UUID]) -> bool:
    """Whether any of these is one of them: how she is reached is asked again."""
    done = await work.connection.execute(
        "update registered set to_ask = true, heard_at = $2 where person_id = any($1)", list(persons), work.now
    )
    return bool(done != "UPDATE 0")


async def to_ask(work: Work, most: int) -> list[ToAsk]:
    query = "select person_id, region, heard_at from registered where to_ask order by person_id limit $1"
    return [ToAsk(*row) for row in await work.connection.fetch(query, most)]


async def met(work: Work, known: Sequence[Met], gone: Sequence[ToAsk]) -> None:
    """Only as far as nothing was heard of her since the question."""
    await work.connection.execute(
        MET,
        [one.asked.person for one in known],
        [one.asked.heard_at for one in known],
        [one.municipality for one in known],
        [one.identity for one in known],
        [one.name for one in known],
        [one.by_email for one in known],
        [one.by_letter for one in known],
    )
    await work.connection.execute(GONE, [one.person for one in gone], [one.heard_at for one in gone])


async def by_identity(work: Work, region: str, hashes: Collection[bytes]) -> dict[bytes, UUID]:
    """Who is known to intake only, by the hash that she would have here."""
    return {bytes(row[0]): row[1] for row in await work.connection.fetch(BY_IDENTITY, region, list(hashes))}


async def of_persons(work: Work, persons: Collection[UUID]) -> Mapping[UUID, UUID]:
    """Under which id intake's register knows them; whoever is absent is not in it."""
    return {row[0]: row[1] for row in await work.connection.fetch(OF_PERSONS, list(persons))}


async def by_letter(work: Work, persons: Collection[UUID]) -> Mapping[UUID, UUID]:
    """The same, of whom a letter may reach."""
    known = await of_persons(work, persons)
    rows = await work.connection.fetch("select person_id from registered where person_id = any($1) and by_letter", list(known.values()))
    may = {row[0] for row in rows}
    return {person: theirs for person, theirs in known.items() if theirs in may}


async def region_of(work: Work, person: UUID) -> str | None:
    known = await of_persons(work, [person])
    found: str | None = await work.connection.fetchval("select region from registered where person_id = any($1)", list(known.values()))
    return found


async def forget(work: Work, persons: Collection[UUID]) -> None:
    """Erased, or about to be, under any of these ids."""
    await work.connection.execute(FORGET, list(persons))
