"""Budgets as bars and a table; payout runs: made by one, approved by another, and only then there is a file."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.refusals import Forbidden, Refused
from schemas.api.waardering import RunApprovalIn, RunIn
from schemas.labels import label
from schemas.words import PaymentState, Role, RunState, WaarderingForm
from services.console import console, deeds
from services.console.forms import Form
from services.console.gateways import directory, waardering
from services.console.show import onwards, page
from services.console.views import waardering as view
from services.console.views.people import ids_of
from services.console.visitors import Visitor, staff

router = APIRouter(prefix="/waardering/werk")
Who = Annotated[Visitor, Depends(staff(Role.WAARDERING_OFFICER, Role.PAYER))]
Payer = Annotated[Visitor, Depends(staff(Role.PAYER))]
PAID = (WaarderingForm.MONEY, WaarderingForm.VOUCHER, WaarderingForm.CARD, WaarderingForm.GIFT)


@router.get("/budget")
async def budgets(request: Request, who: Who) -> Response:
    pots = view.pots((await waardering.budgets(who.caller)).items)
    return page(request, "waardering_budget.html", who, here="budget", pots=pots)


@router.get("/betalen")
async def payouts(request: Request, who: Who) -> Response:
    return await _page(request, who, Form.filled(vorm=WaarderingForm.MONEY.value))


@router.post("/betalen")
async def make(request: Request, who: Who) -> Response:
    """Everything of one form that is due; nothing leaves the house yet."""
    form = await deeds.form_of(request, who)
    chosen = form.code("vorm", WaarderingForm, "Kies wat u wilt uitbetalen")
    if chosen is not None:
        try:
            run = await waardering.make_run(who.caller, RunIn(form=chosen), deeds.once(form))
            return onwards(f"/waardering/werk/betalen/{run.id}", "w-ronde")
        except Refused as refused:
            if refused.status != 409:
                raise
            form.wrong("vorm", refused.in_dutch or "Hiervan staat niets klaar om te betalen")
    return await _page(request, who, form, 422)


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
        form.wrong("goed", "U maakte deze ronde zelf. Een collega keurt die goed")
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
            here="betalen",
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
    due = await waardering.payments(who.caller, {"state": PaymentState.DUE.value})
    back = await waardering.payments(who.caller, {"state": PaymentState.RETURNED.value})
    runs = (await waardering.runs(who.caller)).items
    people = await directory.people(who.caller, ids_of(*(one.made_by for one in runs), *(one.approved_by for one in runs)))
    now = console.clock.now()
    return page(
        request,
        "waardering_payouts.html",
        who,
        status=status,
        here="betalen",
        form=form,
        ready=[(one.name or "", label(one.form), view.euros(one.cents)) for one in due.items],
        more=due.next is not None,
        returned=[(one.name or "", label(one.returned) if one.returned else "", view.euros(one.cents)) for one in back.items],
        runs=[view.run(one, people, now) for one in runs],
        forms=[(one.value, label(one)) for one in PAID],
    )


async def _run_page(request: Request, who: Visitor, run: UUID, form: Form, status: int = 200) -> Response:
    found = await waardering.run(who.caller, run)
    people = await directory.people(who.caller, ids_of(found.made_by, found.approved_by))
    return page(
        request,
        "waardering_run.html",
        who,
        status=status,
        here="betalen",
        run=found,
        row=view.run(found, people, console.clock.now()),
        form=form,
        may_judge=found.state == RunState.PROPOSED and who.caller.has(Role.PAYER) and found.made_by != who.me,
        waits=found.state == RunState.PROPOSED,
        has_file=found.state == RunState.APPROVED and who.caller.has(Role.PAYER),
    )
