"""The desk's list: one row a signal."""

from typing import Literal

from pydantic import AwareDatetime

from schemas.api.base import Page, Resource
from schemas.base import MunicipalityCode, SignalId, StaffId
from schemas.words import SignallerKind, SignalState, SupportArea, Urgency


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
