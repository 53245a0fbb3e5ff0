"""`/wissen` and `/inzage`: the privacy officer finds a person, sees who looked, and erases."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import ValidationError
from starlette.responses import Response

from schemas.labels import label
from schemas.words import ErasureReason, Purpose, Role
from services.console import console, deeds
from services.console.forms import Form
from services.console.gateways import directory, erasures, every
from services.console.show import onwards, page
from services.console.views import oversight as view
from services.console.views.people import ids_of
from services.console.visitors import Visitor, staff

router = APIRouter()
Who = Annotated[Visitor, Depends(staff(Role.PRIVACY_OFFICER))]
HERE = "wissen"


@router.get("/wissen")
async def ask(request: Request, who: Who) -> Response:
    return page(request, "oversight.html", who, here=HERE, form=Form(), found=None)


@router.post("/wissen")
async def find(request: Request, who: Who) -> Response:
    """A reference goes in a body: no page with a name has an address that can be guessed from it."""
    form = await deeds.form_of(request, who)
    try:
        found = await erasures.find(who.caller, form.text("kenmerk"))
    except ValidationError:
        form.wrong("kenmerk", "Vul het kenmerk in, zoals GM-2026-000123")
        return page(request, "oversight.html", who, status=422, here=HERE, form=form, found=None)
    return page(request, "oversight.html", who, here=HERE, form=form, found=[view.found(one) for one in found.items])


@router.get("/inzage/{person}")
async def looks(request: Request, who: Who, person: UUID) -> Response:
    """Who saw what of this person, and why; asking it stands there as well."""
    found = await every.looks(who.caller, person, purpose=Purpose.OVERSIGHT)
    people = await directory.people(who.caller, ids_of(*(one.by for one in found)))
    lines = view.looked(found, people, await directory.organisations(), console.clock.now())
    return page(request, "oversight_looks.html", who, here=HERE, person=str(person), lines=lines)


@router.get("/wissen/{person}")
async def ask_erasure(request: Request, who: Who, person: UUID) -> Response:
    return await _erasure_page(request, who, person, Form())


@router.post("/wissen/{person}")
async def erase(request: Request, who: Who, person: UUID) -> Response:
    form = await deeds.form_of(request, who)
    reason = form.code("reden", ErasureReason, "Kies waarom u wist")
    if not form.has("zeker", "ja"):
        form.wrong("zeker-ja", "Zet een vinkje als u het zeker weet")
    if reason is None or form.errors:
        return await _erasure_page(request, who, person, form, 422)
    await erasures.erase(who.caller, person, reason)
    return onwards(f"/wissen/{person}/bewijs", "gewist")


@router.get("/wissen/{person}/bewijs")
async def receipt(request: Request, who: Who, person: UUID) -> Response:
    told = await erasures.receipt(who.caller, person)
    people = await directory.people(who.caller, ids_of(told.asked_by))
    shown = view.receipt(told, people, console.clock.now())
    return page(request, "oversight_receipt.html", who, here=HERE, person=str(person), receipt=shown)


async def _erasure_page(request: Request, who: Visitor, person: UUID, form: Form, status: int = 200) -> Response:
    """Says whom it is about, so that nobody erases the wrong one."""
    found = view.found(await erasures.person(who.caller, person))
    reasons = [(one.value, label(one)) for one in ErasureReason]
    return page(request, "oversight_erase.html", who, status=status, here=HERE, one=found, form=form, reasons=reasons)
