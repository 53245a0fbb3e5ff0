"""`/vastgelopen`: what the house cannot solve by itself, of all services together."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.refusals import NotFound
from schemas.words import Role
from services.console import console, deeds
from services.console.gateways import every
from services.console.show import onwards, page
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


@router.post("/vastgelopen/{service}/{task}/gedaan")
async def looked_at(request: Request, who: Who, service: str, task: UUID) -> Response:
    await deeds.form_of(request, who)
    if service not in every.SERVICES:
        raise NotFound
    await every.complete(who.caller, service, task)
    return onwards("/vastgelopen", "taak")
