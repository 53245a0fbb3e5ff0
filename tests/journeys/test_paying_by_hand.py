"""From request to what she holds in her hand: paid through the bank, a voucher with its code, a present by a square code."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, expect

from services.console import square_code
from tests.journeys.applying import OLAF, PETRA, WENDY, applies
from tests.journeys.eyes import problems
from tests.journeys.living import PHONE, Living, Person
from tests.journeys.presents import a_house_with_presents, asks_for, paid_and_returned

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
OTHER = "NL02ABNA0123456789"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def presents(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with a_house_with_presents(tmp_path_factory.mktemp("presents")) as living:
        yield living


async def a_run(olaf: Person, petra: Person, what: str) -> None:
    """Made by one, approved by the other, who stands on its page."""
    await olaf.goes("/waardering/werk/betalen")
    await olaf.page.get_by_label(what).check()
    await olaf.presses("Maak de betaalronde")
    await petra.goes(olaf.page.url.partition("?")[0])
    await petra.page.get_by_label("Ja, ik keur de ronde goed").check()
    await petra.presses("Leg mijn oordeel vast")


async def file_of(petra: Person) -> str:
    async with petra.page.expect_download() as downloading:
        await petra.page.get_by_role("link", name="Haal het bestand op").click()
    return Path(await (await downloading.value).path()).read_text()


async def hands_in(person: Person, label: str, name: str, content: bytes, button: str) -> None:
    await person.page.get_by_label(label).set_input_files(FilePayload(name=name, mimeType="text/plain", buffer=content))
    await person.presses(button)


async def test_a_caregiver_is_paid_and_what_comes_back_goes_to_another_account(presents: Living) -> None:
    for family_name in ("Zandkreek", "Zandmeer"):
        her = await presents.someone("Anneke", size=PHONE)
        await applies(her, "Anneke", family_name)
        await her.leaves()
    olaf, petra, wendy = [await presents.logged_in(name) for name in (OLAF, PETRA, WENDY)]
    await a_run(olaf, petra, "Geld")
    paid, returned = re.findall("<EndToEndId>(.*?)</EndToEndId>", await file_of(petra))
    report = paid_and_returned(paid, returned)
    await petra.goes("/waardering/werk/bankberichten")
    await hands_in(petra, "Bestand van de bank", "camt054.xml", report, "Lees het bericht in")
    await expect(petra.page.get_by_role("region", name="Wat erin stond")).to_contain_text(re.compile(r"Betaald\s*1\s*Teruggekomen\s*1"))
    await expect(petra.page.get_by_role("region", name="Betalingen")).to_contain_text("Rekening is opgeheven")
    await petra.goes("/waardering/werk/bankberichten")
    await hands_in(petra, "Bestand van de bank", "camt054.xml", report, "Lees het bericht in")
    await expect(petra.page.get_by_role("status")).to_have_text("Dit bericht was al ingelezen. Er is niets veranderd.")

    await wendy.goes("/waardering/werk/betalen")
    await wendy.page.get_by_role("region", name="Teruggekomen van de bank").get_by_role("link").click()
    await wendy.page.get_by_label("Ander rekeningnummer (IBAN)").fill("NL02 ABNA 0123 4567 80")
    wrong = await wendy.presses("Zet opnieuw klaar")
    await wendy.page.get_by_label("Ander rekeningnummer (IBAN)").fill("NL02 ABNA 0123 4567 89")
    await wendy.presses("Zet opnieuw klaar")
    await expect(wendy.page.get_by_role("status")).to_have_text("De nieuwe betaling staat klaar voor de volgende ronde.")
    await wendy.follows("De betaling die terugkwam")
    await expect(wendy.page.get_by_role("region", name="Wat er gebeurde")).to_contain_text("Opnieuw klaargezet als een nieuwe betaling")

    await a_run(olaf, petra, "Geld")
    assert wrong.status == 422
    assert "Een medewerker vulde een ander rekeningnummer in" in await petra.reads()
    again = await file_of(petra)
    assert OTHER in again
    assert len(re.findall("<EndToEndId>", again)) == 1
    await petra.page.reload()
    await expect(petra.page.get_by_role("region", name="Wie haalde het bestand op")).to_contain_text("U")
    for person in (olaf, petra, wendy):
        assert [line for line in person.said if "422" not in line] == []
        await person.leaves()


async def test_a_voucher_gets_its_code_and_no_list_shows_it(presents: Living) -> None:
    her = await presents.someone("Anneke", size=PHONE)
    await asks_for(her, "cadeaubon", "voucher", "Zandplaat")
    await her.leaves()
    olaf, petra, wendy = [await presents.logged_in(name) for name in (OLAF, PETRA, WENDY)]
    await a_run(olaf, petra, "Cadeaubon van Bonnenwinkel")
    listed = await file_of(petra)
    reference = listed.splitlines()[1].partition(";")[0]
    await hands_in(petra, "Bestand met codes", "codes.csv", b"referentie;code\r\nniet;van ons\r\n", "Lees de codes in")
    await expect(petra.page.get_by_role("alert")).to_contain_text("Dit is niet het antwoord op deze lijst")
    await hands_in(petra, "Bestand met codes", "codes.csv", f"referentie;code\r\n{reference};GEHEIM-42\r\n".encode(), "Lees de codes in")
    await expect(petra.page.get_by_role("status")).to_contain_text("De codes staan klaar")
    await expect(petra.page.get_by_role("region", name="Voor wie")).to_contain_text("Ja")

    assert "Zandplaat" not in listed
    assert "GEHEIM" not in await petra.page.content()
    await wendy.goes(petra.page.url.partition("?")[0])
    await wendy.follows("Anneke Zandplaat")
    assert "GEHEIM" not in await wendy.page.content()
    await wendy.presses("Toon de code")
    await expect(wendy.page.get_by_text("De code is")).to_contain_text("GEHEIM-42")
    await expect(wendy.page.get_by_role("region", name="Wat er gebeurde")).to_contain_text("Code bekeken")
    for person in (olaf, petra, wendy):
        await person.leaves()


async def test_a_present_is_handed_over_by_its_square_code_and_the_second_reads_who_was_first(presents: Living) -> None:
    her = await presents.someone("Anneke", size=PHONE)
    await asks_for(her, "bloemetje", "gift", "Zandoever")
    await her.leaves()
    wendy, olaf = await presents.logged_in(WENDY), await presents.logged_in(OLAF, size=PHONE)
    await wendy.goes("/waardering/werk/uitreiken")
    await wendy.page.get_by_label("Hoe heet de bijeenkomst?").fill("Koffie in de bieb")
    await wendy.page.get_by_label("Wanneer is de bijeenkomst?").fill((presents.now.date()).isoformat())
    await wendy.presses("Maak de lijst")
    link = await wendy.page.get_by_role("link", name="Anneke Zandoever").get_attribute("href") or ""
    scanned = link.partition("?")[0]
    await wendy.follows("Lijst met codes om af te drukken")
    drawn = await wendy.page.get_by_role("img", name="Code van regel 1").locator("path.qrline").get_attribute("d") or "niets"
    assert await problems(wendy.page) == []

    assert drawn in square_code.drawn(f"{presents.where}{scanned}", scale=2, border=2)
    assert "Zandoever" not in scanned
    await olaf.goes(scanned)
    assert await problems(olaf.page) == []
    await wendy.goes(scanned)
    await olaf.presses("Reik uit")
    await expect(olaf.page.get_by_role("status")).to_have_text("Uitgereikt. Dat staat nu vast.")
    second = await wendy.presses("Reik uit")
    assert second.status == 409
    await expect(wendy.page.get_by_role("heading", level=1)).to_have_text(f"Al beantwoord door {OLAF}")
    await olaf.presses("Dit was een vergissing: draai terug")
    await expect(olaf.page.get_by_role("status")).to_have_text("Teruggedraaid. Het ligt weer klaar.")
    await olaf.goes("/waardering/werk/uitreiken")
    await olaf.follows("Koffie in de bieb")
    await olaf.page.get_by_label("Zoek een naam").fill("zandoe")
    await olaf.presses("Zoek")
    await olaf.follows("Anneke Zandoever")
    await olaf.presses("Reik uit")
    await expect(olaf.page.get_by_role("region", name="Wat er gebeurde")).to_contain_text("Uitgereikt: op naam")
    await olaf.follows("Naar de lijst van deze bijeenkomst")
    await expect(olaf.page.get_by_role("heading", level=1)).to_contain_text("Koffie in de bieb")
    for person in (wendy, olaf):
        assert [line for line in person.said if "409" not in line] == []
        await person.leaves()
