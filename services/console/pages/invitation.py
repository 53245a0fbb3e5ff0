"""`/uitnodiging/...`: where the link of a yearly invitation leads, and where she says that she wants none any more."""

import re
from datetime import timedelta

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.refusals import NotFound
from kernel.security.doors import Public, address_of
from kernel.security.limits import count_attempt
from services.console import console, visitors
from services.console.forms import Form
from services.console.gateways import campaigns, choices
from services.console.place import place_of
from services.console.region import region_pages
from services.console.show import page

router = APIRouter(prefix="/uitnodiging", dependencies=[Depends(Public("the link itself says which invitation it is, and shows nobody"))])
TOKEN = re.compile(r"^[A-Za-z0-9_-]{20,100}$")
MOST = 60
WHILE = timedelta(hours=1)


@router.get("/{token}")
async def look(request: Request, token: str) -> Response:
    """A scanner that follows it changes nothing."""
    await _counted(request, token)
    return await _page(request, token, opted_out=False)


@router.post("/{token}")
async def refuse(request: Request, token: str) -> Response:
    """Her no, or with `toch` her yes again: the same link takes it back."""
    form = await Form.of(request)
    visitors.check_form(request, None, form.text("csrf"))
    await _counted(request, token)
    if form.has("toch", "ja"):
        await choices.say(token, may_invite=True)
        return await _page(request, token, opted_out=False)
    return await _page(request, token, opted_out=True)


async def _counted(request: Request, token: str) -> None:
    if not TOKEN.match(token):
        raise NotFound
    async with console.work() as work:
        await count_attempt(work, "invitation", address_of(request), most=MOST, per=WHILE)


async def _page(request: Request, token: str, *, opted_out: bool) -> Response:
    found = await (campaigns.refuse(token) if opted_out else campaigns.behind(token))
    town = region_pages(place_of(request).region).towns(found.municipalities)
    return page(request, "invitation.html", invitation=found, town=town, path=f"/uitnodiging/{token}")
