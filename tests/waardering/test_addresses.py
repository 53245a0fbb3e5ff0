"""Where a letter goes: street and town are asked, sealed, shown, printed in the window, and forgotten with the rest."""

from uuid import uuid4

import pytest

from schemas.api.waardering import PersonShown
from schemas.base import PersonId
from schemas.intake import PersonErased
from schemas.words import Applicant
from services.console import waardering_asks, waardering_reading
from services.console.forms import Form
from services.console.views.waardering import address
from services.waardering import rules, terms
from services.waardering.usecases import forming

from .letters import document, letter, on_paper, pages, read, text
from .town import TUESDAY, Json, Town, a_caregiver, an_application

THERE = {"street": "Plein 1945", "town": "Hilversum-Zuid"}


def she_lives(number: int = 1, house: int = 12, **changes: object) -> Json:
    return a_caregiver(number, houseNumber=house, **changes) | THERE


async def applies(town: Town, her: Json, number: int = 1) -> str:
    return str((await town.applies(an_application(number=number) | {"caregivers": [her]}))["id"])


async def test_street_and_town_stand_in_the_window_and_at_the_officers_desk(town: Town):
    application = await applies(town, she_lives(houseNumberAddition="b"))
    said = await read(town, application, "granted")
    her = (await town.see(application))["parties"][0]["person"]

    assert "Plein 1945 12b 1216 AB Hilversum-Zuid" in said
    assert (her["street"], her["town"], her["houseNumber"]) == ("Plein 1945", "Hilversum-Zuid", "12b")


async def test_without_them_the_number_and_the_town_of_the_postcode_lead_there(town: Town):
    said = await read(town, await applies(town, a_caregiver(houseNumber=12)), "granted")

    assert "Huisnummer 12 1216 AB Hilversum" in said


async def test_what_is_no_line_of_an_address_is_refused(town: Town):
    for wrong in ({"street": "Kerk\nstraat"}, {"street": "x" * 61}, {"town": ""}, {"street": "123456782"}):
        answer = await town.sends(an_application() | {"caregivers": [a_caregiver() | wrong]})

        assert answer.status_code == 400, wrong


async def test_a_number_in_the_name_of_a_street_does_not_disturb_the_postman(town: Town):
    for number, house in enumerate((21, 3, 7), start=1):
        await on_paper(town, await applies(town, she_lives(number, house), number))
    batch = (await town.officer.post("/v1/print-batches", json={})).json()
    printed = await town.officer.get(f"/v1/print-batches/{batch['id']}/file")
    windows = [page.partition("Plein 1945 ")[2].split()[0] for page in pages(printed.content) if "Plein 1945" in page]

    assert windows == ["3", "7", "21"]


async def test_who_moved_has_no_street_until_she_tells_it(town: Town):
    body = an_application() | {"caregivers": [she_lives()]}
    del body["careRecipient"]["postcode"]  # so that it waits for a person
    application = str((await town.applies(body))["id"])
    moved = {"facts": {"caregivers": [{"familyName": "Zandvliet", "postcode": "1217CD", "houseNumber": 4}]}}
    her = (await town.did(application, "completions", moved))["parties"][0]["person"]

    assert (her["postcode"], her["houseNumber"], her.get("street"), her.get("town")) == ("1217CD", "4", None, None)


async def test_a_street_stands_nowhere_in_the_clear_and_goes_with_who_lived_there(town: Town):
    application = await applies(town, she_lives())
    her = (await town.see(application))["parties"][0]["person"]["id"]
    one = await letter(town, application, "granted")
    assert "Plein 1945" in text(await document(town, one))
    told = [event.to_json() for event in await town.told()]
    (kept,) = await town.house.rows("select sealed from waardering.person where id = $1", her)
    await town.house.hears(PersonErased(person_id=PersonId(her)))
    (left,) = await town.house.rows("select sheet, pdf from waardering.letter where id = $1", one["id"])

    assert not any("Plein 1945" in one for one in told)
    assert b"Plein 1945" not in kept["sealed"]
    assert left["sheet"] is left["pdf"] is None


async def test_the_form_asks_a_street_of_who_gets_letters_and_reads_it(town: Town):
    scheme = rules.all_of("gooi").version("plain", terms.day_of(TUESDAY))
    assert scheme is not None
    shown = forming.form(scheme, terms.day_of(TUESDAY))
    by_her = shown.model_copy(update={"applicants": (Applicant.CAREGIVER,), "asks": shown.asks - {"account-of-recipient"}})
    typed = {"m1-straat": "Kerkstraat 12", "m1-huisnummer": "12", "m1-woonplaats": "Hilversum"}
    form = Form.filled(aantal="1", **typed)
    asked = {ask.name: ask for ask in waardering_asks.all_asks(by_her, form)}
    waardering_reading.check(by_her, form, [asked["m1-straat"], asked["m1-woonplaats"]], terms.day_of(TUESDAY))

    assert asked["m1-straat"].optional
    assert "naaste-postcode" in asked
    assert "naaste-straat" not in asked
    assert "naaste-straat" in {ask.name for ask in waardering_asks.all_asks(shown, form)}
    assert form.errors == {"m1-straat": "Vul alleen de naam van de straat in, zoals Kerkstraat"}


@pytest.mark.parametrize(
    ("known", "spoken"),
    [
        (
            {"postcode": "1216AB", "house_number": "12a", "street": "Kerkstraat", "town": "Hilversum"},
            "Kerkstraat 12a, 1216 AB Hilversum",
        ),
        ({"postcode": "1216AB", "house_number": "12"}, "1216 AB, nummer 12"),
        ({"postcode": "1216AB", "town": "Hilversum"}, "1216 AB Hilversum"),
        ({}, "niet bekend"),
    ],
)
def test_the_officer_reads_an_address_as_far_as_it_was_told(known: dict[str, str], spoken: str):
    assert address(PersonShown(id=PersonId(uuid4()), name="Anneke", **known)) == spoken
