"""Ages and whole months, counted as people count them."""

from calendar import monthrange
from datetime import date


def age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def months_between(since: date, until: date) -> int:
    """Whole months; from 31 August to 30 November are three."""
    months = (until.year - since.year) * 12 + until.month - since.month
    full = until.day >= min(since.day, monthrange(until.year, until.month)[1])
    return max(0, months if full else months - 1)


def add_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
