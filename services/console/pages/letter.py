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
from services.console.gateways import choices, waardering_letters
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
    _, token = await _form(request)
    return as_pdf(await waardering_letters.opened(token), "brief.pdf")


@router.post("/uitnodiging")
async def choose(request: Request) -> Response:
    """Whether she wants a yearly invitation: first the question as it stands, then her word, which she may change."""
    form, token = await _form(request)
    word, asked = form.text("keuze"), form.has("antwoord", "ja")
    if word in ("ja", "nee"):
        said = await choices.say(token, may_invite=word == "ja")
        return page(request, "letter_choice.html", token=token, own=said, form=form, said=True)
    if asked:
        form.wrong("keuze", "Kies ja of nee")
    found = await choices.own(token)
    if not asked and found.may_invite is not None:
        form = Form.filled(keuze="ja" if found.may_invite else "nee")
    return page(request, "letter_choice.html", status=422 if asked else 200, token=token, own=found, form=form, said=False)


async def _form(request: Request) -> tuple[Form, str]:
    """A form of ours, and the link that it came with."""
    form = await Form.of(request)
    visitors.check_form(request, None, form.text("csrf"))
    token = form.text("link")
    if not TOKEN.match(token):
        raise NotFound
    async with console.work() as work:
        await count_attempt(work, "link", address_of(request), most=MOST, per=WHILE)
    return form, token
