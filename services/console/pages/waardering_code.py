"""`/bon`: who was mailed that a voucher or card is ready opens its code here, by the link alone."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.security.doors import Public
from schemas.api.waardering.own import CodeOpened
from schemas.labels import label
from services.console.gateways import waardering_own
from services.console.links import looked_at, pressed
from services.console.show import page
from services.console.views.waardering import euros

router = APIRouter(prefix="/bon", dependencies=[Depends(Public("the link itself says whose code it is"))])


@router.get("/{token}")
async def ready(request: Request, token: str) -> Response:
    """A scanner that follows the link sees no code: it comes only after a press."""
    return page(request, "waardering_code_ready.html", token=looked_at(token))


@router.post("")
async def read(request: Request) -> Response:
    _, token = await pressed(request)
    return code_page(request, await waardering_own.code(token))


def code_page(request: Request, found: CodeOpened, back: str = "") -> Response:
    worth = f" van {euros(found.cents)}" if found.cents else ""
    supplier = f" van {found.supplier}" if found.supplier else ""
    return page(request, "waardering_code.html", found=found, what=f"{label(found.form)}{supplier}{worth}", back=back)
