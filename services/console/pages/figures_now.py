"""`/cijfers/nu`: what happens now, where a live process counts along; about right, and it says so when nobody counts."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from schemas.words import Role
from services.console import console
from services.console.domain import moments
from services.console.gateways import monitor
from services.console.region import region_pages
from services.console.show import page
from services.console.views import now as view
from services.console.visitors import Visitor, staff

router = APIRouter()
Who = Annotated[Visitor, Depends(staff(Role.COORDINATOR, Role.ANALYST))]


@router.get("/cijfers/nu")
async def figures_now(request: Request, who: Who, stil: str = "") -> Response:
    found, now = await monitor.live(who.caller), console.clock.now()
    fives, hours = view.over_time(found, "five-minutes", now), view.over_time(found, "hour", now)
    return page(
        request,
        "figures_now.html",
        who,
        here="cijfers",
        at=found.at,
        behind=found.behind,
        still=bool(stil),
        tiles=view.tiles(found),
        fives=fives,
        most_fives=view.most(fives),
        fives_from=moments.moment(view.begin("five-minutes", now), now),
        hours=hours,
        most_hours=view.most(hours),
        hours_from=moments.moment(view.begin("hour", now), now),
        by_town=view.by_town(found, region_pages(who.caller.region)),
        by_area=view.by_area(found),
    )
