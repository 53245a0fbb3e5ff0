"""Persons: opened for who may read them, found by their hashes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from kernel import aliases
from kernel.work import Work
from services.intake.domain.persons import Details, newest_first
from services.intake.tables import Person

CLUSTERS = """
with asked as (select unnest($1::uuid[]) id),
named as (select a.id, coalesce(l.into_id, a.id) as current from asked a left join alias l on l.old = a.id),
member as (select id, current as person from named union select n.id, l.old from named n join alias l on l.into_id = n.current)
select m.id, p.id, p.sealed, p.municipality from member m join person p on p.id = m.person
where p.erased_at is null order by p.changed_at desc, p.id desc
"""


@dataclass(frozen=True)
class Known:
    """Someone as all her files together show her."""

    details: Details
    municipality: str | None


async def known(work: Work, persons: Iterable[UUID]) -> dict[UUID, Known]:
    """By the id that was asked for; whoever is erased is absent."""
    rows = await work.connection.fetch(CLUSTERS, list(set(persons)))
    seals = await work.service.seals.for_many(work, {row[1] for row in rows})
    files: dict[UUID, list[tuple[Details, str | None]]] = defaultdict(list)
    for asked, person, sealed, municipality in rows:
        if person in seals:
            opened = seals[person].open_bytes("person", "sealed", person, sealed)
            files[asked].append((Details.from_bytes(opened), municipality))
    return {
        asked: Known(newest_first([details for details, _ in found]), next((m for _, m in found if m), None))
        for asked, found in files.items()
    }


async def row(work: Work, person: UUID) -> Person | None:
    return (await work.session.exec(select(Person).where(Person.id == person).with_for_update())).first()


async def rows(work: Work, persons: Collection[UUID]) -> list[Person]:
    return list((await work.session.exec(select(Person).where(col(Person.id).in_(persons)))).all())


async def seal_details(work: Work, person: Person, details: Details, hashes: Sequence[bytes | None]) -> None:
    """Details and what they are found by change together."""
    seal = await work.service.seals.existing(work, person.id)
    person.sealed = seal.seal("person", "sealed", person.id, details.to_bytes())
    (
        person.family_name_hash,
        person.first_letters_hash,
        person.whole_hash,
        person.postcode_hash,
        person.phone_hash,
        person.email_hash,
    ) = hashes
    person.changed_at = work.now
    work.session.add(person)


async def wants_no_contact(work: Work, person: UUID) -> bool:
    """Said so in any of her files."""
    return any(one.do_not_contact for one in await rows(work, await aliases.all_of(work, person)))


async def lift_no_contact(work: Work, person: UUID) -> None:
    """She said yes herself since."""
    for one in await rows(work, await aliases.all_of(work, person)):
        if one.do_not_contact:
            one.do_not_contact = False
            work.session.add(one)


LIKE = """
select id from person where region = $1 and role = 'caregiver' and erased_at is null and not id = any($2)
and (whole_hash = any($3) or phone_hash = any($4) or email_hash = any($5)) order by changed_at desc limit 10
"""


async def with_the_same_keys(work: Work, own: Sequence[UUID]) -> list[UUID]:
    """Other files that share an exact key with one of these."""
    mine = await rows(work, own)
    keys = [[key for key in keys if key] for keys in zip(*((p.whole_hash, p.phone_hash, p.email_hash) for p in mine), strict=True)]
    if not any(keys):
        return []
    return [row[0] for row in await work.connection.fetch(LIKE, mine[0].region, list(own), *keys)]
