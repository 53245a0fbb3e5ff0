"""Payout runs: made by one, approved by another, and only then there is a file; and the codes that a supplier sends back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.refusals import BadInput, Forbidden, NotFound, Refused
from schemas.api.waardering import CodesIn, RunApprovalIn, RunIn, RunShown
from schemas.words import PaymentState, Role, RunState, WaarderingForm
from services.console import console, deeds, uploads
from services.console.forms import Form
from services.console.gateways import directory
from services.console.gateways import waardering_paying as waardering
from services.console.show import onwards, page
from services.console.views import paying as view
from services.console.views.people import ids_of
from services.console.visitors import Visitor, check_form, staff

router = APIRouter(prefix="/waardering/werk")
Who = Annotated[Visitor, Depends(staff(Role.WAARDERING_OFFICER, Role.PAYER))]
Payer = Annotated[Visitor, Depends(staff(Role.PAYER))]
BY_LIST = (WaarderingForm.VOUCHER, WaarderingForm.CARD)
HERE = "betalen"


@router.get("/betalen")
async def payouts(request: Request, who: Who) -> Response:
    return await _page(request, who, Form())


@router.post("/betalen")
async def make(request: Request, who: Who) -> Response:
    """Everything of one form and supplier that is due; nothing leaves the house yet."""
    form = await deeds.form_of(request, who)
    what, _, supplier = form.text("vorm").partition("|")
    if what not in (*BY_LIST, WaarderingForm.MONEY):
        form.wrong("vorm", "Kies wat u wilt uitbetalen")
        return await _page(request, who, form, 422)
    try:
        run = await waardering.make_run(who.caller, RunIn(form=WaarderingForm(what), supplier=supplier or None), deeds.once(form))
    except Refused as refused:
        if refused.status != 409:
            raise
        form.wrong("vorm", refused.in_dutch or "Hiervan staat niets klaar om te betalen")
        return await _page(request, who, form, 422)
    return onwards(f"/waardering/werk/betalen/{run.id}", "w-ronde")


@router.post("/codes")
async def codes(request: Request, who: Who) -> Response:
    """The supplier's answer to a run's list, as a file; its address is the same for every run, so that only this one may be large."""
    sent = await uploads.read(request, "bestand")
    form = sent.form
    check_form(request, who.session, form.text("csrf"))
    try:
        run = UUID(form.text("ronde"))
    except ValueError:
        raise NotFound from None
    text = _text(sent.content)
    if not text:
        form.wrong("bestand", "Kies het bestand met codes dat de leverancier stuurde")
    else:
        try:
            await waardering.take_codes(who.caller, run, CodesIn(csv=text))
            return onwards(f"/waardering/werk/betalen/{run}", "w-codes")
        except BadInput:
            form.wrong("bestand", "Dit is niet het antwoord op deze lijst: twee kolommen, de referentie en de code")
    return await _run_page(request, who, run, form, 422)


def _text(content: bytes) -> str:
    """As a spreadsheet saves it."""
    try:
        return content.decode("utf-8-sig")[: 1_000_000 + 1]
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


@router.get("/betalen/{run}")
async def one(request: Request, who: Who, run: UUID) -> Response:
    return await _run_page(request, who, run, Form())


@router.post("/betalen/{run}")
async def judge(request: Request, who: Payer, run: UUID) -> Response:
    form = await deeds.form_of(request, who)
    approve = {"ja": True, "nee": False}.get(form.text("goed"))
    if approve is None:
        form.wrong("goed", "Kies of u deze ronde goedkeurt")
        return await _run_page(request, who, run, form, 422)
    try:
        await waardering.judge_run(who.caller, run, deeds.version(form), RunApprovalIn(approve=approve))
    except Forbidden:
        form.wrong("goed", "U maakte deze ronde zelf, of vulde een rekeningnummer in. Een collega keurt de ronde goed")
        return await _run_page(request, who, run, form, 422)
    except Refused as refused:
        if not deeds.is_overtaken(refused):
            raise
        now = await waardering.run(who.caller, run)
        people = await directory.people(who.caller, ids_of(now.approved_by, now.made_by))
        return deeds.overtaken(
            request,
            who,
            refused,
            form,
            people=people,
            lines=[],
            href=f"/waardering/werk/betalen/{run}",
            text="Bekijk de betaalronde zoals die nu is",
            here=HERE,
        )
    return onwards(f"/waardering/werk/betalen/{run}", "w-goed" if approve else "w-niet-goed")


@router.get("/betalen/{run}/bestand")
async def file(who: Payer, run: UUID) -> Response:
    """The same each time; who fetches it is recorded."""
    found = await waardering.file_of(who.caller, run)
    name = "".join(one for one in found.file_name if one.isalnum() or one in "-_.")
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(found.text.encode(), media_type=found.media_type, headers=headers)


async def _page(request: Request, who: Visitor, form: Form, status: int = 200) -> Response:
    ready = (await waardering.ready(who.caller)).items
    back = await waardering.payments(who.caller, {"state": PaymentState.RETURNED.value})
    runs = (await waardering.runs(who.caller)).items
    people = await directory.people(who.caller, ids_of(*(one.made_by for one in runs), *(one.approved_by for one in runs)))
    choices = [view.ready(one) for one in ready if one.form in (*BY_LIST, WaarderingForm.MONEY)]
    if len(choices) == 1 and not form.typed:
        form = Form.filled(vorm=choices[0][0])
    return page(
        request,
        "waardering_payouts.html",
        who,
        status=status,
        here=HERE,
        form=form,
        ready=choices,
        returned=[view.row(one) for one in back.items],
        runs=[view.run(one, people, console.clock.now()) for one in runs],
        may_read=who.caller.has(Role.PAYER),
    )


async def _run_page(request: Request, who: Visitor, run: UUID, form: Form, status: int = 200) -> Response:
    found = await waardering.run(who.caller, run)
    cursor = request.query_params.get("vanaf", "")
    listed = await waardering.payments(who.caller, {"run": str(run)} | ({"cursor": cursor} if cursor else {}))
    people = await directory.people(who.caller, ids_of(found.made_by, found.approved_by, *view.staff_in(found.fetched)))
    now = console.clock.now()
    return page(
        request,
        "waardering_run.html",
        who,
        status=status,
        here=HERE,
        run=found,
        row=view.run(found, people, now),
        form=form,
        checks=view.checks(found),
        since=view.since(found) if found.state == RunState.APPROVED else [],
        rows=[view.row(one) for one in listed.items],
        onwards=listed.next,
        fetched=view.lines(found.fetched, people, now),
        by_list=found.form in BY_LIST,
        may_judge=found.may_approve and who.caller.has(Role.PAYER),
        waits=_waits(found, who),
        has_file=found.state == RunState.APPROVED and who.caller.has(Role.PAYER),
    )


def _waits(found: RunShown, who: Visitor) -> str:
    """Why whoever looks cannot approve what still has to be."""
    if found.state != RunState.PROPOSED or (found.may_approve and who.caller.has(Role.PAYER)):
        return ""
    if found.made_by == who.me:
        return "U maakte deze ronde. Een collega die mag betalen, keurt die goed."
    if not found.may_approve:
        return "U vulde een rekeningnummer van deze ronde in. Een collega die mag betalen, keurt de ronde goed."
    return "Iemand die mag betalen, keurt deze ronde goed."
