"""What she and he said: consent given, refused or taken back, with the day and the way."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from kernel.refusals import BadInput, Refused
from schemas.api.intake import ConsentIn, ConsentsIn, SignalDetail
from schemas.labels import label
from schemas.words import ConsentPurpose, ConsentWay, Described, Representation, SaidBy, SignallerKind
from services.console import console, deeds, speakers
from services.console.domain import moments
from services.console.forms import Form
from services.console.gateways import intake
from services.console.pages.signal import HERE, Who, overtaken, view_of
from services.console.show import onwards, page
from services.console.visitors import Visitor

router = APIRouter(prefix="/signalen/{signal}")


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


@router.get("/toestemming")
async def ask_consents(request: Request, who: Who, signal: UUID) -> Response:
    today = moments.local(console.clock.now()).date()
    return await _consents_page(request, who, await intake.signal(who.caller, signal), Form.filled(hoe="spoken", datum=today.isoformat()))


@router.post("/toestemming")
async def record_consents(request: Request, who: Who, signal: UUID) -> Response:
    form = await deeds.form_of(request, who)
    on = _day(form)
    way = form.code("hoe", ConsentWay) or ConsentWay.SPOKEN
    heard = {person: speakers.read(form, person) for person in Described}
    said = [(q, form.text(q.name) == "ja") for q in QUESTIONS if form.text(q.name) in ("ja", "nee")]
    if not said:
        form.wrong(QUESTIONS[0].name, "Kies bij minstens één vraag ja of nee")
    if not form.errors and on is not None:
        body = ConsentsIn(consents=tuple(_consent(q, given, on, way, heard[q.person]) for q, given in said))
        try:
            await intake.record_consents(who.caller, signal, deeds.version(form), body, deeds.once(form))
            return onwards(f"/signalen/{signal}", "toestemming", "toestemming")
        except BadInput as refused:
            speakers.blame(form, refused, [q.person for q, _ in said])
        except Refused as refused:
            return await overtaken(request, who, signal, refused, form)
    return await _consents_page(request, who, await intake.signal(who.caller, signal), form, 422)


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
        s=await view_of(who, detail),
        form=form,
        questions=questions,
        speakers=[
            (field, name)
            for person, field, name in ((Described.CAREGIVER, "zorgt", first), (Described.CARE_RECIPIENT, "krijgt", his))
            if person is Described.CAREGIVER or detail.care_recipient is not None
        ],
        said_by=[(one.value, label(one)) for one in SaidBy],
        representations=[("", "Kies"), *((one.value, label(one)) for one in Representation)],
        ways=[(way.value, label(way)) for way in ConsentWay],
        today=moments.local(console.clock.now()).date().isoformat(),
    )


def _consent(asked: Question, given: bool, on: date, way: ConsentWay, speaker: speakers.Speaker) -> ConsentIn:
    return ConsentIn(
        person=asked.person,
        purpose=asked.purpose,
        given=given,
        on=on,
        how=way,
        by=speaker.by,
        reason=speaker.why(given=given),
        representative=speaker.representative,
    )


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
