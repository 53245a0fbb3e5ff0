"""Her own file, as far as the link or the code opens it; safety and what others told in confidence stay out."""

from kernel import aliases
from kernel.refusals import NotFound
from kernel.work import Work
from schemas.api.intake import ConsentState, MyContactIn, MyFile
from schemas.base import ReferralId, StaffId
from schemas.words import ConsentPurpose, Described, SignallerKind, SignalState
from services.intake.domain.consents import states
from services.intake.domain.own_file import history_shown, signaller_shown
from services.intake.refusals import NeedsCode
from services.intake.store import consents as consent_store
from services.intake.store import people, signals
from services.intake.tables import Signal
from services.intake.usecases import consenting, contact_details
from services.intake.usecases.common import story


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
    await contact_details.change(work, await _hers(work), told)
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
    return tuple(one for one in states(await consent_store.of_signal(work, signal)) if one.person is Described.CAREGIVER)


def _needs_code(work: Work) -> None:
    if not work.by.sees_whole_file:
        raise NeedsCode
