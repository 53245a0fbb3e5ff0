"""Who said yes to intake's register: heard by id, recognised by asking intake once, and asked again when she is written to.

What is kept is a hash and whether there is a way to reach her. Her name and address stay with intake.
"""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from kernel import aliases
from kernel.errands import Outing
from kernel.log import Heard
from kernel.sealing import Seals
from kernel.work import Work
from schemas.api.waardering.register import RegisterContact, RegisterContacts, RegisterQuestion
from schemas.base import PersonId
from schemas.intake import ConsentRecorded, ConsentWithdrawn, ContactDetailsChanged
from schemas.words import ConsentPurpose, Described, Purpose
from services.waardering import waardering
from services.waardering.promises import MeetRegistered
from services.waardering.store import people, registered
from services.waardering.store.registered import Met, ToAsk
from services.waardering.told import Details
from services.waardering.usecases.wishing import INTAKE

AT_ONCE = 100
"""As many as one question may hold."""


async def hear_consents(work: Work, heard: Sequence[Heard[ConsentRecorded]]) -> None:
    """Told in order: a yes after a no is a yes."""
    for one in heard:
        if not _about_register(one.event):
            continue
        if one.event.given:
            await registered.said_yes(work, [(one.event.caregiver_id, one.event.region, one.time)])
        else:
            await registered.said_no(work, await aliases.all_of(work, one.event.caregiver_id), one.time)
    if any(_about_register(one.event) and one.event.given for one in heard):
        work.errand(MeetRegistered())


async def hear_withdrawals(work: Work, heard: Sequence[Heard[ConsentWithdrawn]]) -> None:
    for one in heard:
        if _about_register(one.event):
            await registered.said_no(work, await aliases.all_of(work, one.event.caregiver_id), one.time)


async def hear_changes(work: Work, heard: Sequence[Heard[ContactDetailsChanged]]) -> None:
    """Of whoever is not in the register nothing is asked."""
    ids = [one for event in heard for one in await aliases.all_of(work, event.event.caregiver_id)]
    if await registered.changed(work, ids):
        work.errand(MeetRegistered())


def _about_register(told: ConsentRecorded | ConsentWithdrawn) -> bool:
    return (told.about, told.purpose) == (Described.CAREGIVER, ConsentPurpose.REGISTER)


async def meet(out: Outing) -> None:
    """A hundred at a time; whoever may not be written to is let go."""
    async with out.work() as work:
        asked = await registered.to_ask(work, AT_ONCE)
    if not asked:
        return
    told = await ask([one.person for one in asked])
    async with out.done() as work:
        met = [_met(work.service.seals, one, told[one.person]) for one in asked if one.person in told]
        await registered.met(work, met, [one for one in asked if one.person not in told])
        if len(asked) == AT_ONCE:
            work.errand(MeetRegistered())


def _met(seals: Seals, asked: ToAsk, told: RegisterContact) -> Met:
    details = details_of(told)
    return Met(
        asked,
        municipality=told.municipality,
        identity=people.identity_hash(seals, asked.region, details),
        name=people.name_hash(seals, asked.region, details.family_name),
        by_email=told.email is not None,
        by_letter=told.may_write,
    )


def details_of(told: RegisterContact) -> Details:
    """As waardering knows a person."""
    return Details.model_validate(told.model_dump(include=set(Details.model_fields), exclude_none=True))


async def ask(persons: Collection[UUID]) -> Mapping[UUID, RegisterContact]:
    """Outside any transaction: whoever stands in the register now, by the id that was asked for."""
    wanted, found = [PersonId(one) for one in persons], dict[UUID, RegisterContact]()
    for start in range(0, len(wanted), AT_ONCE):
        question = RegisterQuestion(person_ids=tuple(wanted[start : start + AT_ONCE]))
        answer = await waardering.asks.post(
            INTAKE, "/v1/register-contacts", body=question, answer=RegisterContacts, purpose=Purpose.WAARDERING
        )
        found |= {one.person_id: one for one in answer.items}
    return found


async def tell(by_person: Mapping[UUID, UUID]) -> Mapping[UUID, Details]:
    """Of persons here, each with the id that intake knows her by: who she is and how she may be reached, as intake tells it now."""
    told = await ask(set(by_person.values())) if by_person else {}
    return {person: _to_write_to(told[theirs]) for person, theirs in by_person.items() if theirs in told}


def _to_write_to(told: RegisterContact) -> Details:
    """Without an address that a letter must not go to."""
    found = details_of(told)
    return found if told.may_write else found.model_copy(update={"postcode": None, "house_number": None})
