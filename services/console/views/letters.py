"""Letters and print batches as rows that an officer reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from schemas.api.waardering.letters import LetterShown, PrintBatch
from schemas.labels import label
from schemas.words import LetterState
from services.console.domain import moments
from services.console.views.people import People

HAS_FILE = frozenset(
    {LetterState.MADE, LetterState.MAILED, LetterState.TO_PRINT, LetterState.IN_BATCH, LetterState.POSTED, LetterState.HELD}
)
ON_PAPER_TOO = frozenset({LetterState.MAILED, LetterState.POSTED, LetterState.HELD})
KIND = {LetterState.MAILED: "good", LetterState.POSTED: "good", LetterState.HELD: "today", LetterState.TO_PRINT: "accent"}
ICON = {LetterState.MAILED: "mail", LetterState.POSTED: "check", LetterState.HELD: "help-circle", LetterState.TO_PRINT: "printer"}


@dataclass(frozen=True, slots=True)
class Row:
    id: UUID
    application: UUID
    what: str
    name: str
    reference: str
    at: str
    state: str
    kind: str
    icon: str
    why: str
    readable: bool
    on_paper_too: bool


@dataclass(frozen=True, slots=True)
class Batch:
    id: UUID
    version: int
    title: str
    count: int
    by: str
    posted: str
    """When; empty while it waits."""


def rows(found: Sequence[LetterShown], now: datetime) -> list[Row]:
    return [
        Row(
            id=one.id,
            application=one.application_id,
            what=label(one.kind),
            name=one.name,
            reference=one.reference,
            at=moments.moment(one.sent_at or one.created_at, now),
            state=label(one.state),
            kind=KIND.get(one.state, ""),
            icon=ICON.get(one.state, "hourglass"),
            why=label(one.reason) if one.reason else "",
            readable=one.state in HAS_FILE,
            on_paper_too=one.state in ON_PAPER_TOO,
        )
        for one in found
    ]


def batches(found: Sequence[PrintBatch], people: People, now: datetime) -> list[Batch]:
    return [
        Batch(
            id=one.id,
            version=one.version,
            title=moments.moment(one.made_at, now),
            count=one.count,
            by=people.name(str(one.made_by)),
            posted=moments.moment(one.posted_at, now) if one.posted_at else "",
        )
        for one in found
    ]
