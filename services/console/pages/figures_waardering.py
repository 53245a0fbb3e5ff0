"""`/cijfers/waardering`: one year's waardering in figures."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from schemas.base import id_of
from services.console import console
from services.console.domain import moments
from services.console.forms import Form
from services.console.gateways import monitor, waardering
from services.console.pages.figures import Who
from services.console.region import region_pages
from services.console.show import page
from services.console.views import figures_waardering as view

router = APIRouter()


@router.get("/cijfers/waardering")
async def figures(request: Request, who: Who, jaar: str = "") -> Response:
    this_year = moments.local(console.clock.now()).year
    year = int(jaar) if jaar.isdecimal() and 2000 <= int(jaar[:5]) <= 2200 else this_year
    region = who.caller.region
    found = await monitor.waardering(who.caller, year)
    names = {str(id_of(region, "scheme", one.key)): one.name for one in (await waardering.schemes(region)).items}
    return page(
        request,
        "figures_waardering.html",
        who,
        here="cijfers",
        form=Form.filled(jaar=str(year)),
        years=[(str(one), str(one)) for one in sorted({year, this_year, *found.years}, reverse=True)],
        year=year,
        at=found.at,
        empty=not found.items,
        tiles=view.tiles(found),
        by_step=view.by_step(found),
        by_reason=view.by_reason(found),
        by_form=view.by_form(found),
        declined=view.declined(found),
        by_town=view.by_town(found, region_pages(region)),
        columns=list(view.COLUMNS.values()),
        by_scheme=view.by_scheme(found, names),
    )
