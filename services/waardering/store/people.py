"""Persons, recognised by keyed hashes only; details sealed with each one's own key."""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kernel.sealing import Seals
from kernel.work import Work
from services.waardering.told import Details


@dataclass(frozen=True, slots=True)
class Known:
    """Someone of an application, with the id that this person has here."""

    id: UUID
    details: Details
    identity: bytes | None
    address: bytes | None


def identity_hash(seals: Seals, region: str, details: Details) -> bytes | None:
    """Family name with birth date, or with the address; with neither nobody is recognised."""
    name = _letters(details.family_name)
    if details.birth_date is not None:
        return seals.keyed_hash(f"{region}/person", f"{name}|{details.birth_date.isoformat()}")
    where = _where(details)
    return seals.keyed_hash(f"{region}/person", f"{name}|{_letters(details.given_name or '')}|{where}") if where else None


def address_hash(seals: Seals, region: str, details: Details) -> bytes | None:
    where = _where(details)
    return seals.keyed_hash(f"{region}/address", where) if where else None


def name_hash(seals: Seals, region: str, name: str) -> bytes:
    """Of the family name alone; whoever it finds, only who may see it sees it."""
    return seals.keyed_hash(f"{region}/name", _letters(name))


def _where(details: Details) -> str | None:
    if details.postcode is None or details.house_number is None:
        return None
    return f"{details.postcode}|{details.house_number}|{_letters(details.house_number_addition or '')}"


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum() and not unicodedata.combining(letter))


async def lock(work: Work, hashes: Iterable[bytes | None], ids: Iterable[UUID] = ()) -> None:
    """Whoever applies for the same person or address waits, so that nobody is made twice and no cap is passed by two at once.

    Hashes first and then ids, each in order, so that two never wait for each other.
    """
    first = sorted({int.from_bytes(one[:8], signed=True) for one in hashes if one})
    then = sorted({int.from_bytes(one.bytes[8:], signed=True) for one in ids})
    await work.connection.execute("select pg_advisory_xact_lock(k) from (select unnest($1::bigint[]) as k) u", [*first, *then])


async def by_identity(work: Work, region: str, hashes: Collection[bytes]) -> dict[bytes, UUID]:
    rows = await work.connection.fetch(
        "select p.identity_hash, coalesce(a.into_id, p.id) from person p left join alias a on a.old = p.id "
        "where p.region = $1 and p.identity_hash = any($2) and p.erased_at is null",
        region,
        list(hashes),
    )
    return {bytes(row[0]): row[1] for row in rows}


def alike(one: Details, other: Details) -> bool:
    """The same whole name at the same door, in any spelling of capitals and accents."""
    names = [(_letters(who.family_name), _letters(who.given_name or ""), _where(who)) for who in (one, other)]
    return names[0] == names[1]


async def at_the_door(work: Work, region: str, wanted: Collection[tuple[bytes, bytes]]) -> list[tuple[UUID, Details]]:
    """Everyone of these family names at these addresses, each with the id of now."""
    rows = await work.connection.fetch(
        "select p.id, coalesce(a.into_id, p.id), p.sealed from person p left join alias a on a.old = p.id where p.region = $1 "
        "and (p.name_hash, p.address_hash) in (select * from unnest($2::bytea[], $3::bytea[])) and p.erased_at is null",
        region,
        [name for name, _ in wanted],
        [address for _, address in wanted],
    )
    seals = await work.service.seals.for_many(work, [row[0] for row in rows])
    return [
        (now, Details.model_validate_json(seals[person].open_bytes("person", "sealed", person, sealed)))
        for person, now, sealed in rows
        if person in seals
    ]


async def known_better(work: Work, person: UUID, region: str, identity: bytes) -> None:
    """Her birth date is known from now on, and she is found by it wherever she lives."""
    await work.connection.execute(
        "update person set identity_hash = $3 where id = $1 "
        "and not exists (select from person o where o.region = $2 and o.identity_hash = $3)",
        person,
        region,
        identity,
    )


async def save(work: Work, region: str, people: Sequence[Known]) -> None:
    """The latest details count. Keys are made where there are none. Who was led to another id is found by the old one's hash still."""
    by_id = {one.id: one for one in people}
    seals = await work.service.seals.for_many(work, by_id, make=True)
    ordered = [by_id[person] for person in sorted(by_id)]
    await work.connection.execute(
        "insert into person (id, region, identity_hash, address_hash, sealed, changed_at, name_hash) "
        "select i, $1, case when exists (select from person o where o.region = $1 and o.identity_hash = h and o.id <> i) then null "
        "else h end, a, s, $6, n from unnest($2::uuid[], $3::bytea[], $4::bytea[], $5::bytea[], $7::bytea[]) u(i, h, a, s, n) "
        "on conflict (id) do update set sealed = excluded.sealed, changed_at = excluded.changed_at, erased_at = null, "
        "name_hash = excluded.name_hash, "
        "identity_hash = coalesce(person.identity_hash, excluded.identity_hash), "
        "address_hash = coalesce(excluded.address_hash, person.address_hash)",
        region,
        [one.id for one in ordered],
        [one.identity for one in ordered],
        [one.address for one in ordered],
        [seals[one.id].seal("person", "sealed", one.id, one.details.to_bytes()) for one in ordered],
        work.now,
        [name_hash(work.service.seals, region, one.details.family_name) for one in ordered],
    )


async def details(work: Work, persons: Collection[UUID]) -> dict[UUID, Details]:
    """Of whoever was not erased."""
    rows = await work.connection.fetch("select id, sealed from person where id = any($1) and erased_at is null", list(persons))
    seals = await work.service.seals.for_many(work, [row[0] for row in rows])
    return {
        person: Details.model_validate_json(seals[person].open_bytes("person", "sealed", person, sealed))
        for person, sealed in rows
        if person in seals
    }


AS_ONE = """
select distinct on (u.p) u.p, q.id, q.sealed from unnest($1::uuid[]) u(p)
join person q on q.id = u.p or q.id in (select old from alias where into_id = u.p)
where q.erased_at is null order by u.p, q.changed_at desc
"""


async def as_one(work: Work, persons: Collection[UUID]) -> dict[UUID, Details]:
    """By the id that each has now: what was told last under any id of hers."""
    rows = await work.connection.fetch(AS_ONE, list(persons))
    seals = await work.service.seals.for_many(work, [row[1] for row in rows])
    return {
        person: Details.model_validate_json(seals[id_].open_bytes("person", "sealed", id_, sealed))
        for person, id_, sealed in rows
        if id_ in seals
    }


async def erased(work: Work, persons: Collection[UUID]) -> dict[UUID, datetime]:
    rows = await work.connection.fetch("select id, erased_at from person where id = any($1) and erased_at is not null", list(persons))
    return {row[0]: row[1] for row in rows}


async def in_region(work: Work, person: UUID, region: str) -> bool:
    """Whether this id may be used here: unknown, or known in this region."""
    found = await work.connection.fetchval("select region from person where id = $1", person)
    return found is None or found == region
