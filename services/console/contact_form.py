"""How someone wants to be reached, as a form: the same for herself and for the desk that has her on the phone."""

import re
from collections.abc import Awaitable, Callable

from pydantic import ValidationError

from kernel.http.expected import input_errors
from kernel.refusals import BadInput
from schemas.api.intake import Contact, MyContactIn, SafeToContact
from schemas.words import Channel, Safe
from services.console.domain.names import spoken_phone, spoken_postcode
from services.console.forms import Form

WAYS = (("telefoon", "phone"), ("voicemail", "voicemail"), ("mail", "email"), ("brief", "letter"))
POINTERS = {
    "/phone": "telefoon",
    "/email": "email",
    "/postcode": "postcode",
    "/houseNumberAddition": "toevoeging",
    "/houseNumber": "huisnummer",
    "/bestTimes": "tijden",
    "/contactBy": "liefst",
}
FIELDS = ("telefoon", "email", "postcode", "huisnummer", "toevoeging", "liefst", "tijden")
"""As the page has them, from top to bottom."""
POSTCODE = re.compile(r"[1-9][0-9]{3}\s*[A-Za-z]{2}")
HELP = {
    "telefoon": "Vul een telefoonnummer in, zoals 06 12 34 56 78",
    "email": "Vul een e-mailadres in, zoals naam@voorbeeld.nl",
    "postcode": "Vul een postcode in, zoals 1216 AB",
    "huisnummer": "Vul alleen het nummer in, zoals 12",
}


def filled(known: Contact | None) -> Form:
    """With all that is known, so that what is left alone stays."""
    if known is None:
        return Form()
    safe = known.safe_to_contact
    return Form.filled(
        telefoon=spoken_phone(known.phone) if known.phone else None,
        email=known.email,
        postcode=spoken_postcode(known.postcode) if known.postcode else None,
        huisnummer=str(known.house_number) if known.house_number else None,
        toevoeging=known.house_number_addition,
        liefst=known.contact_by,
        tijden=known.best_times,
        **{"veilig-telefoon": safe.phone, "veilig-voicemail": safe.voicemail, "veilig-mail": safe.email, "veilig-brief": safe.letter},
    )


async def sent(form: Form, send: Callable[[MyContactIn], Awaitable[None]]) -> bool:
    """Whether it was taken; else the form says at each field what to do, at all of them at once."""
    number = form.number("huisnummer", HELP["huisnummer"])
    if form.text("postcode") and not POSTCODE.fullmatch(form.text("postcode")):
        form.wrong("postcode", HELP["postcode"])
    try:
        told = _read(form, number)
        if not form.errors:
            await send(told)
            return True
    except ValidationError as error:
        form.blame(BadInput(input_errors(error.errors(include_url=False, include_input=False))), POINTERS, otherwise="telefoon")
    except BadInput as refused:
        form.blame(refused, POINTERS, otherwise="telefoon")
    form.errors = {name: HELP.get(name, text) for name, text in form.errors.items()}
    form.in_order(FIELDS)
    return False


def _read(form: Form, number: int | None) -> MyContactIn:
    safe = {field: Safe(form.text(f"veilig-{way}")) for way, field in WAYS if form.text(f"veilig-{way}") in list(Safe)}
    return MyContactIn(
        phone=form.line("telefoon"),
        email=form.line("email"),
        postcode=form.line("postcode"),
        house_number=number,
        house_number_addition=form.line("toevoeging"),
        contact_by=form.code("liefst", Channel),
        best_times=form.line("tijden"),
        safe_to_contact=SafeToContact(**safe),
    )
