"""`/aanbod`: a provider says how much room there is in what it offers, so that nobody is sent where it is full."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.refusals import NotFound, Refused
from schemas.api.directory import CapacityChange, Offer
from schemas.base import OfferId, StaffId
from schemas.labels import labels
from schemas.words import Role
from services.console import deeds
from services.console.forms import Form
from services.console.gateways import directory
from services.console.show import onwards, page
from services.console.visitors import Visitor, staff

router = APIRouter(prefix="/aanbod")
Who = Annotated[Visitor, Depends(staff(Role.PROVIDER))]
HERE = "aanbod"
NUMBER = "Vul alleen cijfers in, of laat dit leeg"
MOST_PLACES, MOST_DAYS = 10_000, 1000


@dataclass(frozen=True)
class Row:
    id: str
    name: str
    about: str
    places: str
    full: bool
    wait: str


@router.get("")
async def offers(request: Request, who: Who) -> Response:
    found = await directory.offers_of(who.caller)
    return page(request, "room.html", who, here=HERE, rows=[_row(one) for one in found])


@router.get("/{offer}")
async def ask(request: Request, who: Who, offer: UUID) -> Response:
    found, version = await _own(who, offer)
    places, days = found.available, found.waiting_days
    form = Form.filled(plekken="" if places is None else str(places), dagen="" if days is None else str(days))
    return _page(request, who, found, version, form)


@router.post("/{offer}")
async def change(request: Request, who: Who, offer: UUID) -> Response:
    form = await deeds.form_of(request, who)
    found, version = await _own(who, offer)
    places, days = form.number("plekken", NUMBER), form.number("dagen", NUMBER)
    if places is not None and places > MOST_PLACES:
        form.wrong("plekken", f"Vul hooguit {MOST_PLACES} in")
    if days is not None and days > MOST_DAYS:
        form.wrong("dagen", f"Vul hooguit {MOST_DAYS} in")
    if form.errors:
        return _page(request, who, found, version, form, 422)
    try:
        await directory.change_room(who.caller, OfferId(offer), deeds.version(form), CapacityChange(available=places, waiting_days=days))
    except Refused as refused:
        if not deeds.is_overtaken(refused):
            raise
        people = await directory.people(who.caller, _who_was_first(refused))
        href, text = f"/aanbod/{offer}", "Bekijk hoe het nu is ingevuld"
        return deeds.overtaken(request, who, refused, form, people=people, lines=[], href=href, text=text, here=HERE)
    return onwards("/aanbod", "plek")


async def _own(who: Visitor, offer: UUID) -> tuple[Offer, int]:
    """What others offer is open to everyone, but is not theirs to fill in."""
    found, version = await directory.offer_with_version(OfferId(offer))
    if found.organisation != who.caller.organisation:
        raise NotFound
    return found, version


def _who_was_first(refused: Refused) -> list[StaffId]:
    by = refused.about.get("by")
    try:
        return [StaffId(UUID(str(by)))]
    except ValueError:
        return []


def _page(request: Request, who: Visitor, offer: Offer, version: int, form: Form, status: int = 200) -> Response:
    return page(
        request, "room_change.html", who, status=status, here=HERE, offer=_row(offer), summary=offer.summary, version=version, form=form
    )


def _row(one: Offer) -> Row:
    return Row(
        str(one.id),
        one.name,
        labels(one.support_areas),
        _count(one.available, "Vol", "plek", "plekken"),
        one.available == 0,
        _count(one.waiting_days, "Geen", "dag", "dagen"),
    )


def _count(number: int | None, none: str, single: str, many: str) -> str:
    if number is None:
        return "Niet ingevuld"
    return none if number == 0 else f"{number} {single if number == 1 else many}"
