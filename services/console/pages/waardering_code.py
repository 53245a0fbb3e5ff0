"""`/bon`: who was mailed that a voucher or card is ready opens its code here, by the link alone."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.refusals import NotFound
from kernel.security.doors import Public, address_of
from kernel.security.limits import count_attempt
from schemas.api.waardering.own import CodeOpened
from schemas.labels import label
from services.console import console, visitors
from services.console.forms import Form
from services.console.gateways import waardering_own
from services.console.pages.my_link import MOST, TOKEN, WHILE
from services.console.show import page
from services.console.views.waardering import euros

router = APIRouter(prefix="/bon", dependencies=[Depends(Public("the link itself says whose code it is"))])


@router.get("/{token}")
async def ready(request: Request, token: str) -> Response:
    """A scanner that follows the link sees no code: it comes only after a press."""
    if not TOKEN.match(token):
        raise NotFound
    return page(request, "waardering_code_ready.html", token=token)


@router.post("")
async def read(request: Request) -> Response:
    form = await Form.of(request)
    visitors.check_form(request, None, form.text("csrf"))
    token = form.text("link")
    if not TOKEN.match(token):
        raise NotFound
    async with console.work() as work:
        await count_attempt(work, "link", address_of(request), most=MOST, per=WHILE)
    return code_page(request, await waardering_own.code(token))


def code_page(request: Request, found: CodeOpened, back: str = "") -> Response:
    worth = f" van {euros(found.cents)}" if found.cents else ""
    supplier = f" van {found.supplier}" if found.supplier else ""
    return page(request, "waardering_code.html", found=found, what=f"{label(found.form)}{supplier}{worth}", back=back)
