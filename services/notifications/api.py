"""HTTP: what became of the messages about a signal or a referral; and, on one machine, the mails themselves."""

import re
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request

from kernel.caller import Caller
from kernel.refusals import BadInput, InputError, NotFound
from kernel.security.doors import allow, open_to_all
from schemas.api.notifications import DevMail, DevMails, Messages
from schemas.words import Purpose, Role
from services.notifications import notifications, store
from services.notifications.dev_mailbox import DevMailbox, the_mailbox
from services.notifications.gateways.region import is_desk

messages = APIRouter(prefix="/v1/messages", tags=["messages"])
dev = APIRouter(prefix="/v1/dev-mailbox", tags=["dev-mailbox"])
Desk = Annotated[Caller, Depends(allow(Role.ASSESSOR, Role.COORDINATOR))]
HERE = re.compile(r"^((127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?|notifications\.internal)$")
"""At the machine itself, or the console asking inside this process, which has looked at its own visitor's Host."""
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")


@messages.get("")
async def messages_about(
    caller: Desk, referral: Annotated[UUID | None, Query()] = None, signal: Annotated[UUID | None, Query()] = None
) -> Messages:
    """Kinds, times and what became of each; no address and no text. Another region's or organisation's are not there."""
    if (referral is None) == (signal is None):
        raise BadInput([InputError("/referral", "Ask about one thing.", "either referral or signal", "query")])
    if not is_desk(caller.organisation, caller.region):
        return Messages(items=())
    async with notifications.work(by=caller, purpose=Purpose.TRIAGE) as work:
        if referral is not None:
            found = await store.messages(work, about="referral_id", subject=referral, region=caller.region)
        else:
            assert signal is not None
            found = await store.messages(work, about="signal_id", subject=signal, region=caller.region)
    return Messages(items=tuple(found))


def on_this_machine(request: Request) -> DevMailbox:
    """The mails hold links that open files: they are for who sits at the machine itself, never through a proxy."""
    mailbox = the_mailbox()
    forwarded = any(name in request.headers for name in FORWARDED)
    if mailbox is None or forwarded or not HERE.match(request.headers.get("host", "")):
        raise NotFound
    return mailbox


Here = Annotated[DevMailbox, Depends(on_this_machine)]
FOR_ONE_MACHINE = Depends(open_to_all(reason="embedded mode only, and only at the machine itself"))


@dev.get("", dependencies=[FOR_ONE_MACHINE])
async def mails(mailbox: Here) -> DevMails:
    """The newest mails of the house first."""
    return DevMails(items=tuple(mailbox.newest()))


@dev.get("/{mail_id}", dependencies=[FOR_ONE_MACHINE])
async def one_mail(mailbox: Here, mail_id: str) -> DevMail:
    mail = mailbox.one(mail_id)
    if mail is None:
        raise NotFound
    return mail
