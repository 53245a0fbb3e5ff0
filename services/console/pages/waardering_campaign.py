"""Inviting the caregivers of earlier years to ask again: whom, when, and how far it is."""

from datetime import date
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from kernel.refusals import BadInput, Refused
from schemas.api.waardering import CampaignIn, Invitees
from services.console import console, deeds
from services.console.domain import moments
from services.console.forms import Form
from services.console.gateways import campaigns, waardering
from services.console.pages.waardering_letters import as_pdf
from services.console.pages.waardering_work import Who
from services.console.show import onwards, page
from services.console.views import campaign as view
from services.console.views.people import People
from services.console.visitors import Visitor
from services.console.waardering_reading import day

router = APIRouter(prefix="/waardering/werk/campagne")
HERE = "campagne"
STEPS: Final = {"begin": "starts", "stil": "pauses", "verder": "resumptions", "stop": "stops", "geprint": "printings"}
TOLD: Final = {"begin": "c-begin", "stil": "c-stil", "verder": "c-verder", "stop": "c-stop", "geprint": "c-geprint"}
POINTERS: Final = {"/startsOn": "begint", "/remindsOn": "herinnert", "/year": "jaar"}


@router.get("")
async def overview(request: Request, who: Who, regeling: str = "", jaar: str = "") -> Response:
    """With a scheme chosen: whom it would invite, before anything goes out."""
    today = moments.local(console.clock.now()).date()
    year = int(jaar) if jaar.isdecimal() and len(jaar) == 4 else today.year
    form = Form.filled(regeling=regeling, jaar=str(year))
    if not regeling:
        return await _page(request, who, form)
    start, remind = view.proposed(year, today)
    form = Form.filled(regeling=regeling, jaar=str(year), begint=start.isoformat(), herinnert=remind.isoformat())
    try:
        found = await campaigns.invitees(who.caller, regeling, year)
    except Refused as refused:
        if refused.status not in (404, 409):
            raise
        form.wrong("regeling", refused.in_dutch or "Deze regeling is er niet")
        return await _page(request, who, form, status=422)
    return await _page(request, who, form, found)


@router.post("")
async def plan(request: Request, who: Who) -> Response:
    form = await deeds.form_of(request, who)
    year = form.number("jaar", "Vul een jaar in, zoals 2026") or 0
    starts, reminds = day(form.need("begint", "Kies een dag")), day(form.text("herinnert"))
    if starts is None:
        form.wrong("begint", "Vul een datum in")
    if form.text("herinnert") and reminds is None:
        form.wrong("herinnert", "Vul een datum in, of laat dit leeg")
    if starts is not None and not form.errors:
        made = await _make(who, form, year, starts, reminds)
        if made is not None:
            return onwards(f"/waardering/werk/campagne/{made}", "c-gepland")
    form.in_order(["jaar", "begint", "herinnert"])
    return await _page(request, who, form, await _seen(who, form, year), status=422)


async def _make(who: Visitor, form: Form, year: int, starts: date, reminds: date | None) -> UUID | None:
    try:
        body = CampaignIn.model_validate({"scheme": form.text("regeling"), "year": year, "starts_on": starts, "reminds_on": reminds})
        return (await campaigns.make(who.caller, body, deeds.once(form))).id
    except BadInput as refused:
        form.blame(refused, POINTERS, otherwise="begint")
        form.errors = {name: HELP.get(name, text) for name, text in form.errors.items()}
    except ValueError:
        form.wrong("jaar", HELP["jaar"])
    except Refused as refused:
        if refused.status not in (404, 409):
            raise
        form.wrong("begint", refused.in_dutch or "Dit kan nu niet")
    return None


HELP: Final = {
    "begint": "Kies een dag vanaf vandaag, binnen een jaar",
    "herinnert": "Kies een dag na de uitnodiging",
    "jaar": "Kies het jaar van de uitnodiging, of het jaar ervoor",
}


async def _seen(who: Visitor, form: Form, year: int) -> Invitees | None:
    try:
        return await campaigns.invitees(who.caller, form.text("regeling"), year) if year >= 2000 else None
    except Refused:
        return None


@router.get("/{campaign}")
async def one(request: Request, who: Who, campaign: UUID) -> Response:
    found, now = await campaigns.one(who.caller, campaign), console.clock.now()
    row = view.row(found, await _names(who), now)
    return page(
        request,
        "waardering_campaign.html",
        who,
        here=HERE,
        c=found,
        row=row,
        percent=view.percent(found.progress),
        bars=view.bars(found.progress),
        ways=view.ways(found.progress),
        deeds=view.deeds(found),
    )


@router.get("/{campaign}/brieven")
async def letters(who: Who, campaign: UUID) -> Response:
    """When another noted them as posted meanwhile, the campaign itself says so."""
    try:
        return as_pdf(await campaigns.letters(who.caller, campaign), f"uitnodigingen-{campaign.hex[-8:]}.pdf")
    except Refused as refused:
        if refused.status != 409:
            raise
        return onwards(f"/waardering/werk/campagne/{campaign}")


@router.post("/{campaign}/{deed}")
async def step(request: Request, who: Who, campaign: UUID, deed: str) -> Response:
    form = await deeds.form_of(request, who)
    href = f"/waardering/werk/campagne/{campaign}"
    if deed not in STEPS:
        return onwards(href)
    try:
        await campaigns.step(who.caller, campaign, STEPS[deed], deeds.version(form), deeds.once(form))
    except Refused as refused:
        if not deeds.is_overtaken(refused) and refused.status != 409:
            raise
        return deeds.overtaken(request, who, refused, form, people=People(), lines=[], href=href, text="Bekijk hoe het nu staat", here=HERE)
    return onwards(href, TOLD[deed])


async def _names(who: Visitor) -> dict[str, str]:
    return {one.key: one.name for one in (await waardering.schemes(who.caller.region)).items}


async def _page(request: Request, who: Visitor, form: Form, found: Invitees | None = None, *, status: int = 200) -> Response:
    names, now = await _names(who), console.clock.now()
    rows = [view.row(one, names, now) for one in (await campaigns.listed(who.caller)).items]
    return page(
        request,
        "waardering_campaigns.html",
        who,
        status=status,
        here=HERE,
        form=form,
        rows=rows,
        schemes=list(names.items()),
        found=found,
        scheme=names.get(form.text("regeling"), ""),
        left_out=view.left_out(found) if found else [],
        opens=moments.date_in_full(found.opens_on) if found and found.opens_on else "",
    )
