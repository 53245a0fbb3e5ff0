"""One caregiver, from the public form to help that was completed: every page on the way, for everyone who sits at one."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.pages.conftest import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HER = "roos.vandijk@example.org"
NAMES = re.compile(r"Roos|Dijk|06 ?55|roos\.vandijk|1217", re.IGNORECASE)


def fill_in_the_form(town: Town) -> str:
    """Answers the reference that she was shown."""
    page = town.visit("/aanmelden")
    page.fill("#voornaam", "Roos")
    page.fill("#achternaam", "van Dijk")
    page.fill("#telefoon", "06 55 51 22 33")
    page.fill("#email", HER)
    page.fill("#postcode", "1217 AB")
    page.check("#onderwerp-tijd")
    page.fill("#vertel", "Mijn moeder kan niet meer alleen zijn.")
    page.check("#voicemail-nee")
    page.click("text=Verstuur en laat mij bellen")
    town.look(page)
    found = re.search(r"GM-\d{4}-\d+", page.locator("#nr").inner_text())

    assert found
    return found[0]


def open_signal(desk: Page, reference: str) -> None:
    desk.goto("/werklijst")
    desk.fill("#zoek", reference)
    desk.click("button:has-text('Zoek')")
    desk.locator("tbody th a").first.click()
    desk.wait_for_url("**/signalen/*")


def call_her(town: Town, desk: Page) -> None:
    desk.get_by_role("button", name="Pak op").click()
    expect(desk.locator(".utrecht-alert--ok")).to_contain_text("U hebt dit opgepakt")
    desk.get_by_role("button", name="Bewaar").click()
    assert desk.title().startswith("Fout: Roos van Dijk")
    assert desk.locator(".mb-error-summary a").all_inner_texts() == ["Kies hoe het ging"]
    town.look(desk)
    desk.check("#uitkomst-spoken")
    desk.fill("#notitie", "Wil een dagdeel vrij in de week.")
    desk.check("#verteld-ja")
    desk.get_by_role("button", name="Bewaar").click()
    expect(desk.locator(".utrecht-alert--ok")).to_contain_text("Uw gesprek is vastgelegd")


def record_her_yes(town: Town, desk: Page) -> None:
    desk.click("text=Toestemming vastleggen of wijzigen")
    town.look(desk)
    desk.get_by_role("button", name="Leg vast").click()
    assert desk.locator(".mb-error-summary a").count() == 1
    desk.check("#delen-ja")
    desk.get_by_role("button", name="Leg vast").click()
    expect(desk.locator(".utrecht-alert--ok")).to_contain_text("De toestemming is vastgelegd")


def appoint_versa(town: Town, desk: Page) -> None:
    town.look(desk)
    link = desk.locator("a:has-text('Wijs aan'):has-text('Versa Welzijn, Oppas aan huis')").first
    desk.goto(str(link.get_attribute("href")))
    town.look(desk)
    desk.check("#warm-ja")
    desk.get_by_role("button", name="Ja, wijs aan").click()
    assert desk.locator(".mb-error-summary a").all_inner_texts() == ["Schrijf op waarom jullie samen kennismaken"]
    desk.fill("#reden", "Ziet op tegen nieuwe mensen")
    desk.get_by_role("button", name="Ja, wijs aan").click()
    expect(desk.locator(".utrecht-alert--ok")).to_contain_text("De aanbieder is gevraagd")


def answer_without_knowing_who(town: Town, provider: Page) -> None:
    provider.goto("/aanvragen")
    town.look(provider)
    assert not NAMES.search(provider.content())
    provider.locator("tbody th a").first.click()
    provider.wait_for_url("**/aanvragen/*")
    town.look(provider)
    assert not NAMES.search(provider.content())
    provider.get_by_role("button", name="Nee, zoek verder").click()
    assert provider.locator(".mb-error-summary a").all_inner_texts() == ["Kies waarom u niet kunt helpen"]
    assert not NAMES.search(provider.content())
    town.look(provider)


def plan_the_meeting(town: Town, provider: Page) -> None:
    provider.get_by_role("button", name="Ja, wij helpen").click()
    expect(provider.get_by_role("heading", level=1)).to_have_text("Roos van Dijk")
    assert "06 55 51 22 33" in provider.content()
    town.look(provider)
    provider.fill("#datum", "2020-01-01")
    provider.get_by_role("button", name="Nodig alle drie uit").click()
    assert "Vul een tijd in, zoals 18:30" in provider.locator(".mb-error-summary").inner_text()
    assert provider.input_value("#datum") == "2020-01-01"
    at = (town.house.clock.now() + timedelta(days=1)).date()
    provider.fill("#datum", at.isoformat())
    provider.fill("#tijd", "18:30")
    provider.fill("#bericht", "Tot dan.")
    provider.get_by_role("button", name="Nodig alle drie uit").click()
    expect(provider.locator(".utrecht-alert--ok")).to_contain_text("De uitnodigingen gaan nu weg")
    town.look(provider)
    provider.goto("/aanvragen?lijst=gepland")
    assert "Roos van Dijk" in provider.content()
    town.look(provider)


def her_link(town: Town, about: str) -> str:
    text = town.mail_to(HER, about)["text"]
    found = re.search(r"https?://\S+/mijn/[A-Za-z0-9_-]+", text)

    assert found, text
    return found[0]


def look_at_her_page(town: Town, desk: Page) -> Page:
    """Before the meeting: what happens, who is who, another time; with a code everything."""
    her = town.visit(her_link(town, "fspraak"))
    assert her.url.endswith("/mijn")
    assert her.get_by_role("heading", level=1).inner_text() == "Dag Roos"
    assert her.get_by_role("button", name="Ja, wij spraken elkaar").count() == 0
    assert "Marloes Kuiper" in her.content()
    town.look(her)
    agenda = her.request.get("/mijn/afspraak.ics").text()
    assert "SUMMARY:Afspraak" in agenda
    assert not NAMES.search(agenda)
    her.click("text=Andere tijd vragen")
    town.look(her)
    her.goto("/mijn/gegevens")
    assert her.url.endswith("/mijn/code")
    town.look(her)
    her.fill("#code", "000000")
    her.get_by_role("button", name="Open mijn gegevens").click()
    assert her.locator("#code-error").is_visible()
    her.get_by_role("button", name="Mail mij een code").click()
    expect(her.locator(".utrecht-alert--ok")).to_contain_text("Wij hebben u een code gemaild")
    code = re.search(r"\b\d{3} ?\d{3}\b", town.mail_to(HER, "code")["text"])
    assert code
    her.fill("#code", code[0])
    her.get_by_role("button", name="Open mijn gegevens").click()
    expect(her.get_by_role("heading", name="Wie keek in mijn gegevens?")).to_be_visible()
    seen = her.get_by_role("table").inner_text()
    assert "Marloes Kuiper, Versa Welzijn" in seen
    assert "Fatima El Idrissi" in seen
    town.look(her)
    return her


def change_how_she_is_reached(town: Town, her: Page) -> None:
    her.click("text=Mijn gegevens wijzigen")
    town.look(her)
    her.fill("#tijden", "Alleen in de ochtend")
    her.get_by_role("button", name="Bewaar").click()
    expect(her.locator(".utrecht-alert--ok")).to_contain_text("Uw gegevens zijn aangepast")
    assert "Alleen in de ochtend" in her.content()
    her.click("text=Toestemming intrekken")
    town.look(her)
    her.get_by_role("button", name="Trek in").click()
    assert her.locator(".mb-error-summary a").count() == 2


def read_a_code_to_her(town: Town, desk: Page) -> None:
    desk.get_by_role("button", name="Maak een code").click()
    expect(desk.locator(".mb-code")).to_have_text(re.compile(r"^\d{3} \d{3}$"))
    town.look(desk)


def both_confirm(town: Town, provider: Page) -> None:
    provider.locator("tbody th a").first.click()
    provider.get_by_role("button", name="Ja, wij spraken elkaar").click()
    expect(provider.locator(".utrecht-alert--ok")).to_contain_text("Uw bevestiging is vastgelegd")
    town.look(provider)
    her = town.visit(her_link(town, "Is die doorgegaan"))
    town.look(her)
    her.get_by_role("button", name="Ja, wij spraken elkaar").click()
    expect(her.locator(".utrecht-alert--ok")).to_contain_text("Nu weten wij zeker dat het goed ging")
    town.look(her)
    her.get_by_role("button", name="Sluit deze pagina").click()
    expect(her.get_by_role("heading", level=1)).to_have_text("Uw pagina is gesloten")
    her.goto("/mijn")
    assert "Klik opnieuw op de link in uw mail" in her.content()


def finish(town: Town, provider: Page) -> None:
    provider.reload()
    town.look(provider)
    provider.get_by_role("button", name="Sluit de hulp af").click()
    assert provider.locator(".mb-error-summary a").all_inner_texts() == ["Kies hoe het afliep"]
    provider.check("#uitkomst-goal-reached")
    provider.get_by_role("button", name="Sluit de hulp af").click()
    expect(provider.locator(".utrecht-alert--ok")).to_contain_text("De hulp is afgesloten")
    provider.goto("/aanvragen?lijst=klaar")
    assert not NAMES.search(provider.content())
    provider.locator("tbody th a").first.click()
    assert not NAMES.search(provider.content())
    town.look(provider)


def test_from_the_public_form_to_help_that_was_completed(town: Town) -> None:
    reference = fill_in_the_form(town)
    desk = town.staff("Fatima El Idrissi")
    open_signal(desk, reference)
    call_her(town, desk)
    record_her_yes(town, desk)
    appoint_versa(town, desk)
    provider = town.staff("Marloes Kuiper")
    answer_without_knowing_who(town, provider)
    plan_the_meeting(town, provider)
    desk.reload()
    read_a_code_to_her(town, desk)
    her = look_at_her_page(town, desk)
    change_how_she_is_reached(town, her)
    open_signal(desk, reference)
    town.look(desk)
    desk.click("text=Bekijk de overdracht")
    town.look(desk)
    desk.goto("/postvak")
    town.look(desk)
    desk.locator("tbody th a").first.click()
    expect(desk.frame_locator("iframe").locator("body")).to_be_visible()
    town.look(desk)

    town.house.move(by=timedelta(days=1, hours=10))  # after the meeting, before the quiet hours
    provider = town.staff("Marloes Kuiper")
    provider.goto("/aanvragen?lijst=gepland")
    both_confirm(town, provider)
    finish(town, provider)

    desk = town.staff("Fatima El Idrissi")
    open_signal(desk, reference)

    assert "Afgerond" in desk.content()
    town.look(desk)


def test_what_is_printed_of_a_signal_says_who_printed_it_and_shows_no_buttons(town: Town, tmp_path: Path) -> None:
    desk = town.staff("Fatima El Idrissi")
    desk.locator("tbody th a").first.click()
    desk.emulate_media(media="print")

    assert desk.locator(".mb-print-only").inner_text().startswith("Afgedrukt door Fatima El Idrissi op ")
    assert desk.locator("button:visible").count() == 0
    assert desk.locator("nav:visible").count() == 0
