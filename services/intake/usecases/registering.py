"""A caregiver said with her waardering that she wants to be known here: into the register, by her own consent, without a signal."""

from typing import ClassVar
from uuid import UUID

from uuid_utils.compat import uuid7

from kernel import aliases
from kernel.errands import Errand, Outing
from kernel.refusals import NotFound
from kernel.work import Work
from schemas.api.waardering import WishQuestion
from schemas.api.waardering.register import RegisterEntry
from schemas.base import ApplicationId, PersonId, RegionCode
from schemas.intake import ConsentRecorded, PersonsMerged
from schemas.words import ConsentPurpose, ConsentWay, Described, Purpose
from services.intake import intake
from services.intake.domain import normal
from services.intake.domain.persons import Details, age_on
from services.intake.region import region
from services.intake.store import consents, people, signals
from services.intake.tables import Consent, Person
from services.intake.usecases.receive import hashes_of

WAARDERING = "waardering"
OWN_YES_FROM = 16


class TakeRegistration(Errand):
    """Ask waardering who it is."""

    type: ClassVar[str] = "take-registration"
    application_id: ApplicationId
    caregiver_id: PersonId
    region: RegionCode


async def take(errand: TakeRegistration, out: Outing) -> None:
    """Asked again she is in the register once; erased or taken back since, she is not."""
    question = WishQuestion(application_id=errand.application_id, caregiver_id=errand.caregiver_id)
    try:
        entry = await intake.asks.post(WAARDERING, "/v1/register-entries", body=question, answer=RegisterEntry, purpose=Purpose.SIGNAL)
    except NotFound:
        return
    async with out.done(purpose=Purpose.SIGNAL) as work:
        await register(work, errand.caregiver_id, errand.region, entry)


async def register(work: Work, caregiver: UUID, region_code: str, entry: RegisterEntry) -> None:
    """Under the id that waardering knows her by, unless her file here is known to be the same: so one erasure reaches both."""
    person = await work.current(caregiver)
    row = await people.row(work, person)
    if row is not None and row.erased_at is not None:
        return
    details = _details(entry)
    age = age_on(entry.said_on, details.birth_date)
    if age is not None and age < OWN_YES_FROM:
        return  # a child's own yes is not enough: a parent asks for it at the desk
    if row is None:
        await _add(work, person, region_code, details)
    if await consents.said_yes_herself(work, person, ConsentPurpose.REGISTER):
        return
    work.session.add(
        Consent(
            id=uuid7(),
            caregiver_id=person,
            about=Described.CAREGIVER,
            purpose=ConsentPurpose.REGISTER,
            given=True,
            said_on=entry.said_on,
            how=ConsentWay.DIGITAL,
            by=WAARDERING,
            at=work.now,
        )
    )
    work.publish(
        ConsentRecorded(
            caregiver_id=PersonId(person), region=region_code, about=Described.CAREGIVER, purpose=ConsentPurpose.REGISTER, given=True
        )
    )


def _details(entry: RegisterEntry) -> Details:
    told = entry.caregiver
    return Details.of_caregiver(told.model_copy(update={"phone": normal.phone(told.phone) if told.phone else None}))


async def _add(work: Work, person: UUID, region_code: str, details: Details) -> None:
    here = region(region_code)
    await work.service.seals.of(work, person)  # her key
    municipality = normal.municipality(details.postcode, here.postcodes)
    row = Person(id=person, region=here.code, role="caregiver", sealed=b"", municipality=municipality, changed_at=work.now)
    await people.seal_details(work, row, details, hashes_of(work.service.seals, here.code, details))
    await work.flush()


async def known_as_one(work: Work, signal_id: UUID, caregiver: UUID) -> None:
    """The signal that her wish became is of her whom waardering knows by this id; what erases one erases the other."""
    signal = await signals.heard_of(work, signal_id)
    if signal is None:
        return
    theirs, ours = await work.current(caregiver), await work.current(signal.caregiver_id)
    if theirs == ours:
        return
    if await people.row(work, theirs) is None:
        await aliases.lead(work, theirs, ours)  # only here: to others that id says nothing
    else:
        await aliases.lead(work, ours, theirs)
        work.publish(PersonsMerged(old=PersonId(ours), into=PersonId(theirs)))
