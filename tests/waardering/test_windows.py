"""When one may ask, over New Year and too late too, and which version then decides."""

from datetime import date

import pytest

from services.waardering.domain.calendar import add_months, age, months_between
from services.waardering.domain.windows import Window

AUTUMN = Window.model_validate({"periods": [{"opens": "10-01", "closes": "12-31"}], "late": {"days": 31, "reasons": ["illness"]}})
OVER_NEW_YEAR = Window.model_validate({"periods": [{"opens": "11-01", "closes": "01-31"}]})
YEAR_AFTER = Window.model_validate({"periods": [{"opens": "01-01", "closes": "03-31"}], "about": "year-before"})


@pytest.mark.parametrize(
    ("window", "on", "year", "open_"),
    [
        (AUTUMN, date(2026, 9, 30), 2026, False),
        (AUTUMN, date(2026, 10, 1), 2026, True),
        (AUTUMN, date(2026, 12, 31), 2026, True),
        (AUTUMN, date(2027, 1, 10), 2026, True),
        (AUTUMN, date(2027, 2, 1), 2027, False),
        (OVER_NEW_YEAR, date(2027, 1, 31), 2026, True),
        (OVER_NEW_YEAR, date(2027, 2, 1), 2027, False),
        (YEAR_AFTER, date(2027, 2, 1), 2026, True),
        (Window(), date(2027, 2, 1), 2027, False),
    ],
)
def test_a_day_falls_in_a_period_and_that_period_in_a_year(window: Window, on: date, year: int, open_: bool):
    assert (window.year(on), window.at(on) is not None) == (year, open_)


def test_the_next_and_the_last_period_are_told():
    opening, closed = AUTUMN.next(date(2026, 5, 1)), AUTUMN.last(date(2026, 5, 1))

    assert opening is not None
    assert closed is not None
    assert (opening.opens, closed.closes) == (date(2026, 10, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2026, 1, 1), date(2026, 4, 1), 3),
        (date(2026, 1, 1), date(2026, 3, 31), 2),
        (date(2025, 8, 31), date(2025, 11, 30), 3),
        (date(2025, 11, 30), date(2026, 2, 28), 3),
        (date(2026, 4, 1), date(2026, 1, 1), 0),
    ],
)
def test_months_are_counted_as_people_do(since: date, until: date, months: int):
    assert months_between(since, until) == months


def test_a_birthday_and_the_end_of_a_month():
    assert (age(date(2008, 2, 29), date(2026, 2, 28)), age(date(2008, 2, 29), date(2026, 3, 1))) == (17, 18)
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
