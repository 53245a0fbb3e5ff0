"""`/cijfers`: figures of a period, as bars that the server draws and as tables."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from schemas.words import Role
from services.console import console
from services.console.domain import moments
from services.console.forms import Form
from services.console.gateways import monitor
from services.console.region import region_pages
from services.console.show import page
from services.console.views import figures as view
from services.console.visitors import Visitor, staff

router = APIRouter()
Who = Annotated[Visitor, Depends(staff(Role.COORDINATOR, Role.ANALYST))]
MONTHS = 12


@router.get("/cijfers")
async def figures(request: Request, who: Who, periode: str = "") -> Response:
    today = moments.local(console.clock.now()).date()
    periods = choices(today)
    key = periode if periode in periods else next(iter(periods))
    text, start, end = periods[key]
    found = await monitor.figures(who.caller, start, end)
    days = view.by_day(found, start, end)
    kinds = view.by_kind(found)
    return page(
        request,
        "figures.html",
        who,
        here="cijfers",
        form=Form.filled(periode=key),
        periods=[(name, label) for name, (label, _, _) in periods.items()],
        period=text,
        at=found.at,
        empty=not any(one.count or one.count is None for one in found.items),
        tiles=view.tiles(found),
        by_kind=kinds,
        by_kind_text=view.most_by(kinds),
        by_area=view.by_area(found),
        by_town=view.by_town(found, region_pages(who.caller.region)),
        by_step=view.by_step(found),
        days=days,
        days_text=f"Van {moments.date_in_full(start)} tot en met {moments.date_in_full(end)}.",
        first_day=moments.date_in_full(start, today),
        last_day=moments.date_in_full(end, today),
        most=max((int(day.text) for day in days), default=0),
    )


def choices(today: date) -> dict[str, tuple[str, date, date]]:
    """This month first, then the months before it, then this year."""
    found: dict[str, tuple[str, date, date]] = {}
    start = today.replace(day=1)
    for _ in range(MONTHS):
        end = min((start + timedelta(days=31)).replace(day=1) - timedelta(days=1), today)
        found[f"{start:%Y-%m}"] = (moments.month(start), start, end)
        start = (start - timedelta(days=1)).replace(day=1)
    found[f"{today:%Y}"] = (f"heel {today:%Y}", today.replace(month=1, day=1), today)
    return found
