"""Her link: looking never uses it up. It becomes a short session; the address with the link does not stay in the bar."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.security.doors import Public
from services.console import sessions
from services.console.gateways import intake
from services.console.links import tried
from services.console.show import onwards
from services.console.visitors import HeldLink

router = APIRouter()


@router.get("/mijn/{token}", dependencies=[Depends(Public("the link itself says who it is"))])
async def open_link(request: Request, token: str) -> Response:
    """A scanner that follows it does no harm: it gets a page and changes nothing."""
    granted = await intake.pass_for(await tried(request, token))
    held = HeldLink(token=token, access_token=granted.access_token, ends_at=granted.expires_at)
    cookie = await sessions.begin("link", "", held)
    response = onwards("/mijn")
    sessions.give(response, request, "link", cookie)
    return response
