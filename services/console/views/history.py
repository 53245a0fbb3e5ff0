"""A history as lines of a timeline: for the desk in the desk's words, for her in hers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schemas.api.base import Happened
from schemas.labels import LABELS
from schemas.words import (
    CallReason,
    Channel,
    Confirmer,
    ConsentPurpose,
    ContactOutcome,
    DeclineReason,
    Described,
    Ending,
    MeetingWay,
    MessageKind,
    Outcome,
    ReturnReason,
    Urgency,
)
from services.console.domain import moments
from services.console.views.people import People

WHAT: Mapping[str, str] = {
    # a signal, as intake tells its history
    "received": "Signaal ontvangen",
    "picked-up": "Opgepakt",
    "contact": "Contact",
    "informed": "Verteld wat wij opschrijven en welke rechten er zijn",
    "consent": "Toestemming",
    "question": "Vraag aangepast",
    "judged": "Vergeleken met een ander dossier",
    "merged": "Samengevoegd met een ander dossier",
    "unmerged": "Losgemaakt van een ander dossier",
    "help-requested": "Aanbieder aangewezen",
    "appointed": "Aanbieder zei ja",
    "call-asked": "Beltaak",
    "contact-details": "Contactgegevens gewijzigd",
    "closed": "Afgerond",
    # a request for help, as referral tells it
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
    "tried": "Aanbieder probeerde contact te krijgen",
    "completed": "Hulp afgerond",
    "stopped": "Hulp gestopt",
    "returned": "Terug bij het aanmeldpunt",
    "withdrawn": "Ingetrokken",
    "overdue": "Te laat",
}
DETAILS: tuple[type[StrEnum], ...] = (
    ContactOutcome, DeclineReason, Ending, MessageKind, Outcome, ReturnReason, CallReason, Confirmer, MeetingWay, Channel, Urgency,
)  # fmt: skip
OTHER_DETAILS: Mapping[str, str] = {
    "same": "dezelfde persoon",
    "not-the-same": "een ander",
    "by-colleague": "door een collega toegewezen",
    "coordinator": "de coördinator kijkt mee",
    "head": "het hoofd van het aanmeldpunt kijkt mee",
}
HERS: Mapping[str, str] = {
    "received": "Uw aanvraag kwam binnen.",
    "contact": "Wij zochten contact met u.",
    "informed": "Wij vertelden u wat wij opschrijven en welke rechten u hebt.",
    "consent": "Wij legden uw keuze over uw gegevens vast.",
    "help-requested": "Wij vroegen hulp voor u aan.",
    "appointed": "Er is iemand gevonden die u helpt.",
    "accepted": "Er is iemand gevonden die u helpt.",
    "handover-planned": "De kennismaking is gepland.",
    "not-met": "De kennismaking ging niet door.",
    "other-time": "U vroeg een andere tijd.",
    "handed-over": "De hulp kan beginnen.",
    "completed": "De hulp is afgerond.",
    "stopped": "De hulp is gestopt.",
    "withdrawn": "De aanvraag is ingetrokken.",
    "closed": "Uw aanvraag is afgerond.",
    "contact-details": "U paste uw gegevens aan.",
}
"""What concerns her, in the order in which it happened; who said no and who was late is the desk's to carry."""
BY_THE_DESK: Mapping[str, str] = {"contact-details": "Wij pasten uw gegevens aan, zoals u ons vertelde."}
"""What she usually does herself."""
MORE_THAN_ONCE = frozenset({"contact", "not-met", "handover-planned", "contact-details"})


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
    oldest_first = sorted(history, key=lambda h: h.at)
    for one in oldest_first[::-1]:  # of two at the same moment the later told comes first
        detail = words_for(one.code)
        what = WHAT.get(one.what, one.what.replace("-", " ").capitalize())
        lines.append(Line(f"{what}: {detail[:1].lower() + detail[1:]}" if detail else what, _moment(one.at, now), people.name(one.by)))
    return [Line(line.what, line.time, line.more, "now" if i == 0 else "") for i, line in enumerate(lines)]


def for_her(history: Iterable[Happened], now: datetime) -> list[Line]:
    """Oldest first, without what only the desk has to know; intake and referral may both tell of one thing."""
    lines: list[Line] = []
    told: set[str] = set()
    for one in sorted(history, key=lambda h: h.at):
        what = BY_THE_DESK.get(one.what) if one.by != "caregiver" and one.what in BY_THE_DESK else HERS.get(one.what)
        if what is None or (what in told and one.what not in MORE_THAN_ONCE) or (lines and lines[-1].what == what):
            continue
        told.add(what)
        on = moments.day(moments.local(one.at).date(), moments.local(now).date())
        lines.append(Line("Wij belden met u." if one.code == ContactOutcome.SPOKEN else what, on[:1].upper() + on[1:], strong=True))
    return lines


def words_for(code: str | None) -> str:
    """A coded detail of a history, whichever list it is from; a consent is told as person/purpose/answer."""
    if not code:
        return ""
    person, _, rest = code.partition("/")
    if person in LABELS[Described] and "/" in rest:
        purpose, _, answer = rest.partition("/")
        words = LABELS[ConsentPurpose].get(purpose, purpose)
        whose = ", wie zorg krijgt" if person == Described.CARE_RECIPIENT else ""
        return f"{words}{whose}: {'ja' if answer == 'yes' else 'nee'}"
    return OTHER_DETAILS.get(code) or next((LABELS[codes][code] for codes in DETAILS if code in LABELS[codes]), "")


def _moment(at: datetime, now: datetime) -> str:
    text = moments.moment(at, now)
    return text[:1].upper() + text[1:]
