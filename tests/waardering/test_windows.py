"""When one may ask, over New Year and too late too, and which version then decides."""

from datetime import date

import pytest

from services.waardering.domain import Audience, Overlap, Schemes
from services.waardering.domain.calendar import add_months, age, months_between
from services.waardering.domain.windows import Window
from tests.waardering.applications import Json, scheme

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


def versions(window: Json) -> Schemes:
    """This year's and next year's, with the same window."""
    this_year = scheme(valid_until="2026-12-31", window=window)
    next_year = scheme(valid_from="2027-01-01", window=window)
    return Schemes([next_year, this_year])


@pytest.mark.parametrize(
    ("window", "on", "version"),
    [
        ({}, date(2026, 12, 31), "voorbeeld@2020-01-01"),
        ({}, date(2027, 1, 1), "voorbeeld@2027-01-01"),
        ({"periods": [{"opens": "11-01", "closes": "01-31"}]}, date(2027, 1, 15), "voorbeeld@2020-01-01"),
        ({"periods": [{"opens": "11-01", "closes": "01-31"}]}, date(2027, 11, 1), "voorbeeld@2027-01-01"),
        (
            {"periods": [{"opens": "10-01", "closes": "12-31"}], "late": {"days": 31, "reasons": ["illness"]}},
            date(2027, 1, 15),
            "voorbeeld@2020-01-01",
        ),
        ({"periods": [{"opens": "10-01", "closes": "12-31"}]}, date(2027, 1, 15), "voorbeeld@2027-01-01"),
    ],
)
def test_rules_do_not_change_within_a_period(window: Json, on: date, version: str):
    found = versions(window).version("voorbeeld", on)

    assert found is not None
    assert found.version == version
    assert [one.version for one in versions(window).for_("GM0402", None, on)] == [version]


def test_a_scheme_that_begins_within_its_first_period_holds_at_once():
    begins = Schemes([scheme(valid_from="2026-11-01", window={"periods": [{"opens": "10-01", "closes": "12-31"}]})])

    assert (begins.version("voorbeeld", date(2026, 10, 31)), len(begins.for_("GM0402", None, date(2026, 11, 1)))) == (None, 1)


def test_the_young_see_their_own_scheme_and_that_of_everyone():
    all_ = Schemes(scheme(key=f"voor-{audience}", audience=audience) for audience in ("everyone", "adults", "young"))

    assert [one.key for one in all_.for_("GM0402", Audience.YOUNG, date(2026, 1, 1))] == ["voor-everyone", "voor-young"]
    assert [one.key for one in all_.for_("GM0402", Audience.ADULTS, date(2026, 1, 1))] == ["voor-adults", "voor-everyone"]
    assert len(all_.for_("GM0402", None, date(2026, 1, 1))) == 3
    assert all_.for_("GM0363", None, date(2026, 1, 1)) == ()


def test_two_versions_on_one_day_are_refused():
    with pytest.raises(Overlap):
        Schemes([scheme(), scheme(valid_from="2026-01-01")])
