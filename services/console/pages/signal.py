"""One signal: everything that the assessor needs to decide, in order."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.refusals import Refused, Unavailable
from schemas.api.intake import SignalDetail
from schemas.api.referral import Referral
from schemas.words import SignalState, Urgency
from services.console import console, deeds
from services.console.forms import Form
from services.console.gateways import directory, intake, referral
from services.console.region import region_pages
from services.console.show import page
from services.console.views import choosing as choosing_view
from services.console.views import history
from services.console.views import referral as referral_view
from services.console.views import signal as view
from services.console.visitors import DESK, Visitor

router = APIRouter()
Who = Annotated[Visitor, Depends(DESK)]
HERE = "werklijst"


@router.get("/signalen/{signal}")
async def signal_page(request: Request, who: Who, signal: UUID) -> Response:
    return await show(request, who, await intake.signal(who.caller, signal), Form.filled(uitkomst="", manier="phone"))


async def show(request: Request, who: Visitor, detail: SignalDetail, call_form: Form, status: int = 200) -> Response:
    asked = await _referral(who, detail)
    people = await directory.people(who.caller, view.staff_in(detail))
    choosing, considered, offers = await _offers(who, detail, asked)
    now = console.clock.now()
    return page(
        request,
        "signal.html",
        who,
        status=status,
        here=HERE,
        s=view.page(detail, people, region_pages(who.caller.region), now),
        call_form=call_form,
        call_errors=bool(call_form.errors),
        referral=referral_view.summary(asked, await directory.organisations(), now) if asked else referral_view.on_its_way(detail, now),
        choosing=choosing,
        considered=considered,
        offers=offers,
        dialogs=choosing_view.NO_DIALOG_AFTER,
        first_offers=choosing_view.NO_DIALOG_AFTER,
        same_words=choosing_view.same_words,
    )


async def _referral(who: Visitor, detail: SignalDetail) -> Referral | None:
    """What is under way; a request that came back is history, and choosing begins anew."""
    if detail.referral_id is None:
        return None
    try:
        found = await referral.one(who.caller, detail.referral_id)
    except (Unavailable, Refused):
        return None
    return None if found.state in referral_view.RETURNED and detail.state is not SignalState.CLOSED else found


async def _offers(who: Visitor, detail: SignalDetail, asked: Referral | None) -> tuple[str, int, list[choosing_view.Chosen]]:
    """Nothing is offered where a person has to act now, where help is under way, or where all is done."""
    under_way = asked is not None or detail.step == "waiting"
    if detail.urgency is Urgency.SAFETY or detail.state is SignalState.CLOSED or under_way:
        return "", 0, []
    if not detail.support_areas:
        return "areas", 0, []
    try:
        found = await intake.offers(who.caller, detail.signal_id)
    except Unavailable:
        return "down", 0, []
    return "choose", found.considered, [choosing_view.offer(one) for one in found.items]


async def overtaken(request: Request, who: Visitor, signal: UUID, refused: Refused, form: Form) -> Response:
    """Someone else was first: shows who and what, from the signal as it is now. Any other refusal is passed on."""
    if not deeds.is_overtaken(refused):
        raise refused
    detail = await intake.signal(who.caller, signal)
    people = await directory.people(who.caller, view.staff_in(detail))
    return deeds.overtaken(
        request,
        who,
        refused,
        form,
        people=people,
        lines=history.for_the_desk(detail.history, people, console.clock.now()),
        href=f"/signalen/{signal}",
        text="Bekijk het signaal zoals het nu is",
        here=HERE,
    )


async def view_of(who: Visitor, detail: SignalDetail) -> view.SignalPage:
    people = await directory.people(who.caller, view.staff_in(detail))
    return view.page(detail, people, region_pages(who.caller.region), console.clock.now())
