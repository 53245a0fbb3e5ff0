"""Where a signal stands on the desk, and what is still missing before a provider can be appointed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from schemas.words import SignalState, Urgency

Step = Literal["new", "call", "call-again", "consent", "choose", "waiting", "returned", "call-task", "safety", "closed"]
Missing = Literal["contact", "informed", "consent", "parent-consent", "support-area", "safety"]


class Mark(StrEnum):
    """Why a signal lies at the desk again after it had left."""

    RETURNED = "returned"
    CALL_TASK = "call-task"


@dataclass(frozen=True)
class Facts:
    """What the step follows from."""

    closed: bool = False
    urgency: Urgency = Urgency.ROUTINE
    owned: bool = False
    attempts: int = 0
    spoken: bool = False
    informed: bool = False
    consents: bool = False
    child: bool = False
    """Under sixteen: her own yes alone is not enough."""
    areas: bool = False
    referral_open: bool = False
    mark: Mark | None = None


def step(facts: Facts) -> Step:
    """The one thing that has to be done now."""
    if facts.closed:
        return "closed"
    if facts.urgency is Urgency.SAFETY:
        return "safety"
    if facts.mark is Mark.CALL_TASK:
        return "call-task"
    if facts.referral_open:
        return "waiting"
    if facts.mark is Mark.RETURNED:
        return "returned"
    if not facts.attempts:
        return "call" if facts.owned else "new"
    if not facts.spoken:
        return "call-again"
    return "choose" if facts.consents and facts.informed else "consent"


def missing(facts: Facts) -> tuple[Missing, ...]:
    """What has to be there before software lets a person appoint; for safety that never comes."""
    lacking: list[Missing] = []
    if facts.urgency is Urgency.SAFETY:
        lacking.append("safety")
    if not facts.spoken:
        lacking.append("contact")
    if not facts.informed:
        lacking.append("informed")
    if not facts.consents:
        lacking.append("parent-consent" if facts.child else "consent")
    if not facts.areas:
        lacking.append("support-area")
    return tuple(lacking)


def state(facts: Facts, before: SignalState) -> SignalState:
    """Appointed and handed over hold as long as the referral does."""
    if facts.closed:
        return SignalState.CLOSED
    if facts.referral_open and before in (SignalState.APPOINTED, SignalState.HANDED_OVER):
        return before
    return SignalState.IN_TRIAGE if facts.owned or facts.attempts else SignalState.RECEIVED


MOST_ESCALATION = 3
"""Overdue climbs: 1 the owner, 2 the coordinator, 3 the head of intake."""
CLIMBS_TO = {1: "assessor", 2: "coordinator", 3: "head-of-intake"}
