"""The officer's worklist for waardering: what has to be decided first comes first."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from schemas.words import Role
from services.console import console, deeds
from services.console.forms import Form
from services.console.gateways import directory, waardering
from services.console.region import region_pages
from services.console.show import onwards, page
from services.console.views import waardering as view
from services.console.views.people import ids_of
from services.console.views.worklist import Tab
from services.console.visitors import Visitor, staff

router = APIRouter(prefix="/waardering/werk")
OFFICER = staff(Role.WAARDERING_OFFICER)
Who = Annotated[Visitor, Depends(OFFICER)]
HERE = "waardering"


@router.get("")
async def worklist(request: Request, who: Who, lijst: str = "open", regeling: str = "", vanaf: str = "") -> Response:
    return await _page(request, who, lijst, regeling, vanaf, Form())


@router.post("")
async def search(request: Request, who: Who) -> Response:
    """By the reference that someone reads out; it is sent as a form, so that it stands in no address."""
    form = await deeds.form_of(request, who)
    reference = form.text("kenmerk")[:40]
    if len(reference) < 3:
        form.wrong("kenmerk", "Vul een heel kenmerk in, zoals GM-2026-W00001")
        return await _page(request, who, "open", "", "", form, 422)
    found = await waardering.found(who.caller, reference)
    if found.items:
        return onwards(f"/waardering/werk/{found.items[0].id}")
    form.wrong("kenmerk", "Dit kenmerk kennen wij niet. Kijk of het helemaal klopt")
    return await _page(request, who, "open", "", "", form, 422)


async def _page(request: Request, who: Visitor, lijst: str, regeling: str, vanaf: str, form: Form, status: int = 200) -> Response:
    region = region_pages(who.caller.region)
    schemes = {one.key: one.name for one in (await waardering.schemes(who.caller.region)).items}
    query = view.Query(lijst if lijst in view.LISTS else "open", regeling if regeling in schemes else "", vanaf[:500])
    found = await waardering.listed(who.caller, query.asked())
    people = await directory.people(who.caller, ids_of(*(one.owner for one in found.items)))
    places, now = {one.code: one.name for one in region.municipalities}, console.clock.now()
    if not form.text("regeling"):
        form = Form({**form.typed, "regeling": (query.scheme,), "lijst": (query.list,)}, form.errors)
    return page(
        request,
        "waardering_work.html",
        who,
        status=status,
        here=HERE,
        query=query,
        form=form,
        rows=[view.row(one, people, places, schemes, now) for one in found.items],
        next=found.next,
        tabs=[Tab(text, query.address(list=key), None, False, key == query.list) for key, (_, text) in view.LISTS.items()],
        schemes=[("", "Alle regelingen"), *schemes.items()],
    )
