"""Her link: looking never uses it up. It becomes a short session; the address with the link does not stay in the bar."""

import re
from datetime import timedelta

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.refusals import NotFound
from kernel.security.doors import Public, address_of
from kernel.security.limits import count_attempt
from services.console import console, sessions
from services.console.gateways import intake
from services.console.show import onwards
from services.console.visitors import HeldLink

router = APIRouter()
TOKEN = re.compile(r"^[A-Za-z0-9_-]{20,100}$")
MOST = 60
WHILE = timedelta(hours=1)


@router.get("/mijn/{token}", dependencies=[Depends(Public("the link itself says who it is"))])
async def open_link(request: Request, token: str) -> Response:
    """A scanner that follows it does no harm: it gets a page and changes nothing."""
    if not TOKEN.match(token):
        raise NotFound
    async with console.work() as work:
        await count_attempt(work, "link", address_of(request), most=MOST, per=WHILE)
    granted = await intake.pass_for(token)
    held = HeldLink(token=token, access_token=granted.access_token, ends_at=granted.expires_at)
    cookie = await sessions.begin("link", "", held)
    response = onwards("/mijn")
    sessions.give(response, request, "link", cookie)
    return response
