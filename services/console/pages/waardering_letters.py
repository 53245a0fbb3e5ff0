"""Letters: read, seen before a decision is taken, printed in batches and posted."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from kernel.refusals import Refused
from schemas.api.waardering import InformationRequestIn, WaarderingDecisionIn
from schemas.words import LetterState, RefusalReason
from services.console import console, deeds
from services.console.forms import Form
from services.console.gateways import directory
from services.console.gateways import waardering_letters as letters
from services.console.pages.waardering_work import HERE as WORK
from services.console.pages.waardering_work import Who
from services.console.show import onwards, page
from services.console.views import letters as view
from services.console.views.people import ids_of
from services.console.visitors import Visitor

router = APIRouter(prefix="/waardering/werk")
HERE = "brieven"
PAGE = "/waardering/werk/brieven"
PDF = "application/pdf"


@router.get("/brieven")
async def waiting(request: Request, who: Who, vanaf: str = "") -> Response:
    return await _page(request, who, Form(), vanaf[:500])


@router.post("/brieven")
async def make(request: Request, who: Who) -> Response:
    """One batch of all that waits, in postal order."""
    form = await deeds.form_of(request, who)
    try:
        await letters.make_batch(who.caller, deeds.once(form))
    except Refused as refused:
        if refused.status != 409:
            raise
        form.wrong("stapel", refused.in_dutch or "Er zijn geen brieven om te printen")
        return await _page(request, who, form, status=422)
    return onwards(PAGE, "w-stapel", "stapels")


@router.get("/brieven/{letter}/pdf")
async def read(who: Who, letter: UUID) -> Response:
    return as_pdf(await letters.document(who.caller, f"/v1/letters/{letter}/file"), f"brief-{letter.hex[-8:]}.pdf")


@router.post("/brieven/{letter}/papier")
async def on_paper(request: Request, who: Who, letter: UUID) -> Response:
    """Also what was mailed, held or lost."""
    form = await deeds.form_of(request, who)
    try:
        await letters.print_again(who.caller, letter)
    except Refused as refused:
        if refused.status != 409:
            raise
        form.wrong("stapel", refused.in_dutch or "Deze brief kan nu niet op papier")
        return await _page(request, who, form, status=422)
    return onwards(PAGE, "w-papier")


@router.get("/brieven/stapels/{batch}/pdf")
async def batch_file(who: Who, batch: UUID) -> Response:
    return as_pdf(await letters.document(who.caller, f"/v1/print-batches/{batch}/file"), f"stapel-{batch.hex[-8:]}.pdf")


@router.post("/brieven/stapels/{batch}/gepost")
async def posted(request: Request, who: Who, batch: UUID) -> Response:
    form = await deeds.form_of(request, who)
    try:
        await letters.posted(who.caller, batch, deeds.version(form))
    except Refused as refused:
        if not deeds.is_overtaken(refused):
            raise
        now = await letters.batch(who.caller, batch)
        people = await directory.people(who.caller, ids_of(now.posted_by))
        return deeds.overtaken(
            request, who, refused, form, people=people, lines=[], href=PAGE, text="Bekijk de brieven zoals die nu zijn", here=HERE
        )
    return onwards(PAGE, "w-gepost", "stapels")


async def _page(request: Request, who: Visitor, form: Form, cursor: str = "", *, status: int = 200) -> Response:
    now = console.clock.now()
    found = await letters.listed(who.caller, LetterState.TO_PRINT, cursor)
    held = await letters.listed(who.caller, LetterState.HELD)
    batches = (await letters.batches(who.caller)).items
    people = await directory.people(who.caller, ids_of(*(one.made_by for one in batches)))
    return page(
        request,
        "waardering_letters.html",
        who,
        status=status,
        here=HERE,
        form=form,
        total=found.total or 0,
        rows=view.rows(found.items, now),
        next=found.next,
        held=view.rows(held.items, now),
        batches=view.batches(batches, people, now),
    )


# before it is decided -----------------------------------------------------------------------------


@router.post("/{application}/beslis/voorbeeld")
async def preview_decision(request: Request, who: Who, application: UUID) -> Response:
    """The letter with its real data; nothing is decided."""
    form = await deeds.form_of(request, who)
    grant = {"toekennen": True, "afwijzen": False}.get(form.text("besluit"))
    reason = form.code("reden", RefusalReason) if grant is False else None
    if grant is None or (not grant and reason is None):
        return _no_preview(request, who, application, "Kies eerst toekennen of afwijzen. Wijst u af, kies dan ook een reden.")
    body = WaarderingDecisionIn(grant=grant, reason=reason, note=form.line("toelichting"))
    return await _preview(request, who, application, "decision", body)


@router.post("/{application}/vraag/voorbeeld")
async def preview_question(request: Request, who: Who, application: UUID) -> Response:
    form = await deeds.form_of(request, who)
    what = form.text("vraag")
    if not what or len(what) > 500:
        return _no_preview(request, who, application, "Schrijf eerst op wat u wilt vragen, in hooguit 500 tekens.")
    return await _preview(request, who, application, "information-request", InformationRequestIn(what=what))


async def _preview(
    request: Request, who: Visitor, application: UUID, what: str, body: WaarderingDecisionIn | InformationRequestIn
) -> Response:
    try:
        return as_pdf(await letters.preview(who.caller, application, what, body), "voorbeeld.pdf")
    except Refused as refused:
        if refused.status not in (400, 409):
            raise
        return _no_preview(request, who, application, refused.in_dutch or "Dit kan niet in deze regeling.")


def _no_preview(request: Request, who: Visitor, application: UUID, why: str) -> Response:
    return page(request, "waardering_no_preview.html", who, status=422, here=WORK, why=why, href=f"/waardering/werk/{application}")


def as_pdf(document: bytes, name: str) -> Response:
    """Shown in the browser; kept nowhere on the way."""
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(document, media_type=PDF, headers=headers)
