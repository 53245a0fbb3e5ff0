"""A region's terms for answers, handovers and outcomes, read from its own file."""

from datetime import date, datetime
from functools import lru_cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from kernel.region_files import read_region
from kernel.working_time import Span, Unit, WorkingTime
from schemas.words import Urgency

LOOKS_AGAIN_AFTER = Span(amount=2, unit=Unit.WORKING_DAYS)
"""What is overdue climbs to the next in line after this."""
WITHIN_A_QUARTER = Span(amount=3, unit=Unit.MONTHS)
"""Without a term of the region's own: by then the provider tells how it ended, or the coordinator asks."""


class _Part(BaseModel):
    """The part of a region's file that matters here; the directory checks the whole of it."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Desk(_Part):
    opening_hours: dict[str, JsonValue]
    closing_days: list[JsonValue] = []


class TermsOfRegion(_Part):
    answer_today: Span
    answer_soon: Span
    answer_routine: Span
    plan_handover: Span
    call_when_not_confirmed: Span
    outcome: Span = WITHIN_A_QUARTER
    climbs: Span = LOOKS_AGAIN_AFTER


class RegionPart(_Part):
    reference_prefix: Annotated[str, Field(pattern=r"^[A-Z]{2,4}$")]
    time_zone: str = "Europe/Amsterdam"
    desk: Desk
    terms: TermsOfRegion


class RegionTerms:
    """What the rules ask of a calendar (domain.Terms), in this region's working time."""

    def __init__(self, part: RegionPart) -> None:
        self.prefix = part.reference_prefix
        self._terms = part.terms
        self._time = WorkingTime.model_validate(
            {"opening_hours": part.desk.opening_hours, "closing_days": part.desk.closing_days, "time_zone": part.time_zone}
        )

    def answer_due(self, urgency: Urgency, asked_at: datetime) -> datetime:
        terms = self._terms
        # safety is never referred by the software; should the desk refer it all the same, it is as urgent as can be
        by_urgency = {Urgency.ROUTINE: terms.answer_routine, Urgency.SOON: terms.answer_soon}
        return self._time.due(by_urgency.get(urgency, terms.answer_today), asked_at)

    def plan_due(self, accepted_at: datetime) -> datetime:
        return self._time.due(self._terms.plan_handover, accepted_at)

    def word_due(self, since: datetime) -> datetime:
        return self._time.due(self._terms.call_when_not_confirmed, since)

    def outcome_due(self, handed_over_at: datetime) -> datetime:
        return self._time.due(self._terms.outcome, handed_over_at)

    def climbs_at(self, overdue_since: datetime) -> datetime:
        return self._time.due(self._terms.climbs, overdue_since)

    def day(self, at: datetime) -> date:
        return self._time.local_day(at)

    def reference(self, number: int, at: datetime) -> str:
        """For people to read out; the A (aanvraag) tells it from a signal's."""
        return f"{self.prefix}-{self.day(at).year}-A{number:04d}"


@lru_cache(maxsize=64)
def terms_of(region: str) -> RegionTerms:
    """A region's terms as they were when the process first needed them."""
    return RegionTerms(RegionPart.model_validate(read_region(region, "region.yml")))
