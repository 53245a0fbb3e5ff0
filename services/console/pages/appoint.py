"""Appointing a provider: the assessor chooses, software never does; who is asked after a no is her choice as well."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from kernel.refusals import BadInput, NotFound, Refused
from schemas.api.directory import RankedOffer
from schemas.api.intake import AppointmentIn, SignalDetail
from schemas.base import OfferId
from services.console import deeds
from services.console.forms import Form
from services.console.gateways import intake
from services.console.pages.signal import HERE, Who, overtaken, view_of
from services.console.show import onwards, page
from services.console.views import choosing
from services.console.visitors import Visitor

router = APIRouter(prefix="/signalen/{signal}/wijs-aan")
MOST = 8
"""Offers that the page lets one put in order; more is no choice but a list."""


@router.get("")
async def ask(request: Request, who: Who, signal: UUID, aanbod: UUID) -> Response:
    detail, ranked = await _choices(who, signal)
    chosen = _find(ranked, aanbod)
    reserves = [one for one in ranked if one is not chosen][:MOST]
    places = {f"plaats-{one.offer.id}": str(i) if i <= 2 else "" for i, one in enumerate(reserves, 1)}
    warm = "ja" if chosen.offer.warm_handover else None
    return await _page(request, who, detail, ranked, chosen, Form.filled(warm=warm, **places))


@router.post("")
async def appoint(request: Request, who: Who, signal: UUID) -> Response:
    form = await deeds.form_of(request, who)
    detail, ranked = await _choices(who, signal)
    try:
        chosen = _find(ranked, UUID(form.text("aanbod")))
    except ValueError:
        raise NotFound from None
    order = _order(form, ranked, chosen)
    warm = form.has("warm", "ja")
    if warm and not form.text("reden"):
        form.wrong("reden", "Schrijf op waarom jullie samen kennismaken")
    if not form.errors:
        body = AppointmentIn(offers=(chosen.offer.id, *order), warm=warm, warm_reason=form.line("reden") if warm else None)
        try:
            await intake.appoint(who.caller, signal, deeds.version(form), body, deeds.once(form))
            return onwards(f"/signalen/{signal}", "aangewezen", "verwijzing")
        except BadInput as refused:
            form.blame(refused, {"/warmReason": "reden", "/offers": "volgorde"}, otherwise="volgorde")
        except Refused as refused:
            return await overtaken(request, who, signal, refused, form)
    kept = Form({**form.typed, **{f"plaats-{id_}": (str(i),) for i, id_ in enumerate(order, 1)}}, form.errors)
    return await _page(request, who, detail, ranked, chosen, kept, 422)


def _order(form: Form, ranked: list[RankedOffer], chosen: RankedOffer) -> list[OfferId]:
    """From the dialog a list of boxes in ranked order; from the page a place for each."""
    others = [one.offer.id for one in ranked if one is not chosen]
    if not any(name.startswith("plaats-") for name in form.typed):
        return [id_ for id_ in others if form.has("reserve", str(id_))]
    placed: list[tuple[int, OfferId]] = []
    for id_ in others:
        place = form.text(f"plaats-{id_}")
        if place.isdecimal() and 0 < int(place) <= MOST:
            if int(place) in (taken for taken, _ in placed):
                form.wrong(f"plaats-{id_}", f"U koos plaats {place} twee keer. Kies voor elk een eigen plaats.")
            placed.append((int(place), id_))
    return [id_ for _, id_ in sorted(placed, key=lambda one: one[0])]


async def _choices(who: Visitor, signal: UUID) -> tuple[SignalDetail, list[RankedOffer]]:
    detail = await intake.signal(who.caller, signal)
    return detail, list((await intake.offers(who.caller, signal)).items)


def _find(ranked: list[RankedOffer], offer: UUID) -> RankedOffer:
    found = next((one for one in ranked if one.offer.id == offer), None)
    if found is None:
        raise NotFound
    return found


async def _page(
    request: Request, who: Visitor, detail: SignalDetail, ranked: list[RankedOffer], chosen: RankedOffer, form: Form, status: int = 200
) -> Response:
    reserves = [choosing.offer(one) for one in ranked if one is not chosen][:MOST]
    return page(
        request,
        "signal_appoint.html",
        who,
        status=status,
        here=HERE,
        s=await view_of(who, detail),
        chosen=choosing.offer(chosen),
        reserves=reserves,
        places=[("", "Niet vragen"), *((str(i), f"Als {i}e daarna") for i in range(1, len(reserves) + 1))],
        form=form,
    )
