"""Perhaps the same person: shown side by side, and judged by a person only."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from kernel.refusals import NotFound, Refused
from schemas.api.intake import JudgementIn, MaybeSame, SignalDetail
from services.console import deeds
from services.console.forms import Form
from services.console.gateways import intake
from services.console.pages.signal import HERE, Who, overtaken, view_of
from services.console.show import onwards, page
from services.console.views import choosing
from services.console.visitors import Visitor

router = APIRouter(prefix="/signalen/{signal}")


@router.get("/vergelijk/{other}")
async def compare(request: Request, who: Who, signal: UUID, other: UUID) -> Response:
    return await _compare_page(request, who, await intake.signal(who.caller, signal), other, Form())


@router.post("/vergelijk/{other}")
async def judge(request: Request, who: Who, signal: UUID, other: UUID) -> Response:
    form = await deeds.form_of(request, who)
    detail = await intake.signal(who.caller, signal)
    found = _maybe(detail, other)
    if form.text("oordeel") not in ("ja", "nee"):
        form.wrong("oordeel", "Kies ja of nee. Weet u het niet? Ga dan terug.")
        return await _compare_page(request, who, detail, other, form, 422)
    try:
        body = JudgementIn(other=found.person_id, same=form.text("oordeel") == "ja")
        await intake.judge(who.caller, signal, deeds.version(form), body, deeds.once(form))
    except Refused as refused:
        return await overtaken(request, who, signal, refused, form)
    return onwards(f"/signalen/{signal}", "oordeel")


async def _compare_page(request: Request, who: Visitor, detail: SignalDetail, other: UUID, form: Form, status: int = 200) -> Response:
    known = _maybe(detail, other)
    rows = choosing.comparison(detail, known)
    return page(
        request,
        "signal_compare.html",
        who,
        status=status,
        here=HERE,
        s=await view_of(who, detail),
        other=other,
        rows=rows,
        left_alone=known.do_not_contact,
        form=form,
    )


def _maybe(detail: SignalDetail, other: UUID) -> MaybeSame:
    found = next((one for one in detail.maybe_same if one.person_id == other), None)
    if found is None:
        raise NotFound
    return found
