"""What the desk does on a signal: pick it up, calls, the question, an ending, a code."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from kernel.refusals import BadInput, Refused
from schemas.api.intake import (
    ClosureIn,
    ContactIn,
    QuestionIn,
    SignalDetail,
)
from schemas.labels import label
from schemas.words import (
    Channel,
    ContactOutcome,
    Ending,
    Group,
    SupportArea,
    Urgency,
)
from services.console import deeds
from services.console.domain.names import code_in_pairs
from services.console.forms import Form
from services.console.gateways import intake
from services.console.pages import signal as signal_page
from services.console.pages.signal import HERE, Who, overtaken, view_of
from services.console.show import onwards, page
from services.console.visitors import Visitor

router = APIRouter(prefix="/signalen/{signal}")
ENDINGS = (Ending.ANSWERED_BY_DESK, Ending.GOES_HERSELF, Ending.GROUP_OR_COURSE, Ending.WITHDRAWN, Ending.NOT_REACHED)
SAFETY_ENDINGS = (Ending.SAFETY, *ENDINGS)


@router.post("/pak")
async def take(request: Request, who: Who, signal: UUID) -> Response:
    form = await deeds.form_of(request, who)
    try:
        await intake.take(who.caller, signal, deeds.version(form))
    except Refused as refused:
        return await overtaken(request, who, signal, refused, form)
    return onwards(f"/signalen/{signal}", "opgepakt")


@router.post("/gesprek")
async def note_call(request: Request, who: Who, signal: UUID) -> Response:
    form = await deeds.form_of(request, who)
    outcome = form.code("uitkomst", ContactOutcome, "Kies hoe het ging")
    channel = form.code("manier", Channel) or Channel.PHONE
    if outcome is ContactOutcome.SAFETY_TAKEN and not form.text("notitie"):
        form.wrong("notitie", "Schrijf op wie u sprak en wat er is afgesproken")
    if outcome is not None and not form.errors:
        body = ContactIn(outcome=outcome, channel=channel, note=form.line("notitie"), informed=form.has("verteld", "ja"))
        try:
            await intake.note_contact(who.caller, signal, deeds.version(form), body, deeds.once(form))
            return onwards(f"/signalen/{signal}", "gesprek", "bel")
        except BadInput as refused:
            form.blame(refused, {"/note": "notitie", "/informed": "verteld-ja"}, otherwise="notitie")
        except Refused as refused:
            return await overtaken(request, who, signal, refused, form)
    return await signal_page.show(request, who, await intake.signal(who.caller, signal), form, 422)


@router.get("/vraag")
async def ask_question(request: Request, who: Who, signal: UUID) -> Response:
    detail = await intake.signal(who.caller, signal)
    return await _question_page(request, who, detail, Form.filled(vraag=detail.support_areas, haast=detail.urgency, groep=detail.groups))


@router.post("/vraag")
async def set_question(request: Request, who: Who, signal: UUID) -> Response:
    form = await deeds.form_of(request, who)
    urgency = form.code("haast", Urgency, "Kies hoeveel haast het heeft")
    if urgency is not None:
        body = QuestionIn(support_areas=form.codes("vraag", SupportArea), urgency=urgency, groups=form.codes("groep", Group))
        try:
            await intake.set_question(who.caller, signal, deeds.version(form), body)
            return onwards(f"/signalen/{signal}", "vraag")
        except BadInput as refused:
            form.blame(refused, {"/supportAreas": "vraag", "/urgency": "haast", "/groups": "groep"}, otherwise="vraag")
        except Refused as refused:
            return await overtaken(request, who, signal, refused, form)
    return await _question_page(request, who, await intake.signal(who.caller, signal), form, 422)


@router.get("/afsluiten")
async def ask_ending(request: Request, who: Who, signal: UUID) -> Response:
    return await _closing_page(request, who, await intake.signal(who.caller, signal), Form())


@router.post("/afsluiten")
async def close(request: Request, who: Who, signal: UUID) -> Response:
    form = await deeds.form_of(request, who)
    ending = form.code("reden", Ending, "Kies waarom u afsluit")
    if ending is not None:
        try:
            body = ClosureIn(ending=ending, note=form.line("notitie"))
            await intake.close(who.caller, signal, deeds.version(form), body, deeds.once(form))
            return onwards("/werklijst", "afgesloten")
        except BadInput as refused:
            form.blame(refused, {"/ending": "reden", "/note": "notitie"}, otherwise="reden")
        except Refused as refused:
            return await overtaken(request, who, signal, refused, form)
    return await _closing_page(request, who, await intake.signal(who.caller, signal), form, 422)


@router.post("/code")
async def make_code(request: Request, who: Who, signal: UUID) -> Response:
    """Shown once, to be read out; it is in no address and no history."""
    form = await deeds.form_of(request, who)
    try:
        issued = await intake.code_for_her(who.caller, signal, deeds.version(form), deeds.once(form))
    except Refused as refused:
        return await overtaken(request, who, signal, refused, form)
    detail = await intake.signal(who.caller, signal)
    return page(
        request, "signal_code.html", who, here=HERE, s=await view_of(who, detail), code=code_in_pairs(issued.code), until=issued.expires_at
    )


async def _question_page(request: Request, who: Visitor, detail: SignalDetail, form: Form, status: int = 200) -> Response:
    return page(
        request,
        "signal_question.html",
        who,
        status=status,
        here=HERE,
        s=await view_of(who, detail),
        form=form,
        areas=[(one.value, label(one)) for one in SupportArea],
        urgencies=[
            (Urgency.ROUTINE.value, "Geen haast", "Binnen vijf werkdagen iemand spreken"),
            (Urgency.SOON.value, "Binnen enkele dagen", "Binnen drie werkdagen"),
            (Urgency.TODAY.value, "Vandaag"),
            (Urgency.SAFETY.value, "Het is niet veilig", "Dan stopt alles wat vanzelf gaat, en belt een mens"),
        ],
        groups=[(one.value, label(one)) for one in Group],
    )


async def _closing_page(request: Request, who: Visitor, detail: SignalDetail, form: Form, status: int = 200) -> Response:
    endings = SAFETY_ENDINGS if detail.urgency is Urgency.SAFETY else ENDINGS
    return page(
        request,
        "signal_close.html",
        who,
        status=status,
        here=HERE,
        s=await view_of(who, detail),
        form=form,
        endings=[(e.value, label(e)) for e in endings],
    )
