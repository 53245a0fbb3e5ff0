"""What comes to her by mail: the link of her application, the same link once it was lost, and the code of her voucher behind a press."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, expect

from services.story.telling import until
from tests.journeys.applying import OLAF, PETRA, fills, names_caregiver, reference_of
from tests.journeys.eyes import problems
from tests.journeys.living import PHONE, Living, Person
from tests.journeys.presents import a_house_with_presents

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
HER = "anneke.zandpost@example.org"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def presents(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with a_house_with_presents(tmp_path_factory.mktemp("mailed")) as living:
        yield living


async def asks_for_a_voucher(her: Person) -> str:
    """With an address for mail; the reference."""
    await her.goes("/waardering/cadeaubon/aanvragen")
    await her.page.get_by_label("Wie zorgt", exact=True).check()
    himself = {"voornaam": "Bertus", "achternaam": "Zandpost", "postcode": "1216 AB", "huisnummer": "12"}
    await fills(her, {f"naaste-{name}": text for name, text in himself.items()})
    await her.presses("Verder")
    await names_caregiver(her, "Anneke", "Zandpost")
    await fills(her, {"m1-email": HER})
    await her.presses("Verder")
    await her.page.locator("#m1-vorm-voucher").check()
    await her.presses("Verder")
    await her.presses("Verstuur de aanvraag")
    return await reference_of(her)


async def mailed(living: Living, subject: str, how_many: int = 1) -> str:
    """What the latest mail with this subject says."""

    async def look() -> str | None:
        mails = (await living.http.get("/v1/dev-mailbox")).json()["items"]
        found = [mail for mail in mails if mail["subject"] == subject]
        return str(found[0]["text"]) if len(found) >= how_many else None

    return await until(look, f"een mail: {subject}", seconds=60)


async def follows_link(living: Living, path: str, text: str) -> Person:
    """On her telephone, where nobody was before."""
    phone = await living.someone("Anneke", size=PHONE)
    found = re.search(rf"/{path}/[\w-]+", text)
    assert found is not None
    await phone.goes(found[0])
    return phone


async def test_the_link_of_her_application_comes_by_mail_and_again_when_it_was_lost(presents: Living) -> None:
    her = await presents.someone("Anneke")
    reference = await asks_for_a_voucher(her)
    await her.presses("Mail mij de link")
    await expect(her.page.get_by_role("status")).to_have_text("De link is onderweg naar het e-mailadres van de aanvraag.")
    phone = await follows_link(presents, "waardering/verder", await mailed(presents, "De link van uw aanvraag"))
    await expect(phone.page.get_by_text(reference)).to_be_visible()
    await phone.goes("/waardering")
    await phone.follows("Bent u de link van uw aanvraag kwijt?")
    told = []
    for typed in (reference, "GM-2020-W00009"):
        await phone.page.get_by_label("Kenmerk").fill(typed)
        await phone.page.get_by_label("E-mailadres").fill(HER)
        await phone.presses("Mail mij een nieuwe link")
        told.append(await phone.reads())
    again = await follows_link(presents, "waardering/verder", await mailed(presents, "De link van uw aanvraag", 2))

    await expect(again.page.get_by_text(reference)).to_be_visible()
    assert told[0] == told[1]
    for person in (her, phone, again):
        assert person.said == []
        await person.leaves()


async def test_the_code_of_a_voucher_is_opened_by_the_link_in_her_mail_and_the_officer_sees_that_she_did(presents: Living) -> None:
    olaf, petra = await presents.logged_in(OLAF), await presents.logged_in(PETRA)
    await olaf.goes("/waardering/werk/betalen")
    await olaf.page.get_by_label("Cadeaubon van Bonnenwinkel").check()
    await olaf.presses("Maak de betaalronde")
    await petra.goes(olaf.page.url.partition("?")[0])
    await petra.page.get_by_label("Ja, ik keur de ronde goed").check()
    await petra.presses("Leg mijn oordeel vast")
    async with petra.page.expect_download() as downloading:
        await petra.page.get_by_role("link", name="Haal het bestand op").click()
    listed = Path(await (await downloading.value).path()).read_text()
    codes = f"referentie;code\r\n{listed.splitlines()[1].partition(';')[0]};GEHEIM-77\r\n".encode()
    await petra.page.get_by_label("Bestand met codes").set_input_files(FilePayload(name="codes.csv", mimeType="text/csv", buffer=codes))
    await petra.presses("Lees de codes in")
    mail = await mailed(presents, "Er staat een bon of pas voor u klaar")
    phone = await follows_link(presents, "bon", mail)
    before = await phone.page.content()
    assert await problems(phone.page) == []
    await phone.presses("Laat mijn code zien")

    await expect(phone.page.get_by_role("heading", name="De code is GEHEIM-77")).to_be_visible()
    assert "GEHEIM" not in mail + before + phone.page.url
    assert await problems(phone.page) == []
    await olaf.goes(petra.page.url.partition("?")[0])
    await olaf.follows("Anneke Zandpost")
    await expect(olaf.page.get_by_role("region", name="Wat er gebeurde")).to_contain_text("Code geopend door wie hem krijgt")
    for person in (olaf, petra, phone):
        await person.leaves()
