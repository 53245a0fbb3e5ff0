"""Who wants a yearly invitation: looked up and noted by an officer, or said by herself through a link of her own."""

from uuid import UUID

from kernel.caller import Caller
from schemas.api.waardering import ContactChoiceIn
from schemas.api.waardering.choices import ChoiceSearch, ChoicesFound, OwnChoice, OwnChoiceIn, OwnChoiceLink
from schemas.base import PersonId
from schemas.words import Purpose
from services.console import console

NAME = "waardering"


async def found(by: Caller, name: str) -> ChoicesFound:
    body = ChoiceSearch(name=name)
    return await console.asks.post(
        NAME, "/v1/contact-choices/searches", body=body, answer=ChoicesFound, purpose=Purpose.WAARDERING, as_caller=by
    )


async def note(by: Caller, person: UUID, *, may_invite: bool) -> None:
    body = ContactChoiceIn(person_id=PersonId(person), may_invite=may_invite)
    await console.asks.send("POST", NAME, "/v1/contact-choices", body=body, purpose=Purpose.WAARDERING, as_caller=by)


async def own(token: str) -> OwnChoice:
    """With the console's own token: the link itself says whose word it is."""
    path = "/v1/own-contact-choices/lookups"
    return await console.asks.post(NAME, path, body=OwnChoiceLink(token=token), answer=OwnChoice, purpose=Purpose.OWN_FILE)


async def say(token: str, *, may_invite: bool) -> OwnChoice:
    body = OwnChoiceIn(token=token, may_invite=may_invite)
    return await console.asks.post(NAME, "/v1/own-contact-choices", body=body, answer=OwnChoice, purpose=Purpose.OWN_FILE)
