"""Referrals as the provider, the desk and the caregiver see them."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from schemas.api.base import Happened, Page, Resource
from schemas.base import LanguageCode, MunicipalityCode, OfferId, OrganisationId, PersonId, ReferralId, SignalId, StaffId
from schemas.words import Channel, Confirmer, DeclineReason, Group, MeetingWay, Outcome, ReferralState, SupportArea, Urgency

Line = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]


class Meeting(Resource):
    at: AwareDatetime
    minutes: int
    way: MeetingWay
    place: str | None = None
    message: str | None = None
    assessor: StaffId
    receiver: StaffId
    sequence: int


class Attempt(Resource):
    """One provider that was asked."""

    provider: OrganisationId
    offer: OfferId
    offered_at: AwareDatetime
    answer_due: AwareDatetime
    answer: str | None = None
    """accepted, declined, expired, withdrawn or none yet."""
    reason: DeclineReason | None = None


class Note(Resource):
    """A sentence that someone added to a step."""

    at: AwareDatetime
    about: Literal["room-again-on", "confirmation", "other-time", "outcome", "withdrawal"]
    by: str
    text: str


class Referral(Resource):
    """One request for help. `ETag` is its version. Holds no name: `caregiver_id` is shown after acceptance only."""

    id: ReferralId
    version: int
    reference: str
    state: ReferralState
    support_areas: tuple[SupportArea, ...]
    municipality: MunicipalityCode | None = None
    urgency: Urgency
    groups: tuple[Group, ...] = ()
    language: LanguageCode = "nl"
    age_from: int | None = None
    warm: bool
    signal_id: SignalId | None = None
    caregiver_id: PersonId | None = None
    provider: OrganisationId | None = None
    offer: OfferId | None = None
    assessor: StaffId | None = None
    receiver: StaffId | None = None
    due_at: AwareDatetime | None = None
    due_what: str | None = None
    """What is due: answer, plan, confirm, outcome."""
    meeting: Meeting | None = None
    confirmed_by: tuple[Confirmer, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    """Desk only."""
    owner: Literal["provider", "receiver", "assessor", "coordinator", "head"] | None = None
    """Whose turn it is; what is overdue climbs."""
    her_word_asked: int = 0
    """How often a call task was given; after three the coordinator may decide with a reason. Desk only."""
    outcome: Outcome | None = None
    notes: tuple[Note, ...] = ()
    """What was written with a step: all at the desk, her wish and its own at the provider."""
    history: tuple[Happened, ...] = ()


class Referrals(Page):
    items: tuple[Referral, ...]


class DecisionIn(Resource):
    """`POST /v1/referrals/{id}/decisions`."""

    accept: bool
    reason: DeclineReason | None = None
    room_again_on: Line | None = None

    @model_validator(mode="after")
    def reason_with_a_no(self) -> "DecisionIn":
        if not self.accept and self.reason is None:
            raise ValueError("a decline needs a reason")
        return self


class MeetingIn(Resource):
    """`POST /v1/referrals/{id}/handovers`: planned by the receiver; again replaces the meeting before."""

    at: AwareDatetime
    minutes: Annotated[int, Field(ge=5, le=480)] = 45
    way: MeetingWay
    place: Line | None = None
    message: Line | None = None
    """A sentence in the invitation; mail is not confidential."""


class ConfirmationIn(Resource):
    """`POST /v1/referrals/{id}/confirmations`: receiver, caregiver (by her pass), desk for her, or coordinator with reason."""

    took_place: bool
    reason: Line | None = None
    by: Literal[Confirmer.DESK_FOR_CAREGIVER, Confirmer.COORDINATOR] | None = None
    """At the desk: her word by phone (also when left out), or the coordinator's own decision after three attempts."""


class OutcomeIn(Resource):
    """`POST /v1/referrals/{id}/outcomes`."""

    outcome: Outcome
    completed: bool = True
    """False: stopped before its goal."""
    note: Line | None = None
    channel: Channel | None = None
    """With `no-contact`: how she was tried. Three times, on different days and not always the same way."""


class WithdrawalIn(Resource):
    """`POST /v1/referrals/{id}/withdrawals` by the desk."""

    reason: Line | None = None


class OtherTimeIn(Resource):
    """`POST /v1/referrals/{id}/other-times` by the caregiver's pass: she asks for another time."""

    wish: Line | None = None
