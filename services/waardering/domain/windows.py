"""When one may ask, which year that is for, and how late is still in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from services.waardering.domain.parts import Sourced
from services.waardering.domain.when import Period
from services.waardering.domain.words import LateReason


class Late(Sourced):
    """So many days after closing it may still come, with one of these reasons; a person finds whether the reason holds."""

    days: Annotated[int, Field(ge=1, le=366)]
    reasons: Annotated[tuple[LateReason, ...], Field(min_length=1)]


@dataclass(frozen=True, order=True)
class Opening:
    """One period in one year; `late_until` is its closing day where nothing may come late."""

    opens: date
    closes: date
    late_until: date


class Window(Sourced):
    """When one may ask. Without periods: all year. A period that closes before it opens runs over New Year.

    `about` says which year the appreciation is for: `year-before` where one asks in the year after.
    """

    periods: tuple[Period, ...] = ()
    about: Literal["same-year", "year-before"] = "same-year"
    late: Late | None = None

    @model_validator(mode="after")
    def _late_after_what(self) -> Self:
        if self.late is not None and not self.periods:
            raise ValueError("late heeft alleen zin met periods: wie het hele jaar mag aanvragen, is nooit te laat")
        return self

    def openings(self, year: int) -> Iterator[Opening]:
        """That open in this year."""
        for period in self.periods:
            opens = day_in(year, period.opens)
            closes = day_in(year + (period.closes < period.opens), period.closes)
            yield Opening(opens, closes, closes + timedelta(days=self.late.days if self.late else 0))

    def at(self, day: date) -> Opening | None:
        """The period that is open on this day, or that one may still come late for."""
        near = sorted(opening for year in (day.year - 1, day.year) for opening in self.openings(year))
        on_time = [opening for opening in near if opening.opens <= day <= opening.closes]
        return next(iter(on_time or [opening for opening in near if opening.opens <= day <= opening.late_until]), None)

    def next(self, day: date) -> Opening | None:
        """The first that opens after this day."""
        return min((opening for year in (day.year, day.year + 1) for opening in self.openings(year) if opening.opens > day), default=None)

    def last(self, day: date) -> Opening | None:
        """The last that closed before this day."""
        return max(
            (opening for year in (day.year - 2, day.year - 1, day.year) for opening in self.openings(year) if opening.closes < day),
            default=None,
        )

    def ends(self, year: int) -> date:
        """The last day on which one may ask for this year's appreciation, also late."""
        asked_in = year + 1 if self.about == "year-before" else year
        return max((opening.late_until for opening in self.openings(asked_in)), default=date(asked_in, 12, 31))

    def year(self, day: date) -> int:
        """Which year's appreciation is asked for on this day."""
        opening = self.at(day)
        year = opening.opens.year if opening else day.year
        return year - 1 if self.about == "year-before" else year


def day_in(year: int, written: str) -> date:
    """29 February is 28 February where the year has none."""
    month, number = int(written[:2]), int(written[3:])
    try:
        return date(year, month, number)
    except ValueError:
        return date(year, month, 28)
