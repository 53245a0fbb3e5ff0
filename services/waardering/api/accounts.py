"""Another account for a payment that came back, over HTTP: by its payee's link alone."""

from datetime import timedelta

from fastapi import APIRouter, Response

from kernel.http.idempotency import Kept
from kernel.security.limits import count_attempt
from schemas.api.waardering.own import OwnAccountIn, Returned, ReturnedIn
from schemas.words import Purpose
from services.waardering.api import JustOnce, at_work
from services.waardering.api.own import Door
from services.waardering.usecases import accounts

router = APIRouter(prefix="/v1", tags=["waardering, by her link"])
TIMES = 5
"""A day: enough to correct oneself, and too few to try accounts out."""


@router.post("/own-accounts/openings", operation_id="openReturnedPayment")
async def look(told: ReturnedIn, caller: Door) -> Returned:
    """Who looked is recorded."""
    async with at_work(caller, Purpose.OWN_FILE) as work:
        return await accounts.look(work, told)


@router.post("/own-accounts", operation_id="giveOwnAccount", response_model=Returned)
async def give(told: OwnAccountIn, caller: Door, once: JustOnce) -> Response:
    """Nothing is paid by this: an officer pays again, and another approves."""
    async with at_work(caller, Purpose.OWN_FILE) as work:
        await count_attempt(work, "own-account", told.token, most=TIMES, per=timedelta(days=1))

    async with at_work(caller, Purpose.OWN_FILE) as work:

        async def make() -> Kept:
            return Kept.of(await accounts.give(work, told), 200)

        return await once.do(work, make)
