"""`/brief`: who was mailed that a letter is ready reads it here, by the link alone."""

import re
from datetime import timedelta

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.refusals import NotFound
from kernel.security.doors import Public, address_of
from kernel.security.limits import count_attempt
from services.console import console, visitors
from services.console.forms import Form
from services.console.gateways import waardering_letters
from services.console.pages.waardering_letters import as_pdf
from services.console.show import page

router = APIRouter(prefix="/brief", dependencies=[Depends(Public("the link itself says whose letter it is"))])
TOKEN = re.compile(r"^[A-Za-z0-9_-]{20,100}$")
MOST = 60
WHILE = timedelta(hours=1)


@router.get("/{token}")
async def ready(request: Request, token: str) -> Response:
    """A scanner that follows the link opens nothing: the letter comes only after a press."""
    if not TOKEN.match(token):
        raise NotFound
    return page(request, "letter.html", token=token)


@router.post("")
async def read(request: Request) -> Response:
    form = await Form.of(request)
    visitors.check_form(request, None, form.text("csrf"))
    token = form.text("link")
    if not TOKEN.match(token):
        raise NotFound
    async with console.work() as work:
        await count_attempt(work, "link", address_of(request), most=MOST, per=WHILE)
    return as_pdf(await waardering_letters.opened(token), "brief.pdf")
