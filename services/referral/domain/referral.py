"""The referral: each step checks whether it may be taken, changes the state and notes the events that tell it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self, TypedDict

from schemas.base import Event, OfferId, OrganisationId, PersonId, ReferralId, RegionCode, SignalId, StaffId
from schemas.intake import HelpRequested
from schemas.referral import (
    CaregiverHandedOver,
    HandoverPlanned,
    ReferralAccepted,
    ReferralDeclined,
    ReferralExpired,
    ReferralOffered,
    ReferralReturned,
    ReferralWithdrawn,
)
from schemas.words import Confirmer, DeclineReason, MeetingWay, Outcome, ReferralState, ReturnReason
from services.referral.domain import objections
from services.referral.domain.parts import BEFORE_HANDOVER, ENDED, Answer, Attempt, Due, Line, Meeting, Owner, Terms, Try

OURSELVES = "referral"
LONGEST_AHEAD = timedelta(days=366)
TURNS = {
    ReferralState.OFFERED: (Owner.PROVIDER, Due.ANSWER),
    ReferralState.ACCEPTED: (Owner.RECEIVER, Due.PLAN),
    ReferralState.HANDOVER_PLANNED: (Owner.RECEIVER, Due.CONFIRM),
    ReferralState.AWAITING_HER_WORD: (Owner.ASSESSOR, Due.CONFIRM),
    ReferralState.HANDED_OVER: (Owner.RECEIVER, Due.OUTCOME),
}
CLIMB = (Owner.COORDINATOR, Owner.HEAD)


class About(TypedDict):
    """What every event about a referral carries."""

    referral_id: ReferralId
    signal_id: SignalId
    caregiver_id: PersonId
    region: RegionCode


@dataclass(slots=True)
class Referral:
    """One request for help. `facts` and `lines` hold what a step told; the caller publishes and saves them."""

    request: HelpRequested
    state: ReferralState = ReferralState.REQUESTED
    attempts: list[Attempt] = field(default_factory=list)
    provider: OrganisationId | None = None
    """Who is asked, and later who helps."""
    offer: OfferId | None = None
    receiver: StaffId | None = None
    meeting: Meeting | None = None
    receiver_met: bool = False
    her_word: Confirmer | None = None
    """Who gave her word: she, the desk for her, or the coordinator in its place."""
    asked_for_her_word: int = 0
    tries: list[Try] = field(default_factory=list)
    due_at: datetime | None = None
    climbed: int = 0
    check_at: datetime | None = None
    """When the clock looks again."""
    outcome: Outcome | None = None
    facts: list[Event] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    # who and when -----------------------------------------------------------------------------------

    @property
    def id(self) -> ReferralId:
        return self.request.referral_id

    @property
    def about(self) -> About:
        asked = self.request
        return {
            "referral_id": asked.referral_id,
            "signal_id": asked.signal_id,
            "caregiver_id": asked.caregiver_id,
            "region": asked.region,
        }

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    @property
    def owner(self) -> Owner | None:
        if self.state not in TURNS:
            return None
        return CLIMB[self.climbed - 1] if self.climbed else TURNS[self.state][0]

    @property
    def due(self) -> Due | None:
        if self.state is ReferralState.ACCEPTED and not self.request.warm:
            return Due.CONFIRM  # nothing has to be planned: the first contact is what is awaited
        return TURNS[self.state][1] if self.state in TURNS else None

    # offers -----------------------------------------------------------------------------------------

    @classmethod
    def requested(cls, request: HelpRequested, now: datetime, terms: Terms) -> Self:
        if len(request.offers) != len(request.providers):
            raise ValueError("every offer names its provider, in the same order")
        referral = cls(request=request)
        referral.note(now, "requested", by=str(request.assessor))
        referral.ask_next(now, terms)
        return referral

    def ask_next(self, now: datetime, terms: Terms) -> None:
        """The next choice at once, or back to the desk: a no never ends the request."""
        number = len(self.attempts) + 1
        if number > len(self.request.offers):
            self.give_back(ReturnReason.NO_PROVIDER_LEFT, now)
            return
        self.provider, self.offer = self.request.providers[number - 1], self.request.offers[number - 1]
        answer_due = terms.answer_due(self.request.urgency, now)
        self.attempts.append(Attempt(number, self.provider, self.offer, now, answer_due))
        self.turn(ReferralState.OFFERED, answer_due)
        self.facts.append(ReferralOffered(**self.about, provider=self.provider, offer=self.offer, attempt=number, answer_due=answer_due))
        self.note(now, "offered")

    def asked(self, organisation: OrganisationId) -> Attempt:
        """The open question to this provider, or why there is none."""
        mine = [attempt for attempt in self.attempts if attempt.provider == organisation]
        if not mine:
            raise objections.NotAsked
        last = mine[-1]
        match last.answer:
            case None:
                return last
            case Answer.EXPIRED:
                raise objections.TooLate(at=last.answered_at)
            case Answer.WITHDRAWN:
                raise objections.TakenBack(at=last.answered_at)
            case _:
                raise objections.AlreadyAnswered(by=str(last.answered_by), at=last.answered_at)

    def accept(self, organisation: OrganisationId, by: StaffId, now: datetime, terms: Terms) -> None:
        attempt = self.asked(organisation)
        attempt.close(Answer.ACCEPTED, now, by=by)
        self.receiver = by
        self.turn(ReferralState.ACCEPTED, terms.plan_due(now))
        self.facts.append(ReferralAccepted(**self.about, provider=attempt.provider, offer=attempt.offer, receiver=by))
        self.note(now, "accepted", by=str(by))

    def decline(self, organisation: OrganisationId, by: StaffId, reason: DeclineReason, now: datetime, terms: Terms) -> None:
        attempt = self.asked(organisation)
        attempt.close(Answer.DECLINED, now, by=by, reason=reason)
        self.facts.append(ReferralDeclined(**self.about, provider=attempt.provider, offer=attempt.offer, reason=reason))
        self.note(now, "declined", by=str(by), code=reason)
        self.ask_next(now, terms)

    def expire(self, number: int, now: datetime, terms: Terms) -> bool:
        """False when it was answered meanwhile, or when this clock belongs to an earlier attempt."""
        if self.state is not ReferralState.OFFERED or self.attempts[-1].number != number or now < self.attempts[-1].answer_due:
            return False
        attempt = self.attempts[-1]
        attempt.close(Answer.EXPIRED, now)
        self.facts.append(ReferralExpired(**self.about, provider=attempt.provider, offer=attempt.offer))
        self.note(now, "expired")
        self.ask_next(now, terms)
        return True

    # the handover -----------------------------------------------------------------------------------

    def plan(self, by: str, *, at: datetime, minutes: int, way: MeetingWay, now: datetime, terms: Terms) -> None:
        """Planned again replaces the meeting before, with a higher sequence, as a calendar expects."""
        if self.state is ReferralState.AWAITING_HER_WORD:
            raise objections.AlreadyMet
        provider, receiver = self.must_be_accepted()
        if at <= now:
            raise objections.InThePast
        if at > now + LONGEST_AHEAD:
            raise objections.TooFar
        sequence = self.meeting.sequence + 1 if self.meeting else 0
        self.meeting = Meeting(at, minutes, way, self.request.assessor, receiver, sequence)
        self.receiver_met, self.her_word, self.asked_for_her_word = False, None, 0
        self.turn(ReferralState.HANDOVER_PLANNED, terms.word_due(self.meeting.ends))
        self.facts.append(
            HandoverPlanned(
                **self.about, provider=provider, assessor=self.request.assessor, receiver=receiver,
                at=at, minutes=minutes, way=way, sequence=sequence,
            )
        )  # fmt: skip
        self.note(now, "handover-planned", by=by, code=way)

    def hand_over(self, now: datetime, terms: Terms, *, by: str) -> None:
        provider, _ = self.must_be_accepted()
        if self.meeting:
            self.meeting.took_place = True
        self.turn(ReferralState.HANDED_OVER, terms.outcome_due(now))
        self.facts.append(CaregiverHandedOver(**self.about, provider=provider, warm=self.request.warm))
        self.note(now, "handed-over", by=by)

    def must_be_accepted(self) -> tuple[OrganisationId, StaffId]:
        """Who helps: provider and receiver."""
        if self.ended:
            raise objections.Ended
        if self.provider is None or self.receiver is None:
            raise objections.NotAccepted
        if self.state is ReferralState.HANDED_OVER:
            raise objections.AlreadyHandedOver
        return self.provider, self.receiver

    # ends and clocks ----------------------------------------------------------------------------------

    def give_back(self, reason: ReturnReason, now: datetime, *, by: str = OURSELVES) -> None:
        self.turn(ReferralState.RETURNED, None)
        self.facts.append(ReferralReturned(**self.about, reason=reason))
        self.note(now, "returned", by=by, code=reason)

    def withdraw(self, by: str, now: datetime) -> None:
        """Taken back by her or by the desk, as long as she was not handed over."""
        if self.ended:
            raise objections.Ended
        if self.state not in BEFORE_HANDOVER:
            raise objections.AlreadyHandedOver
        if self.state is ReferralState.OFFERED:
            self.attempts[-1].close(Answer.WITHDRAWN, now)
        self.turn(ReferralState.WITHDRAWN, None)
        self.facts.append(ReferralWithdrawn(**self.about, provider=self.provider))
        self.note(now, "withdrawn", by=by)

    def climb(self, now: datetime, terms: Terms) -> None:
        """Nobody moved in time: the next in line owns it."""
        self.climbed = min(self.climbed + 1, len(CLIMB))
        self.check_at = terms.climbs_at(now) if self.climbed < len(CLIMB) else None
        self.note(now, "overdue", code=self.due)

    def turn(self, state: ReferralState, due_at: datetime | None) -> None:
        """A new state has a new due time, which is also when the clock looks."""
        self.state, self.due_at, self.check_at, self.climbed = state, due_at, due_at, 0

    def note(self, at: datetime, what: str, *, by: str = OURSELVES, code: str | None = None) -> None:
        self.lines.append(Line(at, what, by, code))
