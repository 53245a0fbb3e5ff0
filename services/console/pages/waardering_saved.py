"""`/waardering/verder`: her link. A form goes on where it was; an application tells how it stands, takes an answer and papers."""

import re

from fastapi import APIRouter, Depends, Request
from pydantic import ValidationError
from starlette.responses import Response

from kernel.refusals import NotFound, Refused
from kernel.security.doors import Public, address_of
from kernel.security.limits import count_attempt
from schemas.api.waardering.own import OwnApplication
from services.console import console, deeds, uploads, visitors, waardering_links
from services.console.forms import Form
from services.console.gateways import waardering, waardering_own
from services.console.links import WHILE, tried
from services.console.pages import waardering_apply
from services.console.pages.waardering_account import account_page, payment_of
from services.console.pages.waardering_apply import saved_page
from services.console.pages.waardering_code import code_page
from services.console.place import place_of
from services.console.show import onwards, page
from services.console.views import waardering_own as view
from services.console.waardering_links import WHERE, HeldToken

router = APIRouter(prefix=WHERE, dependencies=[Depends(Public("the link itself says who it is"))])
KIND = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
LONGEST = 4000
LOST = 10
"""So many tries an hour from one address."""
NO_ADDRESS = "Vul een e-mailadres in, zoals naam@voorbeeld.nl"
AT_THE_FILE = frozenset({"infected", "no-such-kind", "paper-too-large", "enough-papers", "no-papers-asked"})
"""What is told at the field, with the page as it was."""


@router.get("")
async def show(request: Request) -> Response:
    held = await waardering_links.held(request)
    found = await waardering_own.opened(held.token)
    if found.draft is not None:
        scheme = await waardering.form(place_of(request).region, found.draft.scheme)
        return waardering_apply.go_on(request, scheme, found.draft.answers)
    assert found.application is not None  # one of the two is behind every link
    return _page(request, found.application, Form())


@router.get("/kwijt")
async def lost(request: Request) -> Response:
    return _lost(request, Form())


@router.post("/kwijt")
async def mail_lost(request: Request) -> Response:
    """Answered alike whether or not there is such an application; from one address only so many an hour."""
    form = await Form.of(request)
    visitors.check_form(request, None, form.text("csrf"))
    reference, address = form.need("kenmerk", "Vul het kenmerk in"), form.need("email", NO_ADDRESS)
    if form.errors:
        return _lost(request, form, 422)
    async with console.work() as work:
        await count_attempt(work, "lost-link", address_of(request), most=LOST, per=WHILE)
    try:
        await waardering_own.mail_lost(reference, address)
    except ValidationError as error:
        for one in error.errors():
            name, told = ("email", NO_ADDRESS) if one["loc"] == ("email",) else ("kenmerk", "Kijk of het kenmerk helemaal klopt")
            form.wrong(name, told)
        return _lost(request, form, 422)
    return _lost(request, Form(), mailed=True)


def _lost(request: Request, form: Form, status: int = 200, *, mailed: bool = False) -> Response:
    return page(request, "waardering_lost.html", status=status, form=form, mailed=mailed)


@router.get("/{token}")
async def open_link(request: Request, token: str) -> Response:
    """A scanner that follows it changes nothing; the address with the token does not stay in the bar."""
    found = await waardering_own.opened(await tried(request, token))
    response = onwards(WHERE)
    await waardering_links.begin(response, request, token, found.draft.scheme if found.draft else None)
    return response


@router.post("/mail")
async def mail(request: Request) -> Response:
    """The link that is on the page: of a form to an address that is typed here, of what was sent only to the one that was given."""
    form, held = await _form(request)
    if held.scheme is None:
        await waardering_own.mail_sent(held.token)
        return onwards(WHERE, "w-mail")
    try:
        await waardering_own.mail(held.token, form.text("email"))
    except ValidationError:
        form.wrong("email", NO_ADDRESS)
    found = (await waardering_own.opened(held.token)).draft
    if found is None:
        raise NotFound
    return saved_page(request, held.token, found.expires_at, form, mailed=not form.errors)


@router.post("/antwoord")
async def answer(request: Request) -> Response:
    form, held = await _form(request)
    text = form.text("antwoord")
    now = await _application(held)
    if not text and not any(one.kind is None for one in now.evidence):
        form.wrong("antwoord", "Schrijf uw antwoord op, of voeg een bestand toe")
    elif len(text) > LONGEST:
        form.wrong("antwoord", f"Maak dit korter: hooguit {LONGEST} tekens")
    if form.errors:
        return _page(request, now, form, 422)
    await waardering_own.answer(held.token, text or None, deeds.once(form))
    return onwards(WHERE, "w-antwoord")


@router.post("/code")
async def code(request: Request) -> Response:
    """Of what goes to herself; shown on this page only, and never kept by the browser."""
    form, held = await _form(request)
    return code_page(request, await waardering_own.own_code(held.token, payment_of(form)), back=WHERE)


@router.post("/rekening")
async def account(request: Request) -> Response:
    """Of a payment to herself that came back."""
    form, held = await _form(request)
    return await account_page(request, form, held.token, payment_of(form), action=f"{WHERE}/rekening")


@router.post("/bestand")
async def hand_in(request: Request) -> Response:
    """One at a time, so that it is plain which one was not right."""
    sent = await uploads.read(request, "bestand")
    visitors.check_form(request, None, sent.form.text("csrf"))
    held = await waardering_links.held(request)
    form, kind = sent.form, sent.form.text("soort")
    if not sent.content:
        form.wrong("bestand", "Kies een bestand")
    elif len(sent.content) > uploads.LARGEST:
        form.wrong("bestand", "Dit bestand is te groot. Hooguit 5 MB kan")
    if not form.errors:
        try:
            await waardering_own.hand_in(held.token, kind if KIND.match(kind) else None, sent.name, sent.content, deeds.once(form))
            return onwards(WHERE, "w-bestand", "stukken")
        except Refused as refused:
            if refused.code not in AT_THE_FILE:
                raise
            form.wrong("bestand", refused.in_dutch or "Dit bestand kunnen wij niet bewaren")
    return _page(request, await _application(held), form, 422)


@router.post("/intrekken")
async def withdraw(request: Request) -> Response:
    form, held = await _form(request)
    if not form.has("zeker", "ja"):
        form.wrong("zeker", "Zet een vinkje als u het zeker weet")
        return _page(request, await _application(held), form, 422)
    await waardering_own.withdraw(held.token, deeds.once(form))
    return onwards(WHERE, "w-ingetrokken")


@router.post("/sluit")
async def close(request: Request) -> Response:
    await _form(request)
    response = onwards("/waardering")
    await waardering_links.end(response, request)
    return response


async def _form(request: Request) -> tuple[Form, HeldToken]:
    """A form of ours, and whose link this browser holds."""
    form = await Form.of(request)
    visitors.check_form(request, None, form.text("csrf"))
    return form, await waardering_links.held(request)


async def _application(held: HeldToken) -> OwnApplication:
    found = (await waardering_own.opened(held.token)).application
    if found is None:
        raise NotFound
    return found


def _page(request: Request, one: OwnApplication, form: Form, status: int = 200) -> Response:
    return page(
        request,
        "waardering_own.html",
        status=status,
        a=one,
        form=form,
        standing=view.standing(one, console.clock.now()),
        papers=[view.paper(paper) for paper in one.evidence],
        kinds=[(want.kind, want.name[:1].upper() + want.name[1:]) for want in one.wanted],
        missing=[want.name for want in one.wanted if not want.handed_in],
    )
