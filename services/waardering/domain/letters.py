"""A letter about an application: what is known of it, and the parts of which its text is made. No I/O, no layout."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from schemas.words import CaseKind, CaseOutcome, LetterKind, RefusalReason, WaarderingForm
from services.waardering.domain.scheme import Scheme


class Section(BaseModel):
    """A heading with what stands below it; the opening has none."""

    model_config = ConfigDict(frozen=True)

    heading: str | None = None
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    after: tuple[str, ...] = ()
    """Paragraphs below the list or table."""


class Written(BaseModel):
    """The text of a letter, before a sender and an address stand above it."""

    model_config = ConfigDict(frozen=True)

    subject: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, as far as the text names it."""

    name: str
    phone: str
    email: str | None
    objection_to: tuple[str, ...]
    """Address lines to which an objection goes."""
    objection_online: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What one payee gets, and how."""

    name: str
    form: WaarderingForm
    cents: int | None
    account: str | None
    """Its last four characters."""
    since: date | None
    """Paid from this day on; none: with the next payout."""
    form_key: str | None = None
    """Which one it is in the scheme, where that is known."""
    cause: str | None = None
    """The good cause that it goes to instead."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition, as it was judged and told."""

    text: str
    met: bool
    unknown: bool
    fact: str | None
    article: str | None
    about: str | None
    """Whom it is about, where there are several."""


@dataclass(frozen=True, slots=True)
class Case:
    """What came in after a decision, or for lack of one."""

    kind: CaseKind
    received_on: date
    due_on: date
    outcome: CaseOutcome | None = None
    answer: str | None = None
    penalty_cents: int = 0
    hearing_at: datetime | None = None
    """On the clock of here, while it is still to come."""
    hearing_note: str | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where something is handed over."""

    title: str
    on: date


@dataclass(frozen=True, slots=True)
class Matter:
    """All that a letter may tell, looked up once; each kind takes what it needs."""

    scheme: Scheme
    sender: Sender
    reference: str
    year: int
    received_on: date
    decide_by: date
    today: date
    judged: Sequence[Judged] = ()
    given: Sequence[Given] = ()
    pooled: bool = False
    automatic: bool = False
    cents: int | None = None
    reason: RefusalReason | None = None
    article: str | None = None
    note: str | None = None
    objected: bool = False
    objection_until: date | None = None
    asked: str | None = None
    answer_by: date | None = None
    case: Case | None = None
    meeting: Meeting | None = None


@dataclass(slots=True)
class Draft:
    """Gathers sections; an empty one is left out."""

    subject: str
    sections: list[Section] = field(default_factory=list)

    def opening(self, *paragraphs: str, own: str | None = None) -> None:
        """`own`: the municipality's own words, which come after ours."""
        self.sections.append(Section(paragraphs=(*paragraphs, *own_words(own))))

    def add(
        self,
        heading: str,
        *paragraphs: str,
        items: Iterable[str] = (),
        columns: tuple[str, ...] = (),
        rows: Iterable[tuple[str, ...]] = (),
        after: Iterable[str] = (),
    ) -> None:
        made = Section(heading=heading, paragraphs=paragraphs, items=tuple(items), columns=columns, rows=tuple(rows), after=tuple(after))
        if made.paragraphs or made.items or made.rows:
            self.sections.append(made)

    @property
    def written(self) -> Written:
        return Written(subject=self.subject, sections=tuple(self.sections))


def own_words(text: str | None) -> tuple[str, ...]:
    """Paragraphs, as they are parted by an empty line in the scheme's file."""
    return tuple(" ".join(part.split()) for part in (text or "").split("\n\n") if part.strip())


DECISIONS = frozenset({LetterKind.GRANTED, LetterKind.AMOUNT, LetterKind.REFUSED})
"""From the day on which these are sent the objection term runs."""
