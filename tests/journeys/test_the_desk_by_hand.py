"""What the desk does besides the main journey, and what she does herself: by hand, with the keyboard, without JavaScript, on paper."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.journeys.affairs import Affairs
from tests.journeys.living import BEA, FATIMA, MARLOES, Living, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def affairs(living: Living) -> AsyncIterator[Affairs]:
    affairs = Affairs(living)
    await affairs.everybody_logs_in()
    yield affairs


@pytest_asyncio.fixture(loop_scope="module")
async def fatima(living: Living) -> AsyncIterator[Person]:
    fatima = await living.logged_in(FATIMA)
    yield fatima
    await fatima.leaves()


async def errors(page: Page) -> list[str]:
    return await page.locator(".mb-error-summary a").all_inner_texts()


async def focused(page: Page, what: str) -> str:
    return str(await page.evaluate(f"document.activeElement.{what}"))


async def test_an_empty_search_says_what_to_do_and_stands_in_no_address(fatima: Person) -> None:
    await fatima.goes("/werklijst")
    await fatima.page.get_by_label("Gemeente").select_option(label="Wijdemeren")
    await fatima.page.get_by_label("Zoek op").fill("Onvindbaar")
    await fatima.presses("Zoek")

    await expect(fatima.page.get_by_role("heading", name="Geen signalen voor ‘Onvindbaar’ in Wijdemeren")).to_be_visible()
    assert "Onvindbaar" not in fatima.page.url
    await fatima.follows("Zoek in alle gemeenten")
    await expect(fatima.page.get_by_role("heading", name="Geen signalen voor ‘Onvindbaar’")).to_be_visible()


async def test_without_javascript_a_signal_is_picked_up_by_the_same_button(living: Living) -> None:
    bea = await living.logged_in(BEA, scripts=False)
    await bea.goes("/werklijst?lijst=niet-opgepakt")
    name = await bea.page.locator("tbody tr").last.get_by_role("link").inner_text()
    async with bea.page.expect_navigation():
        await bea.page.locator("tbody tr").last.get_by_role("button").click()

    await expect(bea.page.get_by_role("status").first).to_have_text("U hebt dit opgepakt.")
    await bea.goes("/werklijst?lijst=van-mij")
    await expect(bea.page.get_by_role("link", name=name)).to_be_visible()
    await bea.leaves()


async def test_where_it_is_not_safe_nothing_is_offered_and_nothing_goes_by_itself(living: Living) -> None:
    bea = await living.logged_in(BEA)
    async with bea.page.expect_navigation():
        await bea.page.get_by_role("row", name="Veiligheid: nu").first.get_by_role("link").click()

    alarm = bea.page.get_by_role("region", name="Mogelijk onveilig thuis. Bel nu zelf.")
    for number in ("112", "0800-2000"):
        await expect(alarm.get_by_role("link", name=number)).to_be_visible()
    assert await bea.page.get_by_role("link", name="Wijs aan").count() == 0
    assert await bea.page.get_by_role("button", name="Maak een code").count() == 0
    await bea.page.get_by_label("Veiligheid opgepakt").check()
    await bea.presses("Bewaar")
    assert await errors(bea.page) == ["Schrijf op wie u sprak en wat er is afgesproken"]
    await bea.page.get_by_label("Korte notitie").fill("Veilig Thuis gebeld, zij nemen het over.")
    await bea.presses("Bewaar")
    await expect(bea.page.get_by_text("Veilig Thuis gebeld, zij nemen het over.")).to_be_visible()
    await bea.leaves()


async def test_the_desk_works_with_the_keyboard_alone(fatima: Person) -> None:
    page = fatima.page
    await fatima.goes("/werklijst")
    await page.keyboard.press("Tab")
    assert await focused(page, "textContent") == "Naar de inhoud"
    await page.keyboard.press("Enter")
    assert await focused(page, "id") == "inhoud"
    await page.get_by_label("Zoek op").focus()
    await page.keyboard.type("Bakker")
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Anneke de Bakker").first
    while await focused(page, "textContent") != "Anneke de Bakker":
        await page.keyboard.press("Tab")
    assert await link.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    async with page.expect_navigation():
        await page.keyboard.press("Enter")

    await expect(page.get_by_role("heading", level=1)).to_have_text("Anneke de Bakker")


async def test_the_confirm_dialog_takes_the_focus_and_escape_gives_it_back(affairs: Affairs, fatima: Person) -> None:
    signal = await affairs.signalled("Dina")
    desk, page = affairs.living.story.desk, fatima.page
    await desk.records_consents(await desk.calls(await desk.picks_up(str(signal["id"]))))
    await fatima.goes(f"/signalen/{signal['id']}")
    await page.get_by_role("link", name="Wijs aan").first.press("Enter")

    assert await page.evaluate("document.querySelector('dialog[open]').contains(document.activeElement)")
    await page.keyboard.press("Escape")
    assert await focused(page, "dataset.opens") == "bevestig-1"
    await page.get_by_role("link", name="Wijs aan").first.press("Enter")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Warme overdracht").check()
    await fatima.presses("Ja, wijs aan")
    assert await errors(page) == ["Schrijf op waarom jullie samen kennismaken"], "the dialog's choices stay, on a page of their own"
    await page.get_by_label("Waarom warm?").fill("Ziet op tegen nieuwe mensen")
    await fatima.presses("Ja, wijs aan")
    await expect(page.get_by_role("heading", name="Hulp aangevraagd")).to_be_visible()


async def test_perhaps_the_same_person_is_for_a_person_to_judge(affairs: Affairs, fatima: Person) -> None:
    known = {"givenName": "Dora", "familyName": "Dubbel", "birthDate": "1951-05-06", "phone": "+31655559988", "postcode": "1217AB"}
    first = await affairs.signalled("Dora", caregiver=known)
    again = await affairs.signalled("Nog eens", caregiver={**known, "givenName": "D.", "phone": "+31655559977"})
    await fatima.goes(f"/signalen/{again['id']}")
    await fatima.follows("Vergelijk")
    await fatima.presses("Leg mijn oordeel vast")

    assert await errors(fatima.page) == ["Kies ja of nee. Weet u het niet? Ga dan terug."]
    await expect(fatima.page.get_by_role("table", name="Naast elkaar")).to_contain_text(str(first["reference"]))
    await fatima.page.get_by_label("Nee, een ander").check()
    await fatima.presses("Leg mijn oordeel vast")
    await expect(fatima.page.get_by_role("status").first).to_have_text("Uw oordeel is vastgelegd.")
    assert await fatima.page.get_by_role("link", name="Vergelijk").count() == 0


async def test_a_question_is_answered_by_the_desk_and_closed_with_a_reason(affairs: Affairs, fatima: Person) -> None:
    signal = await affairs.signalled("Parel")
    await fatima.goes(f"/signalen/{signal['id']}")
    await fatima.follows("Afsluiten met reden")
    await fatima.presses("Sluit af")

    assert await errors(fatima.page) == ["Kies waarom u afsluit"]
    await fatima.page.get_by_label("Het aanmeldpunt heeft de vraag beantwoord").check()
    await fatima.page.get_by_label("Notitie").fill("Uitgelegd hoe parkeren werkt.")
    await fatima.presses("Sluit af")
    await expect(fatima.page.get_by_role("status").first).to_have_text("Dit signaal is afgesloten.")
    await fatima.goes(f"/signalen/{signal['id']}")
    assert await fatima.page.get_by_role("button", name="Bewaar").count() == 0


async def test_a_telephone_call_becomes_a_signal(fatima: Person) -> None:
    page = fatima.page
    await fatima.goes("/werklijst")
    await fatima.follows("Telefoontje invoeren")
    await page.get_by_label("Wie meldt dit?").select_option(label="Huisarts")
    await page.get_by_role("region", name="Wie belt er?").get_by_label("Telefoon").fill("035 555 01 23")
    hers = page.get_by_role("region", name="Wie zorgt er voor iemand?")
    await hers.get_by_label("Voornaam").fill("Bella")
    await hers.get_by_label("Telefoon").fill("06 55 51 44 55")
    await page.get_by_label("Dementie").check()
    await page.get_by_label("Respijtzorg").check()
    await fatima.presses("Bewaar als signaal")
    assert await errors(page) == ["Vul de achternaam in"]
    await hers.get_by_label("Achternaam").fill("van der Telefoon")
    await fatima.presses("Bewaar als signaal")
    assert len(await errors(page)) >= 1, "a doctor names a consent or a ground for each person described"
    for group in ("Wie zorgt, vindt het goed", "Wie zorg krijgt, vindt het goed"):
        await page.get_by_role("group", name=group).get_by_label("Ja", exact=True).check()
    await fatima.presses("Bewaar als signaal")

    await expect(page.get_by_role("heading", level=1)).to_have_text("Bella van der Telefoon")


async def test_a_printed_signal_says_who_printed_it_and_shows_no_buttons(fatima: Person) -> None:
    page = fatima.page
    await fatima.goes("/werklijst")
    async with page.expect_navigation():
        await page.locator("tbody th a").first.click()
    await page.emulate_media(media="print")

    assert (await page.locator(".mb-print-only").inner_text()).startswith("Afgedrukt door Fatima El Idrissi op ")
    assert await page.locator("button:visible, nav:visible, form:visible").count() == 0


async def test_her_consent_taken_back_closes_what_stood_on_it(affairs: Affairs, living: Living) -> None:
    referral = await affairs.planned("Ina", soon=False)
    marloes = await living.logged_in(MARLOES)
    await marloes.goes(f"/aanvragen/{referral}")
    await expect(marloes.page.get_by_role("heading", level=1)).to_have_text("Ina Inasma")
    her = await living.someone("Ina")
    await her.goes(await affairs.her_link("Ina", "Afspraak"))
    await her.goes("/mijn/toestemming")
    assert her.page.url.endswith("/mijn/code"), "taking back asks for a code first"
    await her.page.get_by_label("Code", exact=True).fill("000000")
    await her.presses("Open mijn gegevens")
    assert len(await errors(her.page)) == 1
    fatima = await living.logged_in(FATIMA)
    await fatima.goes(f"/signalen/{affairs.signals['Ina']}")
    await fatima.presses("Maak een code")
    code = await fatima.page.locator(".mb-code").inner_text()
    await her.page.get_by_label("Code", exact=True).fill(code)
    await her.presses("Open mijn gegevens")
    await her.follows("Toestemming intrekken")
    await her.page.get_by_label("Mijn gegevens delen met wie helpt").check()
    await her.presses("Trek in")
    assert await errors(her.page) == ["Zet een vinkje als u het zeker weet"]
    await her.page.get_by_label("Ja, ik weet het zeker").check()
    await her.presses("Trek in")
    await expect(her.page.get_by_role("status").first).to_contain_text("Uw toestemming is ingetrokken")
    await affairs.reaches(referral, "withdrawn")
    answer = await marloes.goes(f"/aanvragen/{referral}")

    assert answer.status in (200, 404)
    assert not re.search("Inasma|316555502|06 55 55 02", await marloes.page.content())
    for person in (marloes, her, fatima):
        await person.leaves()


async def test_a_number_of_a_citizen_is_refused_in_words_that_a_person_understands(living: Living) -> None:
    ria = await living.someone("Ria")
    await ria.goes("/aanmelden")
    for label, text in (("Voornaam van wie zorgt", "Ria"), ("Achternaam", "Zwart"), ("Postcode", "1216AB")):
        await ria.page.get_by_label(label, exact=True).fill(text)
    await ria.page.get_by_label("Op welk nummer").fill("06 12 34 56 78")
    await ria.page.get_by_label("Wilt u al iets vertellen?").fill("Mijn nummer is 111222333.")
    answer = await ria.presses("Verstuur en laat mij bellen")

    assert answer.status == 422
    assert await focused(ria.page, "className") == "mb-error-summary"
    assert len(await errors(ria.page)) == 1
    assert await ria.page.get_by_label("Wilt u al iets vertellen?").input_value() == "Mijn nummer is 111222333."
    await ria.page.locator(".mb-error-summary a").click()
    assert await focused(ria.page, "id") == "vertel"
    await ria.leaves()


async def test_public_pages_load_no_htmx_and_nothing_from_elsewhere(living: Living) -> None:
    ria = await living.someone("Ria")
    asked: list[str] = []
    ria.page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/aanmelden", "/privacy"):
        await ria.goes(path)

    assert asked
    assert [url for url in asked if not url.startswith(living.where) or "htmx" in url] == []
    await ria.leaves()


async def test_a_form_of_another_site_is_refused(living: Living) -> None:
    answer = await living.http.post("/aanmelden", data={"voornaam": "Ria"}, headers={"Origin": "https://elders.example"})

    assert answer.status_code == 403
    assert "Ververs de pagina" in answer.text
