"""Someone rings, stands at the desk or sent a paper: an officer or a consultant types it in, one after the other."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from pydantic import ValidationError
from starlette.responses import Response

from kernel.http.expected import input_errors
from kernel.refusals import BadInput, NotFound
from schemas.api.waardering import ApplicationStatus
from schemas.api.waardering.schemes import SchemeForm
from schemas.words import Applicant, AppliedVia, Role
from services.console import console, deeds, waardering_asks, waardering_desk_form
from services.console.domain import moments
from services.console.forms import Form
from services.console.gateways import waardering, waardering_desk
from services.console.pages.waardering_apply import with_another, without
from services.console.region import region_pages
from services.console.show import page
from services.console.views import waardering as view
from services.console.views.waardering_work import HOME
from services.console.visitors import Visitor, staff
from services.console.waardering_reading import day

router = APIRouter(prefix=f"{HOME}/invoeren")
Who = Annotated[Visitor, Depends(staff(Role.WAARDERING_OFFICER, Role.ASSESSOR, Role.COORDINATOR))]
SchemeKey = Annotated[str, Path(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
HERE = "invoeren"
CHANNELS = {
    AppliedVia.PAPER: "Een formulier of brief op papier",
    AppliedVia.STAFF: "Aan de telefoon of aan de balie",
    AppliedVia.PROGRAMME: "Een lijst van een programma, zoals Jonge Helden",
}
NOT_OURS = "Over deze regeling beslist een andere organisatie, of die was er op die dag nog niet"


@dataclass(frozen=True)
class Desk:
    """What the page needs besides what was typed."""

    scheme: SchemeForm
    today: date
    channels: tuple[AppliedVia, ...]


@router.get("")
async def schemes(request: Request, who: Who) -> Response:
    region = region_pages(who.caller.region)
    found = (await waardering.schemes(who.caller.region)).items
    return page(request, "waardering_enter_front.html", who, here=HERE, schemes=[(one, region.towns(one.municipalities)) for one in found])


@router.get("/{key}")
async def one(request: Request, who: Who, key: SchemeKey) -> Response:
    desk = await _desk(who, key, Form())
    channel = desk.channels[0].value
    return _page(request, who, desk, Form.filled(aantal="1", kanaal=channel, ontvangen=desk.today.isoformat()))


@router.post("/{key}")
async def enter(request: Request, who: Who, key: SchemeKey) -> Response:
    """The day on which it came rules the term, and which version of the scheme is asked."""
    form = await deeds.form_of(request, who)
    desk = await _desk(who, key, form)
    deed, _, which = form.text("doe").partition("-")
    if deed == "erbij":
        return _page(request, who, desk, with_another(desk.scheme, form))
    if deed == "eraf":
        return _page(request, who, desk, without(desk.scheme, form, which))
    if deed == "vragen":
        return _page(request, who, desk, form)
    via = form.code("kanaal", AppliedVia, "Kies hoe de aanvraag binnenkwam")
    on = day(form.text("ontvangen"))
    if via is not None and via not in desk.channels:
        form.wrong("kanaal", "Kies hoe de aanvraag binnenkwam")
    if on is None:
        form.wrong("ontvangen", "Vul de dag in waarop de aanvraag binnenkwam")
    elif on > desk.today:
        form.wrong("ontvangen", "Deze dag moet nog komen. Vul de dag in waarop de aanvraag binnenkwam")
    blocks = waardering_desk_form.blocks(desk.scheme, form)
    waardering_desk_form.check(desk.scheme, form, blocks, desk.today)
    if via is None or on is None or form.errors:
        return _page(request, who, desk, form, 422)
    try:
        sent = await waardering_desk.enter(who.caller, waardering_desk_form.application(desk.scheme, form, via, on), deeds.once(form))
    except (ValidationError, BadInput) as error:
        refused = error if isinstance(error, BadInput) else BadInput(input_errors(error.errors(include_url=False, include_input=False)))
        shown = {ask.name: ask for block in blocks for ask in block.asks}
        waardering_desk_form.blame(desk.scheme, form, refused, shown)
        return _page(request, who, desk, form, 422)
    except NotFound:
        form.wrong("kanaal", NOT_OURS)
        return _page(request, who, desk, form, 422)
    fresh = Form.filled(aantal="1", kanaal=via.value, ontvangen=on.isoformat())
    return _page(request, who, desk, fresh, sent=sent)


async def _desk(who: Visitor, key: str, form: Form) -> Desk:
    today = moments.local(console.clock.now()).date()
    on = day(form.text("ontvangen")) or today
    asked = on if on <= today else today
    try:
        scheme = await waardering_desk.form(who.caller.region, key, asked)
    except NotFound:
        scheme = await waardering.form(who.caller.region, key)
    officer = who.caller.has(Role.WAARDERING_OFFICER)
    if officer and scheme.programme:
        scheme = scheme.model_copy(update={"applicants": (*scheme.applicants, Applicant.PROGRAMME)})
    channels = (AppliedVia.PAPER, AppliedVia.STAFF) if officer else (AppliedVia.STAFF,)
    return Desk(scheme, today, (*channels, *((AppliedVia.PROGRAMME,) if officer and scheme.programme else ())))


def _page(request: Request, who: Visitor, desk: Desk, form: Form, status: int = 200, sent: ApplicationStatus | None = None) -> Response:
    blocks = waardering_desk_form.blocks(desk.scheme, form)
    form.in_order(["kanaal", "ontvangen", *(ask.name for block in blocks for ask in block.asks)])
    many = waardering_asks.number_of_caregivers(form, desk.scheme)
    return page(
        request,
        "waardering_enter.html",
        who,
        status=status,
        here=HERE,
        scheme=desk.scheme,
        form=form,
        blocks=blocks,
        many=many,
        more=many < desk.scheme.most_caregivers,
        channels=[(one.value, CHANNELS[one]) for one in desk.channels],
        sent=sent,
        may_see=who.caller.has(Role.WAARDERING_OFFICER),
        euros=view.euros,
    )
