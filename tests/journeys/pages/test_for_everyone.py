"""The public pages: without a login, without JavaScript, on a telephone."""

import re

import pytest

from tests.journeys.pages.conftest import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/", "Zorgt u voor iemand? U staat er niet alleen voor."),
        ("/aanmelden", "Zorgt u voor iemand? Wij denken mee."),
        ("/privacy", "Zo gaan wij om met uw gegevens"),
        ("/toegankelijkheid", "Iedereen moet dit kunnen gebruiken"),
        ("/contact", "Hulp en contact"),
        ("/inloggen", "Wie bent u vandaag?"),
        ("/postvak", "Postvak van de proef"),
        ("/bestaat-niet", "Deze pagina is er niet"),
        ("/mijn/een-link-die-niet-bestaat-0000", "Deze pagina is er niet"),
        ("/mijn", "Uw pagina is gesloten"),
    ],
)
def test_everyone_can_use_a_public_page(town: Town, path: str, heading: str) -> None:
    page = town.visit(path)

    assert page.get_by_role("heading", level=1).inner_text() == heading
    town.look(page)


def test_the_front_page_has_two_doors_and_says_what_to_do_in_danger(town: Town) -> None:
    page = town.visit("/")

    assert page.get_by_role("link", name="Hulp vragen").get_attribute("href") == "/aanmelden"
    assert page.get_by_role("link", name="Inloggen").get_attribute("href") == "/inloggen"
    assert page.locator("a[href='tel:112']").count() == 1
    assert page.locator("a[href='tel:08002000']").count() == 1


def test_public_pages_load_no_htmx_and_nothing_from_elsewhere(town: Town) -> None:
    page = town.somebody().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/aanmelden")

    assert all(url.startswith(town.where) for url in asked)
    assert not any("htmx" in url for url in asked)


def test_without_javascript_the_form_keeps_what_was_typed_and_is_sent(town: Town) -> None:
    page = town.somebody(javascript=False).new_page()
    page.goto("/aanmelden")
    page.fill("#voornaam", "Ria")
    page.check("#onderwerp-tijd")
    page.fill("#vertel", "Mijn man kan niet meer alleen zijn.")
    page.check("#voicemail-nee")
    page.click("text=Verstuur en laat mij bellen")

    assert page.title().startswith("Fout: ")
    assert page.locator(".mb-error-summary a").all_inner_texts() == [
        "Vul de achternaam in",
        "Vul een telefoonnummer of een e-mailadres in",
        "Vul een postcode in, zoals 1216 AB",
    ]
    assert page.input_value("#voornaam") == "Ria"
    assert page.is_checked("#onderwerp-tijd")
    assert page.is_checked("#voicemail-nee")
    assert page.input_value("#vertel") == "Mijn man kan niet meer alleen zijn."

    page.fill("#achternaam", "van den Zwart")
    page.fill("#telefoon", "06 12 34 56 78")
    page.fill("#postcode", "1216 ab")
    page.click("text=Verstuur en laat mij bellen")

    assert page.get_by_role("heading", level=1).inner_text() == "Dank u. Wij bellen u."
    assert re.search(r"Uw nummer is GM-\d{4}-\d+", page.locator("#nr").inner_text())


def test_errors_are_beside_their_fields_and_everyone_can_use_the_page_with_them(town: Town) -> None:
    page = town.visit("/aanmelden")
    page.click("text=Verstuur en laat mij bellen")

    assert page.evaluate("document.activeElement.matches('[data-error-summary]')")
    assert page.get_attribute("#achternaam", "aria-invalid") == "true"
    assert page.locator("#achternaam-error").inner_text() == "Vul de achternaam in"
    page.click(".mb-error-summary a >> nth=0")
    assert page.evaluate("document.activeElement.id") == "voornaam"
    town.look(page)


def test_a_bsn_is_refused_in_words_that_a_person_understands(town: Town) -> None:
    page = town.visit("/aanmelden")
    page.fill("#voornaam", "Ria")
    page.fill("#achternaam", "Zwart")
    page.fill("#telefoon", "0612345678")
    page.fill("#postcode", "1216AB")
    page.fill("#vertel", "Mijn nummer is 111222333, kunt u mij vinden?")
    page.click("text=Verstuur en laat mij bellen")

    assert page.title().startswith("Fout: ")
    assert page.locator("#vertel-error").is_visible()
    assert page.input_value("#vertel").startswith("Mijn nummer is")


def test_a_machine_that_fills_in_the_hidden_field_learns_nothing(town: Town) -> None:
    before = town.staff("Fatima El Idrissi").locator(".mb-tabs .nl-number-badge").first.inner_text()
    page = town.visit("/aanmelden")
    page.fill("#voornaam", "Robot")
    page.evaluate("document.getElementById('website').value = 'https://spam.example'")
    page.click("text=Verstuur en laat mij bellen")

    assert page.get_by_role("heading", level=1).inner_text() == "Dank u. Wij bellen u."
    assert town.staff("Fatima El Idrissi").locator(".mb-tabs .nl-number-badge").first.inner_text() == before


def test_a_form_of_another_site_is_refused(town: Town) -> None:
    answer = town.somebody().request.post("/aanmelden", form={"voornaam": "Ria"}, headers={"Origin": "https://elders.example"})

    assert answer.status == 403
    assert "Ververs de pagina" in answer.text()
