"""Figures as tiles and bars: counts only, and what is suppressed says so."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from schemas.api.monitor import Figure, Figures
from schemas.labels import label
from services.console.domain import moments
from services.console.region import RegionPages

STEPS: Mapping[str, str] = {
    "signals": "Signalen",
    "appointed": "Aanbieder zei ja",
    "handed-over": "Overgedragen",
    "completed": "Hulp afgerond",
    "declined": "Nee van een aanbieder",
    "expired": "Niet op tijd beantwoord",
    "stopped": "Hulp gestopt",
    "returned": "Terug bij het aanmeldpunt",
    "withdrawn": "Ingetrokken",
    "closed": "Afgesloten",
}
TILES: Mapping[str, str] = {
    "signals": "signalen",
    "appointed": "keer zei een aanbieder ja",
    "handed-over": "overgedragen",
    "completed": "keer hulp afgerond",
}
HIDDEN = "onder de 5"


@dataclass(frozen=True)
class Bar:
    label: str
    text: str
    share: float
    """Of the longest bar, in percent."""
    left: float = 0
    width: float = 0


def tiles(figures: Figures) -> list[Bar]:
    counts = [Bar(text, _text(_total(figures, what)), 0) for what, text in TILES.items()]
    first = next((one for one in figures.lead_times if one.stage == "received-to-contact" and one.median_hours is not None), None)
    return counts + ([Bar("van signaal tot eerste gesprek, de helft is sneller", _hours(first.median_hours or 0), 0)] if first else [])


def by_step(figures: Figures) -> list[Bar]:
    return bars_of({text: _total(figures, what) for what, text in STEPS.items()}, keep_order=True)


def by_kind(figures: Figures) -> list[Bar]:
    return bars_of(_sums(figures, lambda one: label(one.signalled_by) if one.signalled_by else None))


def by_area(figures: Figures) -> list[Bar]:
    return bars_of(_sums(figures, lambda one: label(one.support_area) if one.support_area else None))


def by_town(figures: Figures, region: RegionPages) -> list[Bar]:
    return bars_of(_sums(figures, lambda one: region.town(one.municipality) if one.municipality else None))


def by_day(figures: Figures, start: date, end: date) -> list[Bar]:
    """One narrow bar a day, at its place on the axis."""
    found = [one for one in figures.items if one.what == "signals" and one.day is not None]
    counts: dict[date, int] = defaultdict(int)
    for one in found:
        if one.day is not None:
            counts[one.day] += one.count or 0
    span = max((end - start).days + 1, 1)
    most = max(counts.values(), default=0) or 1
    return [
        Bar(
            moments.date_in_full(day),
            str(count),
            round(count / most * 100, 1),
            round((day - start).days / span * 100, 2),
            round(80 / span, 2),
        )
        for day, count in sorted(counts.items())
    ]


def most_by(bars: list[Bar]) -> str:
    """One sentence above the chart: who signals most."""
    return f"Het vaakst: {bars[0].label.lower()}, {bars[0].text} keer." if bars and bars[0].share else "Nog te weinig om iets te zeggen."


def _sums(figures: Figures, key: Callable[[Figure], str | None]) -> dict[str, int | None]:
    """Signals by one feature: monitor answers a row of its own for each."""
    return {name: one.count for one in figures.items if one.what == "signals" and (name := key(one))}


def _total(figures: Figures, what: str) -> int | None:
    """The row without any feature; nothing of a kind happened when there is none."""
    for one in figures.items:
        if one.what == what and (one.day, one.municipality, one.signalled_by, one.support_area) == (None, None, None, None):
            return one.count
    return 0


def _hours(hours: float) -> str:
    """`3 uur`, `2,1 dag`: the larger unit once it is past a day."""
    if round(hours) < 1:
        return "minder dan 1 uur"
    return f"{hours:.0f} uur" if hours < 24 else f"{hours / 24:.1f} dag".replace(".", ",")


def bars_of(sums: Mapping[str, int | None], *, keep_order: bool = False) -> list[Bar]:
    most = max((count or 0 for count in sums.values()), default=0) or 1
    items = list(sums.items()) if keep_order else sorted(sums.items(), key=lambda item: (-(item[1] or 0), item[0]))
    return [Bar(name, _text(count), round((count or 0) / most * 100, 1)) for name, count in items]


def _text(count: int | None) -> str:
    return HIDDEN if count is None else str(count)
