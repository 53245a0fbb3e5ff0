"""What the bank reported, and one payment with everything that happened to it: paid again as a new one, or not paid after all."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.refusals import BadInput, Refused
from schemas.api.waardering import BankReportIn, PaymentCancellationIn, RepeatIn
from schemas.words import Role, WaarderingForm
from services.console import console, deeds, uploads
from services.console.forms import Form
from services.console.gateways import directory
from services.console.gateways import waardering_paying as waardering
from services.console.show import onwards, page
from services.console.views import paying as view
from services.console.views.people import ids_of
from services.console.views.waardering import euros
from services.console.visitors import Visitor, check_form, staff

router = APIRouter(prefix="/waardering/werk")
Who = Annotated[Visitor, Depends(staff(Role.WAARDERING_OFFICER, Role.PAYER))]
Payer = Annotated[Visitor, Depends(staff(Role.PAYER))]
Officer = Annotated[Visitor, Depends(staff(Role.WAARDERING_OFFICER))]
HERE = "betalen"
LARGEST = 4_000_000


@router.get("/bankberichten")
async def reports(request: Request, who: Who) -> Response:
    return await _reports(request, who, Form())


@router.post("/bankberichten")
async def read(request: Request, who: Payer) -> Response:
    """pain.002 or camt.054, as the bank gives it."""
    sent = await uploads.read(request, "bestand")
    form = sent.form
    check_form(request, who.session, form.text("csrf"))
    try:
        text = sent.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "?"
    if not text:
        form.wrong("bestand", "Kies het bestand dat u van de bank kreeg")
    elif len(text) > LARGEST:
        form.wrong("bestand", "Dit bestand is te groot. Vraag de bank om een bericht per dag")
    else:
        try:
            found = await waardering.read_report(who.caller, BankReportIn(xml=text))
            return onwards(f"/waardering/werk/bankberichten/{found.id}", "w-weer" if found.again else "w-bericht")
        except BadInput:
            form.wrong("bestand", "Dit is geen bericht van de bank over betalingen (pain.002 of camt.054)")
    return await _reports(request, who, form, 422)


async def _reports(request: Request, who: Visitor, form: Form, status: int = 200) -> Response:
    found = await waardering.reports(who.caller, request.query_params.get("vanaf", ""))
    people = await directory.people(who.caller, ids_of(*(one.read_by for one in found.items)))
    return page(
        request,
        "waardering_bank.html",
        who,
        status=status,
        here=HERE,
        form=form,
        may_read=who.caller.has(Role.PAYER),
        rows=[(one, people.name(one.read_by)) for one in found.items],
        onwards=found.next,
    )


@router.get("/bankberichten/{report}")
async def one_report(request: Request, who: Who, report: UUID) -> Response:
    found = await waardering.report(who.caller, report)
    people = await directory.people(who.caller, ids_of(found.read_by))
    return page(
        request,
        "waardering_bank_report.html",
        who,
        here=HERE,
        report=found,
        by=people.name(found.read_by),
        counts=view.told(found),
        rows=[view.report_line(one) for one in found.lines],
    )


@router.get("/betalingen/{payment}")
async def one(request: Request, who: Who, payment: UUID) -> Response:
    return await _page(request, who, payment, Form())


@router.post("/betalingen/{payment}/opnieuw")
async def repeat(request: Request, who: Who, payment: UUID) -> Response:
    """A new payment that names this one, to the same account or to another; someone else approves its run."""
    form = await deeds.form_of(request, who)
    try:
        again = await waardering.repeat(who.caller, payment, RepeatIn(iban=form.line("iban"), account_name=form.line("naam")))
    except BadInput as refused:
        form.blame(refused, {"/iban": "iban", "/accountName": "naam"}, otherwise="iban")
        form.errors["iban"] = "Dit rekeningnummer klopt niet. Een IBAN ziet eruit als NL91 ABNA 0417 1643 00"
        return await _page(request, who, payment, form, 422)
    except ValueError:
        form.wrong("iban", "Dit rekeningnummer klopt niet. Een IBAN ziet eruit als NL91 ABNA 0417 1643 00")
        return await _page(request, who, payment, form, 422)
    except Refused as refused:
        return await _overtaken(request, who, payment, form, refused)
    return onwards(f"/waardering/werk/betalingen/{again.id}", "w-opnieuw")


@router.post("/betalingen/{payment}/vervallen")
async def cancel(request: Request, who: Payer, payment: UUID) -> Response:
    form = await deeds.form_of(request, who)
    reason = form.need("reden", "Schrijf waarom deze betaling vervalt")
    if form.errors:
        return await _page(request, who, payment, form, 422)
    try:
        await waardering.cancel(who.caller, payment, PaymentCancellationIn(reason=reason[:200]))
    except Refused as refused:
        return await _overtaken(request, who, payment, form, refused)
    return onwards(f"/waardering/werk/betalingen/{payment}", "w-vervallen")


@router.post("/betalingen/{payment}/code")
async def show_code(request: Request, who: Officer, payment: UUID) -> Response:
    """Shown once it is asked for, and never in an address; who looked is recorded."""
    form = await deeds.form_of(request, who)
    found = await waardering.code_of(who.caller, payment)
    return await _page(request, who, payment, form, code=found.code)


async def _overtaken(request: Request, who: Visitor, payment: UUID, form: Form, refused: Refused) -> Response:
    if not deeds.is_overtaken(refused) and refused.status != 409:
        raise refused
    found = await waardering.payment(who.caller, payment)
    people = await directory.people(who.caller, ids_of(*view.staff_in(found.history)))
    return deeds.overtaken(
        request,
        who,
        refused,
        form,
        people=people,
        lines=view.lines(found.history, people, console.clock.now()),
        href=f"/waardering/werk/betalingen/{payment}",
        text="Bekijk de betaling zoals die nu is",
        here=HERE,
    )


async def _page(request: Request, who: Visitor, payment: UUID, form: Form, status: int = 200, *, code: str | None = None) -> Response:
    found = await waardering.payment(who.caller, payment)
    people = await directory.people(who.caller, ids_of(*view.staff_in(found.history)))
    return page(
        request,
        "waardering_payment.html",
        who,
        status=status,
        here=HERE,
        form=form,
        one=found,
        row=view.row(found),
        amount=euros(found.cents),
        lines=view.lines(found.history, people, console.clock.now()),
        is_money=found.form == WaarderingForm.MONEY,
        may_see_application=who.caller.has(Role.WAARDERING_OFFICER),
        may_cancel=found.may_cancel and who.caller.has(Role.PAYER),
        may_see_code=found.has_code and who.caller.has(Role.WAARDERING_OFFICER) and code is None,
        code=code,
    )
