"""Referrals over HTTP: for the provider, the desk, the caregiver by her link, and services that write about them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from kernel.caller import Caller
from kernel.http.etag import etag, if_match, if_match_or_none
from kernel.http.idempotency import Kept, Once, idempotent
from kernel.http.paging import cursor_of, read_cursor
from kernel.refusals import BadInput, Forbidden, InputError, PreconditionRequired
from kernel.security.doors import allow, asked_for
from kernel.work import Work
from schemas.api.referral import ConfirmationIn, DecisionIn, MeetingIn, OtherTimeIn, OutcomeIn, Referral, Referrals, WithdrawalIn
from schemas.words import Purpose, Role
from services.referral import referral
from services.referral.store import lists
from services.referral.store.lists import After, List
from services.referral.store.one import Held
from services.referral.usecases import handing_over, offering, seeing, showing

router = APIRouter(prefix="/v1/referrals", tags=["referrals"])

Staff = Annotated[Caller, Depends(allow(Role.PROVIDER, Role.ASSESSOR, Role.COORDINATOR))]
Provider = Annotated[Caller, Depends(allow(Role.PROVIDER))]
Desk = Annotated[Caller, Depends(allow(Role.ASSESSOR, Role.COORDINATOR))]
Her = Annotated[Caller, Depends(allow(Role.CAREGIVER))]
StaffOrHer = Annotated[Caller, Depends(allow(Role.PROVIDER, Role.ASSESSOR, Role.COORDINATOR, Role.CAREGIVER))]
Anyone = Annotated[Caller, Depends(allow(Role.PROVIDER, Role.ASSESSOR, Role.COORDINATOR, Role.CAREGIVER, Role.SERVICE))]
Why = Annotated[Purpose, Depends(asked_for(Purpose, otherwise=Purpose.HANDOVER))]
Version = Annotated[int, Depends(if_match)]
JustOnce = Annotated[Once, Depends(idempotent)]
MaybeVersion = Annotated[int | None, Depends(if_match_or_none)]


@asynccontextmanager
async def at_work(caller: Caller, why: Purpose = Purpose.HANDOVER) -> AsyncIterator[Work]:
    async with referral.work(by=caller, purpose=Purpose.OWN_FILE if caller.kind == "link" else why) as work:
        yield work


async def shown(work: Work, held: Held, response: Response) -> Referral:
    etag(response, held.row.version)
    return await showing.whole(work, held)


@router.get("", operation_id="listReferrals")
async def list_referrals(
    caller: Staff,
    why: Why,
    which: Annotated[List | None, Query(alias="list")] = None,
    signal: Annotated[UUID | None, Query()] = None,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Referrals:
    """What is due first comes first. `open`: to answer; `planned`: to plan, to meet or to confirm; `active`: support goes on;
    `done`: ended, the latest first. With `signal` and no list: all of that signal."""
    if which is None and signal is None:
        which = "open"
    async with at_work(caller, why) as work:
        found, after, total = await lists.page(work, which, signal=signal, after=read_after(cursor))
        items = tuple(showing.line(work, held) for held in found)
    return Referrals(items=items, total=total, next=cursor_of(after.at.isoformat(), str(after.id)) if after else None)


def read_after(cursor: str | None) -> After | None:
    if cursor is None:
        return None
    at, last = read_cursor(cursor, str, str)
    try:
        return After(datetime.fromisoformat(str(at)).astimezone(UTC), UUID(str(last)))
    except (ValueError, OverflowError):
        raise BadInput([InputError("/cursor", "This is not a cursor of this list.", "`next` of the page before", "query")]) from None


@router.get("/{referral_id}", operation_id="readReferral")
async def read_referral(referral_id: UUID, caller: Anyone, why: Why, response: Response) -> Referral:
    """A provider that was asked sees the question; her ids and the meeting's place only once it said yes."""
    if caller.kind == "service" and why is not Purpose.MESSAGES:
        raise Forbidden("a service reads a referral to write messages about it")
    async with at_work(caller, why) as work:
        return await shown(work, await seeing.readable(work, referral_id), response)


async def just_once(work: Work, once: Once, referral_id: UUID, step: Callable[[], Awaitable[Held]], response: Response) -> Referral:
    """A double click takes the step once and shows what came of it both times. Only that it was taken is kept, none of her data."""
    if await once.before(work) is not None:
        return await shown(work, await seeing.readable(work, referral_id), response)
    held = await step()
    await once.after(work, Kept(200, b"{}"))
    return await shown(work, held, response)


@router.post("/{referral_id}/decisions", operation_id="decideOnReferral")
async def decide(
    referral_id: UUID, decision: DecisionIn, caller: Provider, version: Version, once: JustOnce, response: Response
) -> Referral:
    """Yes or no, once. After a no the answer shows only that: the question goes on to the next choice."""
    async with at_work(caller) as work:
        if decision.accept:
            return await just_once(work, once, referral_id, lambda: offering.decide(work, referral_id, decision, version), response)
        if await once.before(work) is None:
            await offering.decide(work, referral_id, decision, version)
            await once.after(work, Kept(200, b"{}"))
        return showing.given_back(await seeing.once_asked(work, referral_id), caller.organisation)


@router.post("/{referral_id}/handovers", operation_id="planHandover")
async def plan_handover(
    referral_id: UUID, meeting: MeetingIn, caller: Staff, version: Version, once: JustOnce, response: Response
) -> Referral:
    """Plans the meeting of three; done again it replaces the one before."""
    async with at_work(caller) as work:
        return await just_once(work, once, referral_id, lambda: handing_over.plan(work, referral_id, meeting, version), response)


@router.post("/{referral_id}/confirmations", operation_id="confirmHandover")
async def confirm_handover(
    referral_id: UUID, word: ConfirmationIn, caller: StaffOrHer, version: MaybeVersion, once: JustOnce, response: Response
) -> Referral:
    """Whether the meeting took place. Staff say which version they have read; she just says it, and saying it twice is fine."""
    async with at_work(caller) as work:
        if caller.kind == "link":
            return await just_once(work, once, referral_id, lambda: handing_over.hear_her(work, referral_id, word), response)
        if version is None:
            raise PreconditionRequired
        return await just_once(work, once, referral_id, lambda: handing_over.confirm(work, referral_id, word, version), response)


@router.post("/{referral_id}/outcomes", operation_id="endSupport")
async def end_support(
    referral_id: UUID, end: OutcomeIn, caller: Provider, version: Version, once: JustOnce, response: Response
) -> Referral:
    """How support ended. `no-contact` before the handover notes one attempt; the third gives the referral back to the desk."""
    async with at_work(caller, Purpose.SUPPORT) as work:
        return await just_once(work, once, referral_id, lambda: handing_over.finish(work, referral_id, end, version), response)


@router.post("/{referral_id}/withdrawals", operation_id="withdrawReferral")
async def withdraw_referral(
    referral_id: UUID, why: WithdrawalIn, caller: Desk, version: Version, once: JustOnce, response: Response
) -> Referral:
    """By the desk, as long as she was not handed over."""
    async with at_work(caller, Purpose.TRIAGE) as work:
        return await just_once(work, once, referral_id, lambda: handing_over.withdraw(work, referral_id, why, version), response)


@router.post("/{referral_id}/other-times", operation_id="askOtherTime")
async def ask_other_time(referral_id: UUID, wish: OtherTimeIn, caller: Her, once: JustOnce, response: Response) -> Referral:
    """She cannot come at the planned time; the desk rings her."""
    async with at_work(caller) as work:
        return await just_once(work, once, referral_id, lambda: handing_over.hear_other_time(work, referral_id, wish), response)
