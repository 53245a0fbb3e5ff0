"""The desk's list: one row a signal."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from schemas.api.base import Page, Resource
from schemas.base import MunicipalityCode, SignalId, StaffId
from schemas.words import SignallerKind, SignalState, SupportArea, Urgency

ListName = Literal["mine", "unassigned", "due", "stuck", "all", "closed"]
Sort = Literal["due", "-due", "received", "-received"]


class WorklistSearch(Resource):
    """`POST /v1/worklist/searches`: a name or a phone number goes in a body, for addresses are kept in logs and histories."""

    q: Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
    """Family name, phone, e-mail, postcode or reference."""
    list: ListName = "all"
    sort: Sort = "due"
    municipality: MunicipalityCode | None = None
    area: SupportArea | None = None
    kind: SignallerKind | None = None
    cursor: Annotated[str, StringConstraints(max_length=500)] | None = None


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
