"""The small things that a referral is made of."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from schemas.base import OfferId, OrganisationId, StaffId
from schemas.words import Channel, Confirmer, DeclineReason, MeetingWay, Outcome, ReferralState, Urgency

ATTEMPTS = 3
"""To reach her, and to hear her word, before someone else decides (DOMAIN.md, handover evidence)."""

HERS = frozenset({Confirmer.CAREGIVER, Confirmer.DESK_FOR_CAREGIVER})
ENDS_WELL = frozenset({Outcome.GOAL_REACHED, Outcome.PARTLY_REACHED, Outcome.GOES_ON_HERSELF})
ENDED = frozenset({ReferralState.COMPLETED, ReferralState.STOPPED, ReferralState.RETURNED, ReferralState.WITHDRAWN})
BEFORE_HANDOVER = frozenset(
    {
        ReferralState.REQUESTED,
        ReferralState.OFFERED,
        ReferralState.ACCEPTED,
        ReferralState.HANDOVER_PLANNED,
        ReferralState.AWAITING_HER_WORD,
    }
)
KNOWN_TO_PROVIDER = frozenset(
    {ReferralState.ACCEPTED, ReferralState.HANDOVER_PLANNED, ReferralState.AWAITING_HER_WORD, ReferralState.HANDED_OVER}
)
"""While it helps, the provider knows whom."""


class Answer(StrEnum):
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Owner(StrEnum):
    """Whose turn it is; what is overdue climbs to the coordinator and then to the head of intake."""

    PROVIDER = "provider"
    RECEIVER = "receiver"
    ASSESSOR = "assessor"
    COORDINATOR = "coordinator"
    HEAD = "head"


class Due(StrEnum):
    ANSWER = "answer"
    PLAN = "plan"
    CONFIRM = "confirm"
    OUTCOME = "outcome"


class Terms(Protocol):
    """The region's terms, in working time; what the kernel's calendar gives."""

    def answer_due(self, urgency: Urgency, asked_at: datetime) -> datetime: ...
    def plan_due(self, accepted_at: datetime) -> datetime: ...
    def word_due(self, since: datetime) -> datetime: ...
    def outcome_due(self, handed_over_at: datetime) -> datetime: ...
    def climbs_at(self, overdue_since: datetime) -> datetime: ...
    def day(self, at: datetime) -> date: ...


@dataclass(slots=True)
class Attempt:
    """One provider that was asked."""

    number: int
    provider: OrganisationId
    offer: OfferId
    offered_at: datetime
    answer_due: datetime
    answer: Answer | None = None
    reason: DeclineReason | None = None
    answered_at: datetime | None = None
    answered_by: StaffId | None = None

    def close(self, answer: Answer, at: datetime, *, by: StaffId | None = None, reason: DeclineReason | None = None) -> None:
        self.answer, self.answered_at, self.answered_by, self.reason = answer, at, by, reason


@dataclass(slots=True)
class Meeting:
    """Where three people meet; its place and message are free text and stay outside the rules."""

    at: datetime
    minutes: int
    way: MeetingWay
    assessor: StaffId
    receiver: StaffId
    sequence: int
    took_place: bool | None = None
    other_time_asked: bool = False

    @property
    def ends(self) -> datetime:
        return self.at + timedelta(minutes=self.minutes)


@dataclass(slots=True)
class Try:
    """One attempt of the provider to reach her."""

    on: date
    channel: Channel | None = None


@dataclass(slots=True)
class Line:
    """One line of the history."""

    at: datetime
    what: str
    by: str
    code: str | None = None
