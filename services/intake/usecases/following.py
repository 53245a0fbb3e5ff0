"""How a referral fares, as the signal it came from shows it; and the grant that stands and falls with it."""

from kernel.refusals import NotYet
from kernel.work import Work
from schemas.referral import AboutReferral, ReferralAccepted
from schemas.words import CallReason, ConsentPurpose, Described, Ending, SignalState, Urgency
from services.intake.deadlines import SignalDue
from services.intake.domain.consents import given
from services.intake.domain.steps import Mark
from services.intake.region import region
from services.intake.store import consents as consent_store
from services.intake.store import signals
from services.intake.tables import Appointment, Grant, Signal
from services.intake.usecases import closing
from services.intake.usecases.common import settle

BY = "referral"


async def of(work: Work, event: AboutReferral) -> tuple[Appointment, Signal]:
    """What this referral was asked for."""
    appointment = await consent_store.appointment(work, event.referral_id)
    signal = await signals.heard_of(work, event.signal_id)
    if appointment is None or signal is None:
        raise NotYet
    return appointment, signal


async def note(work: Work, event: AboutReferral, what: str, code: str | None = None) -> None:
    """Only a line of history: it goes on by itself."""
    _, signal = await of(work, event)
    signals.happened(work, signal, what, by=BY, code=code)


async def accepted(work: Work, event: ReferralAccepted) -> None:
    """The provider may reach her only if her yes stands at this very moment."""
    appointment, signal = await of(work, event)
    consents = await consent_store.of_signal(work, signal)
    if appointment.ended_at is None and signal.closed_at is None and given(consents, Described.CAREGIVER, ConsentPurpose.REFERRAL):
        await work.session.merge(
            Grant(
                referral_id=event.referral_id,
                caregiver_id=await work.current(event.caregiver_id),
                signal_id=signal.id,
                provider=event.provider,
                region=event.region,
                begun_at=work.now,
            )
        )
    if _runs(signal, event):
        signal.state = SignalState.APPOINTED
    signals.happened(work, signal, "appointed", by=BY)
    await settle(work, signal)


async def handed_over(work: Work, event: AboutReferral) -> None:
    _, signal = await of(work, event)
    if _runs(signal, event):
        signal.state = SignalState.HANDED_OVER
        if signal.mark == Mark.CALL_TASK:
            signal.mark, signal.stuck = None, False
    signals.happened(work, signal, "handed-over", by=BY)
    await settle(work, signal)


async def came_back(work: Work, event: AboutReferral, code: str) -> None:
    """Nobody is left, or it failed: it lies at the desk again and is due today."""
    signal = await _end(work, event, why="returned", what="returned", code=code)
    if signal is not None:
        _at_the_desk_again(work, signal, Mark.RETURNED)
        await settle(work, signal)


async def withdrawn(work: Work, event: AboutReferral) -> None:
    """Taken back; if the signal is still open, the desk looks what she needs now."""
    signal = await _end(work, event, why="withdrawn", what="withdrawn")
    if signal is not None:
        _due_again(work, signal)
        await settle(work, signal)


async def ended(work: Work, event: AboutReferral, ending: Ending, what: str, code: str) -> None:
    """The support is over, and so is what may be read for it."""
    signal = await _end(work, event, why=what, what=what, code=code)
    if signal is not None:
        await closing.end(work, signal, ending, by=BY)


async def her_word_awaited(work: Work, event: AboutReferral, reason: CallReason) -> None:
    """The receiver confirmed and she did not: a person rings her."""
    _, signal = await of(work, event)
    await call_asked(work, signal, reason, by=BY)


async def call_asked(work: Work, signal: Signal, reason: CallReason, *, by: str) -> None:
    signals.happened(work, signal, "call-asked", by=by, code=reason)
    if signal.closed_at is None:
        _at_the_desk_again(work, signal, Mark.CALL_TASK)
    await settle(work, signal)
    work.task("call", signal.id, reason, region=signal.region)


async def _end(work: Work, event: AboutReferral, *, why: str, what: str, code: str | None = None) -> Signal | None:
    """Answers the signal when it still waits for this very referral."""
    appointment, signal = await of(work, event)
    waits = _runs(signal, event) and signal.closed_at is None
    if appointment.ended_at is None:
        appointment.ended_at = work.now
        work.session.add(appointment)
    await consent_store.end_grants(work, why=why, referral_id=event.referral_id)
    if _runs(signal, event):
        signal.referral_open = False
    signals.happened(work, signal, what, by=BY, code=code)
    return signal if waits else None


def _runs(signal: Signal, event: AboutReferral) -> bool:
    return signal.referral_id == event.referral_id and signal.referral_open


def _at_the_desk_again(work: Work, signal: Signal, mark: Mark) -> None:
    signal.mark, signal.stuck = mark, True
    _due_again(work, signal)


def _due_again(work: Work, signal: Signal) -> None:
    """The desk's clock runs anew, as for what has to be done today."""
    signal.stopped, signal.escalation = False, 0
    signal.due_at = region(signal.region).due(Urgency.TODAY, work.now)
    work.remind(SignalDue(signal_id=signals.id_of(signal)), at=signal.due_at)
