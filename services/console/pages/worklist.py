"""The desk's worklist: what is due first, live, and picked up with one press."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, Response

from kernel.refusals import Refused
from schemas.api.intake import SignalDetail, Worklist
from schemas.labels import label
from schemas.words import SignallerKind, SupportArea
from services.console import console, deeds, searches
from services.console.forms import Form
from services.console.gateways import directory, intake
from services.console.region import region_pages
from services.console.show import TEMPLATES, by_htmx, frame, onwards, page
from services.console.views import worklist as view
from services.console.views.people import People, ids_of
from services.console.visitors import DESK, Visitor

router = APIRouter()
Who = Annotated[Visitor, Depends(DESK)]
HERE = "werklijst"


@router.get("/werklijst")
async def worklist(request: Request, who: Who) -> Response:
    region = region_pages(who.caller.region)
    query = _query(request, who)
    found, people = await _asked(who, query)
    form = Form.filled(zoek=query.search, gemeente=query.municipality, vraag=query.area, door=query.kind)
    return page(
        request,
        "worklist.html",
        who,
        here=HERE,
        live=True,
        query=query,
        rows=view.rows(found, people, region, console.clock.now()),
        total=found.total if found.total is not None else view.total(found.counts, query),
        next=found.next,
        tabs=view.tabs(found.counts, query),
        tiles=view.tiles(found.counts),
        form=form,
        towns=[("", "Alle gemeenten"), *((m.code, m.name) for m in region.municipalities)],
        areas=[("", "Alle vragen"), *((a.value, label(a)) for a in SupportArea)],
        kinds=[("", "Iedereen"), *((k.value, label(k)) for k in SignallerKind)],
    )


@router.post("/werklijst")
async def search(request: Request, who: Who) -> Response:
    """Sent as a form, so that no name stands in an address; answered by an address that holds it sealed."""
    form = await deeds.form_of(request, who)
    asked = {name: form.text(name) for name in ("lijst", "gemeente", "vraag", "door", "sorteer")}
    text = form.text("zoek")[: searches.LONGEST]
    sealed = searches.seal(who.caller.subject, text)
    return onwards(view.Query.of(asked, region_pages(who.caller.region), search=text, sealed=sealed).address())


@router.get("/werklijst/nieuws")
async def news(request: Request, who: Who) -> Response:
    """What changed since the page was made: rows that changed are renewed where they stand, new ones are only announced."""
    region = region_pages(who.caller.region)
    query = _query(request, who)
    shown = view.shown_rows(request.query_params.getlist("rij")[:100])
    found, people = await _asked(who, query)
    now = console.clock.now()
    rows = view.rows(found, people, region, now)
    there = {row.reference for row in rows}
    stay = [row for row in rows if shown.get(row.reference, row.mark) != row.mark]
    since = view.moment_of(request.query_params.get("sinds", ""), now)
    html = TEMPLATES.part(
        "_worklist.html",
        "changed",
        frame(request, who),
        stay,
        *view.changes(set(shown), there, was=request.query_params.get("aantal", ""), total=view.total(found.counts, query)),
        query.address(cursor=query.cursor),
        since,
    )
    return HTMLResponse(html)


@router.post("/werklijst/{signal}/pak")
async def pick_up(request: Request, who: Who, signal: UUID) -> Response:
    form = await deeds.form_of(request, who)
    before = await intake.signal(who.caller, signal)
    note = ""
    try:
        if before.assessor is None:
            after = await intake.take(who.caller, signal, before.version)
        else:
            after, note = before, "Net opgepakt" if before.assessor != who.me else ""
    except Refused as refused:
        if not deeds.is_overtaken(refused):
            raise
        after, note = await intake.signal(who.caller, signal), "Net opgepakt"
    people = await directory.people(who.caller, ids_of(after.assessor))
    if not by_htmx(request):
        if note:
            return _taken(request, who, form, after, people)
        return onwards("/werklijst", "opgepakt")
    region = region_pages(who.caller.region)
    row = view.row_of(after, people, region, console.clock.now(), note and f"{note} door {people.name(after.assessor)}")
    return HTMLResponse(TEMPLATES.part("_worklist.html", "row", frame(request, who), row))


def _taken(request: Request, who: Visitor, form: Form, after: SignalDetail, people: People) -> Response:
    return deeds.overtaken(
        request,
        who,
        deeds.NoVersion("taken", by=str(after.assessor)),
        form,
        people=people,
        lines=[],
        href=f"/signalen/{after.signal_id}",
        text="Bekijk het signaal",
        here=HERE,
    )


def _query(request: Request, who: Visitor) -> view.Query:
    sealed = request.query_params.get("zoek", "")
    search = searches.unseal(who.caller.subject, sealed)
    return view.Query.of(request.query_params, region_pages(who.caller.region), search=search, sealed=sealed if search else "")


async def _asked(who: Visitor, query: view.Query) -> tuple[Worklist, People]:
    found = await intake.worklist(who.caller, query.for_intake())
    return found, await directory.people(who.caller, ids_of(*(row.assessor for row in found.items)))
