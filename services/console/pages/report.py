"""`/melden`: a telephone call typed in at the desk, and the same form for a professional who logs in."""

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from pydantic import ValidationError
from starlette.responses import Response

from kernel.http.expected import input_errors
from kernel.refusals import BadInput
from schemas.api.intake import CaregiverIn, CareRecipientIn, ConsentIn, GroundIn, SafeToContact, SignalIn, Signaller
from schemas.labels import label
from schemas.words import (
    BOUND_BY_SECRECY,
    ConsentPurpose,
    ConsentWay,
    Described,
    Ground,
    Relation,
    Representation,
    Role,
    Safe,
    SaidBy,
    SignallerKind,
    Situation,
    SupportArea,
    Urgency,
)
from services.console import console, deeds, speakers
from services.console.domain import moments
from services.console.domain.everyday import LANGUAGES
from services.console.domain.names import split_family_name
from services.console.forms import Form
from services.console.gateways import intake
from services.console.pages.requests import at_desk
from services.console.show import onwards, page
from services.console.visitors import Visitor, staff

router = APIRouter(prefix="/melden")
Who = Annotated[Visitor, Depends(staff(Role.ASSESSOR, Role.COORDINATOR, Role.SIGNALLER))]
FIELDS: Final = (
    "soort", "melder-naam", "melder-organisatie", "melder-telefoon", "melder-email", "voornaam", "achternaam", "geboren", "telefoon",
    "email", "postcode", "huisnummer", "toevoeging", "tijden", "taal", "let-op", "relatie", "uren", "samen", "situatie", "vraag", "haast",
    "notitie", "mag-zorgt", "mag-krijgt", "mag-terug", "door-zorgt", "naam-zorgt", "grond-zorgt", "door-krijgt", "naam-krijgt",
    "grond-krijgt", "grond",
)  # fmt: skip
POINTERS: Final = {
    "/signaller/name": "melder-naam",
    "/signaller/organisation": "melder-organisatie",
    "/signaller/phone": "melder-telefoon",
    "/signaller/email": "melder-email",
    "/signaller": "melder-telefoon",
    "/signaller/kind": "soort",
    "/caregiver/givenName": "voornaam",
    "/caregiver/familyName": "achternaam",
    "/caregiver/birthDate": "geboren",
    "/caregiver/phone": "telefoon",
    "/caregiver/email": "email",
    "/caregiver/postcode": "postcode",
    "/caregiver/houseNumber": "huisnummer",
    "/caregiver/houseNumberAddition": "toevoeging",
    "/caregiver/bestTimes": "tijden",
    "/caregiver/hoursPerWeek": "uren",
    "/caregiver": "telefoon",
    "/careRecipient": "situatie",
    "/note": "notitie",
    "/consents": "mag-zorgt",
    "/grounds": "grond",
}
HELP: Final = {
    "melder-telefoon": "Vul een telefoonnummer of e-mailadres in van wie meldt",
    "melder-email": "Vul een e-mailadres in, zoals naam@voorbeeld.nl",
    "telefoon": "Vul een telefoonnummer, een e-mailadres of een adres in",
    "email": "Vul een e-mailadres in, zoals naam@voorbeeld.nl",
    "postcode": "Vul een postcode in, zoals 1216 AB",
    "mag-zorgt": "Wie beroepsgeheim heeft, vertelt of wie zorgt het goed vindt, of noemt een andere grond",
}


CONSENTS: Final = (
    ("mag-zorgt", Described.CAREGIVER, ConsentPurpose.REFERRAL),
    ("mag-krijgt", Described.CARE_RECIPIENT, ConsentPurpose.REFERRAL),
    ("mag-terug", Described.CAREGIVER, ConsentPurpose.FEEDBACK_TO_SIGNALLER),
)


@router.get("")
async def ask(request: Request, who: Who) -> Response:
    start = {"soort": SignallerKind.SELF.value if at_desk(who) else "", "taal": "nl", "haast": Urgency.ROUTINE.value}
    return _page(request, who, Form.filled(**start))


@router.post("")
async def send(request: Request, who: Who) -> Response:
    form = await deeds.form_of(request, who)
    try:
        body = _signal(form)
        if body is not None:
            status = await intake.report(who.caller, body, deeds.once(form))
            return onwards(f"/signalen/{status.id}" if at_desk(who) else f"/melden/klaar?kenmerk={status.reference}", "gemeld")
    except ValidationError as error:
        _blame(form, BadInput(input_errors(error.errors(include_url=False, include_input=False))))
    except BadInput as refused:
        _blame(form, refused)
    form.in_order(FIELDS)
    return _page(request, who, form, 422)


@router.get("/klaar")
async def sent(request: Request, who: Who, kenmerk: str = "") -> Response:
    reference = kenmerk if len(kenmerk) <= 20 and kenmerk.replace("-", "").isalnum() else ""
    return page(
        request,
        "error.html",
        who,
        here="melden",
        headline="Dank u, de melding is binnen",
        lead=f"Het kenmerk is {reference}. Het aanmeldpunt belt degene die zorgt.",
        todo="Vond zij of hij het goed? Dan hoort u hoe het verder gaat. Anders hoort u alleen dat het is afgerond.",
        links=[("/melden", "Nog iemand melden")],
        typed=[],
        trace="",
    )


def _signal(form: Form) -> SignalIn | None:
    kind = form.code("soort", SignallerKind, "Kies wie dit meldt")
    prefix, family = split_family_name(form.need("achternaam", "Vul de achternaam in"))
    number = form.number("huisnummer", "Vul alleen cijfers in")
    hours = form.number("uren", "Vul een getal in, zoals 20")
    born = _day(form, "geboren")
    phone, email, postcode = form.line("telefoon"), form.line("email"), form.line("postcode")
    if phone is None and email is None and (postcode is None or number is None):
        form.wrong("telefoon", HELP["telefoon"])
    themselves = kind is SignallerKind.SELF
    ways = (form.line("melder-telefoon"), form.line("melder-email")) if not themselves else (phone, email)
    if kind is not None and not themselves and ways == (None, None):
        form.wrong("melder-telefoon", HELP["melder-telefoon"])
    if form.errors or kind is None:
        return None
    off = {
        way: Safe.NO
        for value, way in (("bellen", "phone"), ("voicemail", "voicemail"), ("mailen", "email"), ("brief", "letter"))
        if form.has("let-op", value)
    }
    name = form.line("melder-naam") or (
        " ".join(part for part in (form.line("voornaam"), form.line("achternaam")) if part) if themselves else None
    )
    situations = form.codes("situatie", Situation)
    relation = form.code("relatie", Relation)
    said_recipient = form.text("mag-krijgt") in ("ja", "nee")
    consents = _consents(form)
    if form.errors:
        return None
    return SignalIn(
        signaller=Signaller(kind=kind, name=name, organisation=form.line("melder-organisatie"), phone=ways[0], email=ways[1]),
        caregiver=CaregiverIn(
            given_name=form.line("voornaam"),
            family_name_prefix=prefix,
            family_name=family,
            birth_date=born,
            postcode=postcode,
            house_number=number,
            house_number_addition=form.line("toevoeging"),
            phone=phone,
            email=email,
            language=form.text("taal") if form.text("taal") in LANGUAGES else "nl",
            best_times=form.line("tijden"),
            safe_to_contact=SafeToContact(**off),
            relation=relation,
            lives_together={"ja": True, "nee": False}.get(form.text("samen")),
            hours_per_week=hours,
        ),
        care_recipient=CareRecipientIn(situations=situations) if situations or said_recipient else None,
        support_areas=form.codes("vraag", SupportArea),
        urgency=form.code("haast", Urgency) or Urgency.ROUTINE,
        note=form.line("notitie"),
        consents=tuple(consents),
        grounds=tuple(_grounds(form, kind, described=bool(situations))),
    )


def _consents(form: Form) -> list[ConsentIn]:
    today = moments.local(console.clock.now()).date()
    heard = {person: speakers.read(form, person) for person in {person for _, person, _ in _answered(form)}}
    return [
        ConsentIn(
            person=person,
            purpose=purpose,
            given=form.text(name) == "ja",
            on=today,
            how=ConsentWay.SPOKEN,
            by=heard[person].by,
            representative=heard[person].representative,
        )
        for name, person, purpose in _answered(form)
    ]


def _answered(form: Form) -> list[tuple[str, Described, ConsentPurpose]]:
    return [asked for asked in CONSENTS if form.text(asked[0]) in ("ja", "nee")]


def _grounds(form: Form, kind: SignallerKind, *, described: bool) -> list[GroundIn]:
    """Another ground than consent, for each person that was described without a yes."""
    ground = form.code("grond", Ground)
    if ground is None or kind not in BOUND_BY_SECRECY:
        return []
    people = [(Described.CAREGIVER, "mag-zorgt")] + ([(Described.CARE_RECIPIENT, "mag-krijgt")] if described else [])
    return [GroundIn(person=person, ground=ground) for person, name in people if form.text(name) != "ja"]


def _day(form: Form, name: str) -> date | None:
    text = form.text(name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        form.wrong(name, "Vul een datum in, zoals 14-03-1958")
        return None


def _blame(form: Form, refused: BadInput) -> None:
    said = [person for _, person, _ in _answered(form)]
    rest = [error for error in refused.errors if not speakers.placed(form, error, said)]
    form.blame(BadInput(rest), POINTERS, otherwise="notitie")
    form.errors = {name: HELP.get(name, text) for name, text in form.errors.items()}


def _page(request: Request, who: Visitor, form: Form, status: int = 200) -> Response:
    now = console.clock.now()
    return page(
        request,
        "report.html",
        who,
        status=status,
        here="werklijst" if at_desk(who) else "melden",
        form=form,
        at_desk=at_desk(who),
        today=moments.local(now).date().isoformat(),
        kinds=[
            ("", "Kies"),
            *((one.value, label(one) if one is not SignallerKind.SELF else "Degene die zelf zorgt") for one in SignallerKind),
        ],
        languages=[(code, name) for code, name in LANGUAGES.items()],
        relations=[("", "Weet ik niet"), *((one.value, label(one).capitalize()) for one in Relation)],
        situations=[(one.value, label(one)) for one in Situation],
        areas=[(one.value, label(one)) for one in SupportArea],
        urgencies=[
            (Urgency.ROUTINE.value, "Geen haast"),
            (Urgency.SOON.value, "Binnen enkele dagen"),
            (Urgency.TODAY.value, "Vandaag"),
            (Urgency.SAFETY.value, "Het is niet veilig", "Bij direct gevaar: bel eerst 112"),
        ],
        someone_else=any(form.text(f"door-{name}") not in ("", SaidBy.SELF) for name in speakers.FIELDS.values()),
        said_by=[(one.value, label(one)) for one in SaidBy],
        representations=[("", "Kies"), *((one.value, label(one)) for one in Representation)],
        grounds=[("", "Nee"), *((one.value, label(one)) for one in Ground)],
    )
