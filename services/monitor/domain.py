"""Figures as pure folds over events: what is counted where, how long steps take, and which numbers are too small to show."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from schemas.api.monitor import Figure
from schemas.intake import CaregiverSignalled, SignalClosed
from schemas.referral import (
    AboutReferral,
    CaregiverHandedOver,
    ReferralAccepted,
    ReferralCompleted,
    ReferralDeclined,
    ReferralExpired,
    ReferralReturned,
    ReferralStopped,
    ReferralWithdrawn,
)

ZONE = ZoneInfo("Europe/Amsterdam")
LEAST = 5
"""A number below this could be about someone you know."""
ALL_AREAS = ""
"""The area of the row that counts a signal once, whatever it asks for."""


class What(StrEnum):
    SIGNALS = "signals"
    APPOINTED = "appointed"
    HANDED_OVER = "handed-over"
    COMPLETED = "completed"
    STOPPED = "stopped"
    DECLINED = "declined"
    EXPIRED = "expired"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


Countable = SignalClosed | AboutReferral
"""Told about a signal that was counted when it came in."""

COUNTED_AS: dict[type[SignalClosed] | type[AboutReferral], What] = {
    SignalClosed: What.CLOSED,
    ReferralAccepted: What.APPOINTED,
    CaregiverHandedOver: What.HANDED_OVER,
    ReferralCompleted: What.COMPLETED,
    ReferralStopped: What.STOPPED,
    ReferralDeclined: What.DECLINED,
    ReferralExpired: What.EXPIRED,
    ReferralReturned: What.RETURNED,
    ReferralWithdrawn: What.WITHDRAWN,
}


class Stage(StrEnum):
    TO_CONTACT = "received-to-contact"
    TO_APPOINTED = "received-to-appointed"
    TO_HANDED_OVER = "appointed-to-handed-over"


@dataclass(frozen=True, slots=True)
class Known:
    """What later events of a signal are counted by; no person in it."""

    signal_id: UUID
    region: str
    municipality: str
    """Empty when unknown."""
    signalled_by: str
    areas: tuple[str, ...]
    received_at: datetime
    contacted_at: datetime | None = None
    appointed_at: datetime | None = None


class Cell(NamedTuple):
    region: str
    day: date
    what: str
    municipality: str
    signalled_by: str
    area: str


class Step(NamedTuple):
    """One bucket of one stage's histogram."""

    region: str
    day: date
    stage: str
    bucket: int


def known_from(event: CaregiverSignalled) -> Known:
    return Known(
        event.signal_id,
        event.region,
        event.municipality or "",
        event.signalled_by.value,
        tuple(sorted({area.value for area in event.support_areas})),
        event.received_at,
    )


def day_of(moment: datetime) -> date:
    """The day as people here count it."""
    return moment.astimezone(ZONE).date()


def counts(what: What, happened: Iterable[tuple[Known, datetime]]) -> Counter[Cell]:
    """Once over all areas, and once for each that it asks for."""
    return Counter(
        Cell(known.region, day_of(at), what.value, known.municipality, known.signalled_by, area)
        for known, at in happened
        for area in (ALL_AREAS, *known.areas)
    )


# how long steps take ------------------------------------------------------------------------------

HOURS = (1, 2, 4, 8, 12, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720, 1080, 1440, 2160)
"""Upper ends of the buckets; the last one has none."""


def step(known: Known, stage: Stage, since: datetime, until: datetime) -> Step:
    hours = max(timedelta(0), until - since) / timedelta(hours=1)
    return Step(known.region, day_of(until), stage.value, bisect_left(HOURS, hours))


def median_hours(histogram: dict[int, int]) -> float | None:
    """The middle one's hours, taken as evenly spread within its bucket."""
    total = sum(histogram.values())
    if not total:
        return None
    buckets = sorted(histogram)
    for bucket, so_far in zip(buckets, accumulate(histogram[b] for b in buckets), strict=True):
        if so_far * 2 >= total:
            low = HOURS[bucket - 1] if bucket else 0
            high = HOURS[bucket] if bucket < len(HOURS) else HOURS[-1]
            within = (total / 2 - (so_far - histogram[bucket])) / histogram[bucket]
            return round(low + (high - low) * within, 1)
    raise AssertionError("a histogram's half lies within it")


# what may be shown --------------------------------------------------------------------------------


def dimension(figure: Figure) -> tuple[str, bool, bool, bool, bool]:
    """Figures of one dimension of one thing add up, so they are judged together."""
    return (
        figure.what,
        figure.day is not None,
        figure.municipality is not None,
        figure.signalled_by is not None,
        figure.support_area is not None,
    )


def without_small(figures: Sequence[Figure], *, least: int = LEAST) -> tuple[Figure, ...]:
    """Leaves out numbers under five; where only one of a row is left out, the smallest other goes too, for it could be worked out."""
    hidden = to_hide([(dimension(figure), figure.count or 0) for figure in figures], least=least)
    return tuple(figure.model_copy(update={"count": None}) if place in hidden else figure for place, figure in enumerate(figures))


def to_hide(counts: Sequence[tuple[Hashable, int]], *, least: int = LEAST) -> set[int]:
    """Places of what may not be shown; counts of one row stand under the same key."""
    rows: dict[Hashable, list[int]] = defaultdict(list)
    for place, (key, _) in enumerate(counts):
        rows[key].append(place)
    hidden: set[int] = set()
    for places in rows.values():
        small = [place for place in places if counts[place][1] < least]
        if len(small) == 1 and len(places) > 1:
            small.append(min((place for place in places if place not in small), key=lambda place: counts[place][1]))
        hidden.update(small)
    return hidden
