"""How she is reached changes: in all her files at once, by herself or by the desk that has her on the phone."""

from kernel import aliases
from kernel.access import RESTRICTED
from kernel.refusals import BadInput
from kernel.work import Work
from schemas.api.intake import MyContactIn
from schemas.base import PersonId
from schemas.intake import ContactDetailsChanged
from services.intake.domain import normal
from services.intake.domain.checks import check_contact
from services.intake.region import region
from services.intake.store import people, signals
from services.intake.tables import Signal
from services.intake.usecases.common import must_be_open, settle, who
from services.intake.usecases.receive import as_errors, hashes_of


async def change(work: Work, signal: Signal, told: MyContactIn) -> None:
    """What is not told any more is forgotten; she is found by the new number from now on."""
    contact, wrong = check_contact(told)
    if wrong:
        raise BadInput(as_errors(wrong))
    hers = await aliases.all_of(work, signal.caregiver_id)
    municipality = normal.municipality(contact.postcode, region(signal.region).postcodes)
    known = await people.known(work, hers)
    for person in await people.rows(work, hers):
        if person.id in known:
            changed = known[person.id].details.with_contact(contact)
            person.municipality = municipality
            await people.seal_details(work, person, changed, hashes_of(work.service.seals, person.region, changed))
    for other in await signals.of_caregivers(work, hers, lock=True):
        if other.closed_at is None:
            other.municipality = municipality
            signals.happened(work, other, "contact-details", by=who(work.by))
    await work.flush()
    work.publish(ContactDetailsChanged(caregiver_id=PersonId(hers[0]), region=signal.region))


async def change_by_desk(work: Work, signal: Signal, told: MyContactIn) -> None:
    """As she says it on the phone."""
    must_be_open(signal)
    await change(work, signal, told)
    action = RESTRICTED if signal.restricted else "change"
    work.record(await work.current(signal.caregiver_id), what="contact-details", action=action)
    await settle(work, signal)
