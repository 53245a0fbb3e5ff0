"""The law's clocks (Awb, Algemene termijnenwet): terms in days, moved off weekends and holidays, and what a late decision costs."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from kernel.working_time import Span, Unit, WorkingTime
from schemas.words import CaseKind
from services.waardering.domain.deciding import Term

ZONE = ZoneInfo("Europe/Amsterdam")
NOTICE = timedelta(weeks=2)
"""After a notice of default there are two weeks left before it costs money (Awb 4:17 lid 3)."""
OBJECTION_DECIDED = timedelta(weeks=6)
WITH_COMMITTEE = timedelta(weeks=12)
"""From the end of the objection term (Awb 7:10)."""
LIBERATION_DAY = (5, 5)
"""A day off work only once in five years, but for terms a holiday every year (Atw 3)."""
COMPLAINT = timedelta(weeks=6)
"""Awb 9:11."""
LONGER = {CaseKind.OBJECTION: 6, CaseKind.COMPLAINT: 4}
"""Weeks at most, once (Awb 7:10 lid 3, 9:11 lid 2)."""
BY_POST = timedelta(weeks=1)
"""What was posted before the end of its term may come so much later (Awb 6:9 lid 2)."""


class Rate(NamedTuple):
    days: int
    cents: int


class Penalty(NamedTuple):
    """What each day costs, and how long it goes on."""

    since: date
    rates: tuple[Rate, ...]

    def cents(self, days: int) -> int:
        total = 0
        for rate in self.rates:
            counted = max(0, min(days, rate.days))
            total, days = total + counted * rate.cents, days - counted
        return total


PENALTIES = (Penalty(date(2021, 1, 1), (Rate(14, 2300), Rate(14, 3500), Rate(14, 4500))),)
"""Awb 4:17 lid 2, amounts as of 2021, at most 42 days and EUR 1,442. A later amount is a new line."""

PENALTY_LASTS = timedelta(days=42)
"""From then on it costs no more (Awb 4:17 lid 1)."""


@cache
def _calendar() -> WorkingTime:
    weekdays = ("monday", "tuesday", "wednesday", "thursday", "friday")
    return WorkingTime.model_validate({"opening_hours": {day: [["09:00", "17:00"]] for day in weekdays}})


def end_of(day: date) -> datetime:
    """The last moment of the day on which a term ends; one that ends in a weekend or on a holiday runs on (Atw 1)."""
    while not _calendar().is_working_day(day) or (day.month, day.day) == LIBERATION_DAY:
        day += timedelta(days=1)
    return datetime.combine(day, time(23, 59, 59), ZONE).astimezone(UTC)


def day_of(at: datetime) -> date:
    return at.astimezone(ZONE).date()


def after(term: Term, received_at: datetime) -> datetime:
    """When a decision is due that was asked for at this moment."""
    if term.unit == "working-days":
        return end_of(day_of(_calendar().add_working_days(received_at, term.amount)))
    if term.unit == "months":
        return end_of(day_of(_calendar().due(Span(amount=term.amount, unit=Unit.MONTHS), received_at)))
    return end_of(day_of(received_at) + timedelta(days=term.amount * (7 if term.unit == "weeks" else 1)))


def objection_until(decided_at: datetime, weeks: int = 6) -> datetime:
    """From the day after sending (Awb 6:7, 6:8)."""
    return end_of(day_of(decided_at) + timedelta(weeks=weeks))


def in_time_by_post(posted_on: date, received_at: datetime, until: datetime) -> bool:
    """Posted before the end of the term, and received at most a week after it (Awb 6:9 lid 2)."""
    return posted_on <= day_of(until) and received_at <= end_of(day_of(until) + BY_POST)


def objection_due(received_at: datetime, until: datetime, *, committee: bool) -> datetime:
    """Counted from the end of the objection term, also when it came early."""
    start = max(day_of(until), day_of(received_at))
    return end_of(start + (WITH_COMMITTEE if committee else OBJECTION_DECIDED))


def weeks_after(at: datetime, weeks: int) -> datetime:
    return end_of(day_of(at) + timedelta(weeks=weeks))


def suspended(decide_by: datetime, asked_at: datetime, answered_at: datetime) -> datetime:
    """As many days later as there were from the day after the asking up to and including that of the answer (Awb 4:15).

    A term that had ended already cannot stand still any more: from then on each day is one too many (Awb 4:17).
    """
    if asked_at > decide_by:
        return decide_by
    return end_of(day_of(decide_by) + (day_of(answered_at) - day_of(asked_at)))


def notice_due(received_at: datetime) -> datetime:
    """Two weeks, to the day: this term is the citizen's protection and is not stretched."""
    return datetime.combine(day_of(received_at) + NOTICE, time(23, 59, 59), ZONE).astimezone(UTC)


def penalty_cents(notice_due_at: datetime, decided_at: datetime) -> int:
    """For each day after the two weeks until the decision."""
    days = max(0, (day_of(decided_at) - day_of(notice_due_at)).days)
    rates = max((one for one in PENALTIES if one.since <= day_of(notice_due_at)), key=lambda one: one.since, default=PENALTIES[0])
    return rates.cents(days)


def payable_from(months: tuple[int, ...], now: datetime) -> datetime:
    """At once, or from the first of the next month in which this scheme pays."""
    day = day_of(now)
    if not months or day.month in months:
        return now
    ahead = min((month - day.month) % 12 for month in months)
    year, month = divmod(day.year * 12 + day.month - 1 + ahead, 12)
    return datetime(year, month + 1, 1, tzinfo=ZONE).astimezone(UTC)


def instalments(months: tuple[int, ...], now: datetime, parts: int) -> tuple[datetime, ...]:
    """When each part is paid: the first as any payment, the others each in the next of these months."""
    moments = [payable_from(months, now)]
    while len(moments) < parts:
        year, month = divmod(day_of(moments[-1]).year * 12 + day_of(moments[-1]).month, 12)
        moments.append(payable_from(months, datetime(year, month + 1, 1, tzinfo=ZONE).astimezone(UTC)))
    return tuple(moments)


def days_after(at: datetime, days: int) -> datetime:
    return end_of(day_of(at) + timedelta(days=days))
