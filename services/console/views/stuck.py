"""What waits for a person, grouped by what a person can do about it; ids and codes only, so no names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kernel.http.stuck import GivenUp, ParkedEvent, Stuck, Task
from schemas.labels import LABELS
from services.console.domain import moments

SERVICES: Mapping[str, str] = {
    "intake": "aanmeldpunt",
    "directory": "sociale kaart",
    "referral": "overdracht",
    "notifications": "berichten",
    "monitor": "cijfers",
    "waardering": "waardering",
}
TASKS: Mapping[str, str] = {
    "call": "Iemand bellen",
    "safety": "Veiligheid",
    "signal-overdue": "Een signaal ligt te lang",
    "inform-overdue": "Iemand is nog niet verteld wat wij opschrijven",
    "answer-overdue": "Een aanbieder antwoordt niet",
    "plan-overdue": "Een kennismaking is nog niet gepland",
    "confirm-overdue": "Een kennismaking is nog niet bevestigd",
    "outcome-overdue": "Hulp is nog niet afgesloten",
    "mail-undeliverable": "Een mail kwam niet aan",
    "decision-due": "Een beslissing over waardering moet binnen een week",
    "decision-overdue": "Een beslissing over waardering is te laat",
    "not-completed": "Een aanvraag voor waardering is niet op tijd aangevuld",
    "objection-due": "Een bezwaar moet worden beantwoord",
    "notice-of-default-due": "Na een ingebrekestelling loopt de tijd af",
    "complaint-due": "Een klacht moet worden beantwoord",
    "penalty-due": "Er is een dwangsom te betalen",
    "budget-used-up": "Een budget voor waardering is op",
    "payment-returned": "Een betaling kwam terug",
    "account-given": "Iemand gaf zelf een ander rekeningnummer: zet de betaling opnieuw klaar",
    "code-not-told": "Iemand moet horen dat de code van een bon of pas klaarstaat",
    "payment-other-amount": "Van een betaling kwam een ander bedrag terug",
    "check-failed": "Een steekproef klopt niet",
    "applicant-answered": "Een aanvrager heeft antwoord gegeven",
    "erasure-waits-for-case": "Wissen wacht op een bezwaar of klacht",
    "deadline-failed": "Een herinnering lukte niet",
}
SHOWN_APART = frozenset({"event-parked", "errand-given-up"})
"""Tasks of which the event or the errand itself stands on the page."""
REASONS: Mapping[str, str] = {code: text for codes in LABELS.values() for code, text in codes.items()}
TURN: Mapping[str, str] = {
    "provider": "Het is aan de aanbieder",
    "receiver": "Het is aan wie het overneemt",
    "assessor": "Het is aan wie het oppakte",
    "officer": "Het is aan wie over waardering beslist",
    "coordinator": "Het is aan de coördinator",
    "head": "Het is aan het hoofd van het aanmeldpunt",
    "head-of-intake": "Het is aan het hoofd van het aanmeldpunt",
    "avg-14": "Dat moest binnen een maand (AVG artikel 14)",
}
"""Of what is overdue the reason says whose turn it is now."""


@dataclass(frozen=True)
class Row:
    what: str
    where: str
    since: str
    why: str
    todo: str
    href: str = ""
    done: str = ""
    """Where to say that a person has looked at it."""


@dataclass(frozen=True)
class Group:
    title: str
    explain: str
    rows: list[Row]


def groups(all_: Iterable[Stuck], now: datetime) -> list[Group]:
    found = list(all_)
    tasks = [_task(one, part.service, now) for part in found for one in part.tasks if one.kind not in SHOWN_APART]
    errands = [_errand(one, part.service, now) for part in found for one in part.errands]
    parked = [_parked(one, part.service, now) for part in found for one in part.parked]
    every = [
        Group("Taken voor een mens", "Iemand moet bellen, kijken of beslissen.", tasks),
        Group("Niet aangekomen", "Dit is vaak geprobeerd en lukte niet, bijvoorbeeld een mail die terugkwam.", errands),
        Group("Niet verwerkt", "Dit bericht tussen de onderdelen gaf een fout. Wat erna kwam over hetzelfde, wacht.", parked),
    ]
    return [group for group in every if group.rows]


def service(name: str) -> str:
    return SERVICES.get(name, name)


def _task(one: Task, where: str, now: datetime) -> Row:
    href = "/werklijst?lijst=loopt-vast"
    if one.subject is not None and where == "referral":
        href = f"/aanvragen/{one.subject}"
    elif one.subject is not None and where == "intake" and one.kind != "call":
        href = f"/signalen/{one.subject}"
    what = TASKS.get(one.kind, one.kind.replace("-", " ").capitalize())
    why = (TURN.get(one.reason) if one.kind.endswith("-overdue") else None) or _why(one.reason)
    return Row(what, service(where), _since(one.since, now), why, "Bekijk", href, f"/vastgelopen/{where}/{one.id}/gedaan")


def _errand(one: GivenUp, where: str, now: datetime) -> Row:
    why = f"{_why(one.error)}, {one.attempts} keer geprobeerd"
    return Row(_name(one.type), service(where), _since(one.since, now), why, "De beheerder kijkt in het logboek")


def _parked(one: ParkedEvent, where: str, now: datetime) -> Row:
    waits = f"{one.behind} wachten hierop" if one.behind else "niets wacht hierop"
    why = f"{one.error}, {one.attempts} keer geprobeerd, {waits}"
    return Row(
        _name(one.type),
        f"{service(one.log)} naar {service(where)}",
        _since(one.since, now),
        why,
        f"Beheerder: mantelbrug parked retry {where}",
    )


def _name(type_: str) -> str:
    """`nl.mantelbrug.intake.caregiver-signalled.v1` -> `caregiver-signalled`: the name by which the log knows it."""
    parts = type_.split(".")
    return parts[3] if len(parts) == 5 else type_


def _why(code: str) -> str:
    return REASONS.get(code, code)


def _since(at: datetime, now: datetime) -> str:
    text = moments.moment(at, now)
    return text[:1].upper() + text[1:]
