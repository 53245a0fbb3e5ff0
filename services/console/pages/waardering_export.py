"""The worklist as a sheet for Excel: what is in it is said before, and who took it along is recorded."""

from collections.abc import AsyncIterator, Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from schemas.api.waardering import ApplicationRecords
from schemas.words import Role
from services.console import console, deeds, sheets
from services.console.domain import moments
from services.console.forms import Form
from services.console.gateways import waardering_desk
from services.console.pages.waardering_work import HERE, Who, schemes_of
from services.console.region import region_pages
from services.console.sheets import Cell
from services.console.show import page
from services.console.views import waardering_sheet as view
from services.console.views.waardering_work import HOME, LISTS, Query, narrowed
from services.console.visitors import Visitor

router = APIRouter(prefix=f"{HOME}/uitvoer")
FORMATS = (("excel", "Excel"), ("csv", "CSV, voor andere programma's"))
MEDIA = {"excel": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}


@router.get("")
async def ask(request: Request, who: Who) -> Response:
    schemes = await schemes_of(who)
    query = Query.of(request.query_params, schemes)
    return _ask(request, who, query, schemes, Form.filled(soort="excel"))


@router.post("")
async def export(request: Request, who: Who) -> Response:
    """A large page at a time, each recorded as it goes; what breaks off halfway breaks off for the browser too."""
    form = await deeds.form_of(request, who)
    schemes = await schemes_of(who)
    query = Query.of({name: form.text(name) for name in ("lijst", "regeling", "stand", "jaar", "gemeente", "sorteer")}, schemes)
    kind = form.text("soort")
    if kind not in MEDIA:
        form.wrong("soort", "Kies waarvoor u de lijst wilt")
        return _ask(request, who, query, schemes, form, 422)
    accounts = form.has("rekening", "ja") and who.caller.has(Role.PAYER)
    asked = query.asked() | ({"accounts": "true"} if accounts else {})
    first = await waardering_desk.records(who.caller, asked)
    head, rows = view.head(accounts=accounts), _rows(who, first, asked, schemes, accounts=accounts)
    pieces = sheets.as_excel(head, rows, name="Aanvragen") if kind == "excel" else sheets.as_csv(head, rows)
    name = f"waardering-{moments.local(console.clock.now()):%Y-%m-%d}-{query.list}.{'xlsx' if kind == 'excel' else 'csv'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingResponse(pieces, media_type=MEDIA[kind], headers=headers)


async def _rows(
    who: Visitor, found: ApplicationRecords, asked: dict[str, str], schemes: dict[str, str], *, accounts: bool
) -> AsyncIterator[Sequence[Cell]]:
    places = {one.code: one.name for one in region_pages(who.caller.region).municipalities}
    while True:
        for record in found.items:
            for line in view.lines(record, schemes, places, accounts=accounts):
                yield line
        if found.next is None:
            return
        found = await waardering_desk.records(who.caller, asked | {"cursor": found.next})


def _ask(request: Request, who: Visitor, query: Query, schemes: dict[str, str], form: Form, status: int = 200) -> Response:
    return page(
        request,
        "waardering_export.html",
        who,
        status=status,
        here=HERE,
        query=query,
        form=form,
        which=LISTS[query.list][1],
        narrowed=narrowed(query, schemes, {one.code: one.name for one in region_pages(who.caller.region).municipalities}),
        formats=FORMATS,
        columns=view.head(accounts=False),
        may_pay=who.caller.has(Role.PAYER),
    )
