"""HTTP: the figures, for the desk's coordinator and for who analyses."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from kernel.caller import Caller
from kernel.refusals import BadInput, InputError
from kernel.security.doors import allow
from schemas.api.monitor import Figures, LiveFigures, WaarderingFigures
from schemas.words import Role
from services.monitor import monitor, usecases
from services.monitor.domain import day_of
from services.monitor.gateways import is_desk
from services.monitor.live import reading
from services.monitor.waardering import showing

figures = APIRouter(prefix="/v1/figures", tags=["figures"])
Reader = Annotated[Caller, Depends(allow(Role.COORDINATOR, Role.ANALYST))]
USUAL = timedelta(days=29)
LONGEST = timedelta(days=3 * 366)


@figures.get("")
async def all_figures(
    caller: Reader, first: Annotated[date | None, Query(alias="from")] = None, last: Annotated[date | None, Query(alias="to")] = None
) -> Figures:
    """Counts of one region, both days included; the last thirty days when nothing is asked. Only the desk sees numbers under five."""
    last = last or day_of(monitor.clock.now())
    first = first or last - USUAL
    if first > last or last - first > LONGEST:
        raise BadInput([InputError("/from", "These days make no period.", "a day before `to`, at most three years", "query")])
    async with monitor.work(by=caller) as work:
        return await usecases.show(work, first=first, last=last, suppressed=not of_the_desk(caller))


@figures.get("/live")
async def live_figures(caller: Reader) -> LiveFigures:
    """What happens now, where a live process counts along with the topics; about right, never exact. Others than the desk see less."""
    async with monitor.work(by=caller) as work:
        return await reading.show(work, suppressed=not of_the_desk(caller))


@figures.get("/waardering")
async def waardering_figures(caller: Reader, year: Annotated[int | None, Query(ge=2000, le=2200)] = None) -> WaarderingFigures:
    """Of one year's waardering, this year's when nothing is asked: applied, decided, chosen, euros, and how long it took."""
    async with monitor.work(by=caller) as work:
        return await showing.show(work, year or day_of(work.now).year, suppressed=not of_the_desk(caller))


def of_the_desk(caller: Caller) -> bool:
    return caller.has(Role.COORDINATOR) and is_desk(caller.organisation, caller.region)
