"""The officer's worklist for waardering: what has to be decided first comes first; live, sorted, and found by name or reference."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, Response

from schemas.api.waardering import ApplicationCounts, ApplicationLine
from schemas.words import Role
from services.console import console, deeds, searches
from services.console.forms import Form
from services.console.gateways import directory, waardering, waardering_desk
from services.console.region import region_pages
from services.console.show import TEMPLATES, frame, onwards, page
from services.console.views import waardering_work as view
from services.console.views.people import ids_of
from services.console.views.worklist import changes, moment_of, shown_rows
from services.console.visitors import Visitor, staff

router = APIRouter(prefix=view.HOME)
OFFICER = staff(Role.WAARDERING_OFFICER)
Who = Annotated[Visitor, Depends(OFFICER)]
HERE = "waardering"
UNKNOWN = "Dit kenmerk kennen wij niet. Kijk of het helemaal klopt"


@dataclass(frozen=True)
class Listed:
    """A page of the list, as it stands now."""

    rows: list[view.Row]
    next: str | None
    counts: ApplicationCounts
    more: bool = False


@router.get("")
async def worklist(request: Request, who: Who) -> Response:
    return await show(request, who, await _query(request, who), Form())


@router.post("")
async def search(request: Request, who: Who) -> Response:
    """By a name or by the reference that someone reads out; sent as a form, so that neither stands in an address."""
    form = await deeds.form_of(request, who)
    text = form.text("zoek")[: searches.LONGEST]
    if len(text) < 2:
        form.wrong("zoek", "Vul een achternaam in, of een heel kenmerk zoals GM-2026-W00001")
        return await show(request, who, view.Query(), form, 422)
    if not view.is_reference(text):
        return onwards(view.Query(search=text, sealed=searches.seal(who.caller.subject, text)).address())
    found = await waardering_desk.by_reference(who.caller, text)
    if found.items:
        return onwards(f"{view.HOME}/{found.items[0].id}")
    form.wrong("zoek", UNKNOWN)
    return await show(request, who, view.Query(), form, 422)


@router.get("/nieuws")
async def news(request: Request, who: Who) -> Response:
    """What changed since the page was made: rows that changed are renewed where they stand, new ones are only announced."""
    query = await _query(request, who)
    shown = shown_rows(request.query_params.getlist("rij")[:100])
    found = await _listed(who, query)
    stay = [row for row in found.rows if shown.get(row.reference, row.mark) != row.mark]
    came, went = changes(
        set(shown), {row.reference for row in found.rows}, was=request.query_params.get("aantal", ""), total=_total(found, query)
    )
    since = moment_of(request.query_params.get("sinds", ""), console.clock.now())
    html = TEMPLATES.part("_waardering_work.html", "changed", frame(request, who), query, stay, came, went, since)
    return HTMLResponse(html)


async def _query(request: Request, who: Visitor) -> view.Query:
    sealed = request.query_params.get("zoek", "")
    return view.Query.of(
        request.query_params, await schemes_of(who), search=searches.unseal(who.caller.subject, sealed) if sealed else "", sealed=sealed
    )


async def schemes_of(who: Visitor) -> dict[str, str]:
    return {one.key: one.name for one in (await waardering.schemes(who.caller.region)).items}


async def _towns(who: Visitor) -> list[tuple[str, str]]:
    """Where her organisation decides on something."""
    hers = {code for one in (await waardering.schemes(who.caller.region)).items for code in one.municipalities}
    return [(one.code, one.name) for one in region_pages(who.caller.region).municipalities if one.code in hers]


async def rows_of(who: Visitor, lines: tuple[ApplicationLine, ...]) -> list[view.Row]:
    people = await directory.people(who.caller, ids_of(*(one.owner for one in lines)))
    places = {one.code: one.name for one in region_pages(who.caller.region).municipalities}
    schemes, now = await schemes_of(who), console.clock.now()
    return [view.row(one, people, places, schemes, now) for one in lines]


async def _listed(who: Visitor, query: view.Query) -> Listed:
    found = await waardering.listed(who.caller, query.asked())
    if not query.search:
        return Listed(await rows_of(who, found.items), found.next, found.counts)
    named = await waardering_desk.by_name(who.caller, query.search)
    return Listed(await rows_of(who, named.items), None, found.counts, named.more)


def _total(found: Listed, query: view.Query) -> int | None:
    """How many stand on this list, where that is counted."""
    known: int | None = found.counts.model_dump().get(view.LISTS[query.list][0])
    return None if query.search else known


async def show(request: Request, who: Visitor, query: view.Query, form: Form, status: int = 200) -> Response:
    found = await _listed(who, query)
    filled = {name: (value,) for name, value in query.filters.items()} | {"zoek": (form.text("zoek") or query.search,)}
    towns = await _towns(who)
    return page(
        request,
        "waardering_work.html",
        who,
        status=status,
        here=HERE,
        live=True,
        query=query,
        form=Form({**form.typed, **filled}, form.errors),
        rows=found.rows,
        next=found.next,
        more=found.more,
        total=_total(found, query),
        ready=[row.pick for row in found.rows if row.pick],
        tabs=view.tabs(found.counts, query),
        schemes=[("", "Alle"), *(await schemes_of(who)).items()],
        states=view.states(query),
        years=view.years(console.clock.now()),
        towns=[("", "Alle"), *towns] if len(towns) > 1 else [],
    )
