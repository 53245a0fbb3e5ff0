"""Who waits for a budget, and the years that are divided or drawn once, with what would come of it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path

from kernel.http.paging import PAGE, cursor_of, read_cursor
from schemas.api.waardering import Allotments, DrawPreview, LotResult, PoolDivided, WaitingLine, WaitingList
from schemas.base import ApplicationId
from services.waardering.api import Officer, OfficerOrPayer, SchemeKey, at_work, not_ours
from services.waardering.api.applications import Cursor
from services.waardering.store import people, waiting
from services.waardering.usecases import allotting, budgeting, showing

router = APIRouter(prefix="/v1", tags=["payout"])
Year = Annotated[str, Path(pattern=r"^2[0-1]\d{2}$")]


@router.get("/budgets/allotments", operation_id="listAllotments")
async def list_allotments(caller: OfficerOrPayer) -> Allotments:
    """Pools and lots, the latest year first."""
    async with at_work(caller) as work:
        return Allotments(items=tuple(await allotting.all_of(work)))


@router.get("/budgets/{budget_id}/waiting", operation_id="listWaiting")
async def list_waiting(budget_id: UUID, caller: OfficerOrPayer, cursor: Cursor = None) -> WaitingList:
    """In the order in which room is given, with what each costs and what that is together with everyone before."""
    beyond = _place(cursor)
    async with at_work(caller) as work:
        await budgeting.one(work, budget_id)
        found = await waiting.line(work, budget_id, beyond=beyond, most=PAGE + 1)
        shown = found[:PAGE]
        known = await people.details(work, [one.person for one in shown])
        work.record(*(one.person for one in shown), what="application", action="list")
    items = tuple(
        WaitingLine(
            place=one.place,
            id=ApplicationId(one.id),
            reference=one.reference,
            name=known[one.person].name if one.person in known else showing.GONE,
            received_at=one.received_at,
            cents=one.cents,
            together_cents=one.together,
        )
        for one in shown
    )
    return WaitingList(items=items, next=cursor_of(shown[-1].place) if len(found) > PAGE else None)


def _place(cursor: str | None) -> int:
    if cursor is None:
        return 0
    (place,) = read_cursor(cursor, int)
    if not isinstance(place, int) or not 0 <= place < 2**31:
        raise not_ours()
    return place


@router.get("/schemes/{key}/pools/{year}", operation_id="previewPool")
async def preview_pool(key: SchemeKey, year: Year, caller: Officer) -> PoolDivided:
    """What would come of it if it were divided now."""
    async with at_work(caller) as work:
        return await allotting.pool(work, key, int(year))


@router.get("/schemes/{key}/draws/{year}", operation_id="previewDraw")
async def preview_draw(key: SchemeKey, year: Year, caller: Officer) -> DrawPreview:
    async with at_work(caller) as work:
        return await allotting.lot(work, key, int(year))


@router.get("/schemes/{key}/draws/{year}/lines", operation_id="listDrawn")
async def list_drawn(key: SchemeKey, year: Year, caller: Officer) -> LotResult:
    """Everyone who took part, the first drawn first; no names."""
    async with at_work(caller) as work:
        return await allotting.drawn(work, key, int(year))
