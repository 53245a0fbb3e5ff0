"""Objections, complaints and notices of default: their terms, the hearing, and what being late costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from schemas.api.waardering import CaseShown
from schemas.labels import label
from schemas.words import CaseKind
from services.console.domain import moments
from services.console.views.people import People
from services.console.views.waardering import euros

HEARINGS: Mapping[str, str] = {
    "planned": "Er is een hoorzitting afgesproken",
    "held": "De hoorzitting is geweest",
    "waived": "De indiener wil niet gehoord worden",
}

TERM: Mapping[CaseKind, str] = {
    CaseKind.OBJECTION: "Beslissen op bezwaar voor",
    CaseKind.COMPLAINT: "Antwoorden voor",
    CaseKind.NOTICE_OF_DEFAULT: "Alsnog beslissen voor",
}


@dataclass(frozen=True)
class Row:
    id: str
    reference: str
    application: str
    what: str
    due: str
    kind: str
    received: str
    late: bool
    owner: str
    ended: str
    cost: str


def row(one: CaseShown, people: People, now: datetime) -> Row:
    return Row(
        id=str(one.id),
        reference=one.reference,
        application=str(one.application_id),
        what=label(one.kind),
        due="" if one.closed_at else moments.due_short(one.due_at, now),
        kind="" if one.closed_at else moments.due_kind(one.due_at, now),
        received=moments.short_day(one.received_at, now),
        late=one.late,
        owner=people.name(one.owner),
        ended=f"{label(one.outcome)}, {moments.short_day(one.closed_at, now)}" if one.closed_at and one.outcome else "",
        cost=euros(one.penalty_cents) if one.penalty_cents else "",
    )


def terms(one: CaseShown, people: People, now: datetime) -> list[tuple[str, str]]:
    """The law's days, in the order in which they pass."""
    facts = [("Ontvangen", moments.in_full(one.received_at))]
    if one.posted_on:
        facts.append(("Op de post gedaan", moments.date_in_full(one.posted_on)))
    if one.in_time_by_post:
        facts.append(("Op tijd", "Na de bezwaartermijn ontvangen, maar voor het einde gepost en binnen een week daarna binnen (Awb 6:9)"))
    if one.late:
        facts.append(("Te laat", "Na de bezwaartermijn. Vraag naar de reden voordat u antwoordt (Awb 6:11)"))
    facts.append((TERM[one.kind], moments.in_full(one.due_at) + (" (verlengd)" if one.extended else "")))
    if one.kind is CaseKind.OBJECTION:
        facts.append(("Besliste op de aanvraag", people.name(one.decided_by) or "nog niemand"))
    if one.kind is CaseKind.NOTICE_OF_DEFAULT:
        facts.append(("Dwangsom", _penalty(one, now)))
    facts.append(("Pakt dit op", people.name(one.owner) or "nog niemand"))
    return facts


def _penalty(one: CaseShown, now: datetime) -> str:
    if one.closed_at:
        return euros(one.penalty_cents) if one.penalty_cents else "Geen: op tijd beslist"
    if not one.penalty_cents:
        return f"Nog niets. Loopt vanaf {moments.day(moments.local(one.due_at).date(), moments.local(now).date())} (Awb 4:17)"
    until = f", loopt door tot uiterlijk {moments.in_full(one.penalty_until)}" if one.penalty_until and one.penalty_until > now else ""
    return f"{euros(one.penalty_cents)} tot nu toe{until} (Awb 4:17)"


def hearing(one: CaseShown, now: datetime) -> str:
    """How it stands with the hearing, in a sentence."""
    if one.hearing is None:
        return "Nog niet aangeboden."
    when = f": {moments.moment(one.hearing_at, now)}" if one.hearing_at and one.hearing != "waived" else ""
    return f"{HEARINGS[one.hearing]}{when}."
