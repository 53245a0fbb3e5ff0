"""Several applications beside their budgets, and what became of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemas.api.waardering import ApplicationLine, BatchItem, Budget
from schemas.base import ApplicationId
from services.console.views.people import People
from services.console.views.waardering import euros


@dataclass(frozen=True)
class Pot:
    """A budget, and how much of it these take."""

    name: str
    count: int
    total: str
    left: str
    """After these, of what is not kept for anybody yet."""
    enough: bool


@dataclass(frozen=True)
class Result:
    id: str
    name: str
    reference: str
    granted: bool
    told: str


def total(lines: Iterable[ApplicationLine]) -> str:
    """What is known; of a pool the amounts come later."""
    known = [one.proposed_cents for one in lines if one.proposed_cents is not None]
    return euros(sum(known)) if known else ""


def pots(lines: Sequence[ApplicationLine], budgets: Sequence[Budget]) -> list[Pot]:
    made = []
    for one in budgets:
        mine = [line for line in lines if line.budget_id == one.id]
        if mine:
            more = sum(max((line.proposed_cents or 0) - line.reserved_cents, 0) for line in mine)
            left = None if one.left_cents is None else one.left_cents - more
            made.append(
                Pot(
                    name=f"{one.key.replace('-', ' ').capitalize()} {one.year}",
                    count=len(mine),
                    total=total(mine) or "nog niet bekend",
                    left="geen plafond" if left is None else euros(left),
                    enough=left is None or left >= 0,
                )
            )
    return made


def results(items: Iterable[BatchItem], lines: Mapping[ApplicationId, ApplicationLine], people: People) -> list[Result]:
    return [_result(one, lines.get(one.id), people) for one in items]


def _result(one: BatchItem, line: ApplicationLine | None, people: People) -> Result:
    who = people.name(one.by) if one.by else ""
    if one.outcome == "granted":
        told = euros(one.cents) if one.cents is not None else "Het bedrag volgt na de aanvraagperiode"
    else:
        told = f"{who} was u voor. Bekijk de aanvraag zoals die nu is." if who and who != "U" else one.in_dutch or "Dit kan nu niet."
    name = line.name if line else "Niet gevonden"
    return Result(str(one.id), name, one.reference or (line.reference if line else ""), one.outcome == "granted", told)
