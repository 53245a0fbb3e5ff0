"""Waardering in a real browser: asked for without an account, granted by itself or by a person, paid out by two."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from tests.journeys.applying import (
    HILVERSUM,
    OLAF,
    PETRA,
    WENDY,
    an_application_to_decide,
    applies,
    chooses_money,
    looks_up,
    names_caregiver,
    names_recipient,
)
from tests.journeys.eyes import SIDEWAYS
from tests.journeys.living import PHONE, Living
from tests.journeys.test_keyboard_and_print import INTERACTIVE, PAPER

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_caregiver_applies_and_is_granted_at_once(living: Living, scripts: bool) -> None:
    her = await living.someone("Anneke", size=PHONE, scripts=scripts)
    await her.goes("/waardering")
    await her.page.get_by_role("link", name="Lees hoe het werkt in Hilversum").click()
    await her.follows("Begin met aanvragen")
    await applies(her, "Anneke", "Zandvlied" if scripts else "Zandvoort")

    await expect(her.page.get_by_role("heading", level=1)).to_have_text("Dank u. De waardering is toegekend.")
    assert "€\u00a050" in await her.reads()
    assert her.said == []
    await her.leaves()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_the_browsers_back_button_leads_a_step_back_with_all_that_was_typed(living: Living, scripts: bool) -> None:
    her = await living.someone("Anneke", size=PHONE, scripts=scripts)
    await names_recipient(her, "Zandterug")
    await her.presses("Verder")
    await names_caregiver(her, "Anneke", "Zandterug")
    await her.presses("Verder")
    await expect(her.page.get_by_role("heading", level=1)).to_have_text("Wat krijgt u?")
    await her.page.go_back()
    await expect(her.page.locator("#m1-voornaam")).to_have_value("Anneke")
    await her.page.go_back()
    await her.page.go_back()

    await expect(her.page.locator("#naaste-achternaam")).to_have_value("Zandterug")
    await her.presses("Begin opnieuw")
    await expect(her.page.locator("#naaste-achternaam")).to_have_value("")
    await her.leaves()


async def test_after_sending_the_next_one_at_this_computer_finds_nothing_that_was_typed(living: Living) -> None:
    her = await living.someone("Anneke")
    await applies(her, "Anneke", "Zandlezer")
    await her.goes(f"{HILVERSUM}/aanvragen?stap=controle")

    await expect(her.page.get_by_text("Wij weten niet meer wat u invulde.")).to_be_visible()
    assert "Zandlezer" not in await her.page.content()
    await her.leaves()


async def test_what_is_wrong_is_told_all_at_once_and_what_was_typed_stays(living: Living) -> None:
    her = await living.someone("Anneke", scripts=False)
    await her.goes(f"{HILVERSUM}/aanvragen")
    await her.page.locator("#naaste-achternaam").fill("Zandstra")
    await her.page.locator("#naaste-postcode").fill("Hilversum")
    answer = await her.presses("Verder")

    assert answer.status == 422
    assert await her.page.get_by_role("alert").get_by_role("link").all_inner_texts() == [
        "Kies wie aanvraagt",
        "Vul de voornaam in",
        "Vul een postcode in, zoals 1216 AB",
        "Vul het huisnummer in",
    ]
    await expect(her.page.locator("#naaste-achternaam")).to_have_value("Zandstra")
    await her.leaves()


async def test_two_caregivers_stand_on_one_application_and_one_is_taken_off_again(living: Living) -> None:
    her = await living.someone("Anneke", scripts=False)
    await names_recipient(her, "Zandhof")
    await names_caregiver(her, "Anneke", "Zandhof")
    await her.presses("Nog een mantelzorger erbij")
    await names_caregiver(her, "Joris", "Zandhof", 2)
    await her.presses("Nog een mantelzorger erbij")
    await names_caregiver(her, "Mies", "Zandhof", 3)
    await her.page.get_by_role("button", name="Haal weg mantelzorger 2").click()
    await expect(her.page.locator("#m2-voornaam")).to_have_value("Mies")
    await her.presses("Verder")
    await chooses_money(her)
    await her.page.locator("#m2-vorm-nothing").check()
    await her.presses("Verder")
    told = await her.reads()

    assert "Mies" in told
    assert "Joris" not in told
    await her.presses("Verstuur de aanvraag")
    await expect(her.page.get_by_role("heading", name=re.compile("Uw kenmerk is"))).to_be_visible()
    await her.leaves()


async def test_an_officer_decides_and_the_second_one_reads_who_was_first(living: Living) -> None:
    reference = await an_application_to_decide(living, "Zandveld")
    wendy, olaf = await living.logged_in(WENDY), await living.logged_in(OLAF)
    for officer in (wendy, olaf):
        await looks_up(officer, reference)
    await wendy.page.get_by_label("Toekennen").check()
    await wendy.page.get_by_label("Toelichting").fill("Gebeld: de moeder woont in Hilversum.")
    await olaf.page.get_by_label("Afwijzen").check()
    await olaf.page.get_by_label("Reden, als u afwijst").select_option("residence")
    first = await wendy.presses("Leg de beslissing vast")
    second = await olaf.presses("Leg de beslissing vast")

    assert (first.status, second.status) == (200, 409)
    await expect(olaf.page.get_by_role("heading", level=1)).to_have_text(f"Al beantwoord door {WENDY}")
    await olaf.follows("Bekijk de aanvraag zoals die nu is")
    await expect(olaf.page.get_by_role("region", name="De beslissing")).to_contain_text("Toegekend")
    await wendy.leaves()
    await olaf.leaves()


async def test_a_payout_run_is_made_by_one_and_approved_by_another(living: Living) -> None:
    her = await living.someone("Anneke")
    await applies(her, "Anneke", "Zandbergen")
    olaf, petra = await living.logged_in(OLAF), await living.logged_in(PETRA)
    await olaf.goes("/waardering/werk/betalen")
    await olaf.page.get_by_label("Geld").check()
    await olaf.presses("Maak de betaalronde")
    run = olaf.page.url.partition("?")[0].removeprefix(olaf.where)

    await expect(olaf.page.get_by_text("U maakte deze ronde. Een collega die mag betalen, keurt die goed.")).to_be_visible()
    assert await olaf.page.get_by_role("button", name="Leg mijn oordeel vast").count() == 0
    await petra.goes(run)
    await petra.page.get_by_label("Ja, ik keur de ronde goed").check()
    await petra.presses("Leg mijn oordeel vast")
    await expect(petra.page.get_by_role("status").first).to_have_text("De betaalronde is goedgekeurd. Het bestand is gemaakt.")
    async with petra.page.expect_download() as downloading:
        await petra.page.get_by_role("link", name="Haal het bestand op").click()
    path = await (await downloading.value).path()
    assert "Zandbergen" in path.read_text(encoding="utf-8")
    for person in (her, olaf, petra):
        await person.leaves()


async def test_an_objection_is_answered_by_someone_else_than_who_decided(living: Living) -> None:
    reference = await an_application_to_decide(living, "Zandwijk")
    wendy, olaf = await living.logged_in(WENDY), await living.logged_in(OLAF)
    await looks_up(wendy, reference)
    await wendy.page.get_by_label("Afwijzen").check()
    await wendy.page.get_by_label("Reden, als u afwijst").select_option("residence")
    await wendy.presses("Leg de beslissing vast")
    await wendy.page.get_by_text("Er kwam een brief binnen").click()
    await wendy.page.get_by_label("Bezwaar", exact=True).check()
    await wendy.page.get_by_label("Wat staat erin?").fill("Mijn moeder woont wel in Hilversum.")
    await wendy.presses("Zet op de lijst")
    answers = []
    for officer in (wendy, olaf):
        await officer.goes("/waardering/werk/bezwaren")
        await officer.follows(reference)
        await officer.page.get_by_label("Gegrond", exact=True).check()
        await officer.page.get_by_label("Uw antwoord").fill("U hebt gelijk. Wij beslissen opnieuw.")
        answers.append((await officer.presses("Leg het antwoord vast")).status)

    assert answers == [422, 200]
    await looks_up(olaf, reference)
    assert await olaf.page.get_by_role("heading", name="Beslissen").count() == 1
    await wendy.leaves()
    await olaf.leaves()


async def test_a_scheme_is_tried_out_on_someone_who_does_not_exist(living: Living) -> None:
    wendy = await living.logged_in(WENDY)
    await wendy.goes("/waardering/werk/regelingen")
    await wendy.follows("Mantelzorgwaardering Hilversum")
    await wendy.follows("Een dochter van 50 zorgt 10 uur per week")
    told = await wendy.reads()

    assert "€\u00a050" in told
    assert "Hiervoor" in told
    outcomes = await wendy.page.locator("#uitkomst").inner_text()
    assert "Afwijzen" in outcomes
    assert "Toekennen, vanzelf" in outcomes
    await wendy.leaves()


async def test_an_application_is_decided_on_with_keys_alone(living: Living) -> None:
    reference = await an_application_to_decide(living, "Zandmeer")
    wendy = await living.logged_in(WENDY)
    await looks_up(wendy, reference)
    page = wendy.page
    await tabs_to(page, "besluit-toekennen")
    await page.keyboard.press("Space")
    await tabs_to(page, "toelichting")
    await page.keyboard.type("Gebeld: de moeder woont in Hilversum.")
    await page.keyboard.press("Tab")
    async with page.expect_navigation():
        await page.keyboard.press("Enter")

    await expect(page.get_by_role("status").first).to_have_text("Uw beslissing is vastgelegd. Het bericht gaat nu weg.")
    await wendy.leaves()


async def test_on_paper_stands_what_is_known_and_nothing_to_press(living: Living) -> None:
    reference = await an_application_to_decide(living, "Zandoever")
    wendy, petra = await living.logged_in(WENDY), await living.logged_in(PETRA)
    await looks_up(wendy, reference)
    await petra.goes("/waardering/werk/budget")
    for person, known in ((wendy, "De zorgvrager woont"), (petra, "Toegekend")):
        await person.page.emulate_media(media="print")
        await person.page.set_viewport_size(PAPER)

        assert await person.page.evaluate(INTERACTIVE) == 0
        assert await person.page.evaluate(SIDEWAYS) <= 0
        await expect(person.page.get_by_text(known).first).to_be_visible()
        await expect(person.page.get_by_text(f"Afgedrukt door {person.name} op")).to_be_visible()
        await person.leaves()


async def tabs_to(page: Page, id_: str) -> None:
    """With the tab key, as someone without a mouse gets there."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.id") == id_:
            return
    raise AssertionError(id_)
