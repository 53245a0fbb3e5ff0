"""Waardering in figures, as tiles, bars and a table per scheme; what is suppressed says so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from schemas.api.monitor import WaarderingFigure, WaarderingFigures
from schemas.labels import label
from services.console.region import RegionPages
from services.console.views.figures import HIDDEN, Bar, bars_of
from services.console.views.waardering import euros

STEPS: Mapping[str, str] = {
    "invited": "Uitgenodigd",
    "applied": "Aangevraagd",
    "granted": "Toegekend",
    "refused": "Afgewezen",
    "withdrawn": "Ingetrokken",
    "open": "Nog geen beslissing",
    "queued": "Kwam op de wachtlijst",
    "paid": "Uitbetaald of gegeven",
    "help-wished": "Wil gebeld worden",
}
COLUMNS: Mapping[str, str] = {"applied": "Aangevraagd", "granted": "Toegekend", "refused": "Afgewezen", "paid": "Uitbetaald"}


@dataclass(frozen=True)
class Scheme:
    """One row of the table: counts in the order of the columns, and the euros."""

    name: str
    counts: tuple[str, ...]
    granted: str
    paid: str


def tiles(found: WaarderingFigures) -> list[Bar]:
    all_ = _all(found)
    reached = Bar("mantelzorgers kregen iets", _count(all_.get("reached")), 0)
    granted, paid = (_euros(all_.get(what)) for what in ("granted", "paid"))
    shown = [reached, Bar("toegekend", granted, 0), Bar("betaald, min wat terugkwam", paid, 0), *_within(all_)]
    for stage, text in (
        ("requested-to-decided", "dagen van aanvraag tot beslissing, de helft is sneller"),
        ("decided-to-paid", "dagen van beslissing tot betaling, de helft is sneller"),
    ):
        lead = next((one for one in found.lead_times if one.stage == stage and one.scheme_id is None and one.median_days is not None), None)
        if lead is not None and lead.median_days is not None:
            shown.append(Bar(text, f"{lead.median_days:g}".replace(".", ","), 0))
    return shown


def _within(all_: Mapping[str, WaarderingFigure]) -> list[Bar]:
    """As a share of all decisions; not where one of the two numbers is hidden."""
    in_time, late = (all_[what].count if what in all_ else 0 for what in ("in-time", "late"))
    if in_time is None or late is None or not in_time + late:
        return []
    return [Bar("beslist binnen de termijn", f"{round(in_time / (in_time + late) * 100)}%", 0)]


def by_step(found: WaarderingFigures) -> list[Bar]:
    all_ = _all(found)
    return bars_of({text: (all_[what].count if what in all_ else 0) for what, text in STEPS.items()}, keep_order=True)


def by_reason(found: WaarderingFigures) -> list[Bar]:
    return bars_of(_parts(found, lambda one: label(one.reason) if one.reason else None))


def by_form(found: WaarderingFigures) -> list[Bar]:
    return bars_of(_parts(found, lambda one: label(one.form) if one.form else None))


def declined(found: WaarderingFigures) -> str:
    """Katwijk sees that a quarter to a third would rather have no money: how many here?"""
    counts = {one.form.value: one.count for one in found.items if one.form and one.scheme_id is None}
    if not counts or None in counts.values():
        return "Wat mensen kozen, als zij mochten kiezen."
    total = sum(count or 0 for count in counts.values())
    return f"{round((total - (counts.get('money') or 0)) / total * 100)} van de 100 kozen iets anders dan geld, of niets."


def by_town(found: WaarderingFigures, region: RegionPages) -> list[Bar]:
    counts = {region.town(one.municipality): one.count for one in found.items if one.municipality and one.what == "granted"}
    return bars_of(counts)


def by_scheme(found: WaarderingFigures, names: Mapping[str, str]) -> list[Scheme]:
    rows: dict[str, dict[str, WaarderingFigure]] = {}
    for one in found.items:
        if one.scheme_id and one.reason is None and one.form is None:
            rows.setdefault(str(one.scheme_id), {})[one.what] = one
    made = [
        Scheme(
            names.get(scheme, "Een regeling die er niet meer is"),
            tuple(_count(of.get(what)) for what in COLUMNS),
            _euros(of.get("granted")),
            _euros(of.get("paid")),
        )
        for scheme, of in rows.items()
    ]
    return sorted(made, key=lambda one: one.name)


def _all(found: WaarderingFigures) -> dict[str, WaarderingFigure]:
    return {one.what: one for one in found.items if (one.scheme_id, one.municipality, one.reason, one.form) == (None, None, None, None)}


def _parts(found: WaarderingFigures, key: Callable[[WaarderingFigure], str | None]) -> dict[str, int | None]:
    return {name: one.count for one in found.items if one.scheme_id is None and (name := key(one))}


def _count(one: WaarderingFigure | None) -> str:
    return "0" if one is None else HIDDEN if one.count is None else str(one.count)


def _euros(one: WaarderingFigure | None) -> str:
    return euros(0) if one is None else HIDDEN if one.count is None else euros(one.cents or 0)
