"""Budgets as bars, who waits for how much, and the years that are divided or drawn once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from schemas.api.waardering import Allotment, Budget, WaitingLine
from services.console.domain import moments
from services.console.views.people import People
from services.console.views.waardering import euros

STATES = {
    "open": ("De aanvraagperiode loopt nog", "today", "clock"),
    "undecided": ("Er zijn nog aanvragen zonder beslissing", "today", "hourglass"),
    "ready": ("Kan nu", "good", "check"),
    "done": ("Gedaan", "", "circle-check"),
}


@dataclass(frozen=True)
class Pot:
    id: str
    name: str
    total: str
    committed: str
    reserved: str
    left: str
    waiting: int
    waits: str
    """What everyone who waits would cost."""
    places: str
    spent: float
    held: float
    """Parts of the bar, in percent."""


def name(one: Budget) -> str:
    return f"{one.key.replace('-', ' ').capitalize()} {one.year}"


def pot(one: Budget) -> Pot:
    whole = max(one.total_cents or one.committed_cents + one.reserved_cents, 1)
    return Pot(
        id=str(one.id),
        name=name(one),
        total=euros(one.total_cents) if one.total_cents is not None else "geen plafond",
        committed=euros(one.committed_cents),
        reserved=euros(one.reserved_cents),
        left=euros(one.left_cents) if one.left_cents is not None else "geen plafond",
        waiting=one.waiting,
        waits=waits(one.waiting, one.waiting_cents),
        places=f"{one.places_taken} van {one.places}" if one.places is not None else "",
        spent=round(100 * one.committed_cents / whole, 2),
        held=round(100 * one.reserved_cents / whole, 2),
    )


def pots(found: Iterable[Budget]) -> list[Pot]:
    return [pot(one) for one in sorted(found, key=lambda pot: (-pot.year, pot.key))]


def waits(count: int, cents: int) -> str:
    """`Op de wachtlijst: 3, dat kost € 150.`"""
    return f"Op de wachtlijst: {count}, dat kost {euros(cents)}." if count else ""


@dataclass(frozen=True)
class Waits:
    place: int
    id: str
    name: str
    reference: str
    since: str
    amount: str
    together: str
    fits: bool
    """With what is left now, in this order."""


def line(found: Sequence[WaitingLine], left: int | None, now: datetime) -> list[Waits]:
    return [
        Waits(
            place=one.place,
            id=str(one.id),
            name=one.name,
            reference=one.reference,
            since=moments.short_day(one.received_at, now),
            amount=euros(one.cents),
            together=euros(one.together_cents),
            fits=left is None or one.together_cents <= left,
        )
        for one in found
    ]


def let_in(found: Sequence[WaitingLine], more: int) -> tuple[int, int]:
    """How many of these so much room lets in, strictly in order, and what they cost."""
    inside = [one for one in found if one.together_cents <= more]
    return len(inside), inside[-1].together_cents if inside else 0


@dataclass(frozen=True)
class Year:
    key: str
    title: str
    what: str
    state: str
    kind: str
    icon: str
    ready: bool
    drawn: bool
    """What came of it can be looked at."""
    href: str
    done: str
    rule: str


def years(found: Iterable[Allotment], people: People, now: datetime) -> list[Year]:
    return [year(one, people, now) for one in found]


def year(one: Allotment, people: People, now: datetime) -> Year:
    state, kind, icon = STATES[one.state]
    if one.state == "undecided" and one.kind == "pool":
        state = f"Nog {one.undecided} zonder beslissing"
    elif one.state == "undecided":
        state = "Niemand wacht op de loting"
    lot = one.kind == "draw"
    counted = f"{one.applications} {'aanvraag' if one.applications == 1 else 'aanvragen'}"
    return Year(
        key=one.scheme,
        title=f"{one.name}, {one.year}",
        what=f"Loting: {counted} voor {euros(one.total_cents)}" if lot else f"Verdelen: {euros(one.total_cents)} over {counted}",
        state=state,
        kind=kind,
        icon=icon,
        ready=one.state == "ready",
        drawn=lot and one.state == "done",
        href=f"/waardering/werk/budget/{'loten' if lot else 'verdelen'}/{one.scheme}/{one.year}",
        done=f"{people.name(one.done_by)}, {moments.moment(one.done_at, now)}" if one.done_at else "",
        rule=(f"Startgetal van de loting: {one.rule}" if lot else one.rule) if one.rule else "",
    )
