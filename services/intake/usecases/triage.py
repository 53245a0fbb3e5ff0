"""The desk takes a signal upon itself, tries to reach her, and finds out what she needs."""

from uuid import UUID

from uuid_utils.compat import uuid7

from kernel.work import Work
from schemas.api.intake import ContactIn, QuestionIn
from schemas.base import PersonId, StaffId
from schemas.intake import CaregiverInformed, ContactAttempted, SignalPickedUp
from schemas.words import ContactOutcome, Ending, Urgency
from services.intake.deadlines import InformBy, SignalDue
from services.intake.domain.persons import Words
from services.intake.region import region
from services.intake.store import signals
from services.intake.tables import Call, Signal
from services.intake.usecases import closing
from services.intake.usecases.common import must_be_open, refuse_bad_text, retell, seal_of, settle, story, who


async def assign(work: Work, signal: Signal, staff: UUID | None) -> None:
    """To a colleague, or to oneself."""
    must_be_open(signal)
    assessor = staff or work.by.staff
    if assessor is None or assessor == signal.assessor:
        return
    signal.assessor = assessor
    signals.happened(work, signal, "picked-up", by=who(work.by), code=None if assessor == work.by.staff else "by-colleague")
    work.publish(
        SignalPickedUp(
            caregiver_id=PersonId(await work.current(signal.caregiver_id)),
            region=signal.region,
            signal_id=signals.id_of(signal),
            assessor=StaffId(assessor),
        )
    )
    await settle(work, signal)


async def contact(work: Work, signal: Signal, told: ContactIn) -> None:
    """A personal attempt to reach her; the first one stops the triage clock."""
    must_be_open(signal)
    refuse_bad_text(note=told.note)
    if signal.assessor is None:
        await assign(work, signal, None)
    caregiver_id = PersonId(await work.current(signal.caregiver_id))
    signal.attempts += 1
    signal.stopped, signal.stuck, signal.escalation, signal.mark = True, False, 0, None
    signal.spoken = signal.spoken or told.outcome in (ContactOutcome.SPOKEN, ContactOutcome.NO_THANK_YOU)
    await _note(work, signal, told)
    signals.happened(work, signal, "contact", by=who(work.by), code=told.outcome)
    await signals.tasks_done(work, signal)
    work.publish(
        ContactAttempted(
            caregiver_id=caregiver_id,
            region=signal.region,
            signal_id=signals.id_of(signal),
            outcome=told.outcome,
            attempt=min(signal.attempts, 1000),
        )
    )
    if told.informed and signal.informed_at is None:
        signal.informed_at = work.now
        signals.happened(work, signal, "informed", by=who(work.by))
        work.forget(InformBy, signal.id)
        work.publish(CaregiverInformed(caregiver_id=caregiver_id, region=signal.region, signal_id=signals.id_of(signal)))
    if told.outcome is ContactOutcome.NO_THANK_YOU:
        await closing.refused(work, signal)
        return
    await settle(work, signal)
    look_again(work, signal)


async def _note(work: Work, signal: Signal, told: ContactIn) -> None:
    call = Call(
        id=uuid7(),
        signal_id=signal.id,
        at=work.now,
        by=who(work.by),
        outcome=told.outcome,
        channel=told.channel,
        informed=told.informed,
    )
    if told.note:
        seal = await seal_of(work, signal)
        call.sealed = seal.seal("call", "sealed", call.id, Words(text=told.note).to_bytes())
    work.session.add(call)


async def question(work: Work, signal: Signal, told: QuestionIn) -> None:
    """What she turns out to need. Safety, once named, stays restricted."""
    must_be_open(signal)
    before = await story(work, signal)
    await retell(work, signal, before.model_copy(update={"groups": tuple(sorted(set(told.groups)))}))
    signal.support_areas = list(dict.fromkeys(told.support_areas))
    if told.urgency != signal.urgency:
        _hurry(work, signal, told.urgency)
    signals.happened(work, signal, "question", by=who(work.by), code=told.urgency)
    await settle(work, signal)


def _hurry(work: Work, signal: Signal, urgency: Urgency) -> None:
    """More urgent is due sooner, never later; about safety the clock runs again whatever was done before."""
    due_at = region(signal.region).due(urgency, work.now)
    signal.urgency = urgency
    if urgency is Urgency.SAFETY:
        signal.restricted, signal.stopped, signal.due_at = True, False, due_at
        work.forget(InformBy, signal.id)
        work.task("safety", signal.id, Ending.SAFETY)
        work.remind(SignalDue(signal_id=signals.id_of(signal)), at=due_at)
    elif not signal.stopped and due_at < signal.due_at:
        signal.due_at = due_at
        work.remind(SignalDue(signal_id=signals.id_of(signal)), at=due_at)


def look_again(work: Work, signal: Signal) -> None:
    """No step lies still unseen: the next working day it is somebody's business again, unless a referral runs."""
    if signal.referral_open and signal.mark is None:
        work.forget(SignalDue, signal.id)
    else:
        at = region(signal.region).climb_at(Urgency(signal.urgency), work.now)
        work.remind(SignalDue(signal_id=signals.id_of(signal)), at=at)
