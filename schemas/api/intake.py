"""The front door and the desk: signals as they come in, and as the assessor sees them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, EmailStr, Field, StringConstraints

from schemas.api.base import Happened, Page, Resource
from schemas.api.directory import RankedOffer
from schemas.base import LanguageCode, MunicipalityCode, OfferId, PersonId, ReferralId, SignalId, StaffId
from schemas.words import (
    Channel,
    ConsentPurpose,
    ConsentWay,
    ContactOutcome,
    Described,
    Ending,
    Ground,
    Group,
    MessageKind,
    Relation,
    Safe,
    SignallerKind,
    SignalState,
    Situation,
    SupportArea,
    Urgency,
)

Name = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=4000, strip_whitespace=True)]
Phone = Annotated[str, StringConstraints(min_length=8, max_length=20)]
"""As typed; kept as E.164 (+31612345678)."""
Postcode = Annotated[str, StringConstraints(min_length=6, max_length=7)]
"""As typed; kept as 1216AB."""


# what a signaller posts ---------------------------------------------------------------------------


class Signaller(Resource):
    kind: SignallerKind
    organisation: Name | None = None
    name: Name | None = None
    email: EmailStr | None = None
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
    birth_date: date | None = None
    postcode: Postcode | None = None
    house_number: Annotated[int, Field(ge=1, le=99_999)] | None = None
    house_number_addition: Annotated[str, StringConstraints(max_length=10, strip_whitespace=True)] | None = None
    phone: Phone | None = None
    email: EmailStr | None = None
    language: LanguageCode = "nl"
    contact_by: Channel | None = None
    best_times: Line | None = None
    safe_to_contact: SafeToContact = SafeToContact()
    relation: Relation | None = None
    lives_together: bool | None = None
    hours_per_week: Annotated[int, Field(ge=0, le=168)] | None = None
    caring_since: Annotated[str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2]))?$")] | None = None
    groups: tuple[Group, ...] = ()


class CareRecipientIn(Resource):
    given_name: Name | None = None
    family_name_prefix: Annotated[str, StringConstraints(max_length=20, strip_whitespace=True)] | None = None
    family_name: Name | None = None
    birth_date: date | None = None
    postcode: Postcode | None = None
    house_number: Annotated[int, Field(ge=1, le=99_999)] | None = None
    house_number_addition: Annotated[str, StringConstraints(max_length=10, strip_whitespace=True)] | None = None
    situations: tuple[Situation, ...] = ()


class ConsentIn(Resource):
    person: Described
    purpose: ConsentPurpose
    given: bool
    on: date
    how: ConsentWay


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
    """For people to read out: GM-2026-0418."""
    state: SignalState
    received_at: AwareDatetime
    due_at: AwareDatetime | None = None
    external_id: str | None = None
    history: tuple[Happened, ...] = ()
    next_step: str = ""
    """Plain Dutch: what happens next."""


# what the desk sees -------------------------------------------------------------------------------


class WorklistRow(Resource):
    signal_id: SignalId
    reference: str
    name: str
    municipality: MunicipalityCode | None
    due_at: AwareDatetime
    due: Literal["late", "today", "later", "stopped"]
    """`stopped`: she was reached or tried, the triage clock stands still."""
    urgency: Urgency
    support_areas: tuple[SupportArea, ...]
    signalled_by: SignallerKind
    received_at: AwareDatetime
    state: SignalState
    step: Literal["new", "call", "call-again", "consent", "choose", "waiting", "returned", "call-task", "safety", "closed"]
    assessor: StaffId | None = None
    stuck: bool = False


class WorklistCounts(Resource):
    mine: int
    unassigned: int
    due: int
    stuck: int
    all: int
    late: int


class Worklist(Page):
    items: tuple[WorklistRow, ...]
    counts: WorklistCounts


class Contact(Resource):
    """How to reach someone."""

    given_name: str | None = None
    name: str
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    postcode: str | None = None
    municipality: MunicipalityCode | None = None
    language: LanguageCode = "nl"
    contact_by: Channel | None = None
    best_times: str | None = None
    safe_to_contact: SafeToContact = SafeToContact()


class ConsentState(Resource):
    person: Described
    purpose: ConsentPurpose
    given: bool
    on: date
    how: ConsentWay
    recorded_by: str
    """`signaller`, `caregiver` or a staff id."""


class MaybeSame(Resource):
    """A file with the same exact keys; only a person judges."""

    person_id: PersonId
    name: str
    birth_date: date | None = None
    postcode: str | None = None
    same: tuple[Literal["family-name", "birth-date", "postcode", "phone", "email"], ...]
    earlier: tuple[str, ...] = ()
    """References of earlier signals."""


class CallNote(Resource):
    at: AwareDatetime
    by: str
    outcome: ContactOutcome
    channel: Channel
    note: str | None = None
    informed: bool = False


class SignalDetail(Resource):
    """Everything the assessor needs on one page. `ETag` is its version."""

    signal_id: SignalId
    version: int
    reference: str
    state: SignalState
    step: str
    urgency: Urgency
    received_at: AwareDatetime
    due_at: AwareDatetime
    due: str
    informed_by: AwareDatetime
    """She has to be told by then (AVG art. 14)."""
    informed_at: AwareDatetime | None = None
    assessor: StaffId | None = None
    signaller: Signaller
    caregiver_id: PersonId
    caregiver: Contact
    birth_date: date | None = None
    age: int | None = None
    relation: Relation | None = None
    lives_together: bool | None = None
    hours_per_week: int | None = None
    caring_since: str | None = None
    groups: tuple[Group, ...] = ()
    care_recipient: CareRecipientIn | None = None
    support_areas: tuple[SupportArea, ...]
    note: str | None = None
    consents: tuple[ConsentState, ...]
    grounds: tuple[GroundIn, ...] = ()
    maybe_same: tuple[MaybeSame, ...] = ()
    contacts: tuple[CallNote, ...] = ()
    history: tuple[Happened, ...] = ()
    referral_id: ReferralId | None = None
    missing: tuple[Literal["contact", "informed", "consent", "support-area", "safety"], ...] = ()
    """What has to be there before a provider can be appointed."""


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


class OffersForSignal(Resource):
    considered: int
    items: tuple[RankedOffer, ...]


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


# disclosure ---------------------------------------------------------------------------------------


class ContactDetailsQuestion(Resource):
    """`POST /v1/contact-details`: asked with a purpose; intake decides per person and records."""

    person_ids: Annotated[tuple[PersonId, ...], Field(min_length=1, max_length=100)]


class DisclosedContact(Resource):
    person_id: PersonId
    contact: Contact | None = None
    """Absent: not disclosed to you, whatever the reason."""
    note: str | None = None
    """What the provider may know, of her own story."""
    about_recipient: str | None = None
    """Only with his consent."""


class ContactDetails(Resource):
    items: tuple[DisclosedContact, ...]


class SignallerContactQuestion(Resource):
    """`POST /v1/signaller-contacts`: may the signaller hear this, and where. 204: no word back about this."""

    signal_id: SignalId
    about: MessageKind


class SignallerContact(Resource):
    email: str
    name: str | None = None
    reference: str
    external_id: str | None = None


# links and her own file ---------------------------------------------------------------------------


class LinkIn(Resource):
    """`POST /v1/links` by notifications: a fresh link for one person and one action."""

    person_id: PersonId
    action: Literal["follow", "confirm-handover"]
    referral_id: ReferralId | None = None


class Link(Resource):
    token: str
    expires_at: AwareDatetime


class PassIn(Resource):
    """`POST /v1/passes`: a link (and, for the whole file, a code) for a short-lived pass."""

    token: str
    code: str | None = None


class Pass(Resource):
    """A signed JWT with role `caregiver`; `whole_file` when a code was given."""

    access_token: str
    expires_at: AwareDatetime
    action: str
    whole_file: bool


class CodeIn(Resource):
    """`POST /v1/codes`: send me a code, valid 30 minutes, by e-mail or read out by the desk."""

    token: str


class CodeIssueIn(Resource):
    """`POST /v1/codes/issue` by notifications, at the moment the mail is written: no code ever stands in an event."""

    person_id: PersonId


class IssuedCode(Resource):
    code: str
    expires_at: AwareDatetime


class MyFile(Resource):
    """`GET /v1/my-file` with a pass."""

    given_name: str | None = None
    reference: str
    state: SignalState
    signalled_by: SignallerKind
    signaller_name: str | None = None
    history: tuple[Happened, ...]
    referral_id: ReferralId | None = None
    assessor: StaffId | None = None
    contact: Contact | None = None
    """Only with the whole file open."""
    consents: tuple[ConsentState, ...] = ()


class MyContactIn(Resource):
    """`PUT /v1/my-file/contact-details`."""

    phone: Phone | None = None
    email: EmailStr | None = None
    postcode: Postcode | None = None
    house_number: Annotated[int, Field(ge=1, le=99_999)] | None = None
    house_number_addition: Annotated[str, StringConstraints(max_length=10)] | None = None
    contact_by: Channel | None = None
    best_times: Line | None = None
    safe_to_contact: SafeToContact = SafeToContact()


class WithdrawalIn(Resource):
    """`POST /v1/my-file/withdrawals`."""

    purpose: ConsentPurpose


class Access(Resource):
    """One line of the access list (NEN 7513)."""

    at: AwareDatetime
    by: str
    """A staff id, a client or a service."""
    organisation: str | None = None
    role: str
    purpose: str
    what: str


class AccessList(Page):
    items: tuple[Access, ...]
