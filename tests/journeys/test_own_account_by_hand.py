"""Her payment came back: on her telephone, from the mail to another account, and with an officer and two payers to the bank."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, expect

from tests.journeys.applying import OLAF, PETRA, WENDY, chooses_money, fills, names_caregiver, names_recipient
from tests.journeys.eyes import problems
from tests.journeys.living import Living, Person
from tests.journeys.presents import a_house_with_presents, paid_and_returned
from tests.journeys.test_paying_by_hand import a_run, file_of
from tests.journeys.test_told_by_mail_by_hand import follows_link, mailed

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
OTHER = "NL20INGB0001234567"
HER = "anneke.zandgeld@example.org"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def living(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with a_house_with_presents(tmp_path_factory.mktemp("accounts")) as house:
        yield house


async def asks_for_money(her: Person) -> None:
    await names_recipient(her, "Zandgeld")
    await names_caregiver(her, "Anneke", "Zandgeld")
    await fills(her, {"m1-email": HER})
    await her.presses("Verder")
    await chooses_money(her)
    await her.presses("Verder")
    await her.presses("Verstuur de aanvraag")


async def comes_back(petra: Person) -> None:
    (reference,) = re.findall("<EndToEndId>(.*?)</EndToEndId>", await file_of(petra))
    report = FilePayload(name="camt054.xml", mimeType="text/xml", buffer=paid_and_returned("0" * 32, reference))
    await petra.goes("/waardering/werk/bankberichten")
    await petra.page.get_by_label("Bestand van de bank").set_input_files(report)
    await petra.presses("Lees het bericht in")


async def test_what_came_back_goes_to_the_account_that_she_gives_by_the_link_in_her_mail(living: Living) -> None:
    her = await living.someone("Anneke")
    await asks_for_money(her)
    olaf, petra, wendy = [await living.logged_in(name) for name in (OLAF, PETRA, WENDY)]
    await a_run(olaf, petra, "Geld")
    await expect(petra.page.get_by_role("region", name="Voor wie")).to_contain_text("Opdracht gegeven")
    await comes_back(petra)
    mail = next(text for text in [await mailed(living, "Er staat een brief voor u klaar", 3)] if "/rekening/" in text)
    phone = await follows_link(living, "rekening", mail)
    before = await phone.reads()
    assert await problems(phone.page) == []
    await phone.presses("Geef uw rekeningnummer")
    asked = await phone.reads()
    await phone.page.get_by_label("Rekeningnummer (IBAN)").fill("NL20 INGB 0001 2345 76")
    wrong = await phone.presses("Leg dit rekeningnummer vast")
    await phone.page.get_by_label("Rekeningnummer (IBAN)").fill("NL20 INGB 0001 2345 67")
    await phone.presses("Leg dit rekeningnummer vast")
    given = await phone.page.content()
    assert await problems(phone.page) == []

    assert "eindigt op 4300" not in before
    assert "eindigt op 4300" in asked
    assert wrong.status == 422
    await expect(phone.page.get_by_role("heading", level=1)).to_have_text("Dank u. Wij hebben uw rekeningnummer")
    assert ("eindigt op 4567" in given, OTHER in given.replace(" ", "")) == (True, False)

    await wendy.goes("/waardering/werk/betalen")
    await expect(wendy.page.get_by_role("region", name="Teruggekomen van de bank")).to_contain_text("Nieuw rekeningnummer")
    await wendy.follows("Anneke Zandgeld")
    await expect(wendy.page.get_by_text("NL20 … 4567")).to_be_visible()
    await wendy.presses("Zet opnieuw klaar")
    await a_run(olaf, petra, "Geld")
    assert re.findall(r"<CdtrAcct>.*?<IBAN>(\w+)", await file_of(petra), re.DOTALL) == [OTHER]
    await her.goes("/waardering/verder")
    await expect(her.page.get_by_text("kwam terug. Wij betalen het opnieuw")).to_be_visible()
    await expect(her.page.get_by_text("is doorgegeven aan de bank")).to_be_visible()
    for person in (her, olaf, petra, wendy, phone):
        assert [line for line in person.said if "422" not in line] == []
        await person.leaves()


async def test_a_municipality_is_found_without_scripts_by_a_village_and_a_postcode(living: Living) -> None:
    her = await living.someone("Anneke", scripts=False)
    await her.goes("/waardering")
    await her.page.get_by_label("Gemeente, plaats of postcode").fill("1216 AB")
    await her.presses("Zoek")
    found = await her.page.locator("main h3").all_inner_texts()
    await her.page.get_by_label("Gemeente, plaats of postcode").fill("Bussum")
    await her.presses("Zoek")
    elsewhere = await her.reads()
    await her.follows("Bekijk alle gemeenten")

    assert set(found) == {"Hilversum"}
    assert "In Gooise Meren kunt u hier niet aanvragen" in elsewhere
    towns = await her.page.locator("main h3").all_inner_texts()
    assert towns == sorted(towns)
    assert len(towns) > len(found)
    await her.leaves()
