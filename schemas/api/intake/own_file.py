"""Links, codes and passes, and her own file behind them."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from schemas.api.base import Happened, Resource
from schemas.api.intake.detail import ConsentState, Contact
from schemas.api.intake.parts import Email, Line, Phone, Postcode
from schemas.api.intake.signals import SafeToContact
from schemas.base import PersonId, ReferralId, StaffId
from schemas.words import Channel, ConsentPurpose, SignallerKind, SignalState


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
    """`POST /v1/issued-codes` by notifications, at the moment the mail is written: no code ever stands in an event."""

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
    """`PUT /v1/my-file/contact-details` by herself, `PUT /v1/worklist/{id}/contact-details` by the desk."""

    phone: Phone | None = None
    email: Email | None = None
    postcode: Postcode | None = None
    house_number: Annotated[int, Field(ge=1, le=99_999)] | None = None
    house_number_addition: Annotated[str, StringConstraints(max_length=10)] | None = None
    contact_by: Channel | None = None
    best_times: Line | None = None
    safe_to_contact: SafeToContact = SafeToContact()


class WithdrawalIn(Resource):
    """`POST /v1/my-file/withdrawals`."""

    purpose: ConsentPurpose
