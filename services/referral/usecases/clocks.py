"""Which clock runs for a referral, and setting it after each step."""

from typing import ClassVar

from kernel.deadlines import Deadline
from kernel.work import Work
from schemas.base import ReferralId
from schemas.words import ReferralState
from services.referral.domain import Referral


class OfferUnanswered(Deadline):
    """The provider has had its time to answer."""

    type: ClassVar[str] = "offer-unanswered"
    subject: ClassVar[str] = "referral_id"
    referral_id: ReferralId
    attempt: int


class _OfReferral(Deadline):
    subject: ClassVar[str] = "referral_id"
    referral_id: ReferralId


class PlanOverdue(_OfReferral):
    """Accepted, and no meeting (or first contact) yet."""

    type: ClassVar[str] = "plan-overdue"


class MeetingUnconfirmed(_OfReferral):
    """The meeting should have been, and somebody's word is missing."""

    type: ClassVar[str] = "meeting-unconfirmed"


class OutcomeOverdue(_OfReferral):
    """Support goes on for long, and nobody told how it ended."""

    type: ClassVar[str] = "outcome-overdue"


CLOCKS: dict[ReferralState, type[Deadline]] = {
    ReferralState.OFFERED: OfferUnanswered,
    ReferralState.ACCEPTED: PlanOverdue,
    ReferralState.HANDOVER_PLANNED: MeetingUnconfirmed,
    ReferralState.AWAITING_HER_WORD: MeetingUnconfirmed,
    ReferralState.HANDED_OVER: OutcomeOverdue,
}


def set_clock(work: Work, referral: Referral, *, was: ReferralState) -> None:
    """One clock at most runs for a referral."""
    before, after = CLOCKS.get(was), CLOCKS.get(referral.state)
    if before is not None and (before is not after or referral.check_at is None):
        work.forget(before, referral.id)
    if after is None or referral.check_at is None:
        return
    if after is OfferUnanswered:
        work.remind(OfferUnanswered(referral_id=referral.id, attempt=len(referral.attempts)), at=referral.check_at)
    else:
        work.remind(after.model_validate({"referral_id": referral.id}), at=referral.check_at)
