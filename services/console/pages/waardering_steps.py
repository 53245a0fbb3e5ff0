"""What an officer does with an application on the way: completes it, postpones, checks a sample, takes it back, opens a decision again."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from kernel.http.expected import input_errors
from kernel.refusals import BadInput
from schemas.api.waardering import Application, ApplicationWithdrawalIn, CheckIn, CompletionIn, PostponementIn
from schemas.api.waardering.schemes import SchemeForm
from schemas.words import ApplicationState
from services.console import console, deeds, waardering_desk_form
from services.console.domain import moments
from services.console.forms import Form
from services.console.gateways import waardering, waardering_desk
from services.console.pages.waardering_application import UNDECIDED, show, take
from services.console.pages.waardering_work import HERE, Who
from services.console.show import onwards, page
from services.console.visitors import Visitor
from services.console.waardering_desk_form import NOT_ASKED_AGAIN

router = APIRouter(prefix="/waardering/werk/{application}")
MOST_WEEKS = 26
DECIDED = (ApplicationState.GRANTED, ApplicationState.REFUSED)


@router.get("/aanvullen")
async def asks(request: Request, who: Who, application: UUID) -> Response:
    """Who is known stands there already; what stays empty stays as it was."""
    found = await waardering.one(who.caller, application)
    if found.state not in UNDECIDED:
        return onwards(f"/waardering/werk/{application}")
    scheme = await _scheme(who, found)
    return _completing(request, who, found, scheme, Form(waardering_desk_form.known(found)))


@router.post("/aanvullen")
async def complete(request: Request, who: Who, application: UUID) -> Response:
    form = await deeds.form_of(request, who)
    found = await waardering.one(who.caller, application)
    scheme = await _scheme(who, found)
    form = Form({**form.typed, "aantal": (str(len(found.parties)),)}, form.errors)
    blocks = waardering_desk_form.blocks(scheme, form, leave_out=NOT_ASKED_AGAIN)
    waardering_desk_form.check(scheme, form, blocks, _today())
    if form.errors:
        return _completing(request, who, found, scheme, form, 422)
    try:
        body = CompletionIn(facts=waardering_desk_form.facts(scheme, form, found))
        return await take(request, who, application, form, "completions", body, "w-aangevuld")
    except (ValidationError, BadInput) as error:
        refused = error if isinstance(error, BadInput) else BadInput(input_errors(error.errors(include_url=False, include_input=False)))
        waardering_desk_form.blame(scheme, form, refused, {ask.name: ask for block in blocks for ask in block.asks})
        return _completing(request, who, found, scheme, form, 422)


@router.post("/uitstel")
async def postpone(request: Request, who: Who, application: UUID) -> Response:
    """Once, and before the term has passed; whoever asked is told."""
    form = await deeds.form_of(request, who)
    weeks = form.number("weken", "Vul een aantal weken in, zoals 4")
    why = form.need("waarom", "Schrijf op waarom u meer tijd nodig hebt")
    if weeks is None:
        form.wrong("weken", "Vul in met hoeveel weken u uitstelt")
    elif not 1 <= weeks <= MOST_WEEKS:
        form.wrong("weken", f"Vul een getal in tussen 1 en {MOST_WEEKS}")
    if len(why) > 500:
        form.wrong("waarom", "Maak dit korter: hooguit 500 tekens")
    if weeks is None or form.errors:
        form.in_order(["weken", "waarom"])
        return await show(request, who, application, form, 422)
    body = PostponementIn(weeks=weeks, reason=why)
    return await take(request, who, application, form, "postponements", body, "w-uitgesteld", "weken")


@router.post("/controle")
async def check(request: Request, who: Who, application: UUID) -> Response:
    """What the spot check found; a decision that was taken is opened again by a person, never by itself."""
    form = await deeds.form_of(request, who)
    passed = {"goed": True, "niet-goed": False}.get(form.text("controle"))
    note = form.line("bevinding")
    if passed is None:
        form.wrong("controle", "Kies of het in orde is")
    if passed is False and note is None:
        form.wrong("bevinding", "Schrijf op wat er niet klopt")
    if passed is None or form.errors:
        form.in_order(["controle", "bevinding"])
        return await show(request, who, application, form, 422)
    body = CheckIn(passed=passed, note=note[:500] if note else None)
    return await take(request, who, application, form, "checks", body, "w-steekproef", "controle")


@router.get("/intrekken")
async def before_withdrawing(request: Request, who: Who, application: UUID) -> Response:
    return await _sure(request, who, application, "waardering_withdraw.html", Form())


@router.post("/intrekken")
async def withdraw(request: Request, who: Who, application: UUID) -> Response:
    """Before it is paid; what was granted goes back to the budget."""
    form = await deeds.form_of(request, who)
    note = form.line("waarom")
    if note is not None and len(note) > 500:
        form.wrong("waarom", "Maak dit korter: hooguit 500 tekens")
        return await _sure(request, who, application, "waardering_withdraw.html", form, 422)
    return await take(request, who, application, form, "withdrawals", ApplicationWithdrawalIn(note=note), "w-teruggetrokken")


@router.get("/herzien")
async def before_revising(request: Request, who: Who, application: UUID) -> Response:
    return await _sure(request, who, application, "waardering_revise.html", Form())


@router.post("/herzien")
async def revise(request: Request, who: Who, application: UUID) -> Response:
    """The decision was wrong: it is taken anew, and what was paid counts along."""
    form = await deeds.form_of(request, who)
    return await take(request, who, application, form, "revisions", None, "w-herzien")


async def _sure(request: Request, who: Visitor, application: UUID, template: str, form: Form, status: int = 200) -> Response:
    """What it does, before it is done."""
    found = await waardering.one(who.caller, application)
    return page(request, template, who, status=status, here=HERE, a=found, form=form, decided=found.state in DECIDED)


async def _scheme(who: Visitor, found: Application) -> SchemeForm:
    return await waardering_desk.form(who.caller.region, found.scheme, moments.local(found.received_at).date())


def _today() -> date:
    return moments.local(console.clock.now()).date()


def _completing(request: Request, who: Visitor, found: Application, scheme: SchemeForm, form: Form, status: int = 200) -> Response:
    blocks = waardering_desk_form.blocks(scheme, form, leave_out=NOT_ASKED_AGAIN)
    form.in_order([ask.name for block in blocks for ask in block.asks])
    return page(request, "waardering_complete.html", who, status=status, here=HERE, a=found, scheme=scheme, form=form, blocks=blocks)
