"""The desk's clock: what is due when, over evenings, weekends, holidays and the change to summer time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from kernel.working_time import SameDay, Span, WorkingTime

WEEK = {day: [["08:30", "17:00"]] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
DESK = WorkingTime.model_validate({"opening_hours": WEEK, "closing_days": [{"date": "2026-12-24", "reason": "Dag voor Kerst"}]})
LUNCH = WorkingTime.model_validate({"opening_hours": {"monday": [["09:00", "12:00"], ["13:00", "17:00"]]}})
TODAY = TypeAdapter(SameDay).validate_python(
    {"received_before": "15:00", "due": "same-working-day", "otherwise": "next-working-day", "otherwise_at": "12:00"}
)
MOMENTS = st.integers(0, 10 * 365 * 24 * 60).map(lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))


def dutch(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=DESK.zone).astimezone(UTC)


def test_working_days_end_when_the_desk_closes_and_the_day_itself_does_not_count():
    due = DESK.add_working_days(dutch("2026-11-16T10:00"), 3)

    assert due == dutch("2026-11-19T17:00")


def test_a_weekend_is_skipped():
    due = DESK.add_working_days(dutch("2026-11-20T16:00"), 1)

    assert due == dutch("2026-11-23T17:00")


def test_what_comes_on_a_sunday_counts_from_monday():
    due = DESK.add_working_days(dutch("2026-11-22T10:00"), 1)

    assert due == dutch("2026-11-23T17:00")


def test_christmas_and_the_desks_own_closing_day_are_skipped():
    due = DESK.add_working_days(dutch("2026-12-23T10:00"), 1)

    assert due == dutch("2026-12-28T17:00")


@pytest.mark.parametrize("holiday", ["2026-04-06", "2026-04-27", "2026-05-14", "2026-05-25", "2027-01-01"])
def test_the_desk_is_closed_on_dutch_holidays(holiday):
    assert not DESK.is_working_day(date.fromisoformat(holiday))


def test_staffed_minutes_stop_at_closing_time_and_go_on_next_morning():
    due = DESK.add_staffed_minutes(dutch("2026-11-20T16:55"), 15)

    assert due == dutch("2026-11-23T08:40")


def test_staffed_minutes_do_not_count_a_lunch_break():
    due = LUNCH.add_staffed_minutes(dutch("2026-11-23T11:50"), 15)

    assert due == dutch("2026-11-23T13:05")


def test_today_means_today_before_three_o_clock():
    due = DESK.due(TODAY, dutch("2026-11-23T14:59"))

    assert due == dutch("2026-11-23T17:00")


def test_today_after_three_o_clock_means_the_next_working_day_at_noon():
    due = DESK.due(TODAY, dutch("2026-11-20T15:00"))

    assert due == dutch("2026-11-23T12:00")


def test_today_on_a_saturday_means_monday_at_noon():
    due = DESK.due(TODAY, dutch("2026-11-21T09:00"))

    assert due == dutch("2026-11-23T12:00")


def test_a_month_after_the_last_of_january_is_the_last_of_february():
    due = DESK.due(Span(amount=1, unit="months"), dutch("2027-01-31T10:00"))

    assert due == dutch("2027-02-28T10:00")


def test_days_keep_the_hour_over_the_change_to_summer_time():
    due = DESK.due(Span(amount=1, unit="days"), dutch("2027-03-27T10:00"))

    assert due == dutch("2027-03-28T10:00")


@given(MOMENTS, st.integers(1, 2000))
def test_staffed_minutes_are_counted_exactly(at, minutes):
    due = DESK.add_staffed_minutes(at, minutes)
    days = (DESK.local_day(at) + timedelta(days=n) for n in range((due - at).days + 3))
    open_between = sum((max(timedelta(), min(c, due) - max(o, at)) for day in days for o, c in DESK.spans(day)), timedelta())

    assert open_between == timedelta(minutes=minutes)


@given(MOMENTS, st.integers(0, 30))
def test_working_days_always_end_on_a_working_day_after_the_start(at, days):
    due = DESK.add_working_days(at, days)
    between = sum(
        DESK.is_working_day(DESK.local_day(at) + timedelta(days=n)) for n in range(1, (DESK.local_day(due) - DESK.local_day(at)).days + 1)
    )

    assert DESK.is_working_day(DESK.local_day(due))
    assert days == 0 or between == days


@given(MOMENTS)
def test_today_is_never_due_in_the_past(at):
    assert DESK.due(TODAY, at) > at


def test_a_desk_that_never_opens_is_refused():
    with pytest.raises(ValidationError, match="at least one day"):
        WorkingTime.model_validate({"opening_hours": {"monday": []}})


def test_hours_out_of_order_are_refused():
    with pytest.raises(ValidationError, match="must follow each other"):
        WorkingTime.model_validate({"opening_hours": {"monday": [["17:00", "08:30"]]}})


def test_an_unknown_day_of_the_week_is_refused():
    with pytest.raises(ValidationError, match="no day of the week"):
        WorkingTime.model_validate({"opening_hours": {"maandag": [["08:30", "17:00"]]}})
