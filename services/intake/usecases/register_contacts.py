"""Who in the register may be invited now, and how she is reached: asked by waardering, decided here at each question."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from kernel.refusals import Forbidden
from kernel.work import Work
from schemas.api.waardering.register import RegisterContact, RegisterContacts, RegisterQuestion
from schemas.base import PersonId
from schemas.words import ConsentPurpose, Described, Safe
from services.intake.domain.consents import given, last_words
from services.intake.domain.persons import Details, age_on
from services.intake.store import consents, people
from services.intake.store.people import Known
from services.intake.usecases.registering import OWN_YES_FROM, WAARDERING

ALL_SIGNALS = UUID(int=0)
"""A yes to the register is of no signal in particular."""
TOGETHER = """
with asked as (select unnest($1::uuid[]) id),
named as (select a.id, coalesce(l.into_id, a.id) as current from asked a left join alias l on l.old = a.id)
select id, current from named union select n.id, l.old from named n join alias l on l.into_id = n.current
"""
NOT_TO_WRITE_TO = """
select id from person where id = any($1) and (do_not_contact or role <> 'caregiver' or erased_at is not null)
union select caregiver_id from signal where caregiver_id = any($1) and restricted
"""
"""Who wants no contact; and whoever was ever signalled for safety, for a letter could bring danger."""


async def answer(work: Work, asked: RegisterQuestion) -> RegisterContacts:
    if work.by.client != WAARDERING:
        raise Forbidden("only waardering invites who is in the register")
    wanted = dict.fromkeys(asked.person_ids)
    files = await _files(work, wanted)
    standing = await _standing(work, files)
    known = await people.known(work, standing)
    items = [_contact(one, known[one]) for one in wanted if one in known and _may_be_invited(known[one].details, work)]
    work.record(*(one.person_id for one in items), what="register-contact")
    return RegisterContacts(items=tuple(items))


async def _files(work: Work, asked: Collection[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """Every id of each."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for one, other in await work.connection.fetch(TOGETHER, list(asked)):
        found[one].add(other)
    return {one: frozenset(all_of) for one, all_of in found.items()}


async def _standing(work: Work, files: Mapping[UUID, frozenset[UUID]]) -> list[UUID]:
    """Whose last word on the register is yes, and who may be written to."""
    everyone = frozenset().union(*files.values())
    not_to = {row[0] for row in await work.connection.fetch(NOT_TO_WRITE_TO, list(everyone))}
    said = await consents.about_register(work, everyone)
    return [
        one
        for one, hers in files.items()
        if not hers & not_to
        and given(last_words((word for id_, word in said if id_ in hers), ALL_SIGNALS), Described.CAREGIVER, ConsentPurpose.REGISTER)
    ]


def _may_be_invited(her: Details, work: Work) -> bool:
    age = age_on(work.now.date(), her.birth_date)
    return her.family_name is not None and (age is None or age >= OWN_YES_FROM)


def _contact(person: PersonId, known: Known) -> RegisterContact:
    her, safe = known.details, known.details.safe_to_contact
    assert her.family_name is not None  # looked at before
    return RegisterContact(
        person_id=person,
        given_name=her.given_name,
        family_name_prefix=her.family_name_prefix,
        family_name=her.family_name,
        birth_date=her.birth_date,
        postcode=her.postcode,
        house_number=her.house_number,
        house_number_addition=her.house_number_addition,
        municipality=known.municipality,
        language=her.language,
        email=her.email if safe.email is Safe.YES else None,
        may_write=safe.letter is Safe.YES and bool(her.postcode and her.house_number),
    )
