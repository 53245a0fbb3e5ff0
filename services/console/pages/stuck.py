"""`/vastgelopen`: what the house cannot solve by itself, of all services together."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from schemas.words import Role
from services.console import console
from services.console.gateways import every
from services.console.show import page
from services.console.views import stuck as view
from services.console.visitors import Visitor, staff

router = APIRouter()
Who = Annotated[Visitor, Depends(staff(Role.COORDINATOR, Role.ADMINISTRATOR))]


@router.get("/vastgelopen")
async def stuck(request: Request, who: Who) -> Response:
    found, down = await every.stuck(who.caller)
    groups = view.groups(found, console.clock.now())
    return page(
        request,
        "stuck.html",
        who,
        here="vastgelopen",
        groups=groups,
        down=[view.service(name) for name in down],
        count=sum(len(g.rows) for g in groups),
    )
