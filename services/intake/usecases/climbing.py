"""What lies still climbs: to the owner, to the coordinator, to the head of intake."""

from uuid import UUID

from uuid_utils.compat import uuid7

from kernel.work import Work
from schemas.words import Urgency
from services.intake.deadlines import SignalDue
from services.intake.domain.steps import CLIMBS_TO, MOST_ESCALATION
from services.intake.region import region
from services.intake.store import signals
from services.intake.tables import Happening, Signal


async def overdue(work: Work, signal_id: UUID) -> None:
    """Looks again whether it still matters; each step up is a task of its own."""
    signal = await signals.heard_of(work, signal_id)
    if signal is None or signal.closed_at is not None or (signal.referral_open and signal.mark is None):
        return
    if not signal.stopped and signal.due_at > work.now:
        work.remind(SignalDue(signal_id=signals.id_of(signal)), at=signal.due_at)
        return
    signal.escalation = min(signal.escalation + 1, MOST_ESCALATION)
    signal.stuck = signal.stuck or signal.escalation > 1 or signal.stopped
    work.session.add(signal)
    _tell(work, signal, CLIMBS_TO[signal.escalation])
    if signal.escalation < MOST_ESCALATION:
        work.remind(SignalDue(signal_id=signals.id_of(signal)), at=region(signal.region).climb_at(Urgency(signal.urgency), work.now))


async def not_informed(work: Work, signal_id: UUID) -> None:
    """A month has passed and nobody told her what is recorded: the law says it had to be done."""
    signal = await signals.heard_of(work, signal_id)
    if signal is None or signal.closed_at is not None or signal.informed_at is not None:
        return
    signal.stuck = True
    work.session.add(signal)
    work.task("inform-overdue", signal.id, "avg-14", region=signal.region)


def _tell(work: Work, signal: Signal, to: str) -> None:
    """The page of who has it open stays as it is: this changes nothing that she decides on."""
    work.session.add(Happening(id=uuid7(), signal_id=signal.id, at=work.now, what="overdue", by="intake", code=to))
    work.task("signal-overdue", signal.id, to, region=signal.region)
