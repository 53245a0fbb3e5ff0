"""The papers of one application: what was asked and answered, what came in, opened one at a time and found good or not."""

import re
from base64 import b64decode
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from kernel.refusals import NotFound, Refused
from services.console import deeds, uploads, visitors
from services.console.forms import Form
from services.console.gateways import waardering, waardering_own
from services.console.pages.waardering_work import HERE, Who
from services.console.show import onwards, page
from services.console.views import waardering_own as view
from services.console.visitors import Visitor

router = APIRouter(prefix="/waardering/werk")
KIND = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
UPLOAD = "/stuk"
VERDICTS = {"goed": True, "niet-goed": False}
NOT_OURS = re.compile(r"[^A-Za-z0-9_.-]")


@router.get("/{application}/stukken")
async def listed(request: Request, who: Who, application: UUID) -> Response:
    return await _page(request, who, application, Form())


@router.get("/{application}/stukken/{paper}")
async def file(who: Who, application: UUID, paper: UUID) -> Response:
    """Saved and never shown in the page; that it was opened is recorded."""
    found = await waardering_own.paper(who.caller, application, paper)
    headers = {
        "Content-Disposition": f'attachment; filename="{NOT_OURS.sub("", found.file_name)}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(b64decode(found.content), media_type=found.media_type, headers=headers)


@router.post("/{application}/stukken/{paper}")
async def judge(request: Request, who: Who, application: UUID, paper: UUID) -> Response:
    form = await deeds.form_of(request, who)
    accepted = VERDICTS.get(form.text("oordeel"))
    if accepted is None:
        form.wrong(f"oordeel-{paper}", "Kies of dit stuk goed is")
        return await _page(request, who, application, form, 422)
    try:
        await waardering_own.judge(who.caller, application, paper, accepted, deeds.version(form), deeds.once(form))
    except Refused as refused:
        if not deeds.is_overtaken(refused):
            raise
        form.wrong(f"oordeel-{paper}", refused.in_dutch or "Intussen is er iets veranderd. Kijk eerst wat er nu staat")
        return await _page(request, who, application, form, 409)
    return onwards(f"/waardering/werk/{application}/stukken", "w-stuk")


@router.post(UPLOAD)
async def enter(request: Request, who: Who) -> Response:
    """What came by post, scanned at the desk."""
    sent = await uploads.read(request, "bestand")
    form = sent.form
    visitors.check_form(request, who.session, form.text("csrf"))
    try:
        application = UUID(form.text("aanvraag"))
    except ValueError:
        raise NotFound from None
    if not sent.content:
        form.wrong("bestand", "Kies een bestand")
        return await _page(request, who, application, form, 422)
    kind = form.text("soort")
    try:
        await waardering_own.enter(who.caller, application, kind if KIND.match(kind) else None, sent.name, sent.content, deeds.once(form))
    except Refused as refused:
        if refused.in_dutch is None or refused.status == 404:
            raise
        form.wrong("bestand", refused.in_dutch)
        return await _page(request, who, application, form, 422)
    return onwards(f"/waardering/werk/{application}/stukken", "w-bestand")


async def _page(request: Request, who: Visitor, application: UUID, form: Form, status: int = 200) -> Response:
    one = await waardering.one(who.caller, application)
    papers = await waardering_own.papers(who.caller, application)
    return page(
        request,
        "waardering_papers.html",
        who,
        status=status,
        here=HERE,
        a=one,
        form=form,
        asked=papers.asked,
        answer=papers.answer,
        missing=[want.name for want in papers.wanted if not want.handed_in],
        kinds=[(want.kind, want.name[:1].upper() + want.name[1:]) for want in papers.wanted],
        papers=[(str(paper.id), view.paper(paper), paper.scan, paper.accepted) for paper in papers.items],
        now_open=one.decided_at is None,
    )
