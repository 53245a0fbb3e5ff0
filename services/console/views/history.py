"""A history as lines of a timeline: for the desk in the desk's words, for her in hers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schemas.api.base import Happened
from schemas.words import (
    CallReason,
    Channel,
    Confirmer,
    ContactOutcome,
    DeclineReason,
    Ending,
    MeetingWay,
    MessageKind,
    Outcome,
    ReturnReason,
)
from services.console.domain import moments
from services.console.domain.words import LABELS
from services.console.views.people import People

WHAT: Mapping[str, str] = {
    # a signal
    "received": "Signaal ontvangen",
    "caregiver-signalled": "Signaal ontvangen",
    "signal-picked-up": "Opgepakt",
    "picked-up": "Opgepakt",
    "contact-attempted": "Geprobeerd te bereiken",
    "caregiver-informed": "Verteld wat wij opschrijven en welke rechten zij heeft",
    "informed": "Verteld wat wij opschrijven en welke rechten zij heeft",
    "consent-recorded": "Toestemming vastgelegd",
    "consent-withdrawn": "Toestemming ingetrokken",
    "question-changed": "Vraag aangepast",
    "help-requested": "Aanbieder aangewezen",
    "appointed": "Aanbieder zei ja",
    "signal-closed": "Afgerond",
    "closed": "Afgerond",
    "contact-details-changed": "Contactgegevens gewijzigd",
    "code-asked": "Code gevraagd voor de eigen gegevens",
    "persons-merged": "Samengevoegd met een eerder dossier",
    "persons-unmerged": "Weer losgemaakt van een ander dossier",
    # a referral
    "requested": "Hulp aangevraagd",
    "offered": "Aanbieder gevraagd",
    "accepted": "Aanbieder zei ja",
    "declined": "Aanbieder zei nee",
    "expired": "Aanbieder antwoordde niet op tijd",
    "handover-planned": "Kennismaking gepland",
    "confirmed": "Bevestigd dat de kennismaking er was",
    "not-met": "Kennismaking ging niet door",
    "her-word-awaited": "Wacht op haar bevestiging: bel haar",
    "other-time": "Andere tijd gevraagd",
    "handed-over": "Overgedragen",
    "tried": "Aanbieder probeerde haar te bereiken",
    "completed": "Hulp afgerond",
    "stopped": "Hulp gestopt",
    "returned": "Terug bij het aanmeldpunt",
    "withdrawn": "Ingetrokken",
    "overdue": "Te laat",
}
DETAILS: tuple[type[StrEnum], ...] = (
    ContactOutcome, DeclineReason, Ending, MessageKind, Outcome, ReturnReason, CallReason, Confirmer, MeetingWay, Channel,
)  # fmt: skip
HERS: Mapping[str, str] = {
    "received": "Uw aanvraag kwam binnen.",
    "caregiver-signalled": "Uw aanvraag kwam binnen.",
    "signal-picked-up": "Iemand van het aanmeldpunt las uw aanvraag.",
    "picked-up": "Iemand van het aanmeldpunt las uw aanvraag.",
    "contact-attempted": "Wij belden u.",
    "caregiver-informed": "Wij vertelden u wat wij opschrijven en welke rechten u hebt.",
    "informed": "Wij vertelden u wat wij opschrijven en welke rechten u hebt.",
    "consent-recorded": "Wij legden uw keuze over uw gegevens vast.",
    "consent-withdrawn": "U trok uw toestemming in.",
    "help-requested": "Wij vroegen hulp voor u aan.",
    "appointed": "Er is iemand gevonden die u helpt.",
    "accepted": "Er is iemand gevonden die u helpt.",
    "handover-planned": "De kennismaking is gepland.",
    "confirmed": "De kennismaking is bevestigd.",
    "not-met": "De kennismaking ging niet door.",
    "other-time": "U vroeg een andere tijd.",
    "handed-over": "De hulp kan beginnen.",
    "completed": "De hulp is afgerond.",
    "stopped": "De hulp is gestopt.",
    "withdrawn": "De aanvraag is ingetrokken.",
    "signal-closed": "Uw aanvraag is afgerond.",
    "closed": "Uw aanvraag is afgerond.",
    "contact-details-changed": "U paste uw gegevens aan.",
}
"""What concerns her, in the order in which it happened; who said no and who was late is the desk's to carry."""


@dataclass(frozen=True)
class Line:
    what: str
    time: str = ""
    more: str = ""
    when: str = ""
    """`now` or `later`; nothing for what is past."""
    strong: bool = False


def for_the_desk(history: Iterable[Happened], people: People, now: datetime) -> list[Line]:
    """Newest first, with who did it."""
    lines = []
    for one in sorted(history, key=lambda h: h.at, reverse=True):
        detail = words_for(one.code)
        what = WHAT.get(one.what, one.what.replace("-", " ").capitalize())
        lines.append(Line(f"{what}: {detail[:1].lower() + detail[1:]}" if detail else what, _moment(one.at, now), people.name(one.by)))
    return [Line(line.what, line.time, line.more, "now" if i == 0 else "") for i, line in enumerate(lines)]


def for_her(history: Iterable[Happened], now: datetime) -> list[Line]:
    """Oldest first, one line for what repeats, and nothing that only the desk has to know."""
    lines: list[Line] = []
    for one in sorted(history, key=lambda h: h.at):
        what = HERS.get(one.what)
        if what and not (lines and lines[-1].what == what):
            on = moments.day(moments.local(one.at).date(), moments.local(now).date())
            lines.append(Line(what, on[:1].upper() + on[1:], strong=True))
    return lines


def words_for(code: str | None) -> str:
    """A coded detail of a history, whichever list it is from."""
    return next((LABELS[codes][code] for codes in DETAILS if code in LABELS[codes]), "") if code else ""


def _moment(at: datetime, now: datetime) -> str:
    text = moments.moment(at, now)
    return text[:1].upper() + text[1:]
