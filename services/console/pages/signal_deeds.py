"""What the desk does on a signal: calls, consents, the question, a judgement, an ending, a code."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.refusals import BadInput, NotFound, Refused
from schemas.api.intake import (
    ClosureIn,
    ConsentIn,
    ConsentsIn,
    ContactIn,
    JudgementIn,
    MaybeSame,
    QuestionIn,
    SignalDetail,
)
from schemas.words import (
    Channel,
    ConsentPurpose,
    ConsentWay,
    ContactOutcome,
    Described,
    Ending,
    Group,
    SignallerKind,
    SupportArea,
    Urgency,
)
from services.console import console, deeds
from services.console.domain import moments
from services.console.domain.names import code_in_pairs
from services.console.domain.words import label
from services.console.forms import Form
from services.console.gateways import directory, intake
from services.console.pages import signal as signal_page
from services.console.region import region_pages
from services.console.show import onwards, page
from services.console.views import signal as view
from services.console.visitors import DESK, Visitor

router = APIRouter(prefix="/signalen/{signal}")
Who = Annotated[Visitor, Depends(DESK)]
HERE = "werklijst"
ENDINGS = (Ending.ANSWERED_BY_DESK, Ending.GOES_HERSELF, Ending.GROUP_OR_COURSE, Ending.WITHDRAWN, Ending.NOT_REACHED)
SAFETY_ENDINGS = (Ending.SAFETY, *ENDINGS)


@router.post("/pak")
async def take(request: Request, who: Who, signal: UUID) -> Response:
    form = await deeds.form_of(request, who)
    try:
        await intake.take(who.caller, signal, deeds.version(form))
    except Refused as refused:
        return await _refused(request, who, signal, refused, form)
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
            return await _refused(request, who, signal, refused, form)
    return await signal_page.show(request, who, await intake.signal(who.caller, signal), form, 422)


@router.get("/toestemming")
async def ask_consents(request: Request, who: Who, signal: UUID) -> Response:
    today = moments.local(console.clock.now()).date()
    return await _consents_page(request, who, await intake.signal(who.caller, signal), Form.filled(hoe="spoken", datum=today.isoformat()))


@router.post("/toestemming")
async def record_consents(request: Request, who: Who, signal: UUID) -> Response:
    form = await deeds.form_of(request, who)
    on = _day(form)
    way = form.code("hoe", ConsentWay) or ConsentWay.SPOKEN
    said = [(q, form.text(q.name) == "ja") for q in QUESTIONS if form.text(q.name) in ("ja", "nee")]
    if not said:
        form.wrong(QUESTIONS[0].name, "Kies bij minstens één vraag ja of nee")
    if not form.errors and on is not None:
        body = ConsentsIn(consents=tuple(ConsentIn(person=q.person, purpose=q.purpose, given=given, on=on, how=way) for q, given in said))
        try:
            await intake.record_consents(who.caller, signal, deeds.version(form), body, deeds.once(form))
            return onwards(f"/signalen/{signal}", "toestemming", "toestemming")
        except BadInput as refused:
            form.blame(refused, {}, otherwise="datum")
        except Refused as refused:
            return await _refused(request, who, signal, refused, form)
    return await _consents_page(request, who, await intake.signal(who.caller, signal), form, 422)


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
            return await _refused(request, who, signal, refused, form)
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
            return await _refused(request, who, signal, refused, form)
    return await _closing_page(request, who, await intake.signal(who.caller, signal), form, 422)


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
        return await _refused(request, who, signal, refused, form)
    return onwards(f"/signalen/{signal}", "oordeel")


@router.post("/code")
async def make_code(request: Request, who: Who, signal: UUID) -> Response:
    """Shown once, to be read out; it is in no address and no history."""
    form = await deeds.form_of(request, who)
    try:
        issued = await intake.code_for_her(who.caller, signal, deeds.version(form), deeds.once(form))
    except Refused as refused:
        return await _refused(request, who, signal, refused, form)
    detail = await intake.signal(who.caller, signal)
    return page(
        request, "signal_code.html", who, here=HERE, s=await _view(who, detail), code=code_in_pairs(issued.code), until=issued.expires_at
    )


class Question:
    """One consent that the desk asks for."""

    def __init__(self, name: str, person: Described, purpose: ConsentPurpose) -> None:
        self.name, self.person, self.purpose = name, person, purpose


QUESTIONS = (
    Question("delen", Described.CAREGIVER, ConsentPurpose.REFERRAL),
    Question("bericht", Described.CAREGIVER, ConsentPurpose.FEEDBACK_TO_SIGNALLER),
    Question("ander", Described.CARE_RECIPIENT, ConsentPurpose.REFERRAL),
    Question("bestand", Described.CAREGIVER, ConsentPurpose.REGISTER),
)


async def _consents_page(request: Request, who: Visitor, detail: SignalDetail, form: Form, status: int = 200) -> Response:
    first = detail.caregiver.given_name or "wie zorgt"
    his = (detail.care_recipient.given_name if detail.care_recipient else None) or "wie zorg krijgt"
    questions = [
        {
            "name": "delen",
            "legend": f"Mogen wij gegevens van {first} delen met wie gaat helpen?",
            "hint": "Naam, telefoon, adres en wat er nodig is. Pas nadat die organisatie ja zei.",
        }
    ]
    if detail.signaller.kind is not SignallerKind.SELF:
        questions.append(
            {
                "name": "bericht",
                "legend": f"Mag wie meldde horen hoe het met de aanvraag van {first} gaat?",
                "hint": "Alleen: aangewezen, overgedragen en afgerond. Een werkgever, school, club of buur hoort nooit welke hulp het is.",
            }
        )
    if detail.care_recipient is not None:
        questions.append(
            {
                "name": "ander",
                "legend": f"Vindt {his} het goed dat wij ook over hem of haar iets delen?",
                "hint": f"Dit zegt {his} zelf, of wie hem of haar vertegenwoordigt. Zonder ja blijven naam en ziekte hier.",
            }
        )
    questions.append(
        {
            "name": "bestand",
            "legend": f"Mogen wij {first} later nog iets sturen, zoals nieuws en uitnodigingen?",
            "hint": "Dit is los van de hulp.",
        }
    )
    return page(
        request,
        "signal_consents.html",
        who,
        status=status,
        here=HERE,
        s=await _view(who, detail),
        form=form,
        questions=questions,
        ways=[(way.value, label(way)) for way in ConsentWay],
        today=moments.local(console.clock.now()).date().isoformat(),
    )


async def _question_page(request: Request, who: Visitor, detail: SignalDetail, form: Form, status: int = 200) -> Response:
    return page(
        request,
        "signal_question.html",
        who,
        status=status,
        here=HERE,
        s=await _view(who, detail),
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
        s=await _view(who, detail),
        form=form,
        endings=[(e.value, label(e)) for e in endings],
    )


async def _compare_page(request: Request, who: Visitor, detail: SignalDetail, other: UUID, form: Form, status: int = 200) -> Response:
    rows = view.comparison(detail, _maybe(detail, other), console.clock.now())
    return page(
        request, "signal_compare.html", who, status=status, here=HERE, s=await _view(who, detail), other=other, rows=rows, form=form
    )


def _maybe(detail: SignalDetail, other: UUID) -> MaybeSame:
    found = next((one for one in detail.maybe_same if one.person_id == other), None)
    if found is None:
        raise NotFound
    return found


def _day(form: Form) -> date | None:
    today = moments.local(console.clock.now()).date()
    try:
        on = date.fromisoformat(form.text("datum"))
    except ValueError:
        form.wrong("datum", "Vul een dag in, zoals 20-11-2026")
        return None
    if on > today:
        form.wrong("datum", "Deze dag moet nog komen. Vul vandaag in, of een eerdere dag.")
    return on


async def _view(who: Visitor, detail: SignalDetail) -> view.SignalPage:
    people = await directory.people(who.caller, view.staff_in(detail))
    return view.page(detail, people, region_pages(who.caller.region), console.clock.now())


async def _refused(request: Request, who: Visitor, signal: UUID, refused: Refused, form: Form) -> Response:
    if not deeds.is_overtaken(refused):
        raise refused
    return await signal_page.overtaken(request, who, signal, refused, form)
