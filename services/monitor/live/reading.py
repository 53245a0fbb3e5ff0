"""Shows what was told last, as far as the reader may know it."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import datetime, timedelta

from kernel.work import Work
from schemas.api.monitor import LiveFigures, LiveWindow
from services.monitor.domain import LEAST
from services.monitor.live import store

SILENT = timedelta(seconds=30)
"""Who has told nothing for so long counts no longer."""
HOUR = timedelta(hours=1)


async def show(work: Work, *, suppressed: bool) -> LiveFigures:
    found = await store.read(work, since=work.now - SILENT)
    if found is None:
        return LiveFigures(at=None)
    return for_others(found, work.now) if suppressed else found


def for_others(figures: LiveFigures, now: datetime) -> LiveFigures:
    """Whole hours only: whoever watches a number grow learns of one person at a time, whatever the number."""
    hours = [one for one in figures.windows if one.span == "hour" and one.starts_at + HOUR <= now]
    hidden = too_telling([one.count or 0 for one in hours], [lines_through(one) for one in hours])
    return figures.model_copy(
        update={
            "offers_waiting": _unless_small(figures.offers_waiting),
            "handed_over_today": _unless_small(figures.handed_over_today),
            "windows": tuple(one.model_copy(update={"count": None}) if n in hidden else one for n, one in enumerate(hours)),
        }
    )


def lines_through(window: LiveWindow) -> tuple[Hashable, Hashable]:
    """The rows that add up to a number known elsewhere: all of one hour, and all hours of one municipality or area."""
    kind = "municipality" if window.municipality else "area" if window.support_area else "all"
    return (kind, window.starts_at), (kind, window.municipality, window.support_area)


def too_telling(counts: Sequence[int], lines: Sequence[Sequence[Hashable]], *, least: int = LEAST) -> set[int]:
    """Places of numbers under five; and of the smallest other one wherever a line would otherwise give its only hidden one away."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place, through in enumerate(lines):
        for line in through:
            places[line].append(place)
    hidden = {place for place, count in enumerate(counts) if count < least}
    while alone := next((line for line in places.values() if len(line) > 1 and len(hidden.intersection(line)) == 1), None):
        hidden.add(min((place for place in alone if place not in hidden), key=lambda place: counts[place]))
    return hidden


def _unless_small(count: int | None) -> int | None:
    return count if count is not None and count >= LEAST else None
