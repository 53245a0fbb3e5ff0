"""What was typed in the public application, read with care into what the service takes; everything wrong is told at its question."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from pydantic import EmailStr, TypeAdapter, ValidationError

from kernel.refusals import BadInput
from schemas.api.waardering import ApplicationIn, IndicationIn, StayIn, WaarderingCaregiverIn, WaarderingRecipientIn
from schemas.api.waardering.schemes import SchemeForm
from schemas.words import Applicant, Group, Relation
from services.console import waardering_shares
from services.console.domain.names import split_family_name
from services.console.forms import Form
from services.console.waardering_answers import asks_herself, lives_abroad, needs_account
from services.console.waardering_asks import ELSEWHERE, Ask, all_asks, number_of_caregivers

Fields = dict[str, Any]  # of models that check each of them next
LONGEST: Final = {"straat": 60, "woonplaats": 60, "area": 200, "text": 100, "tel": 20, "email": 200}
POINTERS: Final = {
    "givenName": "voornaam",
    "familyName": "achternaam",
    "birthDate": "geboren",
    "postcode": "postcode",
    "houseNumber": "huisnummer",
    "houseNumberAddition": "toevoeging",
    "street": "straat",
    "town": "woonplaats",
    "phone": "telefoon",
    "email": "email",
    "iban": "iban",
    "accountName": "rekeninghouder",
    "hoursAWeek": "uren",
    "caresSince": "sinds",
    "howItGoes": "hoe-gaat-het",
    "chosenCents": "deel",
}
HELP: Final = {
    "voornaam": "Vul een voornaam in, zonder cijfers",
    "achternaam": "Vul een achternaam in, zonder cijfers. Vul nooit een BSN in",
    "geboren": "Deze datum kan niet kloppen",
    "postcode": "Vul een postcode in, zoals 1216 AB",
    "huisnummer": "Vul alleen cijfers in",
    "straat": "Vul alleen de naam van de straat in, zoals Kerkstraat",
    "woonplaats": "Vul alleen de naam van de plaats in, zoals Hilversum",
    "telefoon": "Vul een telefoonnummer in, zoals 06 12 34 56 78",
    "email": "Vul een e-mailadres in, zoals naam@voorbeeld.nl",
    "iban": "Dit rekeningnummer klopt niet. Kijk het nog eens na",
    "uren": "Een week heeft 168 uur",
    "sinds": "Deze datum kan niet kloppen",
}


def check(scheme: SchemeForm, form: Form, asks: Sequence[Ask], today: date) -> None:
    """Every question of these, all at once."""
    for ask in asks:
        text = form.text(ask.name)
        if ask.missing and not text:
            form.wrong(ask.name, ask.missing)
        if text:
            _check_one(form, ask, text, today)
        number = ask.name.partition("-")[0]
        if ask.name.endswith("-iban") and not text and needs_account(scheme, form.text(f"{number}-vorm")):
            form.wrong(ask.name, "Vul het rekeningnummer in")
    wants_a_call = form.text("m1-bellen") == "ja" and any(one.name == "m1-bellen" for one in asks)
    if wants_a_call and not form.text("m1-telefoon") and not form.text("m1-email"):
        form.wrong("m1-bellen", "Vul bij ‘Wie zorgt er?’ uw telefoonnummer in. Dan kunnen wij u bellen")
    waardering_shares.check(scheme, form, asks)


def _check_one(form: Form, ask: Ask, text: str, today: date) -> None:
    tail = ask.name.rpartition("-")[2]
    longest = LONGEST.get(tail, LONGEST.get(ask.kind, 200))
    if len(text) > longest:
        form.wrong(ask.name, f"Maak dit korter: hooguit {longest} tekens")
    elif ask.kind == "number" or tail == "huisnummer":
        _check_number(form, ask, text, tail)
    elif ask.kind == "date":
        _check_day(form, ask.name, text, today)
    elif ask.options and not all(one in {option[0] for option in ask.options} for one in form.chosen(ask.name)):
        form.wrong(ask.name, ask.missing or "Kies een antwoord")
    elif ask.kind == "email" and not _is_email(text):
        form.wrong(ask.name, HELP["email"])
    elif ask.kind == "tel" and not 8 <= len(text) <= 20:
        form.wrong(ask.name, HELP["telefoon"])
    elif tail == "postcode" and not re.fullmatch(r"[1-9]\d{3}\s?[A-Za-z]{2}", text):
        form.wrong(ask.name, HELP["postcode"])
    elif tail == "straat" and text.split()[-1] == form.text(ask.name.removesuffix("straat") + "huisnummer"):
        form.wrong(ask.name, HELP["straat"])
    elif tail == "iban" and not is_iban(text):
        form.wrong(ask.name, HELP["iban"])


def _check_number(form: Form, ask: Ask, text: str, tail: str) -> None:
    most = {"uren": 168, "mensen": 50, "mantelzorgers": 100, "huisnummer": 99_999}.get(tail, 1_000_000)
    if not re.fullmatch(r"[0-9]{1,7}", text):
        form.wrong(ask.name, "Vul alleen cijfers in")
    elif int(text) > most:
        form.wrong(ask.name, HELP.get(tail, f"Dit is te veel: hooguit {most}"))


def _check_day(form: Form, name: str, text: str, today: date) -> None:
    found = day(text)
    if found is None or found > today or found.year < today.year - 120:
        form.wrong(name, "Vul een dag in die al geweest is, zoals 31-12-1960")


def day(text: str) -> date | None:
    """As a date field sends it; or as people type it where there is no such field."""
    dutch = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", text)
    try:
        return date(int(dutch[3]), int(dutch[2]), int(dutch[1])) if dutch else date.fromisoformat(text)
    except ValueError:
        return None


def is_iban(text: str) -> bool:
    plain = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", plain):
        return False
    return int("".join(str(int(one, 36)) for one in plain[4:] + plain[:4])) % 97 == 1


def _is_email(text: str) -> bool:
    try:
        TypeAdapter(EmailStr).validate_python(text)
    except ValidationError:
        return False
    return True


def application(scheme: SchemeForm, form: Form) -> ApplicationIn:
    """Of a form that was checked; raises ValidationError where the service's own words are stricter."""
    applicant = form.code("aanvrager", Applicant) if len(scheme.applicants) > 1 else scheme.applicants[0]
    return ApplicationIn(
        scheme=scheme.key,
        applicant=applicant or scheme.applicants[0],
        care_recipient=WaarderingRecipientIn.model_validate(_recipient(scheme, form)) if "recipient" in scheme.asks else None,
        caregivers=tuple(
            WaarderingCaregiverIn.model_validate(_caregiver(scheme, form, f"m{number}"))
            for number in range(1, number_of_caregivers(form, scheme) + 1)
        ),
        answers=_answers(scheme, form, "vraag", "application"),
        late_reason=form.line("te-laat"),  # type: ignore[arg-type]  # checked against the scheme's own reasons just before
    )


def _person(scheme: SchemeForm, form: Form, who: str) -> Fields:
    prefix, family = split_family_name(form.text(f"{who}-achternaam"))
    number = form.text(f"{who}-huisnummer")
    of = "recipient" if who == "naaste" else "caregiver"
    asked = [one.code for one in scheme.exclusions if one.of == of and form.text(f"{who}-{one.code}")]
    kept_out = {code: form.text(f"{who}-{code}") == "ja" for code in asked}
    income = form.text(f"{who}-inkomen")
    return {
        "given_name": form.line(f"{who}-voornaam"),
        "family_name_prefix": prefix,
        "family_name": family,
        "birth_date": day(form.text(f"{who}-geboren")),
        "postcode": form.text(f"{who}-postcode").replace(" ", "").upper() or None,
        "house_number": int(number) if number else None,
        "house_number_addition": form.line(f"{who}-toevoeging"),
        "street": form.line(f"{who}-straat"),
        "town": form.line(f"{who}-woonplaats"),
        "lived": _lived(scheme, form, who),
        "exclusions": kept_out,
        "answers": _answers(scheme, form, who, of),
        "income_cents": int(income) * 100 if income else None,
        "household_kind": form.line(f"{who}-huishouden"),
        "iban": form.line(f"{who}-iban"),
        "account_name": form.line(f"{who}-rekeninghouder"),
    }


def _lived(scheme: SchemeForm, form: Form, who: str) -> tuple[StayIn, ...]:
    """In the municipality that was chosen; outside the scheme's own nothing is known, and a person looks."""
    since = day(form.text(f"{who}-woont-sinds"))
    where = form.text(f"{who}-gemeente") if scheme.places else scheme.municipalities[0]
    return (StayIn(municipality=where, since=since),) if since and where != ELSEWHERE else ()


def _recipient(scheme: SchemeForm, form: Form) -> Fields:
    law, since = form.text("naaste-indicatie"), day(form.text("naaste-indicatie-sinds"))
    known: tuple[IndicationIn, ...] | None = () if law == "geen" else None
    if law in ("wmo", "wlz", "zvw", "jeugdwet") and since:
        known = (IndicationIn.model_validate({"law": law, "since": since}),)
    many = form.text("naaste-mantelzorgers")
    abroad: Fields = {"postcode": None, "house_number": None, "house_number_addition": None} if lives_abroad(form) else {}
    where = {"country": form.line("naaste-land")} | abroad if "recipient-country" in scheme.asks else {}
    return _person(scheme, form, "naaste") | where | {"indications": known, "caregivers": int(many) if many else None}


def _caregiver(scheme: SchemeForm, form: Form, who: str) -> Fields:
    def number(name: str) -> int | None:
        text = form.text(f"{who}-{name}")
        return int(text) if text else None

    chosen = form.text(f"{who}-vorm")
    fits = [one for one in scheme.forms if (one.key or one.form.value) == chosen] if len(scheme.forms) > 1 else list(scheme.forms)
    known = {"ja": True, "nee": False}.get(form.text(f"{who}-bekend"))
    told = _person(scheme, form, who) | {
        "phone": form.line(f"{who}-telefoon"),
        "language": form.line(f"{who}-taal"),
        "email": form.line(f"{who}-email"),
        "relation": form.code(f"{who}-relatie", Relation),
        "hours_a_week": number("uren"),
        "cares_since": day(form.text(f"{who}-sinds")),
        "cares_until": day(form.text(f"{who}-tot")),
        "recipients": number("mensen"),
        "registered": known,
        "registered_since": day(form.text(f"{who}-bekend-sinds")),
        "form": fits[0].form if fits else None,
        "form_key": fits[0].key if fits else None,
        "chosen_cents": waardering_shares.part_of(scheme, form, who),
        "wishes_register": who == "m1" and "register" in scheme.asks and asks_herself(scheme, form) and form.has("m1-bestand", "ja"),
        "wishes_help": form.text(f"{who}-bellen") == "ja",
        "how_it_goes": form.line(f"{who}-hoe-gaat-het"),
        "groups": form.codes(f"{who}-groep", Group) if "groups" in scheme.asks else None,
        "declared": form.has("waar", "ja") if "declared" in scheme.asks else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _answers(scheme: SchemeForm, form: Form, who: str, of: str) -> dict[str, bool | int | str]:
    found: dict[str, bool | int | str] = {}
    for one in scheme.questions:
        text = form.text(f"{who}-v-{one.key}")
        if one.of == of and text:
            found[one.key] = text == "ja" if one.kind == "yes-no" else int(text) if one.kind == "number" else text
    return found


def blame(scheme: SchemeForm, form: Form, refused: BadInput) -> None:
    """The service's own no, at the question it is about."""
    known = {ask.name for ask in all_asks(scheme, form)}
    for error in refused.errors:
        parts = error.pointer.strip("/").split("/")
        who = (
            "naaste"
            if parts[0] == "careRecipient"
            else f"m{int(parts[1]) + 1}"
            if parts[0] == "caregivers" and parts[1:2] and parts[1].isdecimal()
            else ""
        )
        field = next((POINTERS[part] for part in parts if part in POINTERS), "achternaam")
        name = f"{who}-{field}"
        form.wrong(name if name in known else "m1-achternaam", HELP.get(field, "Kijk dit nog eens na"))
