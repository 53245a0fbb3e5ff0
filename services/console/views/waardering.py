"""Waardering as rows, facts and bars, in words that an officer and an applicant know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from schemas.api.base import Happened
from schemas.api.waardering import Application, ApplicationLine, ConditionShown, PersonShown
from schemas.api.waardering.schemes import SchemeForm
from schemas.labels import LABELS, label
from schemas.words import CaseOutcome, RefusalReason
from services.console import waardering_asks
from services.console.domain import moments
from services.console.domain.names import spoken_postcode
from services.console.forms import Form
from services.console.views.history import Line
from services.console.views.people import People
from services.console.waardering_reading import day

ADVICE: Mapping[str, str] = {
    "grant": "Toekennen",
    "part": "Voor een deel toekennen",
    "refuse": "Afwijzen",
    "ask": "Eerst iets navragen",
    "budget": "Wacht op budget",
    "sampled": "Getrokken voor de steekproef van het jaar",
    "answered": "Antwoord bekijken",
}
VERDICT: Mapping[str, tuple[str, str, str]] = {
    "met": ("Voldaan", "good", "check"),
    "not-met": ("Niet voldaan", "late", "x"),
    "unknown": ("Niet bekend", "today", "help-circle"),
}
WHAT: Mapping[str, str] = {
    "received": "Aanvraag ontvangen",
    "judged": "Voorwaarden bekeken",
    "granted": "Toegekend",
    "refused": "Afgewezen",
    "owned": "Opgepakt",
    "information-asked": "Informatie gevraagd",
    "completed": "Aangevuld",
    "postponed": "Beslistermijn verlengd",
    "withdrawn": "Ingetrokken",
    "queued": "Op de wachtlijst gezet",
    "waiting": "Op de wachtlijst gezet",
    "revised": "Beslissing opnieuw geopend",
    "checked": "Steekproef bekeken",
    "answered": "Antwoord ontvangen",
    "evidence-added": "Stuk ontvangen",
    "evidence-judged": "Stuk bekeken",
    "let-in": "Van de wachtlijst gehaald: er is weer budget",
    "drawn": "Ingeloot",
    "not-drawn": "Uitgeloot",
    "amount-set": "Bedrag bepaald",
    "decision-due": "De beslistermijn loopt bijna af",
    "decision-overdue": "De beslistermijn is voorbij",
    "not-completed": "Er kwam geen antwoord op onze vraag",
    "objection-extended": "Termijn voor het bezwaar verlengd",
    "complaint-extended": "Termijn voor de klacht verlengd",
    "objection-owned": "Bezwaar opgepakt",
    "complaint-owned": "Klacht opgepakt",
    "notice-of-default-owned": "Ingebrekestelling opgepakt",
    "objection-hearing-planned": "Hoorzitting gepland",
    "objection-hearing-held": "Hoorzitting gehouden",
    "objection-hearing-waived": "Hoorzitting niet gewenst",
    "objection": "Bezwaar ontvangen",
    "complaint": "Klacht ontvangen",
    "notice-of-default": "Ingebrekestelling ontvangen",
    "objection-closed": "Bezwaar beantwoord",
    "complaint-closed": "Klacht beantwoord",
    "notice-of-default-closed": "Ingebrekestelling beantwoord",
    "objection-upheld": "Bezwaar gegrond: opnieuw beslissen",
}
CHECK: Mapping[str, str] = {"passed": "In orde", "failed": "Niet in orde"}
BY: Mapping[str, str] = {"waardering": "Automatisch", "applicant": "Wie aanvroeg"}


def euros(cents: int | None) -> str:
    """€ 50, € 12,50, € 103.350."""
    if cents is None:
        return "nog niet bekend"
    whole, part = divmod(abs(cents), 100)
    told = f"{whole:,}".replace(",", ".") + (f",{part:02d}" if part else "")
    return f"{'-' if cents < 0 else ''}€\u00a0{told}"


def minutes(scheme: SchemeForm) -> int:
    """About ten seconds a question."""
    asks = waardering_asks.all_asks(scheme, Form.filled(aantal="1"))
    return max(2, round(len(asks) / 6))


def summary(scheme: SchemeForm, form: Form) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What was typed, to be read once more: the step, its heading, and the facts."""
    found = []
    for step in waardering_asks.steps(scheme):
        for block in waardering_asks.blocks(scheme, step, form):
            rows = [(ask.label, _said(ask, form)) for ask in block.asks if any(form.chosen(ask.name))]
            if rows:
                found.append((step, block.heading, rows))
    return found


def _said(ask: waardering_asks.Ask, form: Form) -> str:
    texts = {option[0]: option[1] for option in ask.options}
    said = [texts.get(value, value) for value in form.chosen(ask.name) if value]
    on = day(form.text(ask.name)) if ask.kind == "date" else None
    if on is not None:
        return moments.birthday(on)
    return spoken_postcode(said[0]) if ask.name.endswith("-postcode") else ", ".join(said)


@dataclass(frozen=True)
class Row:
    id: str
    reference: str
    name: str
    place: str
    due: str
    kind: str
    scheme: str
    by: str
    received: str
    state: str
    advice: str
    owner: str


def row(one: ApplicationLine, people: People, places: Mapping[str, str], names: Mapping[str, str], now: datetime) -> Row:
    over = one.state in ("granted", "refused", "withdrawn", "pooled")
    return Row(
        id=str(one.id),
        reference=one.reference,
        name=one.name,
        place=places.get(one.municipality or "", "Plaats onbekend"),
        due=euros(one.granted_cents) if over and one.granted_cents is not None else "" if over else moments.due_short(one.decide_by, now),
        kind="" if over else moments.due_kind(one.decide_by, now),
        scheme=f"{names.get(one.scheme, one.scheme)} {one.year}",
        by=label(one.applicant),
        received=moments.short_day(one.received_at, now),
        state=label(one.state),
        advice="" if over else ADVICE.get(one.advice, one.advice),
        owner=people.name(one.owner),
    )


@dataclass(frozen=True)
class Condition:
    text: str
    fact: str
    article: str
    verdict: str
    kind: str
    icon: str


def conditions(found: Iterable[ConditionShown], names: Mapping[str, str]) -> list[Condition]:
    """What stands in the way first; with whose it is when there are more than one."""
    order = ("not-met", "unknown", "met")
    return [
        Condition(
            f"{names[one.about]}: {one.text}" if one.about is not None and one.about in names and len(names) > 1 else one.text,
            one.fact or "",
            one.article or "",
            *VERDICT[one.verdict],
        )
        for one in sorted(found, key=lambda one: order.index(one.verdict))
    ]


def lines(history: Iterable[Happened], people: People, now: datetime) -> list[Line]:
    """Newest first, with who did it."""
    told = []
    for one in sorted(history, key=lambda h: h.at)[::-1]:
        detail = LABELS[RefusalReason].get(one.code or "") or LABELS[CaseOutcome].get(one.code or "") or CHECK.get(one.code or "", "")
        what = WHAT.get(one.what, one.what.replace("-", " ").capitalize())
        at = moments.moment(one.at, now)
        by = BY.get(one.by or "") or people.name(one.by)
        told.append(Line(f"{what}: {detail[:1].lower() + detail[1:]}" if detail else what, at[:1].upper() + at[1:], by))
    return [Line(line.what, line.time, line.more, "now" if i == 0 else "") for i, line in enumerate(told)]


def staff_in(one: Application) -> set[str]:
    return {who for who in (*(str(h.by) for h in one.history), str(one.owner or ""), one.decided_by or "") if who}


def address(one: PersonShown) -> str:
    """`Kerkstraat 12a, 1216 AB Hilversum`, as far as it was told."""
    where = " ".join(part for part in (spoken_postcode(one.postcode or ""), one.town) if part)
    number = one.house_number and f"{one.street or 'nummer'} {one.house_number}"
    parts = (number, where) if one.street else (where, number)
    return ", ".join(part for part in parts if part) or "niet bekend"
