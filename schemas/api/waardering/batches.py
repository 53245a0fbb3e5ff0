"""Many applications at once: granted together, and taken along in a sheet."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, Strict

from schemas.api.base import Page, Resource
from schemas.base import ApplicationId, MunicipalityCode
from schemas.words import Applicant, ApplicationState, AppliedVia, RefusalReason, WaarderingForm


class BatchItemIn(Resource):
    id: ApplicationId
    version: Annotated[int, Field(ge=0), Strict()]
    """Which was read; an application that changed since is left alone."""


class BatchIn(Resource):
    """`POST /v1/applications/decisions`: grants what the rules propose to grant. Nothing is ever refused this way."""

    items: Annotated[tuple[BatchItemIn, ...], Field(min_length=1, max_length=100)]


class BatchItem(Resource):
    """What became of one; each is decided on by itself, so that one that cannot be never stops another."""

    id: ApplicationId
    outcome: Literal["granted", "skipped"]
    reference: str | None = None
    cents: int | None = None
    why: str | None = None
    """Of a skipped one: the code of the refusal."""
    in_dutch: str | None = None
    by: str | None = None
    """Who was first, where someone was."""


class BatchDecided(Resource):
    items: tuple[BatchItem, ...]
    granted: int
    skipped: int
    cents: int


class RecordedCaregiver(Resource):
    """A line of the sheet: someone for whom something is asked."""

    name: str
    postcode: str | None = None
    house_number: str | None = None
    form: WaarderingForm | None = None
    cents: int | None = None
    iban: str | None = None
    """Only to who may pay, and only on request."""
    account_name: str | None = None


class ApplicationRecord(Resource):
    """One application as a sheet has it."""

    reference: str
    scheme: str
    year: int
    municipality: MunicipalityCode | None = None
    applicant: Applicant
    via: AppliedVia
    received_on: date
    decide_by: date
    state: ApplicationState
    advice: str
    name: str
    """Of who applied."""
    decided_at: AwareDatetime | None = None
    automatic: bool = False
    reason: RefusalReason | None = None
    article: str | None = None
    granted_cents: int | None = None
    drawn: bool = False
    checked: bool | None = None
    caregivers: tuple[RecordedCaregiver, ...]


class ApplicationRecords(Page):
    """`GET /v1/application-records`: a list with all that a sheet needs, in large pages."""

    items: tuple[ApplicationRecord, ...]
