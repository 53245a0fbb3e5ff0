"""Objections, notices of default and complaints."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, Strict, model_validator

from schemas.api.base import Page, Resource
from schemas.api.intake.parts import Day, Line, Note
from schemas.base import ApplicationId, CaseId, StaffId
from schemas.words import CaseKind, CaseOutcome


class CaseIn(Resource):
    """`POST /v1/applications/{id}/cases`."""

    kind: CaseKind
    received_on: Day | None = None
    posted_on: Day | None = None
    """On the postmark: an objection posted before its term ended and received within a week after it is in time (Awb 6:9)."""
    text: Note
    committee: bool = False
    """An objection that a committee advises on has twelve weeks instead of six."""


class CaseExtensionIn(Resource):
    """`POST /v1/cases/{id}/extensions`: once."""

    weeks: Annotated[int, Field(ge=1, le=6), Strict()] | None = None
    """As many as the law allows where it is left out: six for an objection, four for a complaint."""


Hearing = Literal["planned", "held", "waived"]
"""Offered and agreed on, held, or not wished by who objected (Awb 7:2 and 7:3)."""


class HearingIn(Resource):
    """`POST /v1/cases/{id}/hearings`: who objects is heard before a no, unless she does not want it."""

    state: Hearing
    at: AwareDatetime | None = None
    note: Note | None = None
    """Of a hearing that was held: its report. Of one that was not wished: how that was told."""

    @model_validator(mode="after")
    def what_is_said_is_whole(self) -> "HearingIn":
        if self.state == "planned" and self.at is None:
            raise ValueError("a planned hearing has a moment")
        if self.state != "planned" and not self.note:
            raise ValueError("a hearing that was held or not wished needs a note")
        return self


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
    posted_on: date | None = None
    in_time_by_post: bool = False
    """Came after its own term, but was posted before its end and received within a week after it."""
    extended: bool = False
    may_extend_weeks: int = 0
    """So many weeks at most; 0 where it was extended or answered, or where the law knows no more time."""
    owner: StaffId | None = None
    decided_by: str | None = None
    """Who took the decision that is objected to; somebody else answers."""
    hearing: Hearing | None = None
    hearing_at: AwareDatetime | None = None
    hearing_note: str | None = None
    outcome: CaseOutcome | None = None
    penalty_cents: int = 0
    """Of a late decision: what the days cost; of an open one what they cost until now."""
    penalty_until: AwareDatetime | None = None
    """Of an open one that costs already: when it costs the most that it can."""
    text: str | None = None
    answer: Line | None = None
    closed_at: AwareDatetime | None = None


class CasesShown(Page):
    items: tuple[CaseShown, ...]
