"""Who may know how to reach someone is decided here, at each reading, on intake's own rows; and recorded."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from kernel.access import RESTRICTED
from kernel.caller import Caller
from kernel.refusals import Forbidden
from kernel.work import Work
from schemas.api.intake import ContactDetails, DisclosedContact
from schemas.base import PersonId
from schemas.words import ConsentPurpose, Described, Purpose, Role
from services.intake.domain.consents import given, is_child
from services.intake.domain.disclosure import her_story, recipient_story, without_the_parents_address
from services.intake.domain.persons import Details, age_on
from services.intake.region import region
from services.intake.store import consents as consent_store
from services.intake.store import people, signals
from services.intake.tables import Person, Signal
from services.intake.usecases.common import story

DESK = (Role.ASSESSOR, Role.COORDINATOR)
MESSENGER = "notifications"


async def disclose(work: Work, asked: Sequence[PersonId]) -> ContactDetails:
    """A line for each, in the order asked; without contact where this asker may not know, whatever the reason."""
    allowed = await _allowed(work, list(dict.fromkeys(asked)))
    known = await people.known(work, allowed)
    items: list[DisclosedContact] = []
    for person in asked:
        one = known.get(person)
        if one is None:
            items.append(DisclosedContact(person_id=person))
            continue
        about = allowed[person]
        note, recipient = await _stories(work, about) if about is not None else (None, None)
        work.record(await work.current(person), what="contact-details", action=RESTRICTED if about and about.restricted else "read")
        contact = one.details.contact(one.municipality)
        if not work.by.has(*DESK) and await _must_say_yes_first(work, person, one.details):
            contact = without_the_parents_address(contact)
        items.append(DisclosedContact(person_id=person, contact=contact, note=note, about_recipient=recipient))
    return ContactDetails(items=tuple(items))


async def _allowed(work: Work, asked: list[PersonId]) -> dict[PersonId, Signal | None]:
    """Whom this asker may reach, and the signal whose story goes with it (providers only)."""
    by = work.by
    if by.has(Role.SERVICE):
        return await _for_messages(work, by, asked)
    if by.has(*DESK) and by.organisation == region(by.region).desk_id:
        return dict.fromkeys(await _caregivers_of_region(work, asked), None)
    if by.has(Role.PROVIDER) and by.organisation is not None:
        return await _granted(work, by.organisation, asked)
    return {}


async def _must_say_yes_first(work: Work, person: PersonId, her: Details) -> bool:
    """A child's address and mailbox may be its parents': nothing goes there before the child said yes itself."""
    today = region(work.scope.region).local_day(work.now) if work.scope.region else work.now.date()
    return is_child(age_on(today, her.birth_date)) and not await consent_store.said_yes_herself(work, person)


async def _for_messages(work: Work, by: Caller, asked: list[PersonId]) -> dict[PersonId, Signal | None]:
    if by.subject != MESSENGER or work.purpose != Purpose.MESSAGES:
        raise Forbidden
    return dict.fromkeys(asked, None)


async def _caregivers_of_region(work: Work, asked: list[PersonId]) -> list[PersonId]:
    query = select(Person.id).where(col(Person.id).in_(asked), Person.region == work.scope.region, Person.role == "caregiver")
    return [PersonId(person) for person in (await work.session.exec(query)).all()]


async def _granted(work: Work, provider: UUID, asked: list[PersonId]) -> dict[PersonId, Signal | None]:
    granted = await consent_store.granted_to(work, provider, asked)
    found: dict[PersonId, Signal | None] = {}
    for person, signal_id in granted.items():
        signal = await signals.signal(work, signal_id)
        if not signal.restricted:
            found[PersonId(person)] = signal
    return found


async def _stories(work: Work, signal: Signal) -> tuple[str | None, str | None]:
    consents = await consent_store.of_signal(work, signal)
    he_agrees = given(consents, Described.CARE_RECIPIENT, ConsentPurpose.REFERRAL)
    note = her_story(await story(work, signal), recipient_consents=he_agrees, recipient_described=signal.recipient_id is not None)
    if not he_agrees or signal.recipient_id is None:
        return note, None
    recipient = (await people.known(work, [signal.recipient_id])).get(signal.recipient_id)
    if recipient is None:
        return note, None
    work.record(signal.recipient_id, what="recipient")
    return note, recipient_story(recipient.details, region(signal.region).local_day(work.now))
