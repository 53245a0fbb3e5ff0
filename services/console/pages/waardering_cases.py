"""Objections, complaints and notices of default; an objection is heard before a no, and answered by someone else than who decided."""

from datetime import UTC, datetime, time
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from kernel.refusals import Forbidden, Refused
from schemas.api.waardering import CaseClosureIn, CaseExtensionIn, CaseShown, HearingIn, OwnerIn
from schemas.labels import label
from schemas.words import CaseKind, CaseOutcome
from services.console import console, deeds
from services.console.domain import moments
from services.console.forms import Form
from services.console.gateways import directory, waardering, waardering_desk
from services.console.pages.waardering_work import Who
from services.console.show import onwards, page
from services.console.views import waardering_cases as view
from services.console.views.people import ids_of
from services.console.visitors import Visitor
from services.console.waardering_reading import day

router = APIRouter(prefix="/waardering/werk/bezwaren")
HERE = "bezwaren"
OUTCOMES = {
    CaseKind.OBJECTION: (CaseOutcome.UPHELD, CaseOutcome.REJECTED, CaseOutcome.INADMISSIBLE, CaseOutcome.WITHDRAWN),
    CaseKind.COMPLAINT: (CaseOutcome.SETTLED, CaseOutcome.UPHELD, CaseOutcome.REJECTED, CaseOutcome.WITHDRAWN),
    CaseKind.NOTICE_OF_DEFAULT: (CaseOutcome.SETTLED, CaseOutcome.REJECTED, CaseOutcome.WITHDRAWN),
}
DECIDED_IT = "U nam de beslissing zelf. Een collega pakt dit bezwaar op"
OWN_FAULT = frozenset({"hear-first", "already-postponed", "too-late-to-postpone", "no-objection-here"})
"""What is nobody else's doing: told at the field, with all that was typed."""


@router.get("")
async def cases(request: Request, who: Who, lijst: str = "open", vanaf: str = "") -> Response:
    which = "done" if lijst == "klaar" else "open"
    found = await waardering_desk.cases(who.caller, which, vanaf[:500])
    people = await directory.people(who.caller, ids_of(*(one.owner for one in found.items)))
    now = console.clock.now()
    return page(
        request,
        "waardering_cases.html",
        who,
        here=HERE,
        rows=[view.row(one, people, now) for one in found.items],
        next=found.next,
        cursor=vanaf,
        which=which,
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
    body = CaseClosureIn(outcome=outcome, text=text[:2000])
    return await _take(request, who, case, form, "closures", body, "w-zaak-klaar", "uitkomst", "/waardering/werk/bezwaren")


@router.post("/{case}/pak")
async def own(request: Request, who: Who, case: UUID) -> Response:
    form = await deeds.form_of(request, who)
    return await _take(request, who, case, form, "owner", OwnerIn(), "w-zaak-pak", "uitkomst")


@router.post("/{case}/verlengen")
async def extend(request: Request, who: Who, case: UUID) -> Response:
    """Once, before it is due."""
    form = await deeds.form_of(request, who)
    most = (await waardering.case(who.caller, case)).may_extend_weeks or 6
    weeks = form.number("weken", f"Vul een aantal weken in, zoals {most}")
    if weeks is None or not 1 <= weeks <= most:
        form.wrong("weken", f"Vul een getal in tussen 1 en {most}")
        return await _show(request, who, case, form, 422)
    return await _take(request, who, case, form, "extensions", CaseExtensionIn(weeks=weeks), "w-zaak-langer", "weken")


@router.post("/{case}/horen")
async def hear(request: Request, who: Who, case: UUID) -> Response:
    """Planned, held, or not wished."""
    form = await deeds.form_of(request, who)
    state, note = form.text("hoorzitting"), form.line("verslag")
    at = _moment(form)
    if state not in view.HEARINGS:
        form.wrong("hoorzitting", "Kies hoe het met de hoorzitting staat")
    elif state == "planned" and at is None:
        form.wrong("dag", "Vul de dag en de tijd in, zoals 10.30")
    elif state != "planned" and note is None:
        form.wrong("verslag", "Schrijf kort op wat er gezegd is, of hoe u weet dat het niet gewenst is")
    if form.errors:
        form.in_order(["hoorzitting", "dag", "verslag"])
        return await _show(request, who, case, form, 422)
    body = HearingIn.model_validate({"state": state, "at": at if state == "planned" else None, "note": note[:2000] if note else None})
    return await _take(request, who, case, form, "hearings", body, "w-gehoord", "hoorzitting")


def _moment(form: Form) -> datetime | None:
    on, text = day(form.text("dag")), form.text("tijd").replace(".", ":")
    try:
        return datetime.combine(on, time.fromisoformat(text.zfill(5)), moments.HERE).astimezone(UTC) if on else None
    except ValueError:
        return None


async def _take(
    request: Request,
    who: Visitor,
    case: UUID,
    form: Form,
    what: str,
    body: BaseModel,
    told: str,
    blamed: str,
    onto: str = "",
) -> Response:
    """A step on what was read; whoever comes second reads who was first, and loses nothing of what was typed."""
    here = f"/waardering/werk/bezwaren/{case}"
    try:
        await waardering_desk.case_step(who.caller, case, what, deeds.version(form), body)
    except Forbidden:
        form.wrong(blamed, DECIDED_IT)
        return await _show(request, who, case, form, 422)
    except Refused as refused:
        if refused.code in OWN_FAULT:
            form.wrong(blamed, refused.in_dutch or "Dit kan nu niet")
            return await _show(request, who, case, form, 422)
        if not deeds.is_overtaken(refused):
            raise
        await waardering.case(who.caller, case)  # who may not see it reads nothing of it
        return await _overtaken(request, who, refused, form, here)
    return onwards(onto or here, told)


async def _overtaken(request: Request, who: Visitor, refused: Refused, form: Form, href: str) -> Response:
    by = refused.about.get("by")
    people = await directory.people(who.caller, ids_of(str(by)) if by else ())
    return deeds.overtaken(request, who, refused, form, people=people, lines=[], href=href, text="Bekijk hoe het nu staat", here=HERE)


async def _show(request: Request, who: Visitor, case: UUID, form: Form, status: int = 200) -> Response:
    found: CaseShown = await waardering.case(who.caller, case)
    people = await directory.people(who.caller, ids_of(found.owner, found.decided_by or ""))
    now = console.clock.now()
    return page(
        request,
        "waardering_case.html",
        who,
        status=status,
        here=HERE,
        c=found,
        row=view.row(found, people, now),
        terms=view.terms(found, people, now),
        hearing=view.hearing(found, now),
        mine=found.owner == who.me,
        decided_it=found.kind is CaseKind.OBJECTION and found.decided_by == str(who.me),
        form=form,
        outcomes=[(one.value, label(one)) for one in OUTCOMES[found.kind]],
        hearings=[(key, text) for key, text in view.HEARINGS.items()],
    )
