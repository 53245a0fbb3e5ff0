"""The campaign of the year over HTTP: for the officer, for notifications, and behind the link of an invitation."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from kernel.caller import Caller
from kernel.http.etag import etag
from kernel.http.idempotency import Kept, Once
from kernel.security.doors import allow
from kernel.work import Work
from schemas.api.waardering import (
    Campaign,
    CampaignIn,
    Campaigns,
    InvitationLetter,
    InvitationQuestion,
    InvitationShown,
    InvitationTokenIn,
    Invitees,
)
from schemas.words import Purpose, Role
from services.waardering.api import House, JustOnce, Officer, SchemeKey, Version, at_work
from services.waardering.store import campaigns as store
from services.waardering.tables import CampaignRow
from services.waardering.usecases import campaigning, inviting, inviting_on_paper, meeting_registered

router = APIRouter(prefix="/v1", tags=["campaigns"])
Door = Annotated[Caller, Depends(allow(Role.PUBLIC_DOOR))]


@router.get("/schemes/{key}/invitees", operation_id="countInvitees")
async def count_invitees(key: SchemeKey, caller: Officer, year: Annotated[int, Query(ge=2000, le=2200)]) -> Invitees:
    """Whom a campaign would invite now: how many by which way, and who is left out and why."""
    async with at_work(caller) as work:
        scheme = campaigning.scheme_of(work, key, year)
        draft = campaigning.draft(work, scheme, year)
        return inviting.shown(await inviting.look(work, draft, scheme), draft, scheme, work)


@router.post("/campaigns", operation_id="makeCampaign", status_code=201, response_model=Campaign)
async def make_campaign(told: CampaignIn, caller: Officer, once: JustOnce) -> Response:
    """Planned for its day; nothing goes out before."""

    async def make() -> Kept:
        row = await campaigning.make(work, told)
        return Kept.of(await campaigning.shown(work, row), 201, Location=f"/v1/campaigns/{row.id}", ETag=f'"{row.version}"')

    async with at_work(caller) as work:
        return await once.do(work, make)


@router.get("/campaigns", operation_id="listCampaigns")
async def list_campaigns(caller: Officer) -> Campaigns:
    async with at_work(caller) as work:
        return Campaigns(items=tuple([await campaigning.shown(work, row) for row in await store.listed(work)]))


@router.get("/campaigns/{campaign_id}", operation_id="readCampaign")
async def read_campaign(campaign_id: UUID, caller: Officer, response: Response) -> Campaign:
    async with at_work(caller) as work:
        return await _shown(work, await store.mine(work, campaign_id, None), response)


@router.post("/campaigns/{campaign_id}/starts", operation_id="startCampaign")
async def start(campaign_id: UUID, caller: Officer, version: Version, once: JustOnce, response: Response) -> Campaign:
    """Now, rather than on its day."""
    return await _step(caller, campaign_id, once, response, lambda work: campaigning.start_now(work, campaign_id, version))


@router.post("/campaigns/{campaign_id}/pauses", operation_id="pauseCampaign")
async def pause(campaign_id: UUID, caller: Officer, version: Version, once: JustOnce, response: Response) -> Campaign:
    return await _step(caller, campaign_id, once, response, lambda work: campaigning.pause(work, campaign_id, version))


@router.post("/campaigns/{campaign_id}/resumptions", operation_id="resumeCampaign")
async def resume(campaign_id: UUID, caller: Officer, version: Version, once: JustOnce, response: Response) -> Campaign:
    return await _step(caller, campaign_id, once, response, lambda work: campaigning.resume(work, campaign_id, version))


@router.post("/campaigns/{campaign_id}/stops", operation_id="stopCampaign")
async def stop(campaign_id: UUID, caller: Officer, version: Version, once: JustOnce, response: Response) -> Campaign:
    """For good."""
    return await _step(caller, campaign_id, once, response, lambda work: campaigning.stop(work, campaign_id, version))


@router.post("/campaigns/{campaign_id}/printings", operation_id="noteLettersPrinted")
async def printed(campaign_id: UUID, caller: Officer, version: Version, once: JustOnce, response: Response) -> Campaign:
    """The letters that waited are on their way."""
    return await _step(caller, campaign_id, once, response, lambda work: campaigning.printed(work, campaign_id, version))


@router.get(
    "/campaigns/{campaign_id}/letters",
    operation_id="readInvitationLetters",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}, "description": "PDF/UA-1"}},
)
async def letters(campaign_id: UUID, caller: Officer) -> Response:
    """The invitations and reminders that wait for the printer, at most 500, as one PDF in postal order."""
    async with at_work(caller) as work:
        of_register = await inviting_on_paper.who_of_register(work, campaign_id)
    told = await meeting_registered.tell(of_register)
    async with at_work(caller) as work:
        return Response(await inviting_on_paper.file_of(work, campaign_id, told), media_type="application/pdf")


@router.post("/invitation-letters", operation_id="writeInvitation")
async def write(asked: InvitationQuestion, caller: House) -> InvitationLetter:
    """Where it goes and what it says, if it still holds; by notifications, at the moment of sending."""
    async with at_work(caller, Purpose.MESSAGES) as work:
        of_register = await inviting.who_of_register(work, asked)
    told = await meeting_registered.tell(of_register)
    async with at_work(caller, Purpose.MESSAGES) as work:
        return await inviting.letter(work, asked, told)


@router.post("/invitation-lookups", operation_id="readInvitation")
async def look_up(told: InvitationTokenIn, caller: Door) -> InvitationShown:
    async with at_work(caller) as work:
        return await inviting.behind(work, told.token)


@router.post("/invitation-refusals", operation_id="refuseInvitations")
async def refuse(told: InvitationTokenIn, caller: Door) -> InvitationShown:
    """No more invitations; as often as it is said."""
    async with at_work(caller) as work:
        return await inviting.opt_out(work, told.token)


async def _shown(work: Work, row: CampaignRow, response: Response) -> Campaign:
    etag(response, row.version)
    return await campaigning.shown(work, row)


async def _step(caller: Caller, campaign: UUID, once: Once, response: Response, take: Callable[[Work], Awaitable[CampaignRow]]) -> Campaign:
    """A double click takes the step once and shows what came of it both times."""
    async with at_work(caller) as work:
        if await once.before(work) is not None:
            return await _shown(work, await store.mine(work, campaign, None), response)
        row = await take(work)
        await once.after(work, Kept(200, b"{}"))
        return await _shown(work, row, response)
