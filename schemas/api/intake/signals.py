"""What a signaller posts, and what she sees of it afterwards."""

from typing import Annotated

from pydantic import AwareDatetime, Field, Strict, StringConstraints

from schemas.api.base import Happened, Resource
from schemas.api.intake.parts import Day, Email, HouseNumber, Line, Name, Note, Phone, Postcode, YesOrNo
from schemas.base import LanguageCode, SignalId
from schemas.words import (
    Channel,
    ConsentPurpose,
    ConsentWay,
    Described,
    Ground,
    Group,
    OwnYes,
    Relation,
    Representation,
    Safe,
    SaidBy,
    SignallerKind,
    SignalState,
    Situation,
    SupportArea,
    Urgency,
)


class Signaller(Resource):
    kind: SignallerKind
    organisation: Name | None = None
    name: Name | None = None
    email: Email | None = None
    phone: Phone | None = None


class SafeToContact(Resource):
    phone: Safe = Safe.ASK
    voicemail: Safe = Safe.ASK
    email: Safe = Safe.ASK
    letter: Safe = Safe.ASK


class CaregiverIn(Resource):
    given_name: Name | None = None
    family_name_prefix: Annotated[str, StringConstraints(max_length=20, strip_whitespace=True)] | None = None
    family_name: Name
    birth_date: Day | None = None
    postcode: Postcode | None = None
    house_number: HouseNumber | None = None
    house_number_addition: Annotated[str, StringConstraints(max_length=10, strip_whitespace=True)] | None = None
    phone: Phone | None = None
    email: Email | None = None
    language: LanguageCode = "nl"
    contact_by: Channel | None = None
    best_times: Line | None = None
    safe_to_contact: SafeToContact = SafeToContact()
    relation: Relation | None = None
    lives_together: YesOrNo | None = None
    hours_per_week: Annotated[int, Field(ge=0, le=168), Strict()] | None = None
    caring_since: Annotated[str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2]))?$")] | None = None
    groups: tuple[Group, ...] = ()


class CareRecipientIn(Resource):
    given_name: Name | None = None
    family_name_prefix: Annotated[str, StringConstraints(max_length=20, strip_whitespace=True)] | None = None
    family_name: Name | None = None
    birth_date: Day | None = None
    postcode: Postcode | None = None
    house_number: HouseNumber | None = None
    house_number_addition: Annotated[str, StringConstraints(max_length=10, strip_whitespace=True)] | None = None
    situations: tuple[Situation, ...] = ()


class Representative(Resource):
    """Who decides for someone who cannot, and on what ground."""

    name: Name
    ground: Representation


class ConsentIn(Resource):
    person: Described
    purpose: ConsentPurpose
    given: YesOrNo
    on: Day
    how: ConsentWay
    by: SaidBy = SaidBy.SELF
    """A parent or guardian says it for who is under sixteen, a representative for who cannot decide."""
    reason: OwnYes | None = None
    """Of a child that says yes itself: why no parent has to."""
    representative: Representative | None = None
    """Needed when a representative said it."""


class GroundIn(Resource):
    person: Described
    ground: Ground


class SignalIn(Resource):
    """`POST /v1/signals`."""

    signaller: Signaller
    caregiver: CaregiverIn
    care_recipient: CareRecipientIn | None = None
    support_areas: tuple[SupportArea, ...] = ()
    urgency: Urgency = Urgency.ROUTINE
    note: Note | None = None
    consents: Annotated[tuple[ConsentIn, ...], Field(max_length=20)] = ()
    grounds: Annotated[tuple[GroundIn, ...], Field(max_length=4)] = ()
    external_id: Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[\x21-\x7e]+$")] | None = None


class SignalStatus(Resource):
    """What the sender sees; history as far as her consent allows."""

    id: SignalId
    reference: str
    """For people to read out: GM-2026-000418."""
    state: SignalState
    received_at: AwareDatetime
    due_at: AwareDatetime | None = None
    external_id: str | None = None
    history: tuple[Happened, ...] = ()
    next_step: str = ""
    """Plain Dutch: what happens next."""
