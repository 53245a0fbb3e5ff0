"""One request for help: to the provider without a name until it says yes, to the desk with all attempts."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.refusals import Refused, Unavailable
from schemas.api.directory import Offer
from schemas.api.intake import DisclosedContact
from schemas.api.referral import Referral
from schemas.labels import label
from schemas.words import DeclineReason, MeetingWay, Outcome, Purpose, ReferralState, Role
from services.console import console, deeds
from services.console.domain import moments
from services.console.forms import Form
from services.console.gateways import directory, intake, notifications, referral
from services.console.pages.requests import HERE, INVOLVED, at_desk
from services.console.region import region_pages
from services.console.show import page
from services.console.views import history
from services.console.views import offer as offer_view
from services.console.views import referral as view
from services.console.views.people import People, ids_of
from services.console.visitors import Visitor

TRIES, BETWEEN = 15, 0.1
"""How often, and seconds between, her details are asked right after the yes that opens them."""

router = APIRouter(prefix="/aanvragen/{referral_id}")
Who = Annotated[Visitor, Depends(INVOLVED)]


@router.get("")
async def one(request: Request, who: Who, referral_id: UUID) -> Response:
    return await show(request, who, referral_id, Form())


async def show(request: Request, who: Visitor, referral_id: UUID, form: Form, status: int = 200) -> Response:
    """The desk's page for who sits at the desk, the provider's for who was asked."""
    found = await referral.one(who.caller, referral_id)
    if at_desk(who) and not _is_asked(who, found):
        return await _handover(request, who, found, form, status)
    return await _offer(request, who, found, form, status)


def _is_asked(who: Visitor, found: Referral) -> bool:
    """Someone of the desk's own organisation may be a provider as well."""
    return who.caller.has(Role.PROVIDER) and found.provider is not None and found.provider == who.caller.organisation


async def _offer(request: Request, who: Visitor, found: Referral, form: Form, status: int) -> Response:
    region, now = region_pages(who.caller.region), console.clock.now()
    people = await directory.people(who.caller, view.staff_in(found))
    asked = found.state in (ReferralState.REQUESTED, ReferralState.OFFERED)
    hers = None if asked else await _disclosed(who, found)
    offer: Offer | None = await directory.offer(found.offer) if asked else None
    if not form.typed:
        form = Form.filled(duur="45", hoe=MeetingWay.AT_HOME.value)
    shown = offer_view.page(found, hers, people, region, now, offer.name if offer else "", who.caller.name or "U")
    return page(
        request,
        "offer.html",
        who,
        status=status,
        here=HERE,
        r=found,
        form=form,
        reasons=[(one.value, label(one)) for one in DeclineReason],
        ways=offer_view.ways(shown.first_name),
        outcomes=[(one.value, label(one)) for one in Outcome if one is not Outcome.NO_CONTACT],
        today=moments.local(now).date().isoformat(),
        **vars(shown),
    )


async def _disclosed(who: Visitor, found: Referral) -> DisclosedContact | None:
    """How to reach her. Right after a yes intake may not have heard of it yet: then it is asked again for a moment."""
    if found.caregiver_id is None or found.state not in view.IN_HAND:
        return None
    tries = TRIES if view.just_accepted(found, console.clock.now()) else 1
    for attempt in range(tries):
        hers = (await intake.contacts(who.caller, [found.caregiver_id], Purpose.SUPPORT)).get(found.caregiver_id)
        if hers is not None and hers.contact is not None:
            return hers
        if attempt < tries - 1:
            await asyncio.sleep(BETWEEN)
    return None


async def _handover(request: Request, who: Visitor, found: Referral, form: Form, status: int) -> Response:
    region, now = region_pages(who.caller.region), console.clock.now()
    people = await directory.people(who.caller, view.staff_in(found))
    organisations = await directory.organisations()
    messages = await notifications.about(who.caller, found.id)
    shown = offer_view.handover(found, people, organisations, region, now, coordinator=who.caller.has(Role.COORDINATOR))
    return page(
        request,
        "handover.html",
        who,
        status=status,
        here=HERE,
        r=found,
        form=form,
        lines=history.for_the_desk(found.history, people, now),
        messages=offer_view.messages(messages, now),
        **vars(shown),
    )


async def overtaken(request: Request, who: Visitor, referral_id: UUID, refused: Refused, form: Form) -> Response:
    """Who was first and what happened, as far as this person may still see it."""
    lines: list[history.Line] = []
    people = People(me=who.me)
    try:
        found = await referral.one(who.caller, referral_id)
        by = refused.about.get("by")
        people = await directory.people(who.caller, view.staff_in(found) | ids_of(str(by) if by else None))
        lines = history.for_the_desk(found.history, people, console.clock.now())
        href, text = f"/aanvragen/{referral_id}", "Bekijk de aanvraag zoals die nu is"
    except (Refused, Unavailable):
        href, text = "/aanvragen", "Naar mijn aanvragen"
    return deeds.overtaken(request, who, refused, form, people=people, lines=lines, href=href, text=text, here=HERE)
