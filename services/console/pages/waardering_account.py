"""`/rekening`: whose payment came back gives another account, by the link in her mail; or on the page of her application."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import ValidationError
from starlette.responses import Response

from kernel.refusals import BadInput, NotFound, Refused
from kernel.security.doors import Public
from schemas.api.waardering.own import OwnAccountIn
from schemas.base import PaymentId
from services.console import deeds
from services.console.forms import Form
from services.console.gateways import waardering_own
from services.console.links import looked_at, pressed
from services.console.show import page
from services.console.views.waardering import euros
from services.console.waardering_reading import HELP, is_iban

router = APIRouter(prefix="/rekening", dependencies=[Depends(Public("the link itself says whose payment came back"))])
SAME = "Van deze rekening kwam het geld terug. Geef een andere rekening, of een andere naam"


@router.get("/{token}")
async def ready(request: Request, token: str) -> Response:
    """A scanner that follows the link sees nothing of hers: that comes only after a press."""
    return page(request, "waardering_account_ready.html", token=looked_at(token))


@router.post("")
async def by_letter(request: Request) -> Response:
    form, token = await pressed(request)
    return await account_page(request, form, token, None)


def payment_of(form: Form) -> UUID:
    try:
        return UUID(form.text("betaling"))
    except ValueError:
        raise NotFound from None


async def account_page(request: Request, form: Form, token: str, payment: UUID | None, *, action: str = "/rekening") -> Response:
    """First what is known, of an account only how it ends; then her word, which she may change until it is paid again."""
    of = PaymentId(payment) if payment else None
    given = False
    if form.has("antwoord", "ja"):
        _check(form)
        if not form.errors:
            given = await _give(form, token, of)
    found = await waardering_own.returned(token, of)
    return page(
        request,
        "waardering_account.html",
        status=422 if form.errors else 200,
        one=found,
        amount=euros(found.cents),
        form=Form() if given else form,
        given=given,
        action=action,
        token=token if payment is None else "",
    )


def _check(form: Form) -> None:
    iban = form.need("iban", "Vul uw rekeningnummer in")
    if iban and not is_iban(iban):
        form.wrong("iban", HELP["iban"])
    if len(form.text("naam")) > 70:
        form.wrong("naam", "Maak dit korter: hooguit 70 tekens")


async def _give(form: Form, token: str, payment: PaymentId | None) -> bool:
    """Too late is no error of hers: the page then tells how it stands."""
    try:
        body = OwnAccountIn(token=token, payment_id=payment, iban=form.text("iban"), account_name=form.line("naam"))
        await waardering_own.give_account(body, deeds.once(form))
    except ValidationError:
        form.wrong("iban", HELP["iban"])
    except BadInput:
        form.wrong("iban", SAME)
    except Refused as refused:
        if refused.status != 409:
            raise
        return False
    return not form.errors
