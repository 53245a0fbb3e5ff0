"""Monitor: figures."""

from datetime import date

from kernel.caller import Caller
from schemas.api.monitor import Figures, LiveFigures, WaarderingFigures
from schemas.words import Purpose
from services.console import console


async def figures(by: Caller, start: date, end: date) -> Figures:
    query = {"from": start.isoformat(), "to": end.isoformat()}
    return await console.asks.get("monitor", "/v1/figures", answer=Figures, purpose=Purpose.FIGURES, as_caller=by, query=query)


async def live(by: Caller) -> LiveFigures:
    return await console.asks.get("monitor", "/v1/figures/live", answer=LiveFigures, purpose=Purpose.FIGURES, as_caller=by)


async def waardering(by: Caller, year: int) -> WaarderingFigures:
    query = {"year": str(year)}
    return await console.asks.get(
        "monitor", "/v1/figures/waardering", answer=WaarderingFigures, purpose=Purpose.FIGURES, as_caller=by, query=query
    )
