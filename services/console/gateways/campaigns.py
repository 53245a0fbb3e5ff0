"""Waardering's campaigns: whom they would invite, their steps, and what stands behind the link of an invitation."""

from uuid import UUID

from kernel.caller import Caller
from schemas.api.waardering import Campaign, CampaignIn, Campaigns, InvitationShown, InvitationTokenIn, Invitees
from schemas.words import Purpose
from services.console import console

NAME = "waardering"


async def invitees(by: Caller, scheme: str, year: int) -> Invitees:
    return await console.asks.get(
        NAME, f"/v1/schemes/{scheme}/invitees", answer=Invitees, purpose=Purpose.WAARDERING, as_caller=by, query={"year": str(year)}
    )


async def listed(by: Caller) -> Campaigns:
    return await console.asks.get(NAME, "/v1/campaigns", answer=Campaigns, purpose=Purpose.WAARDERING, as_caller=by)


async def one(by: Caller, id_: UUID) -> Campaign:
    return await console.asks.get(NAME, f"/v1/campaigns/{id_}", answer=Campaign, purpose=Purpose.WAARDERING, as_caller=by)


async def make(by: Caller, body: CampaignIn, once: str) -> Campaign:
    got = await console.asks.send("POST", NAME, "/v1/campaigns", body=body, purpose=Purpose.WAARDERING, as_caller=by, idempotency_key=once)
    return got.read(Campaign)


async def step(by: Caller, id_: UUID, what: str, version: int, once: str) -> None:
    await console.asks.send(
        "POST", NAME, f"/v1/campaigns/{id_}/{what}", purpose=Purpose.WAARDERING, as_caller=by, if_match=version, idempotency_key=once
    )


async def letters(by: Caller, id_: UUID) -> bytes:
    return (await console.asks.send("GET", NAME, f"/v1/campaigns/{id_}/letters", purpose=Purpose.WAARDERING, as_caller=by)).body


async def behind(token: str) -> InvitationShown:
    """Without a login: the link is all that there is."""
    return await _by_link("/v1/invitation-lookups", token)


async def refuse(token: str) -> InvitationShown:
    return await _by_link("/v1/invitation-refusals", token)


async def _by_link(path: str, token: str) -> InvitationShown:
    return await console.asks.post(NAME, path, body=InvitationTokenIn(token=token), answer=InvitationShown, purpose=Purpose.WAARDERING)
