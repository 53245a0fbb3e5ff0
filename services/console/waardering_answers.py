"""Answers on the application on which other questions hang."""

from schemas.api.waardering.schemes import SchemeForm
from schemas.words import Applicant, WaarderingForm
from services.console.forms import Form


def lives_abroad(form: Form) -> bool:
    """Then there is no Dutch postcode to ask for."""
    return form.text("naaste-land") not in ("", "NL")


def asks_herself(scheme: SchemeForm, form: Form) -> bool:
    """Whether who fills this in is the first caregiver; nobody says yes for another."""
    chosen = form.text("aanvrager") if len(scheme.applicants) > 1 else next(iter(scheme.applicants), "")
    return chosen in (Applicant.CAREGIVER, Applicant.BOTH)


def needs_account(scheme: SchemeForm, chosen: str) -> bool:
    """Only money goes to an account, and what is given away to another; where two could be paid, either may be left open."""
    if {"account-of-recipient", "account-of-caregiver"} <= scheme.asks:
        return False
    fits = [one for one in scheme.forms if (one.key or one.form.value) == chosen]
    return any(one.form is WaarderingForm.MONEY and not one.donated for one in fits)
