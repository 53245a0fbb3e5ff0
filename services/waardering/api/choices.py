"""Who wants a yearly invitation: for the officer who has her on the phone, and for herself by a link of her own."""

from typing import Annotated

from fastapi import APIRouter, Depends

from kernel.caller import Caller
from kernel.security.doors import allow
from schemas.api.waardering import ContactChoiceIn
from schemas.api.waardering.choices import ChoiceSearch, ChoicesFound, OwnChoice, OwnChoiceIn, OwnChoiceLink
from schemas.words import Purpose, Role
from services.waardering.api import Officer, at_work
from services.waardering.usecases import choosing, meeting_registered

router = APIRouter(prefix="/v1", tags=["campaigns"])
Door = Annotated[Caller, Depends(allow(Role.PUBLIC_DOOR))]


@router.post("/contact-choices/searches", operation_id="searchContactChoices")
async def search(told: ChoiceSearch, caller: Officer) -> ChoicesFound:
    """At most ten caregivers of this name, of your organisation's applications or of the register in its municipalities."""
    async with at_work(caller) as work:
        hits = await choosing.find(work, told)
    of_register = await meeting_registered.tell(hits.of_register)
    async with at_work(caller) as work:
        return await choosing.shown(work, told, hits, of_register)


@router.post("/contact-choices", operation_id="noteContactChoice", status_code=204)
async def choose(told: ContactChoiceIn, caller: Officer) -> None:
    """She said by phone or letter whether she wants a yearly invitation. Said again it stays so; the last word counts."""
    async with at_work(caller) as work:
        await choosing.note(work, told)


@router.post("/own-contact-choices/lookups", operation_id="readOwnContactChoice")
async def look_up(told: OwnChoiceLink, caller: Door) -> OwnChoice:
    async with at_work(caller, Purpose.OWN_FILE) as work:
        return await choosing.own(work, told.token)


@router.post("/own-contact-choices", operation_id="sayOwnContactChoice")
async def say(told: OwnChoiceIn, caller: Door) -> OwnChoice:
    """Yes or no, by the link of her letter or of an invitation."""
    async with at_work(caller, Purpose.OWN_FILE) as work:
        return await choosing.say(work, told)
