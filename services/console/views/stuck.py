"""What waits for a person, grouped by what a person can do about it; ids and codes only, so no names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kernel.http.stuck import GivenUp, ParkedEvent, Stuck, Task
from services.console.domain import moments
from services.console.domain.words import LABELS

SERVICES: Mapping[str, str] = {
    "intake": "aanmeldpunt",
    "directory": "sociale kaart",
    "referral": "overdracht",
    "notifications": "berichten",
    "monitor": "cijfers",
}
TASKS: Mapping[str, str] = {
    "call": "Iemand bellen",
    "errand": "Een opdracht lukte niet",
    "parked": "Een gebeurtenis kon niet worden verwerkt",
    "overdue": "Een overdracht ligt te lang",
}
REASONS: Mapping[str, str] = {code: text for codes in LABELS.values() for code, text in codes.items()}


@dataclass(frozen=True)
class Row:
    what: str
    where: str
    since: str
    why: str
    todo: str
    href: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    explain: str
    rows: list[Row]


def groups(all_: Iterable[Stuck], now: datetime) -> list[Group]:
    found = list(all_)
    tasks = [_task(one, part.service, now) for part in found for one in part.tasks]
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
    href = f"/aanvragen/{one.subject}" if where == "referral" and one.subject else "/werklijst?lijst=loopt-vast"
    return Row(
        TASKS.get(one.kind, one.kind.replace("-", " ").capitalize()),
        service(where),
        _since(one.since, now),
        _why(one.reason),
        "Bekijk",
        href,
    )


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
