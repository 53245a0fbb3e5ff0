"""How long she has cared, in whole months."""

from datetime import date, timedelta

from services.waardering.domain.calendar import add_months, months_between
from services.waardering.domain.facts import Caregiver


def months_of_care(her: Caregiver, on: date, *, first: date | None = None, last: date | None = None) -> int | None:
    """Whole months of care up to this day, or of those between first and last."""
    since = her.cares_since or (add_months(on, -her.months_of_care) if her.months_of_care is not None else None)
    if since is None:
        return None
    ends = [on] + [one + timedelta(days=1) for one in (her.cares_until, last) if one is not None]
    return months_between(max(since, first or since), max(min(ends), max(since, first or since)))
