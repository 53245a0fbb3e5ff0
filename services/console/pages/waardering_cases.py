"""Objections, complaints and notices of default; an objection is answered by someone else than who decided."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from kernel.refusals import Forbidden, Refused
from schemas.api.waardering import CaseClosureIn
from schemas.labels import label
from schemas.words import CaseKind, CaseOutcome
from services.console import console, deeds
from services.console.forms import Form
from services.console.gateways import directory, waardering
from services.console.pages.waardering_work import Who
from services.console.show import onwards, page
from services.console.views import waardering as view
from services.console.visitors import Visitor

router = APIRouter(prefix="/waardering/werk/bezwaren")
HERE = "bezwaren"
OUTCOMES = {
    CaseKind.OBJECTION: (CaseOutcome.UPHELD, CaseOutcome.REJECTED, CaseOutcome.INADMISSIBLE, CaseOutcome.WITHDRAWN),
    CaseKind.COMPLAINT: (CaseOutcome.SETTLED, CaseOutcome.UPHELD, CaseOutcome.REJECTED, CaseOutcome.WITHDRAWN),
    CaseKind.NOTICE_OF_DEFAULT: (CaseOutcome.SETTLED, CaseOutcome.REJECTED, CaseOutcome.WITHDRAWN),
}


@router.get("")
async def cases(request: Request, who: Who, vanaf: str = "") -> Response:
    found = await waardering.cases(who.caller, vanaf[:500])
    now = console.clock.now()
    return page(
        request, "waardering_cases.html", who, here=HERE, rows=[view.case(one, now) for one in found.items], next=found.next, cursor=vanaf
    )


@router.get("/{case}")
async def one(request: Request, who: Who, case: UUID) -> Response:
    return await _show(request, who, case, Form())


@router.post("/{case}")
async def close(request: Request, who: Who, case: UUID) -> Response:
    form = await deeds.form_of(request, who)
    outcome = form.code("uitkomst", CaseOutcome, "Kies hoe dit afloopt")
    text = form.need("antwoord", "Schrijf uw antwoord op")
    if outcome is None or form.errors:
        form.in_order(["uitkomst", "antwoord"])
        return await _show(request, who, case, form, 422)
    try:
        await waardering.close_case(who.caller, case, deeds.version(form), CaseClosureIn(outcome=outcome, text=text[:2000]))
    except Forbidden:
        form.wrong("uitkomst", "U nam de beslissing zelf. Een collega beantwoordt dit bezwaar")
        return await _show(request, who, case, form, 422)
    except Refused as refused:
        if not deeds.is_overtaken(refused):
            raise
        people = await directory.people(who.caller, ())
        return deeds.overtaken(
            request,
            who,
            refused,
            form,
            people=people,
            lines=[],
            href=f"/waardering/werk/bezwaren/{case}",
            text="Bekijk hoe het nu staat",
            here=HERE,
        )
    return onwards("/waardering/werk/bezwaren", "w-zaak-klaar")


async def _show(request: Request, who: Visitor, case: UUID, form: Form, status: int = 200) -> Response:
    found = await waardering.case(who.caller, case)
    return page(
        request,
        "waardering_case.html",
        who,
        status=status,
        here=HERE,
        c=found,
        row=view.case(found, console.clock.now()),
        form=form,
        outcomes=[(one.value, label(one)) for one in OUTCOMES[found.kind]],
        euros=view.euros,
    )
