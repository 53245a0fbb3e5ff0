"""Several applications granted at once: first everything side by side with what it costs, then a yes, then what became of each."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from schemas.api.waardering import ApplicationLine, BatchIn, BatchItemIn
from schemas.base import ApplicationId
from services.console import deeds
from services.console.gateways import directory, waardering, waardering_desk
from services.console.pages.waardering_work import HERE, Who, rows_of, show
from services.console.show import page
from services.console.views import waardering_batch as view
from services.console.views.people import ids_of
from services.console.views.waardering_work import HOME, Query, is_ready, picked
from services.console.visitors import Visitor

router = APIRouter(prefix=f"{HOME}/samen")


@router.post("")
async def together(request: Request, who: Who) -> Response:
    """Nothing is decided yet."""
    form = await deeds.form_of(request, who)
    chosen = picked(form.chosen("klaar" if form.text("doe") == "alles" else "kies"))
    if not chosen:
        form.wrong("kies", "Kies eerst een of meer aanvragen")
        return await show(request, who, Query(list="toekennen"), form, 422)
    found = await _found(who, chosen)
    good = [one for one in found if is_ready(one) and one.version == chosen[one.id]]
    budgets = (await waardering.budgets(who.caller)).items
    return page(
        request,
        "waardering_batch.html",
        who,
        here=HERE,
        rows=await rows_of(who, tuple(good)),
        picks=[f"{one.id}.{one.version}" for one in good],
        out=await rows_of(who, tuple(one for one in found if one not in good)),
        total=view.total(good),
        pots=view.pots(good, budgets),
    )


@router.post("/toekennen")
async def grant(request: Request, who: Who) -> Response:
    """Each by itself; sent again it answers the same."""
    form = await deeds.form_of(request, who)
    chosen = picked(form.chosen("kies"))
    if not chosen:
        form.wrong("kies", "Kies eerst een of meer aanvragen")
        return await show(request, who, Query(list="toekennen"), form, 422)
    body = BatchIn(items=tuple(BatchItemIn(id=ApplicationId(id_), version=version) for id_, version in list(chosen.items())[:100]))
    done = await waardering_desk.grant_several(who.caller, body, deeds.once(form))
    lines = {one.id: one for one in await _found(who, chosen)}
    people = await directory.people(who.caller, ids_of(*(one.by for one in done.items if one.by)))
    return page(request, "waardering_batch_done.html", who, here=HERE, batch=done, items=view.results(done.items, lines, people))


async def _found(who: Visitor, chosen: Mapping[UUID, int]) -> list[ApplicationLine]:
    """In the order in which they were chosen."""
    found = {one.id: one for one in (await waardering_desk.by_ids(who.caller, list(chosen)[:100])).items}
    return [found[ApplicationId(id_)] for id_ in chosen if id_ in found]
