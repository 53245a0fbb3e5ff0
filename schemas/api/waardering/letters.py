"""Letters about an application, and the batches in which they are printed."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, Strict, StringConstraints

from schemas.api.base import Page, Resource
from schemas.base import ApplicationId, LetterId, PersonId, StaffId
from schemas.words import LetterKind, LetterReason, LetterState


class LetterShown(Resource):
    """A letter; what it says is its file, `GET /v1/letters/{id}/file`."""

    id: LetterId
    application_id: ApplicationId
    reference: str
    """Of the application."""
    name: str
    """To whom it is."""
    kind: LetterKind
    state: LetterState
    reason: LetterReason | None = None
    """Why it is held or not sent."""
    batch_id: UUID | None = None
    created_at: AwareDatetime
    sent_at: AwareDatetime | None = None
    """Told by mail, or posted."""


class Letters(Page):
    """`total` counts the whole list."""

    items: tuple[LetterShown, ...]


class PrintBatchIn(Resource):
    """`POST /v1/print-batches`: the letters that wait to be printed, oldest first."""

    most: Annotated[int, Field(ge=1, le=500), Strict()] = 250


class PrintBatch(Resource):
    """Letters that are printed together, in postal order; its file is `GET /v1/print-batches/{id}/file`."""

    id: UUID
    version: int
    count: int
    made_at: AwareDatetime
    made_by: StaffId
    posted_at: AwareDatetime | None = None
    posted_by: StaffId | None = None


class PrintBatches(Page):
    items: tuple[PrintBatch, ...]


class LetterContactQuestion(Resource):
    """`POST /v1/letter-contacts`, by notifications at the moment of sending."""

    letter_id: LetterId


class LetterContact(Resource):
    """How she is told that something waits for her behind a link. No e-mail: a letter goes on paper, a code a person tells."""

    person_id: PersonId
    email: str | None = None
    reference: str
    sender: str
    """Which municipality or organisation writes."""
    phone: str
    token: str | None = None
    """Opens what she is told of, and nothing else."""
    valid_until: AwareDatetime | None = None
    language: str = "nl"
    account_asked: bool = False
    """A payment came back: behind this link she gives another account."""


class LetterOpeningIn(Resource):
    """`POST /v1/letter-openings`: what stood in her link."""

    token: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{20,100}$")]
