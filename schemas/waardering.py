"""What waardering tells: how an application fares from request to payout, with the application as subject."""

from typing import Annotated, ClassVar

from pydantic import AwareDatetime

from schemas.base import (
    ApplicationId,
    CampaignId,
    CaseId,
    DraftId,
    Event,
    InvitationId,
    LetterId,
    MunicipalityCode,
    PaymentId,
    PersonId,
    RegionCode,
    SchemeId,
    up_to,
)
from schemas.words import Applicant, AppliedVia, CaseKind, CaseOutcome, Channel, LetterKind, PaymentReturn, RefusalReason, WaarderingForm

Cents = Annotated[int, up_to(1_000_000_00)]
"""Money travels in whole cents."""


class AboutApplication(Event):
    """Told about one application; ordered within it. The person is who applied."""

    subject: ClassVar[str] = "application_id"
    application_id: ApplicationId
    person_id: PersonId
    region: RegionCode
    scheme_id: SchemeId
    year: Annotated[int, up_to(2200, least=2000)]


class WaarderingRequested(AboutApplication):
    """Someone asked for the yearly appreciation."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-requested.v1"
    applicant: Applicant
    via: AppliedVia
    municipality: MunicipalityCode | None = None
    caregivers: Annotated[int, up_to(20, least=1)]
    decide_by: AwareDatetime


class WaarderingPickedUp(AboutApplication):
    """An officer took it upon her, or left it to a colleague; who that is stands at the application."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-picked-up.v1"


class WaarderingCompleted(AboutApplication):
    """What came was added and judged anew; it still waits for a decision."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-completed.v1"


class WaarderingChecked(AboutApplication):
    """The spot check of it was done; what it found counts as a fact."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-checked.v1"
    passed: bool


class WaarderingReopened(AboutApplication):
    """A decision was wrong, or an objection was upheld: it is decided anew, by this moment."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-reopened.v1"
    after_objection: bool
    decide_by: AwareDatetime


class WaarderingInformationAsked(AboutApplication):
    """Something is missing; the decision term stands still until it comes, or until this moment."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-information-asked.v1"
    answer_by: AwareDatetime


class WaarderingPostponed(AboutApplication):
    """The decision comes later than the term, and this was said in time (Awb 4:14)."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-postponed.v1"
    decide_by: AwareDatetime


class WaarderingResumed(AboutApplication):
    """What was missing came, or its time is over: the decision term runs again, until this moment."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-resumed.v1"
    decide_by: AwareDatetime


class WaarderingQueued(AboutApplication):
    """The budget is used up for now; it waits in order of arrival."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-queued.v1"


class WaarderingGranted(AboutApplication):
    """Decided: yes. In a pool the amount follows later, and is none yet."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-granted.v1"
    cents: Cents | None = None
    form: WaarderingForm
    payees: Annotated[int, up_to(20)]
    automatic: bool
    after_objection: bool = False


class WaarderingAmountSet(AboutApplication):
    """The pool was divided: this is what it became."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-amount-set.v1"
    cents: Cents
    form: WaarderingForm


class WaarderingRefused(AboutApplication):
    """Decided: no, by a person, with the reason."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-refused.v1"
    reason: RefusalReason
    after_objection: bool = False


class WaarderingWithdrawn(AboutApplication):
    """The one who asked takes it back, or the decision was withdrawn before it was paid."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-withdrawn.v1"
    granted_before: bool


class WaarderingPaid(AboutApplication):
    """One payee's share left the house, once: in a bank file, as a voucher or card, or handed over."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-paid.v1"
    payment_id: PaymentId
    cents: Cents
    form: WaarderingForm
    repeats: PaymentId | None = None


class WaarderingCodeReady(AboutApplication):
    """The code of a voucher or card came from its supplier, and is kept sealed: it can go to who it is for."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-code-ready.v1"
    payment_id: PaymentId
    form: WaarderingForm
    payee_id: PersonId | None = None
    """Whose code it is; what was told before does not say."""


class WaarderingPaymentReturned(AboutApplication):
    """The bank sent it back; it is paid again only as a new payment that is linked to this one."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-payment-returned.v1"
    payment_id: PaymentId
    cents: Cents
    reason: PaymentReturn


class WaarderingCaseOpened(AboutApplication):
    """An objection, a notice of default or a complaint came in, and has an owner and a due time."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-case-opened.v1"
    case_id: CaseId
    kind: CaseKind
    due_at: AwareDatetime


class WaarderingCaseClosed(AboutApplication):
    """The objection, notice of default or complaint was answered."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-case-closed.v1"
    case_id: CaseId
    kind: CaseKind
    outcome: CaseOutcome
    penalty_cents: Cents = 0


class HelpWished(AboutApplication):
    """Asked how it goes, this caregiver said that someone may call; intake asks waardering who it is."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.help-wished.v1"
    caregiver_id: PersonId


class DraftLinkAsked(Event):
    """Someone saved an application on the way and wants the link by mail; whoever writes it asks waardering where it goes."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.draft-link-asked.v1"
    subject: ClassVar[str] = "draft_id"
    draft_id: DraftId
    region: RegionCode


class ApplicationLinkAsked(AboutApplication):
    """Who applied wants the link of what was sent by mail; whoever writes it asks waardering where it goes."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.application-link-asked.v1"


class RegisterWished(AboutApplication):
    """She who applied wants to be known at the support desk; intake, which keeps the register, asks waardering who it is."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.register-wished.v1"
    caregiver_id: PersonId


class AboutInvitation(Event):
    """Told about one invitation of a campaign; ordered within it. Notifications asks waardering who it is and where it goes."""

    subject: ClassVar[str] = "invitation_id"
    invitation_id: InvitationId
    campaign_id: CampaignId
    person_id: PersonId
    region: RegionCode
    scheme_id: SchemeId
    year: Annotated[int, up_to(2200, least=2000)]
    municipality: MunicipalityCode | None = None
    channel: Channel


class CaregiverInvited(AboutInvitation):
    """Someone who was known from before is invited to ask again; once a scheme and year."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.caregiver-invited.v1"


class CaregiverReminded(AboutInvitation):
    """She was invited and has not asked yet; once."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.caregiver-reminded.v1"


class WaarderingLetterMade(Event):
    """A letter about an application is made and kept; who it is to hears of it in her own channel."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.waardering-letter-made.v1"
    subject: ClassVar[str] = "letter_id"
    letter_id: LetterId
    application_id: ApplicationId
    person_id: PersonId
    region: RegionCode
    kind: LetterKind
