"""How she is reached, changed by the desk that has her on the phone."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from kernel.refusals import Refused
from schemas.api.intake import MyContactIn, SignalDetail
from services.console import contact_form, deeds
from services.console.forms import Form
from services.console.gateways import intake
from services.console.pages.signal import HERE, Who, overtaken, view_of
from services.console.show import onwards, page
from services.console.visitors import Visitor

router = APIRouter(prefix="/signalen/{signal}/contact")


@router.get("")
async def ask_contact(request: Request, who: Who, signal: UUID) -> Response:
    detail = await intake.signal(who.caller, signal)
    return await _contact_page(request, who, detail, contact_form.filled(detail.caregiver))


@router.post("")
async def change_contact(request: Request, who: Who, signal: UUID) -> Response:
    form = await deeds.form_of(request, who)

    async def send(told: MyContactIn) -> None:
        await intake.change_contact(who.caller, signal, deeds.version(form), told)

    try:
        if await contact_form.sent(form, send):
            return onwards(f"/signalen/{signal}", "contact", "contact")
    except Refused as refused:
        return await overtaken(request, who, signal, refused, form)
    return await _contact_page(request, who, await intake.signal(who.caller, signal), form, 422)


async def _contact_page(request: Request, who: Visitor, detail: SignalDetail, form: Form, status: int = 200) -> Response:
    return page(request, "signal_contact.html", who, status=status, here=HERE, s=await view_of(who, detail), form=form)
