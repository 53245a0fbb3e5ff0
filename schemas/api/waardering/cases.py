"""Objections, notices of default and complaints."""

from typing import Annotated

from pydantic import AwareDatetime, Field, Strict

from schemas.api.base import Page, Resource
from schemas.api.intake.parts import Day, Line, Note
from schemas.base import ApplicationId, CaseId, StaffId
from schemas.words import CaseKind, CaseOutcome


class CaseIn(Resource):
    """`POST /v1/applications/{id}/cases`."""

    kind: CaseKind
    received_on: Day | None = None
    text: Note
    committee: bool = False
    """An objection that a committee advises on has twelve weeks instead of six."""


class CaseExtensionIn(Resource):
    """`POST /v1/cases/{id}/extensions`: once."""

    weeks: Annotated[int, Field(ge=1, le=6), Strict()] = 6


class CaseClosureIn(Resource):
    """`POST /v1/cases/{id}/closures`: by someone else than who decided."""

    outcome: CaseOutcome
    text: Note


class CaseShown(Resource):
    id: CaseId
    version: int
    application_id: ApplicationId
    reference: str
    kind: CaseKind
    received_at: AwareDatetime
    due_at: AwareDatetime
    late: bool = False
    """Came after its own term; the reason is asked before it is answered."""
    extended: bool = False
    owner: StaffId | None = None
    outcome: CaseOutcome | None = None
    penalty_cents: int = 0
    """Of a late decision: what the days cost."""
    text: str | None = None
    answer: Line | None = None
    closed_at: AwareDatetime | None = None


class CasesShown(Page):
    items: tuple[CaseShown, ...]
