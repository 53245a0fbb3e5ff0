"""Live figures as bars over time and bars of sums."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from schemas.api.monitor import LiveFigures, LiveWindow
from schemas.labels import label
from services.console.domain import moments
from services.console.region import RegionPages
from services.console.views.figures import HIDDEN, Bar

Span = Literal["five-minutes", "hour"]
SIZES: dict[Span, timedelta] = {"five-minutes": timedelta(minutes=5), "hour": timedelta(hours=1)}
BACK: dict[Span, timedelta] = {"five-minutes": timedelta(hours=2), "hour": timedelta(hours=24)}


def tiles(figures: LiveFigures) -> list[Bar]:
    return [
        Bar("vragen wachten op een ja of nee van een aanbieder", _text(figures.offers_waiting), 0),
        Bar("overgedragen vandaag", _text(figures.handed_over_today), 0),
        Bar("signalen in de laatste 24 uur", _sum([one.count for one in of_all(figures, "hour")]), 0),
    ]


def of_all(figures: LiveFigures, span: Span) -> list[LiveWindow]:
    return [one for one in figures.windows if one.span == span and one.municipality is None and one.support_area is None]


def over_time(figures: LiveFigures, span: Span, now: datetime) -> list[Bar]:
    """One bar for each window in which something came in, at its place on the axis that ends now."""
    windows, start = of_all(figures, span), begin(span, now)
    most = max((one.count or 0 for one in windows), default=0) or 1
    whole = (now - start) / timedelta(seconds=100)
    return [
        Bar(
            moments.moment(one.starts_at, now),
            _text(one.count),
            round((one.count or 0) / most * 100, 1),
            round((one.starts_at - start) / timedelta(seconds=1) / whole, 2),
            round(SIZES[span] * 0.8 / timedelta(seconds=1) / whole, 2),
        )
        for one in windows
        if one.starts_at >= start
    ]


def begin(span: Span, now: datetime) -> datetime:
    """Of the first window that is told."""
    start = now - BACK[span]
    return start - timedelta(seconds=start.timestamp() % SIZES[span].total_seconds())


def most(bars: Sequence[Bar]) -> int:
    return max((int(bar.text) for bar in bars if bar.text.isdecimal()), default=0)


def by_town(figures: LiveFigures, region: RegionPages) -> list[Bar]:
    return _sums([(region.town(one.municipality), one.count) for one in figures.windows if one.span == "hour" and one.municipality])


def by_area(figures: LiveFigures) -> list[Bar]:
    return _sums([(label(one.support_area), one.count) for one in figures.windows if one.span == "hour" and one.support_area])


def _sums(rows: Sequence[tuple[str, int | None]]) -> list[Bar]:
    counts: dict[str, list[int | None]] = defaultdict(list)
    for name, count in rows:
        counts[name].append(count)
    totals = {name: sum(one or 0 for one in found) for name, found in counts.items()}
    longest = max(totals.values(), default=0) or 1
    return [
        Bar(name, _sum(counts[name]), round(totals[name] / longest * 100, 1))
        for name in sorted(totals, key=lambda one: (-totals[one], one))
    ]


def _sum(counts: Sequence[int | None]) -> str:
    """`12 of meer` when some of the hours were left out."""
    total = sum(one or 0 for one in counts)
    if None not in counts:
        return str(total)
    return f"{total} of meer" if total else HIDDEN


def _text(count: int | None) -> str:
    return HIDDEN if count is None else str(count)
