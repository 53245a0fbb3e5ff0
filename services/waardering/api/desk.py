"""The desk as a whole: found by what someone reads out, several granted together, and the list as a sheet has it."""

from typing import Annotated

from fastapi import APIRouter, Query

from kernel.http.paging import cursor_of
from schemas.api.waardering import ApplicationRecords, BatchDecided, BatchIn
from schemas.api.waardering.schemes import ApplicationSearch, ApplicationsFound
from services.waardering.api import JustOnce, Officer, at_work, read_moment
from services.waardering.api.applications import Cursor, Filtered, Which
from services.waardering.usecases import listing, recording
from services.waardering.usecases.batching import Batch
from services.waardering.usecases.listing import Asked, Sort

router = APIRouter(prefix="/v1", tags=["waardering"])


@router.post("/applications/searches", operation_id="searchApplications")
async def search(told: ApplicationSearch, caller: Officer) -> ApplicationsFound:
    """Nothing is found of another organisation."""
    async with at_work(caller) as work:
        if told.reference is not None:
            rows = await listing.by_reference(work, told.reference)
        elif told.name is not None:
            rows = await listing.by_name(work, told.name)
        else:
            rows = await listing.by_ids(work, told.ids)
        most = listing.PAGE if told.name is not None else len(rows)
        return ApplicationsFound(items=tuple(await listing.lines(work, rows[:most])), more=len(rows) > most)


@router.post("/applications/decisions", operation_id="decideOnSeveral")
async def decide_on_several(told: BatchIn, caller: Officer, once: JustOnce) -> BatchDecided:
    """Each is granted or skipped with why; the same `Idempotency-Key` gives the same answers for three days."""
    return await Batch(caller, once).decide(told)


@router.get("/applications/records", operation_id="listApplicationRecords")
async def records(
    caller: Officer,
    filters: Filtered,
    which: Which = "open",
    sort: Sort | None = None,
    accounts: Annotated[bool, Query(description="With the account of each; only to who may pay.")] = False,
    cursor: Cursor = None,
) -> ApplicationRecords:
    """Everyone in it is recorded as taken along."""
    async with at_work(caller) as work:
        items, after = await recording.page(work, Asked(which, filters, sort, read_moment(cursor)), accounts=accounts)
    return ApplicationRecords(items=tuple(items), next=cursor_of(after[0].isoformat(), str(after[1])) if after else None)
