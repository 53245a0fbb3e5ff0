"""The desk at work: one list, live for all who look; two people deciding at once; the keyboard alone; and what may not be automatic."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.pages.conftest import Town

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CONNECTIONS = "() => performance.getEntriesByType('resource').filter(e => e.name.endsWith('/live')).length"


def send_a_signal(town: Town, family_name: str, **more: object) -> None:
    """As a GP's system would."""
    token = httpx.post(
        f"{town.where}/demo-issuer/token", data={"grant_type": "client_credentials"}, auth=("demo-gp", "demo-demo-gp"), timeout=10
    ).json()["access_token"]
    consents = [
        {"person": "caregiver", "purpose": purpose, "given": True, "on": "2026-11-20", "how": "spoken"}
        for purpose in ("referral", "feedback-to-signaller")
    ]
    body = {
        "signaller": {"kind": "gp", "organisation": "Praktijk Proef", "email": "praktijk@proef.example"},
        "caregiver": {"givenName": "Proef", "familyName": family_name, "phone": "+31655519911", "postcode": "1216AB", "houseNumber": 3},
        "supportAreas": ["respite"],
        "urgency": "soon",
        "consents": consents,
    }
    answer = httpx.post(f"{town.where}/v1/signals", json=body | more, headers={"Authorization": f"Bearer {token}"}, timeout=10)
    assert answer.status_code == 201, answer.text


def search(page: Page, text: str) -> None:
    page.fill("#zoek", text)
    page.get_by_role("button", name="Zoek").click()


def open_a_new_signal(town: Town, page: Page, family_name: str) -> str:
    send_a_signal(town, family_name)
    page.goto("/werklijst")
    search(page, family_name)
    page.get_by_role("link", name=f"Proef {family_name}").click()
    page.wait_for_url("**/signalen/*")
    return page.url


@pytest.mark.parametrize("list_", ["", "?lijst=van-mij", "?lijst=niet-opgepakt", "?lijst=vandaag", "?lijst=loopt-vast", "?lijst=afgerond"])
def test_everyone_can_use_each_tab_of_the_worklist(town: Town, list_: str) -> None:
    desk = town.staff("Daniël Brouwer")
    desk.goto("/werklijst" + list_)

    assert desk.locator(".mb-tabs a[aria-current=page]").count() == 1
    assert desk.locator("tbody tr, .mb-empty h3").count() >= 1
    town.look(desk)


def test_an_empty_search_says_what_to_do_and_stands_in_no_address(town: Town) -> None:
    desk = town.staff("Fatima El Idrissi")
    desk.select_option("#gemeente", "GM1696")
    search(desk, "Onvindbaar")

    assert desk.locator(".mb-empty h3").inner_text() == "Geen signalen voor ‘Onvindbaar’ in Wijdemeren"
    assert "Onvindbaar" not in desk.url
    assert desk.get_by_role("link", name="Zoek in alle gemeenten").is_visible()
    town.look(desk)


def test_a_signal_is_picked_up_in_place(town: Town) -> None:
    desk = town.staff("Fatima El Idrissi")
    desk.goto("/werklijst?lijst=niet-opgepakt")
    row = desk.locator("tbody tr").last
    name = row.get_by_role("link").inner_text()
    desk.evaluate("window.stays = true")
    desk.get_by_role("button", name=f"Pak op {name}").last.click()

    expect(desk.locator(f"#{row.get_attribute('id')} td").last).to_have_text("U")
    assert desk.evaluate("window.stays")


def test_without_javascript_the_same_button_works(town: Town) -> None:
    context = town.somebody(javascript=False)
    page = context.new_page()
    page.goto("/inloggen")
    page.get_by_role("button", name="Bea van Ommen").click()
    page.goto("/werklijst?lijst=niet-opgepakt")
    page.locator("tbody form button").first.click()

    assert page.url.endswith("/werklijst?gedaan=opgepakt")
    assert "U hebt dit opgepakt" in page.content()


def test_of_two_who_pick_up_at_once_the_second_reads_who_was_first(town: Town) -> None:
    send_a_signal(town, "Tegelijk")
    first, second = town.staff("Fatima El Idrissi"), town.staff("Daniël Brouwer")
    for page in (first, second):
        search(page, "Tegelijk")
        expect(page.get_by_role("button", name="Pak op Proef Tegelijk")).to_be_visible()
    second.route("**/live", lambda route: route.abort())
    second.route("**/werklijst/nieuws*", lambda route: route.abort())
    first.get_by_role("button", name="Pak op Proef Tegelijk").click()
    expect(first.locator("tbody td").last).to_have_text("U")
    second.get_by_role("button", name="Pak op Proef Tegelijk").click()

    expect(second.locator("tbody td").last).to_contain_text("Fatima El Idrissi")
    town.complaints.clear()  # of the connections that this test itself cut


def test_of_two_who_decide_at_once_the_second_overwrites_nothing_and_keeps_what_she_typed(town: Town) -> None:
    first, second = town.staff("Fatima El Idrissi"), town.staff("Daniël Brouwer")
    address = open_a_new_signal(town, first, "Allebei")
    second.goto(address)
    first.check("#uitkomst-spoken")
    first.fill("#notitie", "Fatima sprak haar.")
    first.get_by_role("button", name="Bewaar").click()
    expect(first.locator(".utrecht-alert--ok")).to_contain_text("Uw gesprek is vastgelegd")
    second.check("#uitkomst-no-answer")
    second.fill("#notitie", "Daniël belde vergeefs.")
    second.get_by_role("button", name="Bewaar").click()

    assert second.get_by_role("heading", level=1).inner_text() == "Al beantwoord door Fatima El Idrissi"
    assert "Daniël belde vergeefs." in second.content()
    town.look(second)
    second.get_by_role("link", name="Bekijk het signaal").click()
    assert "Fatima sprak haar." in second.content()
    assert "Daniël belde vergeefs." not in second.content()


def test_a_new_signal_is_announced_to_all_tabs_over_one_connection_and_pushes_nothing_away(town: Town) -> None:
    one = town.staff("Fatima El Idrissi")
    two = one.context.new_page()
    two.goto("/werklijst")
    one.wait_for_timeout(1000)
    rows = one.locator("tbody tr").all_inner_texts()
    send_a_signal(town, "Zojuist")

    for tab in (one, two):
        expect(tab.locator("#nieuws")).to_contain_text("nieuw signaal")
        assert tab.locator("tbody tr").count() == len(rows)
    assert one.evaluate(CONNECTIONS) + two.evaluate(CONNECTIONS) == 1
    town.look(one)

    one.close()
    two.wait_for_timeout(1500)
    send_a_signal(town, "Daarna")
    expect(two.locator("#nieuws")).to_contain_text("2 nieuwe signalen")


def test_a_row_that_another_picked_up_changes_under_no_hand(town: Town) -> None:
    send_a_signal(town, "Levend")
    watching, picking = town.staff("Fatima El Idrissi"), town.staff("Daniël Brouwer")
    for page in (watching, picking):
        search(page, "Levend")
    watching.wait_for_timeout(800)
    picking.get_by_role("button", name="Pak op Proef Levend").click()

    expect(watching.locator("tbody td").last).to_contain_text("Daniël Brouwer")


def test_where_it_is_not_safe_nothing_is_offered_and_nothing_goes_by_itself(town: Town) -> None:
    desk = town.staff("Bea van Ommen")
    desk.locator("tbody tr:has-text('Veiligheid') a").first.click()
    desk.wait_for_url("**/signalen/*")

    alarm = desk.locator(".mb-alarm")
    assert "Bel nu zelf" in alarm.inner_text()
    assert alarm.locator("a[href='tel:112'], a[href='tel:08002000']").count() == 2
    assert desk.locator("#aanbod, a[href*='wijs-aan']").count() == 0
    town.look(desk)
    desk.check("#uitkomst-safety-taken")
    desk.get_by_role("button", name="Bewaar").click()
    assert desk.locator(".mb-error-summary a").all_inner_texts() == ["Schrijf op wie u sprak en wat er is afgesproken"]


def test_the_desk_works_with_the_keyboard_alone(town: Town) -> None:
    desk = town.staff("Fatima El Idrissi")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == "inhoud"
    desk.focus("#zoek")
    desk.keyboard.type("Bakker")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/werklijst?zoek=*")
    desk.focus("tbody th a >> nth=0")
    outline = desk.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/signalen/*")


def test_the_confirm_dialog_takes_the_focus_and_escape_gives_it_back(town: Town) -> None:
    desk = town.staff("Fatima El Idrissi")
    open_a_new_signal(town, desk, "Dialoog")
    desk.check("#uitkomst-spoken")
    desk.check("#verteld-ja")
    desk.get_by_role("button", name="Bewaar").click()
    desk.locator("a[data-opens]").first.press("Enter")

    assert desk.evaluate("document.querySelector('dialog[open]').contains(document.activeElement)")
    desk.evaluate("window.scrollTo(0, 0)")
    desk.keyboard.press("Escape")
    assert desk.evaluate("document.activeElement.dataset.opens") == "bevestig-1"
    desk.locator("a[data-opens]").first.press("Enter")
    desk.locator("dialog[open]").get_by_role("button", name="Ja, wijs aan").click()
    expect(desk.locator("h1, #verwijzing").first).to_be_visible()


def test_perhaps_the_same_person_is_for_a_person_to_judge(town: Town) -> None:
    desk = town.staff("Fatima El Idrissi")
    send_a_signal(town, "Dubbel")
    open_a_new_signal(town, desk, "Dubbelganger")
    desk.get_by_role("link", name=re.compile("Vergelijk")).first.click()

    assert desk.get_by_role("heading", level=1).inner_text() == "Is dit dezelfde persoon?"
    town.look(desk)
    desk.get_by_role("button", name="Leg mijn oordeel vast").click()
    assert desk.locator(".mb-error-summary a").count() == 1
    desk.check("#oordeel-nee")
    desk.get_by_role("button", name="Leg mijn oordeel vast").click()
    expect(desk.locator(".utrecht-alert--ok")).to_contain_text("Uw oordeel is vastgelegd")


def test_a_question_is_answered_by_the_desk_and_closed_with_a_reason(town: Town) -> None:
    desk = town.staff("Fatima El Idrissi")
    address = open_a_new_signal(town, desk, "Parkeren")
    desk.goto(f"{address}/vraag")
    town.look(desk)
    desk.check("#vraag-information-and-advice")
    desk.get_by_role("button", name="Bewaar").click()
    expect(desk.locator(".utrecht-alert--ok")).to_contain_text("De vraag is aangepast")
    desk.get_by_role("link", name="Afsluiten met reden").click()
    town.look(desk)
    desk.get_by_role("button", name="Sluit af").click()
    assert desk.locator(".mb-error-summary a").all_inner_texts() == ["Kies waarom u afsluit"]
    desk.check("#reden-answered-by-desk")
    desk.get_by_role("button", name="Sluit af").click()

    expect(desk.locator(".utrecht-alert--ok")).to_contain_text("Dit signaal is afgesloten")


def test_a_telephone_call_becomes_a_signal(town: Town) -> None:
    desk = town.staff("Fatima El Idrissi")
    desk.get_by_role("link", name="Telefoontje invoeren").click()
    town.look(desk)
    desk.get_by_role("button", name="Bewaar als signaal").click()
    assert "Vul de achternaam in" in desk.locator(".mb-error-summary").inner_text()
    town.look(desk)
    desk.select_option("#soort", "gp")
    desk.fill("#melder-telefoon", "035 555 01 23")
    desk.fill("#voornaam", "Bella")
    desk.fill("#achternaam", "van der Telefoon")
    desk.fill("#telefoon", "06 55 51 44 55")
    desk.check("#situatie-dementia")
    desk.check("#vraag-respite")
    desk.get_by_role("button", name="Bewaar als signaal").click()
    assert desk.title().startswith("Fout: "), "a doctor names a consent or a ground for each person described"
    desk.check("#mag-zorgt-ja")
    desk.check("#mag-krijgt-ja")
    desk.get_by_role("button", name="Bewaar als signaal").click()

    expect(desk.get_by_role("heading", level=1)).to_have_text("Bella van der Telefoon")


def test_figures_and_what_is_stuck_are_for_the_coordinator(town: Town) -> None:
    coordinator = town.staff("Ruud Veenstra")
    for path, heading in (("/cijfers", "Cijfers"), ("/vastgelopen", "Wat loopt vast"), ("/cijfers?periode=2020-01", "Cijfers")):
        coordinator.goto(path)
        assert coordinator.get_by_role("heading", level=1).inner_text() == heading
        town.look(coordinator)
    desk = town.staff("Fatima El Idrissi")

    assert desk.goto("/cijfers").status == 403  # type: ignore[union-attr]
    assert desk.get_by_role("heading", level=1).inner_text() == "Dit mag u hier niet doen"
    town.look(desk)
