"""`/aanmelden`: asking for help in one minute, without a login and without JavaScript."""

from datetime import timedelta
from typing import Final

from fastapi import APIRouter, Depends, Request
from pydantic import EmailStr, TypeAdapter, ValidationError
from starlette.responses import Response

from kernel.refusals import BadInput
from kernel.security.doors import Public, address_of
from kernel.security.limits import count_attempt
from schemas.api.intake import CaregiverIn, SafeToContact, SignalIn, Signaller
from schemas.words import Safe, SignallerKind, SupportArea
from services.console import console, deeds, visitors
from services.console.domain.everyday import EVERYONE_S_WORDS
from services.console.domain.names import split_family_name
from services.console.forms import Form
from services.console.gateways import intake
from services.console.place import place_of
from services.console.region import region_pages
from services.console.show import page

router = APIRouter(prefix="/aanmelden", dependencies=[Depends(Public("who cares for someone needs no login to ask for help"))])
FIELDS: Final = (
    "wie",
    "voornaam",
    "achternaam",
    "telefoon",
    "email",
    "postcode",
    "onderwerp",
    "vertel",
    "voicemail",
    "uw-naam",
    "uw-contact",
)
MOST = 10
WHILE = timedelta(hours=1)
POINTERS: Final = {
    "/caregiver/givenName": "voornaam",
    "/caregiver/familyName": "achternaam",
    "/caregiver/phone": "telefoon",
    "/caregiver/email": "email",
    "/caregiver/postcode": "postcode",
    "/note": "vertel",
    "/signaller/name": "uw-naam",
    "/signaller": "uw-contact",
}
HELP: Final = {
    "telefoon": "Vul een telefoonnummer in, zoals 06 12 34 56 78",
    "email": "Vul een e-mailadres in, zoals naam@voorbeeld.nl",
    "postcode": "Vul een postcode in, zoals 1216 AB",
}
TOPICS: Final = [*EVERYONE_S_WORDS.values(), ("weet", "Weet ik nog niet")]


@router.get("")
async def ask(request: Request) -> Response:
    return _page(request, Form.filled(wie="zelf"))


@router.post("")
async def send(request: Request) -> Response:
    form = await Form.of(request)
    visitors.check_form(request, None, form.text("csrf"))
    own = form.text("wie") != "ander"
    if form.text("website"):
        return _thanks(request, own=own)  # a machine filled in what no person sees: it learns nothing
    body = _signal(form, own)
    if body is None:
        return _page(request, form, 422)
    async with console.work() as work:
        await count_attempt(work, "public-form", address_of(request), most=MOST, per=WHILE)
    try:
        status = await intake.report_publicly(body, deeds.once(form))
    except BadInput as refused:
        form.blame(refused, POINTERS, otherwise="vertel")
        form.errors = {name: HELP.get(name, text) for name, text in form.errors.items()}
        return _page(request, form, 422)
    return _thanks(request, own=own, reference=status.reference, due_at=status.due_at)


def _signal(form: Form, own: bool) -> SignalIn | None:
    """None when something is missing; then the form says what, at its place."""
    if form.text("wie") not in ("zelf", "ander"):
        form.wrong("wie", "Kies voor wie u hulp vraagt")
    first = form.need("voornaam", "Vul de voornaam in")
    last = form.need("achternaam", "Vul de achternaam in")
    phone, email = form.line("telefoon"), form.line("email")
    if phone is None and email is None:
        form.wrong("telefoon", "Vul een telefoonnummer of een e-mailadres in")
    elif phone is not None and not 8 <= len(phone) <= 20:
        form.wrong("telefoon", HELP["telefoon"])
    if email is not None and not _is_email(email):
        form.wrong("email", HELP["email"])
    postcode = form.text("postcode").replace(" ", "").upper()
    if not (len(postcode) == 6 and postcode[:4].isdecimal() and postcode[4:].isalpha() and postcode.isascii()):
        form.wrong("postcode", HELP["postcode"])
    for name, most in (("voornaam", 100), ("achternaam", 100), ("uw-naam", 100), ("vertel", 4000)):
        if len(form.text(name)) > most:
            form.wrong(name, f"Maak dit korter: hooguit {most} tekens")
    signaller = Signaller(kind=SignallerKind.SELF)
    if not own:
        signaller = _someone_else(form)
    form.in_order(FIELDS)
    if form.errors:
        return None
    prefix, family = split_family_name(last)
    voicemail = {"ja": Safe.YES, "nee": Safe.NO}.get(form.text("voicemail"), Safe.ASK)
    codes = {value: area for area, (value, _) in EVERYONE_S_WORDS.items()}
    areas: tuple[SupportArea, ...] = tuple(codes[value] for value in form.chosen("onderwerp") if value in codes)
    if own:
        signaller = Signaller(kind=SignallerKind.SELF, name=f"{first} {last}"[:100], phone=phone, email=email)
    safe = SafeToContact(phone=Safe.YES if own and phone else Safe.ASK, voicemail=voicemail, email=Safe.YES if own and email else Safe.ASK)
    return SignalIn(
        signaller=signaller,
        caregiver=CaregiverIn(
            given_name=first,
            family_name_prefix=prefix,
            family_name=family,
            phone=phone,
            email=email,
            postcode=postcode,
            safe_to_contact=safe,
        ),
        support_areas=areas,
        note=form.line("vertel"),
    )


def _someone_else(form: Form) -> Signaller:
    """Who fills it in for another says who that is, and how to ask back."""
    name = form.need("uw-naam", "Vul uw eigen naam in")
    contact = form.need("uw-contact", "Vul uw telefoonnummer of e-mailadres in")
    kind = SignallerKind.RELATIVE_OR_NEIGHBOUR
    if "@" in contact:
        if _is_email(contact):
            return Signaller(kind=kind, name=name[:100] or None, email=contact)
        form.wrong("uw-contact", HELP["email"])
    elif contact and 8 <= len(contact) <= 20:
        return Signaller(kind=kind, name=name[:100] or None, phone=contact)
    elif contact:
        form.wrong("uw-contact", HELP["telefoon"])
    return Signaller(kind=kind)


def _is_email(text: str) -> bool:
    try:
        TypeAdapter(EmailStr).validate_python(text)
    except ValidationError:
        return False
    return True


def _page(request: Request, form: Form, status: int = 200) -> Response:
    return page(request, "public_form.html", status=status, form=form, topics=TOPICS, open_now=_open_now(request))


def _thanks(request: Request, *, own: bool, reference: str = "", due_at: object = None) -> Response:
    now = console.clock.now()
    return page(request, "public_form_done.html", own=own, reference=reference, due_at=due_at, received_at=now, open_now=_open_now(request))


def _open_now(request: Request) -> bool:
    desk = region_pages(place_of(request).region).desk
    return desk.rota_outside_hours or desk.hours.is_open(console.clock.now())
