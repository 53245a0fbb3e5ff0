"""The public application for waardering: which questions stand on which step, and what becomes of the answers."""

from datetime import date

import pytest

from schemas.api.waardering.schemes import Asked, AskedCountry, AskedExclusion, AskedForm, SchemeForm
from schemas.words import Applicant, WaarderingForm
from services.console import waardering_asks, waardering_reading
from services.console.forms import Form
from services.console.pages import waardering_apply
from services.console.region import region_pages

TODAY = date(2026, 11, 22)


def a_scheme(*asks: Asked, exclusions: tuple[AskedExclusion, ...] = ()) -> SchemeForm:
    return SchemeForm(
        key="voorbeeld",
        name="Voorbeeld",
        version="voorbeeld@2024-01-01",
        organisation="het college",
        municipalities=("GM0402",),
        open=True,
        parts=(),
        applicants=(Applicant.CAREGIVER,),
        asks=frozenset(asks),
        exclusions=exclusions,
        forms=(AskedForm(form=WaarderingForm.MONEY, name="geld"), AskedForm(form=WaarderingForm.NOTHING, name="niets")),
        most_caregivers=3,
        decide_within="8 weken",
        legal_nature="decision",
    )


def test_a_step_in_which_nothing_is_asked_is_left_out() -> None:
    assert waardering_asks.steps(a_scheme()) == ["mantelzorgers", "keuze", "controle"]
    assert waardering_asks.steps(a_scheme("recipient", "hours")) == ["naaste", "mantelzorgers", "zorg", "keuze", "controle"]


def test_who_gives_it_away_needs_no_account_and_reads_what_there_is_to_know() -> None:
    cause = AskedForm(form=WaarderingForm.MONEY, key="goed-doel", name="een gift", note="Aan de Voedselbank.", donated=True)
    scheme = a_scheme("account-of-caregiver").model_copy(update={"forms": (AskedForm(form=WaarderingForm.MONEY, name="geld"), cause)})
    form = Form.filled(**{"m1-voornaam": "Anneke", "m1-achternaam": "Zand", "m1-vorm": "goed-doel"})
    asks = waardering_asks.all_asks(scheme, form)
    waardering_reading.check(scheme, form, asks, TODAY)
    sent = waardering_reading.application(scheme, form).caregivers[0]

    assert form.errors == {}
    assert (sent.form, sent.form_key) == (WaarderingForm.MONEY, "goed-doel")
    assert [one.options for one in asks if one.name == "m1-vorm"] == [(("money", "Geld"), ("goed-doel", "Een gift", "Aan de Voedselbank."))]


def test_where_the_money_may_go_to_two_either_account_may_be_left_open() -> None:
    scheme = a_scheme("account-of-caregiver", "account-of-recipient")
    form = Form.filled(**{"m1-voornaam": "Anneke", "m1-achternaam": "Zand", "m1-vorm": "money"})
    waardering_reading.check(scheme, form, waardering_asks.all_asks(scheme, form), TODAY)

    assert form.errors == {}


def test_the_account_is_needed_by_who_chooses_money_only() -> None:
    scheme = a_scheme("account-of-caregiver")
    money = Form.filled(**{"m1-voornaam": "Anneke", "m1-achternaam": "Zand", "m1-vorm": "money"})
    thanks = Form.filled(**{"m1-voornaam": "Anneke", "m1-achternaam": "Zand", "m1-vorm": "nothing"})
    for form in (money, thanks):
        waardering_reading.check(scheme, form, waardering_asks.all_asks(scheme, form), TODAY)

    assert money.errors == {"m1-iban": "Vul het rekeningnummer in"}
    assert thanks.errors == {}


@pytest.mark.parametrize(("typed", "right"), [("NL91 ABNA 0417 1643 00", True), ("NL91ABNA0417164301", False), ("hallo", False)])
def test_an_account_that_cannot_exist_is_seen(typed: str, right: bool) -> None:
    assert waardering_reading.is_iban(typed) is right


@pytest.mark.parametrize("typed", ["2027-01-01", "1800-01-01", "31-02-1960", "gisteren"])
def test_a_day_that_cannot_be_is_told(typed: str) -> None:
    scheme = a_scheme("caregiver-birth-date")
    form = Form.filled(**{"m1-geboren": typed})
    waardering_reading.check(scheme, form, waardering_asks.all_asks(scheme, form), TODAY)

    assert "m1-geboren" in form.errors


def test_a_day_may_be_typed_as_people_write_it() -> None:
    assert waardering_reading.day("14-3-1958") == date(1958, 3, 14)


def test_what_was_not_asked_is_not_told() -> None:
    scheme = a_scheme("hours", exclusions=(AskedExclusion(code="paid-care", of="caregiver", text="krijgt betaald"),))
    form = Form.filled(**{"m1-voornaam": "Anneke", "m1-achternaam": "van der Zand", "m1-uren": "12", "m1-paid-care": "nee"})
    (her,) = waardering_reading.application(scheme, form).caregivers

    assert (her.family_name_prefix, her.family_name, her.hours_a_week, her.exclusions) == ("van der", "Zand", 12, {"paid-care": False})
    assert (her.relation, her.registered, her.declared, her.cares_since) == (None, None, None, None)


def test_who_is_taken_off_leaves_the_others_in_place() -> None:
    form = Form.filled(aantal="3", **{f"m{number}-voornaam": name for number, name in ((1, "Anneke"), (2, "Joris"), (3, "Mies"))})
    left = waardering_apply.without(a_scheme(), form, "2")

    assert [left.text(name) for name in ("aantal", "m1-voornaam", "m2-voornaam", "m3-voornaam")] == ["2", "Anneke", "Mies", ""]


def test_a_scheme_of_several_municipalities_is_found_under_each_of_them() -> None:
    assert region_pages("gooi").towns(("GM0376", "GM0417", "GM0317")) == "Blaricum, Eemnes en Laren"
    assert region_pages("gooi").towns(("GM0402",)) == "Hilversum"


@pytest.mark.parametrize(("country", "wrong"), [("NL", {"naaste-postcode", "naaste-huisnummer"}), ("BE", set()), ("", {"naaste-land"})])
def test_who_lives_abroad_has_no_dutch_postcode_to_fill_in(country: str, wrong: set[str]) -> None:
    countries = (AskedCountry(code="NL", name="Nederland"), AskedCountry(code="BE", name="België"))
    scheme = a_scheme("recipient", "recipient-country", "recipient-address").model_copy(update={"countries": countries})
    form = Form.filled(**{"naaste-voornaam": "Jo", "naaste-achternaam": "Zand", "naaste-land": country})
    asks = [ask for block in waardering_asks.blocks(scheme, "naaste", form) for ask in block.asks]
    waardering_reading.check(scheme, form, asks, TODAY)

    assert wrong <= set(form.errors)
    assert bool(form.errors) is bool(wrong)


def test_a_postcode_that_was_left_standing_is_not_sent_of_who_lives_abroad() -> None:
    scheme = a_scheme("recipient", "recipient-country", "recipient-address")
    typed = {
        "naaste-achternaam": "Zand",
        "naaste-land": "BE",
        "naaste-postcode": "1216 AB",
        "naaste-huisnummer": "3",
        "m1-achternaam": "Zand",
    }
    sent = waardering_reading.application(scheme, Form.filled(**typed)).care_recipient

    assert sent is not None
    assert (sent.country, sent.postcode, sent.house_number) == ("BE", None, None)
