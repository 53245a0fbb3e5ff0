"""What whoever applied does by her link: save on the way, see how it stands, answer, hand in papers, withdraw."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Base64Bytes, Field, StringConstraints

from schemas.api.base import Resource
from schemas.api.intake.parts import Email, Line, Note, YesOrNo
from schemas.api.waardering.applications import Code, LinkToken
from schemas.base import ApplicationId, DraftId, PaymentId
from schemas.words import ApplicationState, PaymentState, RefusalReason, WaarderingForm

FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
Typed = Annotated[str, StringConstraints(max_length=1000)]
MediaType = Literal["application/pdf", "image/jpeg", "image/png"]
Scan = Literal["clean", "not-scanned"]
"""What a virus scanner said; without one a paper is kept as not scanned, and whoever opens it is told. An infected one is never kept."""


class OwnLink(Resource):
    """The token goes in a body, so that it stands in no address and no log."""

    token: LinkToken


class DraftIn(Resource):
    """`POST /v1/drafts`: a form that is not finished. With a token the same one again, by the same link."""

    token: LinkToken | None = None
    scheme: Code
    answers: Annotated[dict[FieldName, Annotated[tuple[Typed, ...], Field(max_length=20)]], Field(max_length=400)]
    """As typed, by the fields of the form."""


class DraftKept(Resource):
    """The only time that the token is told."""

    token: LinkToken
    expires_at: AwareDatetime


class Draft(Resource):
    scheme: str
    answers: dict[str, tuple[str, ...]]
    expires_at: AwareDatetime


class DraftMailIn(OwnLink):
    """`POST /v1/draft-mails`: the same link by mail."""

    email: Email


class DraftLetterIn(Resource):
    """`POST /v1/draft-letters` by notifications, when the mail is written."""

    draft_id: DraftId


class DraftLetter(Resource):
    email: Email
    token: LinkToken
    expires_at: AwareDatetime


class LinkOpened(Resource):
    """`POST /v1/own-links/openings`: what is behind it."""

    draft: Draft | None = None
    application: "OwnApplication | None" = None


class EvidenceShown(Resource):
    """A paper that was handed in; its content is asked for by itself."""

    id: UUID
    kind: str | None = None
    kind_name: str | None = None
    file_name: str
    media_type: MediaType
    size: int
    scan: Scan
    added_at: AwareDatetime
    accepted: bool | None = None
    """None: nobody looked yet."""


class WantedEvidence(Resource):
    """What the scheme asks for, in its own words."""

    kind: Code
    name: str
    handed_in: bool


class OwnPayment(Resource):
    form: WaarderingForm
    cents: int
    state: PaymentState
    code_of: PaymentId | None = None
    """The code of a voucher or card waits for whose link this is: `POST /v1/own-codes`."""
    account_of: PaymentId | None = None
    """It came back, and whose link this is may give another account: `POST /v1/own-accounts`."""
    account_given: bool = False
    """She did so."""
    confirmed: bool = False
    """The bank said that it was paid."""
    repeated: bool = False
    """It came back, and another of these is in its place."""


class OwnCodeIn(OwnLink):
    """`POST /v1/own-codes`: the code of one payment to who applied."""

    payment_id: PaymentId


class ReturnedIn(OwnLink):
    """`POST /v1/own-accounts/openings`: by the link of her application, or of the letter that tells that this payment came back."""

    payment_id: PaymentId | None = None
    """Of an application; a letter is about one payment."""


class OwnAccountIn(ReturnedIn):
    """`POST /v1/own-accounts`: to which it is to be paid again."""

    iban: Annotated[str, StringConstraints(strip_whitespace=True, min_length=15, max_length=42)]
    account_name: Line | None = None
    """None: hers."""


class Returned(Resource):
    """A payment that came back, to its payee. Of an account no more is told than how it ends."""

    payment_id: PaymentId
    scheme_name: str
    reference: str
    cents: int
    ends_in: str | None = None
    new_ends_in: str | None = None
    """Of the account that she gave since."""
    may_change: bool
    """Not any more once it is paid again, or not paid after all."""


class CodeContactQuestion(Resource):
    """`POST /v1/code-contacts`, by notifications at the moment of sending."""

    payment_id: PaymentId


class CodeOpened(Resource):
    """`POST /v1/code-openings`, `POST /v1/own-codes`: of a voucher or card, to who it is for."""

    form: WaarderingForm
    cents: int
    supplier: str | None = None
    scheme_name: str
    reference: str
    code: str


class OwnApplication(Resource):
    """How it stands; the least that tells it, for a link may be seen by others."""

    id: ApplicationId
    reference: str
    scheme: str
    scheme_name: str
    state: ApplicationState
    received_at: AwareDatetime
    decide_by: AwareDatetime
    asked: str | None = None
    """What the officer asked, while it can be answered."""
    answer_by: AwareDatetime | None = None
    answered: bool = False
    cents: int | None = None
    form: WaarderingForm | None = None
    reason: RefusalReason | None = None
    article: str | None = None
    decided_at: AwareDatetime | None = None
    objection_until: AwareDatetime | None = None
    legal_nature: Literal["decision", "gift"]
    wanted: tuple[WantedEvidence, ...] = ()
    evidence: tuple[EvidenceShown, ...] = ()
    takes_evidence: bool = False
    may_withdraw: bool = False
    payments: tuple[OwnPayment, ...] = ()
    expires_at: AwareDatetime
    """Of the link."""


class OwnAnswerIn(OwnLink):
    """`POST /v1/own-applications/answers`: to what was asked; the decision term goes on. Papers alone may be the answer."""

    text: Note | None = None


class EvidenceIn(Resource):
    """Type and size are told by the content itself."""

    kind: Code | None = None
    file_name: Annotated[str, StringConstraints(max_length=255)] = ""
    content: Base64Bytes


class OwnEvidenceIn(OwnLink, EvidenceIn):
    """`POST /v1/own-papers`."""


class StaffEvidenceIn(EvidenceIn):
    """`POST /v1/papers`: a paper that came by post."""

    application_id: ApplicationId


class Papers(Resource):
    """`GET /v1/applications/{id}/papers`: what was asked and answered, and what was handed in."""

    asked: str | None = None
    answer: str | None = None
    wanted: tuple[WantedEvidence, ...] = ()
    items: tuple[EvidenceShown, ...] = ()


class EvidenceFile(Resource):
    """Named by us, never as it was named by whoever sent it."""

    file_name: str
    media_type: MediaType
    content: str
    """In base64."""


class EvidenceJudgementIn(Resource):
    """`POST /v1/applications/{id}/papers/{paperId}/judgements`."""

    accepted: YesOrNo


class ApplicationLinkIn(Resource):
    """`POST /v1/application-links` by notifications: a fresh link for the letter that is being written."""

    application_id: ApplicationId


class LinkRequestIn(Resource):
    """`POST /v1/application-link-requests`: the link was lost. The answer says nothing of what is known."""

    reference: Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, min_length=6, max_length=40)]
    email: Email


class ApplicationLink(Resource):
    token: str
    expires_at: AwareDatetime


LinkOpened.model_rebuild()
