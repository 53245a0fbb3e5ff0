"""What waardering looks at again when its moment has come; each has an owner who is told."""

from typing import ClassVar
from uuid import UUID

from kernel.deadlines import Deadline
from schemas.base import ApplicationId, CampaignId, CaseId, PaymentId, SchemeId


class DecisionDue(Deadline):
    """The decision term ends soon, or has ended: its owner is told, then who is above her."""

    type: ClassVar[str] = "decision-due"
    subject: ClassVar[str] = "application_id"
    application_id: ApplicationId


class AnswerDue(Deadline):
    """What was asked had to be there by now (Awb 4:5)."""

    type: ClassVar[str] = "answer-due"
    subject: ClassVar[str] = "application_id"
    application_id: ApplicationId


class CaseDue(Deadline):
    """An objection, notice of default or complaint has to be answered by now."""

    type: ClassVar[str] = "case-due"
    subject: ClassVar[str] = "case_id"
    case_id: CaseId


class RoomAgain(Deadline):
    """A budget has room again: the first on its waiting list is looked at."""

    type: ClassVar[str] = "room-again"
    subject: ClassVar[str] = "pot_id"
    pot_id: UUID


class SampleDue(Deadline):
    """Nobody may ask any more for a year of which a fixed number is checked."""

    type: ClassVar[str] = "sample-due"
    subject: ClassVar[str] = "sample_id"
    sample_id: UUID
    """Of the scheme and the year."""
    scheme_id: SchemeId
    year: int
    rules: str
    """The scheme as it was kept, by its fingerprint."""


class DraftEnds(Deadline):
    """An application was saved on the way and never sent."""

    type: ClassVar[str] = "draft-ends"
    subject: ClassVar[str] = "draft_id"
    draft_id: UUID


class PapersKept(Deadline):
    """Nobody can object any more, so what was handed in is no longer needed."""

    type: ClassVar[str] = "papers-kept"
    subject: ClassVar[str] = "application_id"
    application_id: ApplicationId


class FileKept(Deadline):
    """The law asks no longer that this payout file is kept."""

    type: ClassVar[str] = "file-kept"
    subject: ClassVar[str] = "run_id"
    run_id: UUID


class CollectionStands(Deadline):
    """What was handed over can no longer be taken back."""

    type: ClassVar[str] = "collection-stands"
    subject: ClassVar[str] = "payment_id"
    payment_id: PaymentId


class CampaignDue(Deadline):
    """A campaign begins, goes on with its next few, or reminds."""

    type: ClassVar[str] = "campaign-due"
    subject: ClassVar[str] = "campaign_id"
    campaign_id: CampaignId
