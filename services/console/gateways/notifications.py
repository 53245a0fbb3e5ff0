"""Notifications: what became of messages, and on one machine the mails themselves."""

from uuid import UUID

from kernel.caller import Caller
from kernel.refusals import Refused, Unavailable
from schemas.api.notifications import DevMail, DevMails, Message, Messages
from schemas.words import Purpose
from services.console import console

NAME = "notifications"


async def about(by: Caller, referral: UUID) -> tuple[Message, ...]:
    """Beside the page's own matter: when it is away the page stands without."""
    try:
        found = await console.asks.get(
            NAME, "/v1/messages", answer=Messages, purpose=Purpose.OVERSIGHT, as_caller=by, query={"referral": str(referral)}
        )
    except (Unavailable, Refused):
        return ()
    return found.items


async def mails() -> tuple[DevMail, ...]:
    return (await console.asks.get(NAME, "/v1/dev-mailbox", answer=DevMails)).items


async def mail(id_: UUID) -> DevMail:
    return await console.asks.get(NAME, f"/v1/dev-mailbox/{id_}", answer=DevMail)
