"""The same questions at the desk: what is not on a paper may stay open, for what is not said is not known and never guessed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from kernel.refusals import BadInput
from schemas.api.waardering import Application, ApplicationIn, FactsIn, PersonShown, WaarderingCaregiverIn, WaarderingRecipientIn
from schemas.api.waardering.schemes import SchemeForm
from schemas.words import Applicant, AppliedVia
from services.console import waardering_asks, waardering_reading
from services.console.forms import Form
from services.console.waardering_asks import STEPS, Ask, Block

Fields = dict[str, Any]  # of models that check each of them next
NEEDED: Final = ("achternaam", "aanvrager")
NOT_ASKED_AGAIN: Final = ("aanvrager",)
UNSAID: Final = ("wishes_help", "declared")
"""Fields in which an empty box is no answer."""


def blocks(scheme: SchemeForm, form: Form, *, leave_out: tuple[str, ...] = ()) -> list[Block]:
    """All steps on one page, in their order; only who it is about has to be filled in."""
    found = [block for step in STEPS for block in waardering_asks.blocks(scheme, step, form)]
    eased = [replace(block, asks=tuple(_eased(ask) for ask in block.asks if ask.name not in leave_out)) for block in found]
    return [block for block in eased if block.asks]


def _eased(ask: Ask) -> Ask:
    return ask if ask.name.rpartition("-")[2] in NEEDED else replace(ask, missing="")


def check(scheme: SchemeForm, form: Form, found: Iterable[Block], today: date) -> None:
    """What is typed has to be right; an account that is not known yet is asked for later."""
    asks = [ask for block in found for ask in block.asks]
    waardering_reading.check(scheme, form, asks, today)
    for ask in asks:
        if ask.name.endswith("-iban") and not form.text(ask.name):
            form.errors.pop(ask.name, None)


def application(scheme: SchemeForm, form: Form, via: AppliedVia, received_on: date) -> ApplicationIn:
    """As it came in, and on which day."""
    told = waardering_reading.application(scheme, form)
    by = Applicant.PROGRAMME if via is AppliedVia.PROGRAMME and scheme.programme else told.applicant
    return told.model_copy(update={"via": via, "received_on": received_on, "applicant": by})


# completing ---------------------------------------------------------------------------------------


def known(found: Application) -> dict[str, tuple[str, ...]]:
    """Who is known already stands in the form; every other answer stays as it is unless it is given anew."""
    typed: dict[str, tuple[str, ...]] = {"aantal": (str(len(found.parties)),)}
    people = [(f"m{number}", party.person) for number, party in enumerate(found.parties, start=1)]
    if found.care_recipient is not None:
        people.append(("naaste", found.care_recipient))
    for who, person in people:
        typed |= {f"{who}-{name}": (text,) for name, text in _of(person).items() if text}
    return typed


def _of(person: PersonShown) -> dict[str, str]:
    number = re.fullmatch(r"(\d+)(.*)", person.house_number or "")
    return {
        "voornaam": person.given_name or "",
        "achternaam": person.family_name or person.name,
        "geboren": person.birth_date.isoformat() if person.birth_date else "",
        "postcode": person.postcode or "",
        "huisnummer": number[1] if number else "",
        "toevoeging": number[2].strip() if number else "",
        "straat": person.street or "",
        "woonplaats": person.town or "",
        "telefoon": person.phone or "",
        "email": person.email or "",
    }


def facts(scheme: SchemeForm, form: Form, found: Application) -> FactsIn:
    """Only what was given; an empty answer changes nothing."""
    told = waardering_reading.application(scheme, form)
    recipient = told.care_recipient if found.care_recipient is not None else None
    keep = {"indications"} if form.text("naaste-indicatie") == "geen" else set()
    accepted = {"ja": True, "nee": False}.get(form.text("laat-goed"))
    return FactsIn(
        care_recipient=WaarderingRecipientIn.model_validate(_given(recipient, keep)) if recipient else None,
        caregivers=tuple(WaarderingCaregiverIn.model_validate(_given(one, set())) for one in told.caregivers),
        answers=told.answers,
        late_accepted=accepted,
    )


def _given(one: WaarderingRecipientIn | WaarderingCaregiverIn, keep: set[str]) -> Fields:
    fields = one.model_dump(exclude_unset=True)
    return {
        name: value
        for name, value in fields.items()
        if name in keep or (value is not None and value != () and value != {} and not (name in UNSAID and value is False))
    }


def blame(scheme: SchemeForm, form: Form, refused: BadInput, shown: Mapping[str, Ask]) -> None:
    """At its question; where that is not on the page, at the first name."""
    waardering_reading.blame(scheme, form, refused)
    form.errors = {name if name in shown else "m1-achternaam": text for name, text in form.errors.items()}
