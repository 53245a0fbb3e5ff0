"""When a desk is open, and when something is due counted in its minutes and its days."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, cached_property
from itertools import pairwise
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

import holidays
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FAR = 400
"""Days to look ahead for an open one before the calendar itself must be wrong."""


class NeverOpen(ValueError):
    """This calendar has no open day within a year, so nothing can ever be due in it."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Unit(StrEnum):
    STAFFED_MINUTES = "staffed-minutes"
    WORKING_DAYS = "working-days"
    DAYS = "days"
    MONTHS = "months"


class Span(_Data):
    """So many of a unit: `{amount: 3, unit: working-days}`."""

    amount: Annotated[int, Field(ge=0, le=10_000)]
    unit: Unit
    source: str = ""


class SameDay(_Data):
    """Today when it came in early enough, else on the next working day by a fixed time."""

    received_before: time
    due: Literal["same-working-day"]
    otherwise: Literal["next-working-day"]
    otherwise_at: time
    source: str = ""


Term = Span | SameDay


class ClosingDay(_Data):
    date: date
    reason: str = ""


class WorkingTime(_Data):
    """Opening hours per weekday, own closing days, and a country's public holidays.

    The day on which something comes in does not count. What is due on a day is due when the desk closes that day.
    """

    opening_hours: dict[str, tuple[tuple[time, time], ...]]
    closing_days: tuple[ClosingDay, ...] = ()
    time_zone: str = "Europe/Amsterdam"
    country: str = "NL"

    @field_validator("opening_hours")
    @classmethod
    def _hours_are_in_order(cls, hours: dict[str, tuple[tuple[time, time], ...]]) -> dict[str, tuple[tuple[time, time], ...]]:
        for weekday, spans in hours.items():
            if weekday not in WEEKDAYS:
                raise ValueError(f"{weekday!r} is no day of the week")
            flat = [moment for span in spans for moment in span]
            if any(later <= earlier for earlier, later in pairwise(flat)):
                raise ValueError(f"the hours of {weekday} must follow each other")
        return hours

    @model_validator(mode="after")
    def _opens_sometimes(self) -> Self:
        if not any(self.opening_hours.get(weekday) for weekday in WEEKDAYS):
            raise ValueError("at least one day of the week must be open")
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def is_working_day(self, day: date) -> bool:
        hours = self.opening_hours.get(WEEKDAYS[day.weekday()])
        return bool(hours) and day not in self._closed and day not in _holidays(self.country, day.year)

    @cached_property
    def _closed(self) -> frozenset[date]:
        return frozenset(closing.date for closing in self.closing_days)

    def spans(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """From when to when it is open on this day, in UTC so that durations are real ones."""
        if self.is_working_day(day):
            for opens, closes in self.opening_hours[WEEKDAYS[day.weekday()]]:
                yield self._moment(day, opens), self._moment(day, closes)

    def is_open(self, at: datetime) -> bool:
        return any(opens <= at < closes for opens, closes in self.spans(self.local_day(at)))

    def local_day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def closes(self, day: date) -> datetime:
        """When it closes for the day."""
        return max(closes for _, closes in self.spans(day))

    def next_working_day(self, day: date) -> date:
        """The first working day after this one."""
        return next(self._working_days_after(day))

    def add_working_days(self, at: datetime, days: int) -> datetime:
        """Closing time of the so-many-th working day after the day of `at`; with 0 the first working day from that day on."""
        day = self.local_day(at)
        if days == 0:
            return self.closes(day if self.is_working_day(day) else self.next_working_day(day))
        later = self._working_days_after(day)
        for _ in range(days):
            day = next(later)
        return self.closes(day)

    def add_staffed_minutes(self, at: datetime, minutes: int) -> datetime:
        """So many minutes later, of which only those count in which it is open."""
        left, day = timedelta(minutes=minutes), self.local_day(at)
        for ahead in range(FAR + minutes):
            for opens, closes in self.spans(day + timedelta(days=ahead)):
                start = max(opens, at)
                if start < closes and closes - start >= left:
                    return start + left
                left -= max(closes - start, timedelta())
        raise NeverOpen(NeverOpen.__doc__)

    def due(self, term: Term, at: datetime) -> datetime:
        """When something that came in at `at` is due, in UTC."""
        if isinstance(term, SameDay):
            return self._same_day(term, at)
        if term.unit is Unit.STAFFED_MINUTES:
            return self.add_staffed_minutes(at, term.amount)
        if term.unit is Unit.WORKING_DAYS:
            return self.add_working_days(at, term.amount)
        local = at.astimezone(self.zone)
        if term.unit is Unit.DAYS:
            return (local + timedelta(days=term.amount)).astimezone(UTC)
        return _months_later(local, term.amount).astimezone(UTC)

    def _same_day(self, term: SameDay, at: datetime) -> datetime:
        local = at.astimezone(self.zone)
        day = local.date()
        if self.is_working_day(day) and local.time() < term.received_before and at < self.closes(day):
            return self.closes(day)
        return self._moment(self.next_working_day(day), term.otherwise_at)

    def _working_days_after(self, day: date) -> Iterator[date]:
        idle = 0
        while idle < FAR:
            day += timedelta(days=1)
            if self.is_working_day(day):
                idle = 0
                yield day
            idle += 1
        raise NeverOpen(NeverOpen.__doc__)

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)


def _months_later(at: datetime, months: int) -> datetime:
    """The same day so many months on, or the last of that month where it has no such day."""
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year))
