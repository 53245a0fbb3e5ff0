"""The officer's desk in a real browser: paper, several at once, a spot check, a waiting list, a pool, and an objection that is heard."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import ViewportSize, expect

from tests.journeys.applying import ELSEWHERE, OLAF, PETRA, WENDY, looks_up
from tests.journeys.desk_schemes import (
    BY_HAND,
    CHECKED,
    OPEN_FOR,
    POOL,
    QUEUE,
    a_house_with_desk_schemes,
    entered,
    enters,
    is_readable,
    refuses,
    searches,
    types_in,
)
from tests.journeys.living import FATIMA, PHONE, WIDE, Living, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
SOON = 30_000
LOW = ViewportSize(width=1280, height=620)
"""Where three rows do not fit."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def living(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with a_house_with_desk_schemes(Path(tmp_path_factory.mktemp("desk"))) as living:
        yield living


# paper --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_paper_with_two_caregivers_is_typed_in_and_counts_from_the_day_on_which_it_came(living: Living, scripts: bool) -> None:
    wendy = await living.logged_in(WENDY, size=PHONE, scripts=scripts)
    family, came = "Papierwinkel" if scripts else "Papiersma", living.now - timedelta(days=14)
    await wendy.goes("/waardering/werk/invoeren")
    await wendy.follows("Met de hand")
    await wendy.page.get_by_label("Een formulier of brief op papier").check()
    await wendy.page.get_by_label("Wanneer kwam het binnen?").fill(f"{came:%Y-%m-%d}")
    await types_in(wendy, family)
    await wendy.presses("Nog een mantelzorger erbij")
    await types_in(wendy, family, given_name="Joris", number=2)
    await wendy.presses("Voer de aanvraag in")
    reference = await entered(wendy)

    await expect(wendy.page.locator("#m1-achternaam")).to_have_value("")
    await expect(wendy.page.get_by_label("Wanneer kwam het binnen?")).to_have_value(f"{came:%Y-%m-%d}")
    await wendy.follows("Bekijk deze aanvraag")
    told = await wendy.reads()
    assert reference in told
    assert "Op papier" in told
    assert "Joris" in told
    assert wendy.said == []
    await wendy.leaves()


async def test_what_is_not_on_the_paper_is_left_open_and_filled_in_later(living: Living) -> None:
    wendy = await living.logged_in(WENDY)
    await wendy.goes(f"/waardering/werk/invoeren/{BY_HAND}")
    await wendy.page.locator("#naaste-achternaam").fill("Leegman")
    await wendy.page.locator("#m1-achternaam").fill("Leegte")
    await wendy.presses("Voer de aanvraag in")
    await wendy.follows("Bekijk deze aanvraag")
    await expect(wendy.page.get_by_text("Voorstel: eerst iets navragen")).to_be_visible()
    await wendy.goes("/waardering/werk")
    await expect(wendy.page.get_by_role("row", name="Leegte")).to_contain_text("Voorstel: eerst iets navragen")
    await expect(wendy.page.get_by_role("row", name="Leegte")).not_to_contain_text("€")
    await wendy.follows("Leegte")
    await wendy.follows("Vul de aanvraag aan")
    await wendy.page.locator("#naaste-postcode").fill("1216 AB")
    await wendy.page.locator("#naaste-huisnummer").fill("12")
    await wendy.presses("Vul de aanvraag aan")

    await expect(wendy.page.get_by_role("status").first).to_contain_text("De aanvraag is aangevuld")
    await expect(wendy.page.get_by_text("Voorstel: toekennen")).to_be_visible()
    await wendy.leaves()


async def test_a_consultant_asks_on_somebodys_behalf_and_does_not_see_it_afterwards(living: Living) -> None:
    fatima = await living.logged_in(FATIMA)
    await enters(fatima, BY_HAND, "Namensma")
    reference = await entered(fatima)
    refused = await fatima.goes("/waardering/werk")
    wendy = await living.logged_in(WENDY)
    await looks_up(wendy, reference)

    assert refused.status == 403
    await expect(wendy.page.get_by_role("heading", level=1)).to_have_text("Anneke Namensma")
    await fatima.leaves()
    await wendy.leaves()


# the list -----------------------------------------------------------------------------------------


async def test_someone_is_found_by_name_and_the_name_stands_in_no_address(living: Living) -> None:
    wendy = await living.logged_in(WENDY)
    await enters(wendy, BY_HAND, "Zoekgraag")
    await searches(wendy, "zoekgraagman")

    await expect(wendy.page.get_by_role("link", name="Anneke Zoekgraag")).to_be_visible()
    assert "zoekgraag" not in wendy.page.url.casefold()
    await searches(wendy, "Niemendal")
    await expect(wendy.page.get_by_role("heading", name="Niemand gevonden")).to_be_visible()
    await wendy.leaves()


async def test_a_new_application_is_announced_and_a_decided_one_changes_where_it_stands(living: Living) -> None:
    wendy, olaf = await living.logged_in(WENDY), await living.logged_in(OLAF)
    await enters(olaf, BY_HAND, "Luisterman")
    reference = await entered(olaf)
    async with wendy.page.expect_response("**/nieuws*", timeout=SOON):
        await wendy.goes("/waardering/werk?sorteer=-ontvangen")
    await enters(olaf, BY_HAND, "Nieuwkoop")
    await expect(wendy.page.locator("#nieuws")).to_contain_text("1 nieuwe aanvraag", timeout=SOON)
    async with wendy.page.expect_response("**/nieuws*", timeout=SOON):
        await wendy.page.reload()
    await looks_up(olaf, reference)
    await refuses(olaf)

    await expect(wendy.page.locator("#nieuws")).to_contain_text("1 aanvraag staat niet meer in deze lijst", timeout=SOON)
    assert wendy.said == []
    await wendy.leaves()
    await olaf.leaves()


async def test_several_are_granted_at_once_and_one_that_changed_is_skipped_with_who_was_first(living: Living) -> None:
    wendy, olaf = await living.logged_in(WENDY), await living.logged_in(OLAF)
    await enters(wendy, BY_HAND, "Samenwijk", "Samenhof", "Samenburg")
    await wendy.goes("/waardering/werk?lijst=toekennen&sorteer=-ontvangen")
    await is_readable(wendy)
    await wendy.page.set_viewport_size(LOW)
    await expect(wendy.page.get_by_role("button", name="Bekijk de gekozen aanvragen samen")).to_be_in_viewport()
    await wendy.page.set_viewport_size(WIDE)
    for name in ("Samenwijk", "Samenhof", "Samenburg"):
        await wendy.page.get_by_label(f"Kies Anneke {name}").check()
    await wendy.presses("Bekijk de gekozen aanvragen samen")
    await expect(wendy.page.get_by_role("heading", level=1)).to_have_text("3 aanvragen toekennen, samen €\u00a0150")
    await expect(wendy.page.get_by_role("cell", name="€\u00a0150", exact=True)).to_have_css("text-align", "end")
    await is_readable(wendy)
    await searches(olaf, "Samenhof")
    await olaf.follows("Anneke Samenhof")
    await refuses(olaf)
    await wendy.presses("Ja, ken deze 3 aanvragen toe")

    await expect(wendy.page.get_by_role("heading", level=1)).to_have_text("2 van 3 toegekend")
    skipped = wendy.page.get_by_role("row", name="Anneke Samenhof")
    await expect(skipped).to_contain_text(f"{OLAF} was u voor")
    await is_readable(wendy)
    await wendy.leaves()
    await olaf.leaves()


async def test_the_list_is_taken_along_as_a_sheet_without_accounts(living: Living) -> None:
    wendy = await living.logged_in(WENDY)
    await enters(wendy, BY_HAND, "Bladman")
    await wendy.goes(f"/waardering/werk?regeling={BY_HAND}")
    await wendy.follows("Naar Excel")
    await wendy.page.get_by_label("CSV, voor andere programma's").check()
    async with wendy.page.expect_download() as downloading:
        await wendy.page.get_by_role("button", name="Haal het bestand op").click()
    download = await downloading.value
    text = (await download.path()).read_text(encoding="utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))

    assert download.suggested_filename.endswith("-open.csv")
    assert "Anneke Bladman" in {line["Mantelzorger"] for line in lines}
    assert {line["Regeling"] for line in lines} == {"Met de hand"}
    assert "0417164300" not in text
    await wendy.leaves()


# steps --------------------------------------------------------------------------------------------


async def test_a_drawn_application_is_checked_and_then_granted_by_itself(living: Living) -> None:
    wendy = await living.logged_in(WENDY)
    await enters(wendy, CHECKED, "Steekman")
    reference = await entered(wendy)
    await wendy.goes("/waardering/werk?lijst=steekproef")
    await wendy.follows("Anneke Steekman")
    empty = await wendy.presses("Leg de controle vast")
    await is_readable(wendy)
    await wendy.page.get_by_label("Ja, het is in orde").check()
    await wendy.presses("Leg de controle vast")

    assert empty.status == 422
    await expect(wendy.page.get_by_role("region", name="De beslissing")).to_contain_text("Toegekend")
    await expect(wendy.page.get_by_text("Steekproef: in orde")).to_be_visible()
    await wendy.goes("/waardering/werk?lijst=gecontroleerd")
    await expect(wendy.page.get_by_role("row", name=reference)).to_contain_text("in orde")
    await wendy.leaves()


async def test_a_decision_is_postponed_once_opened_again_and_taken_back_after_a_yes(living: Living) -> None:
    wendy = await living.logged_in(WENDY)
    await enters(wendy, BY_HAND, "Uitstelman")
    await wendy.follows("Bekijk deze aanvraag")
    await wendy.page.get_by_text("Meer tijd nodig").click()
    await wendy.page.get_by_label("Met hoeveel weken stelt u uit?").fill("4")
    await wendy.page.get_by_label("Waarom?").fill("Wij wachten op advies.")
    await wendy.presses("Stel de beslissing uit")
    assert await wendy.page.get_by_text("Meer tijd nodig").count() == 0
    await refuses(wendy)
    await wendy.follows("De beslissing klopt niet")
    await wendy.presses("Ja, beslis opnieuw")
    await expect(wendy.page.get_by_role("heading", name="Beslissen")).to_be_visible()
    await wendy.follows("De aanvrager trekt de aanvraag in")
    await wendy.presses("Ja, trek de aanvraag in")

    await expect(wendy.page.get_by_role("status").first).to_have_text("De aanvraag is ingetrokken.")
    assert await wendy.page.get_by_role("link", name="De aanvrager trekt de aanvraag in").count() == 0
    await wendy.leaves()


async def test_a_refused_one_objects_is_heard_and_answered_by_another(living: Living) -> None:
    wendy, olaf = await living.logged_in(WENDY), await living.logged_in(OLAF)
    await enters(wendy, BY_HAND, "Bezwaarman", postcode=ELSEWHERE)
    reference = await entered(wendy)
    await wendy.follows("Bekijk deze aanvraag")
    await refuses(wendy)
    await wendy.page.get_by_text("Er kwam een brief binnen").click()
    await wendy.page.get_by_label("Bezwaar", exact=True).check()
    await wendy.page.get_by_label("Wat staat erin?").fill("Mijn naaste woont wel in Hilversum.")
    await wendy.presses("Zet op de lijst")
    for officer in (wendy, olaf):
        await officer.goes("/waardering/werk/bezwaren")
        await officer.follows(reference)
    await expect(wendy.page.get_by_text("U besliste zelf op deze aanvraag.")).to_be_visible()
    await olaf.presses("Pak op")
    await olaf.page.get_by_label("Ongegrond", exact=True).check()
    await olaf.page.get_by_label("Uw antwoord").fill("Uw naaste staat ergens anders ingeschreven.")
    unheard = await olaf.presses("Leg het antwoord vast")
    await olaf.page.get_by_text("Leg iets vast over de hoorzitting").click()
    await olaf.page.get_by_label("De indiener wil niet gehoord worden").check()
    await olaf.page.get_by_label("Wat is er gezegd?").fill("Gebeld: liever niet.")
    await olaf.presses("Leg dit vast")
    await olaf.page.get_by_label("Ongegrond", exact=True).check()
    await olaf.page.get_by_label("Uw antwoord").fill("Uw naaste staat ergens anders ingeschreven.")
    await olaf.presses("Leg het antwoord vast")
    await wendy.page.get_by_label("Gegrond", exact=True).check()
    await wendy.page.get_by_label("Uw antwoord").fill("U hebt gelijk.")
    second = await wendy.presses("Leg het antwoord vast")

    assert (unheard.status, second.status) == (422, 409)
    await expect(wendy.page.get_by_role("heading", level=1)).to_have_text(f"Al beantwoord door {OLAF}")
    await olaf.goes("/waardering/werk/bezwaren?lijst=klaar")
    await expect(olaf.page.get_by_role("row", name=reference)).to_contain_text("Ongegrond")
    await wendy.leaves()
    await olaf.leaves()


# budgets ------------------------------------------------------------------------------------------


async def test_who_waits_for_an_exhausted_budget_is_let_in_when_there_is_more(living: Living) -> None:
    wendy, petra = await living.logged_in(WENDY), await living.logged_in(PETRA)
    await enters(wendy, QUEUE, "Wachtaan", "Wachtbos", "Wachtdal", "Wachtein")
    await expect(wendy.page.get_by_role("status")).to_contain_text("Op de wachtlijst")
    await petra.goes("/waardering/werk/budget")
    await expect(petra.page.get_by_role("row", name="Wachtrij")).to_contain_text("Op de wachtlijst: 2, dat kost €\u00a0100.")
    await petra.follows("Wachtrij")
    await petra.page.get_by_label("Nieuw totaal, in euro's").fill("150")
    await petra.presses("Bekijk wat dat betekent")
    await expect(petra.page.get_by_text("Dat is genoeg voor de eerste op de wachtlijst")).to_be_visible()
    await is_readable(petra)
    await petra.presses("Ja, pas het budget aan")

    await expect(petra.page.get_by_role("status").first).to_contain_text("Het budget is aangepast")
    await is_let_in(petra, "Anneke Wachtdal")
    await expect(petra.page.get_by_role("row", name="Anneke Wachtein")).to_be_visible()
    await wendy.leaves()
    await petra.leaves()


async def test_a_pool_is_shown_before_it_is_divided_and_divided_once(living: Living) -> None:
    wendy = await living.logged_in(WENDY)
    await enters(wendy, POOL, "Potaan", "Potbos", "Potdal")
    year = living.now.year
    living.clock.move(by=OPEN_FOR + timedelta(days=1))
    await wendy.leaves()
    wendy = await living.logged_in(WENDY)
    await wendy.goes("/waardering/werk/budget")
    await wendy.follows(f"Uit een pot, {year}")
    told = await wendy.reads()
    assert "€\u00a01.000" in told
    assert "€\u00a0333,33" in told
    assert "€\u00a0333,34" in told
    await is_readable(wendy)
    await wendy.presses("Ja, verdeel €\u00a01.000")

    await expect(wendy.page.get_by_role("status").first).to_contain_text("Het bedrag is verdeeld")
    await expect(wendy.page.get_by_role("row", name=f"Uit een pot, {year}")).to_contain_text("Gedaan")
    again = await wendy.goes(f"/waardering/werk/budget/verdelen/{POOL}/{year}")
    assert again.status == 200
    await expect(wendy.page.get_by_text("Dit budget is al verdeeld.")).to_be_visible()
    await searches(wendy, "Potaan")
    await expect(wendy.page.get_by_role("row", name="Anneke Potaan")).to_contain_text("€\u00a0333,3")
    await wendy.leaves()


async def is_let_in(person: Person, name: str) -> None:
    """Room is given in a transaction of its own; a page asked again shows it."""
    for _ in range(20):
        if await person.page.get_by_role("row", name=name).count() == 0:
            return
        await person.page.wait_for_timeout(250)
        await person.page.reload()
    raise AssertionError(name)
