"""`/brief`: who was mailed that a letter is ready reads it here, by the link alone."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.security.doors import Public
from services.console.forms import Form
from services.console.gateways import choices, waardering_letters
from services.console.links import looked_at, pressed
from services.console.pages.waardering_letters import as_pdf
from services.console.show import page

router = APIRouter(prefix="/brief", dependencies=[Depends(Public("the link itself says whose letter it is"))])


@router.get("/{token}")
async def ready(request: Request, token: str) -> Response:
    """A scanner that follows the link opens nothing: the letter comes only after a press."""
    return page(request, "letter.html", token=looked_at(token))


@router.post("")
async def read(request: Request) -> Response:
    _, token = await pressed(request)
    return as_pdf(await waardering_letters.opened(token), "brief.pdf")


@router.post("/uitnodiging")
async def choose(request: Request) -> Response:
    """Whether she wants a yearly invitation: first the question as it stands, then her word, which she may change."""
    form, token = await pressed(request)
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
