"""What the desk does with a signal: each step is a sub-resource of it."""

from typing import Annotated

from pydantic import Field

from schemas.api.base import Resource
from schemas.api.intake.parts import Line, Note
from schemas.api.intake.signals import ConsentIn
from schemas.base import OfferId, PersonId, ReferralId, StaffId
from schemas.words import Channel, ContactOutcome, Ending, Group, SupportArea, Urgency


class Assignment(Resource):
    """`PUT /v1/worklist/{id}/assignee`; no staff id: I take it."""

    staff: StaffId | None = None


class ContactIn(Resource):
    """`POST /v1/worklist/{id}/contacts`."""

    outcome: ContactOutcome
    channel: Channel = Channel.PHONE
    note: Note | None = None
    informed: bool = False
    """She was told who signalled, what is recorded, why, and her rights."""


class ConsentsIn(Resource):
    """`POST /v1/worklist/{id}/consents`."""

    consents: Annotated[tuple[ConsentIn, ...], Field(min_length=1, max_length=10)]


class QuestionIn(Resource):
    """`PUT /v1/worklist/{id}/question`: what she turns out to need."""

    support_areas: tuple[SupportArea, ...]
    urgency: Urgency
    groups: tuple[Group, ...] = ()


class AppointmentIn(Resource):
    """`POST /v1/worklist/{id}/appointments`: the chosen offer first, then who is asked when it says no."""

    offers: Annotated[tuple[OfferId, ...], Field(min_length=1, max_length=20)]
    warm: bool = False
    warm_reason: Line | None = None


class Appointment(Resource):
    referral_id: ReferralId


class ClosureIn(Resource):
    """`POST /v1/worklist/{id}/closures`."""

    ending: Ending
    note: Note | None = None


class JudgementIn(Resource):
    """`POST /v1/worklist/{id}/judgements`: the same person or not."""

    other: PersonId
    same: bool
