"""Her own file, as far as the link or the code opens it; safety and what others told in confidence stay out."""

from kernel import aliases
from kernel.refusals import BadInput, NotFound
from kernel.work import Work
from schemas.api.intake import ConsentState, MyContactIn, MyFile
from schemas.base import PersonId, ReferralId, StaffId
from schemas.intake import ContactDetailsChanged
from schemas.words import ConsentPurpose, Described, SignallerKind, SignalState
from services.intake.domain import normal
from services.intake.domain.checks import check_contact
from services.intake.domain.own_file import history_shown, signaller_shown
from services.intake.refusals import NeedsCode
from services.intake.region import region
from services.intake.store import consents as consent_store
from services.intake.store import people, signals
from services.intake.tables import Signal
from services.intake.usecases import consenting
from services.intake.usecases.common import story
from services.intake.usecases.receive import as_errors, hashes_of


async def show(work: Work) -> MyFile:
    """The signal that her link is about, else the latest one."""
    whole = work.by.sees_whole_file
    signal = await _hers(work)
    person = await work.current(signal.caregiver_id)
    known = (await people.known(work, [person])).get(person)
    told = await story(work, signal)
    kind = SignallerKind(signal.signalled_by)
    work.record(person, what="own-file" if whole else "own-file-in-short")
    return MyFile(
        given_name=known.details.given_name if known else None,
        reference=signal.reference,
        state=SignalState(signal.state),
        signalled_by=kind,
        signaller_name=signaller_shown(kind, told.signaller.name, told.signaller.organisation, whole_file=whole),
        history=history_shown(await signals.history(work, signal)),
        referral_id=ReferralId(signal.referral_id) if signal.referral_id else None,
        assessor=StaffId(signal.assessor) if signal.assessor else None,
        contact=known.details.contact(known.municipality) if known and whole else None,
        consents=await _her_consents(work, signal) if whole else (),
    )


async def change_contact(work: Work, told: MyContactIn) -> MyFile:
    """How she wants to be reached from now on, in all her files."""
    _needs_code(work)
    contact, wrong = check_contact(told)
    if wrong:
        raise BadInput(as_errors(wrong))
    signal = await _hers(work)
    hers = await aliases.all_of(work, signal.caregiver_id)
    here = region(signal.region)
    municipality = normal.municipality(contact.postcode, here.postcodes)
    known = await people.known(work, hers)
    for person in await people.rows(work, hers):
        if person.id in known:
            changed = known[person.id].details.with_contact(contact)
            person.municipality = municipality
            await people.seal_details(work, person, changed, hashes_of(work.service.seals, person.region, changed))
    for other in await signals.of_caregivers(work, hers, lock=True):
        if other.closed_at is None:
            other.municipality = municipality
            signals.happened(work, other, "contact-details", by="caregiver")
    await work.flush()
    work.publish(ContactDetailsChanged(caregiver_id=PersonId(hers[0]), region=signal.region))
    return await show(work)


async def withdraw(work: Work, purpose: ConsentPurpose) -> MyFile:
    _needs_code(work)
    await consenting.take_back(work, await _hers(work, lock=True), purpose)
    await work.flush()
    return await show(work)


async def _hers(work: Work, *, lock: bool = False) -> Signal:
    """Another person's, another region's and restricted ones do not exist here."""
    if work.by.person is None:
        raise NotFound
    hers = await signals.of_caregivers(work, await aliases.all_of(work, work.by.person), lock=lock)
    open_to_her = [signal for signal in hers if not signal.restricted and signal.region == work.scope.region]
    referral = work.by.extra.get("referral")
    about = [signal for signal in open_to_her if referral and str(signal.referral_id) == referral]
    for signal in (*about, *(signal for signal in open_to_her if signal.closed_at is None), *open_to_her):
        return signal
    raise NotFound


async def _her_consents(work: Work, signal: Signal) -> tuple[ConsentState, ...]:
    consents = await consent_store.of_signal(work, signal)
    return tuple(
        ConsentState(person=s.person, purpose=s.purpose, given=s.given, on=s.on, how=s.how, recorded_by=s.by)
        for s in consents.values()
        if s.person is Described.CAREGIVER
    )


def _needs_code(work: Work) -> None:
    if not work.by.sees_whole_file:
        raise NeedsCode
