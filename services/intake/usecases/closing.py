"""A signal ends: by the desk, by her no, or because the support ended."""

from kernel import aliases
from kernel.refusals import BadInput, InputError
from kernel.work import Work
from schemas.api.intake import ClosureIn
from schemas.base import PersonId
from schemas.intake import SignalClosed
from schemas.words import Ending
from services.intake.deadlines import ForgetRefused, InformBy, SignalDue
from services.intake.domain.persons import Details
from services.intake.region import region
from services.intake.store import consents as consent_store
from services.intake.store import people, signals
from services.intake.tables import Signal
from services.intake.usecases.common import must_be_open, refuse_bad_text, retell, settle, story, who
from services.intake.usecases.receive import hashes_of

BY_THE_PROVIDER = frozenset({Ending.SUPPORT_COMPLETED, Ending.SUPPORT_STOPPED})


async def close(work: Work, signal: Signal, told: ClosureIn) -> None:
    """By the desk, with a reason; a referral that still runs is withdrawn by who hears it."""
    must_be_open(signal)
    refuse_bad_text(note=told.note)
    if told.ending in BY_THE_PROVIDER:
        raise BadInput([InputError("/ending", "The provider tells this itself when its support ends.", "another ending")])
    if told.note:
        before = await story(work, signal)
        await retell(work, signal, before.model_copy(update={"closing_note": told.note}))
    await end(work, signal, told.ending, by=who(work.by))


async def refused(work: Work, signal: Signal) -> None:
    """No, thank you: the file is closed, and how to reach her is forgotten after the region's term."""
    await end(work, signal, Ending.WITHDRAWN, by=who(work.by))
    caregivers = await aliases.all_of(work, signal.caregiver_id)
    for person in await people.rows(work, caregivers):
        person.do_not_contact = True
        work.session.add(person)
    work.remind(ForgetRefused(caregiver_id=PersonId(caregivers[0])), at=region(signal.region).forget_at(work.now))


async def end(work: Work, signal: Signal, ending: Ending, *, by: str) -> None:
    """Nothing is left to do: no clock runs, nobody reads her contact details on it any more."""
    signal.closed_at, signal.ending = work.now, ending
    signal.stopped, signal.stuck, signal.mark, signal.referral_open = True, False, None, False
    signals.happened(work, signal, "closed", by=by, code=ending)
    work.forget(SignalDue, signal.id)
    work.forget(InformBy, signal.id)
    await signals.tasks_done(work, signal)
    if signal.referral_id is not None:
        await consent_store.end_grants(work, why="closed", referral_id=signal.referral_id)
        if (running := await consent_store.appointment(work, signal.referral_id)) and running.ended_at is None:
            running.ended_at = work.now
            work.session.add(running)
    await settle(work, signal)
    caregiver_id = PersonId(await work.current(signal.caregiver_id))
    work.publish(SignalClosed(caregiver_id=caregiver_id, region=signal.region, signal_id=signals.id_of(signal), ending=ending))


async def forget_how_to_reach(work: Work, caregiver: PersonId) -> None:
    """What stays is her name in the closed file, the mark, and the hashes by which it is found; nothing of who she cares for."""
    caregivers = await aliases.all_of(work, caregiver)
    hers = await signals.of_caregivers(work, caregivers)
    if any(signal.closed_at is None for signal in hers):
        return  # she came back since
    for person in await people.rows(work, caregivers):
        known = (await people.known(work, [person.id])).get(person.id)
        if person.do_not_contact and known is not None:
            hashes = hashes_of(work.service.seals, person.region, known.details)
            await people.seal_details(work, person, known.details.without_ways_to_reach(), hashes)
    cared_for = [signal.recipient_id for signal in hers if signal.recipient_id is not None]
    for recipient in await people.rows(work, cared_for):
        await people.seal_details(work, recipient, Details(), hashes_of(work.service.seals, recipient.region, Details()))
