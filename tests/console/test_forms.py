"""What was typed is kept as it was, and each error stands at its own field."""

import pytest
from starlette.requests import Request

from kernel.refusals import BadInput, Conflict, InputError
from schemas.words import SupportArea, Urgency
from services.console.forms import Form


def posted(body: bytes) -> Request:
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [(b"content-type", b"application/x-www-form-urlencoded")]
    return Request({"type": "http", "method": "POST", "headers": headers, "path": "/", "query_string": b""}, receive)


async def test_what_was_typed_is_kept_and_control_characters_are_not() -> None:
    form = await Form.of(posted(b"naam=+Ria%00%07+&vertel=een%0D%0Atwee&onderwerp=tijd&onderwerp=hart&emoji=%F0%9F%8C%B7"))

    assert form.text("naam") == "Ria"
    assert form.text("vertel") == "een\ntwee"
    assert form.chosen("onderwerp") == ("tijd", "hart")
    assert form.text("emoji") == "🌷"
    assert form.text("er-niet") == ""


def test_codes_are_of_the_list_or_an_error() -> None:
    form = Form.filled(haast="soon", vraag=["respite", "onzin", "respite"])

    assert form.code("haast", Urgency, "Kies") is Urgency.SOON
    assert form.codes("vraag", SupportArea) == (SupportArea.RESPITE,)
    assert form.code("er-niet", Urgency, "Kies de haast") is None
    assert form.errors == {"er-niet": "Kies de haast"}


@pytest.mark.parametrize(("typed", "number"), [("12", 12), ("", None), ("0", 0)])
def test_a_number_may_be_left_out(typed: str, number: int | None) -> None:
    form = Form.filled(huisnummer=typed)

    assert form.number("huisnummer", "Alleen cijfers") == number
    assert form.errors == {}


@pytest.mark.parametrize("typed", ["12a", "-3", "1e3", "٣", "9999999999"])
def test_what_is_no_number_is_an_error_at_its_field(typed: str) -> None:
    form = Form.filled(huisnummer=typed)

    assert form.number("huisnummer", "Alleen cijfers") is None
    assert form.errors == {"huisnummer": "Alleen cijfers"}


def test_a_service_s_errors_go_to_the_fields_that_they_are_about() -> None:
    form = Form()
    refused = BadInput(
        [InputError("/caregiver/phone", "Geen nummer"), InputError("/caregiver/familyName", "Te lang"), InputError("/iets/anders", "Raar")]
    )
    form.blame(refused, {"/caregiver/phone": "telefoon", "/caregiver": "voornaam"}, otherwise="vertel")
    form.in_order(("voornaam", "telefoon", "vertel"))

    assert form.errors == {"voornaam": "Te lang", "telefoon": "Geen nummer", "vertel": "Raar"}
    assert list(form.errors) == ["voornaam", "telefoon", "vertel"]


def test_a_refusal_without_errors_still_says_something() -> None:
    form = Form()
    form.blame(Conflict("Dit kan niet"), {}, otherwise="vertel")

    assert form.errors == {"vertel": "Dit kan niet"}


def test_secrets_of_a_form_are_not_what_a_person_typed() -> None:
    form = Form.filled(csrf="x", eenmalig="y", versie="3", website="", notitie="Gebeld")

    assert form.what_was_typed() == {"notitie": ("Gebeld",)}
