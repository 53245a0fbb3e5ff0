"""What is kept along the way and what is told of it. No broker in it: tables come in as mappings, and records as events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from schemas.api.monitor import LiveWindow
from schemas.words import SupportArea
from services.monitor.domain import What, day_of

Span = Literal["five-minutes", "hour"]
SHOWN: Mapping[Span, timedelta] = {"five-minutes": timedelta(hours=2), "hour": timedelta(hours=24)}
"""How far back windows are told."""
SIZES: Mapping[Span, timedelta] = {"five-minutes": timedelta(minutes=5), "hour": timedelta(hours=1)}
KEPT: Mapping[Span, timedelta] = {"five-minutes": timedelta(hours=3), "hour": timedelta(hours=27)}
"""The longest day has 25 hours."""


class Key(NamedTuple):
    """What one number of a window is of.

    With the partition in it, for what a table remembers is kept per partition too: a key of several would be restored from whichever
    came last. With two logs in one table, their positions must not be compared either: `what` keeps them apart.
    """

    part: int
    region: str
    what: str
    municipality: str
    area: str


class Kept(NamedTuple):
    """How often, and the position of the event that was counted last: a copy that comes again counts no second time."""

    times: int
    position: int


NOTHING = Kept(0, 0)
InWindow = tuple[Key, tuple[float, float]]
"""Begin and end of the window in seconds, as Faust keeps them."""


@dataclass(frozen=True)
class Told:
    """Of one region, with all numbers in it."""

    offers_waiting: int
    handed_over_today: int
    windows: tuple[LiveWindow, ...]


def keys_of_signal(part: int, region: str, municipality: str | None, areas: Iterable[SupportArea]) -> list[Key]:
    """Once for all, once for its municipality and once for each thing it asks for."""
    keys = [Key(part, region, What.SIGNALS.value, "", "")]
    keys += [Key(part, region, What.SIGNALS.value, municipality, "")] if municipality else []
    return keys + [Key(part, region, What.SIGNALS.value, "", area.value) for area in sorted(set(areas))]


def tell(
    windows: Mapping[Span, Iterable[tuple[InWindow, Kept]]], waiting: Iterable[str], now: datetime, regions: Iterable[str]
) -> dict[str, Told]:
    """`waiting`: the region of each offer without an answer. Each of `regions` is told of, and any other in which something happened."""
    offers = Counter(waiting)
    handed_over: Counter[str] = Counter()
    signals: dict[str, Counter[tuple[Span, datetime, str, str]]] = defaultdict(Counter)
    for span, rows in windows.items():
        for (key, (begin, _)), kept in rows:
            of, start = Key(*key), datetime.fromtimestamp(begin, UTC)
            if of.what == What.SIGNALS and start + SIZES[span] > now - SHOWN[span]:
                signals[of.region][span, start, of.municipality, of.area] += Kept(*kept).times
            elif of.what == What.HANDED_OVER and span == "hour" and day_of(start) == day_of(now):
                handed_over[of.region] += Kept(*kept).times
    return {
        region: Told(offers[region], handed_over[region], tuple(_window(of, count) for of, count in sorted(signals[region].items())))
        for region in sorted({*regions, *offers, *handed_over, *signals})
    }


def _window(of: tuple[Span, datetime, str, str], count: int) -> LiveWindow:
    span, start, municipality, area = of
    return LiveWindow(
        span=span, starts_at=start, municipality=municipality or None, support_area=SupportArea(area) if area else None, count=count
    )
