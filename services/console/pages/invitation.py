"""`/uitnodiging/...`: where the link of a yearly invitation leads, and where she says that she wants none any more."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.security.doors import Public
from services.console import visitors
from services.console.forms import Form
from services.console.gateways import campaigns, choices
from services.console.links import tried
from services.console.place import place_of
from services.console.region import region_pages
from services.console.show import page

router = APIRouter(prefix="/uitnodiging", dependencies=[Depends(Public("the link itself says which invitation it is, and shows nobody"))])


@router.get("/{token}")
async def look(request: Request, token: str) -> Response:
    """A scanner that follows it changes nothing."""
    await tried(request, token, "invitation")
    return await _page(request, token, opted_out=False)


@router.post("/{token}")
async def refuse(request: Request, token: str) -> Response:
    """Her no, or with `toch` her yes again: the same link takes it back."""
    form = await Form.of(request)
    visitors.check_form(request, None, form.text("csrf"))
    await tried(request, token, "invitation")
    if form.has("toch", "ja"):
        await choices.say(token, may_invite=True)
        return await _page(request, token, opted_out=False)
    return await _page(request, token, opted_out=True)


async def _page(request: Request, token: str, *, opted_out: bool) -> Response:
    found = await (campaigns.refuse(token) if opted_out else campaigns.behind(token))
    town = region_pages(place_of(request).region).towns(found.municipalities)
    return page(request, "invitation.html", invitation=found, town=town, path=f"/uitnodiging/{token}")
