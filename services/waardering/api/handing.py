"""Lists on which presents, vouchers and cards are handed over, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from kernel.http.idempotency import Kept
from kernel.http.paging import PAGE, cursor_of
from schemas.api.waardering import CollectionIn, HandOut, HandOutIn, HandOutLine, HandOuts, Payment
from services.waardering.api import JustOnce, Officer, at_work, read_id
from services.waardering.store import handouts
from services.waardering.usecases import handing
from services.waardering.usecases import showing_payments as showing

router = APIRouter(prefix="/v1", tags=["payout"])
Token = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{24}$")]


@router.post("/hand-outs", operation_id="makeHandOut", status_code=201, response_model=HandOut)
async def make(told: HandOutIn, caller: Officer, once: JustOnce) -> Response:
    """A list of whatever lies ready now, each line with a square code that signs for it once."""

    async def list_() -> Kept:
        row = await handing.make(work, told)
        return Kept.of((await showing.hand_outs(work, [row]))[0], 201, Location=f"/v1/hand-outs/{row.id}")

    async with at_work(caller) as work:
        return await once.do(work, list_)


@router.get("/hand-outs", operation_id="listHandOuts")
async def list_hand_outs(caller: Officer, cursor: Annotated[str | None, Query(max_length=500)] = None) -> HandOuts:
    async with at_work(caller) as work:
        rows = await handouts.page(work, read_id(cursor), PAGE)
        items = await showing.hand_outs(work, rows[:PAGE])
    return HandOuts(items=tuple(items), next=cursor_of(str(rows[PAGE - 1].id)) if len(rows) > PAGE else None)


@router.get("/hand-outs/{hand_out_id}", operation_id="readHandOut")
async def read(hand_out_id: UUID, caller: Officer) -> HandOut:
    async with at_work(caller) as work:
        return await showing.hand_out(work, await handouts.mine(work, hand_out_id))


@router.get("/hand-out-tokens/{token}", operation_id="readHandOutToken")
async def scan(token: Token, caller: Officer) -> HandOutLine:
    """What was scanned; looking signs for nothing."""
    async with at_work(caller) as work:
        list_, row = await handouts.by_token(work, handing.hash_of(token))
        return (await showing.hand_out_lines(work, list_, [row]))[0]


@router.post("/payments/{payment_id}/collections", operation_id="collectPayment", response_model=Payment)
async def collect(payment_id: UUID, told: CollectionIn, caller: Officer, once: JustOnce) -> Response:
    """Signed for once; a second time says when and by whom."""

    async def sign() -> Kept:
        return Kept.of((await showing.payments(work, [await handing.collect(work, payment_id, told)]))[0])

    async with at_work(caller) as work:
        return await once.do(work, sign)


@router.post("/payments/{payment_id}/collection-withdrawals", operation_id="undoCollection", response_model=Payment)
async def undo(payment_id: UUID, caller: Officer, once: JustOnce) -> Response:
    """Within a quarter of an hour; after that it stands."""

    async def take_back() -> Kept:
        return Kept.of((await showing.payments(work, [await handing.undo(work, payment_id)]))[0])

    async with at_work(caller) as work:
        return await once.do(work, take_back)
