"""Yes and no to yearly invitations in a real browser: by the link of her letter on a telephone, and by phone through an officer."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from services.story.telling import until
from tests.journeys.applying import WENDY, chooses_money, fills, names_caregiver, names_recipient
from tests.journeys.living import PHONE, Living, Person, a_house_with_people

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
MAIL = "tine.zandhoek@voorbeeld.example"
DESK = "/waardering/werk/uitnodigingskeuze"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town() -> AsyncIterator[Living]:
    """A house in which Tine asked."""
    async with a_house_with_people() as living:
        her = await living.someone("Tine")
        await names_recipient(her, "Zandhoek")
        await names_caregiver(her, "Tine", "Zandhoek")
        await fills(her, {"m1-email": MAIL})
        await her.presses("Verder")
        await chooses_money(her)
        await her.presses("Verder")
        await her.presses("Verstuur de aanvraag")
        await her.leaves()
        yield living


async def test_by_the_link_of_her_letter_she_says_no_and_takes_it_back_on_a_telephone_without_a_mouse_or_scripts(town: Living) -> None:
    her = await town.someone("Tine", size=PHONE, scripts=False)
    await her.goes(await _link(town))
    await her.presses("Kies of u een uitnodiging wilt")
    asked = await her.reads()
    nothing = await her.presses("Leg mijn keuze vast")
    wrong = await her.reads()
    await her.page.get_by_label("Ja, stuur mij elk jaar een uitnodiging").focus()
    await her.page.keyboard.press("ArrowDown")
    async with her.page.expect_navigation():
        await her.page.keyboard.press("Enter")
    await expect(her.page.get_by_role("heading", level=1)).to_have_text("U krijgt geen uitnodiging")
    await her.page.get_by_label("Ja, stuur mij elk jaar een uitnodiging").check()
    await her.presses("Leg mijn keuze vast")

    assert "Zandhoek" not in asked
    assert (nothing.status, "Kies ja of nee" in wrong) == (422, True)
    await expect(her.page.get_by_role("heading", level=1)).to_have_text("U krijgt een uitnodiging")
    await her.leaves()


async def test_an_officer_notes_a_no_by_phone_and_the_other_word_is_one_press_away(town: Living) -> None:
    wendy = await town.logged_in(WENDY)
    await wendy.goes("/waardering/werk/campagne")
    await wendy.follows("Leg vast dat iemand wel of geen uitnodiging wil")
    await _looks_for(wendy, "Zandhoek")
    address = wendy.page.url
    await _notes(wendy, "Wil geen uitnodiging", "Leg vast: geen uitnodiging voor Tine Zandhoek")
    await expect(wendy.page.get_by_role("status").first).to_have_text("Vastgelegd: er gaat geen uitnodiging meer heen.")
    await expect(wendy.page.locator("details summary")).to_have_count(1)
    await _notes(wendy, "Wil een uitnodiging", "Leg vast: wel een uitnodiging voor Tine Zandhoek")
    await expect(wendy.page.get_by_role("status").first).to_have_text("Vastgelegd: er gaat weer een uitnodiging heen.")

    assert "Zandhoek" not in address
    assert wendy.said == []
    await wendy.leaves()


async def _looks_for(officer: Person, name: str) -> None:
    await officer.page.get_by_label("Achternaam van de mantelzorger").fill(name)
    await officer.presses("Zoek")


async def _notes(officer: Person, word: str, button: str) -> None:
    await officer.page.locator("summary", has_text=word).click()
    await officer.presses(button)


async def _link(living: Living) -> str:
    """In the mail that says that her letter is ready."""

    async def look() -> str | None:
        mails = (await living.http.get("/v1/dev-mailbox")).json()["items"]
        found = next((hit for mail in mails if (hit := re.search(r"/brief/[A-Za-z0-9_-]+", str(mail["text"])))), None)
        return found[0] if found else None

    return await until(look, "de mail over haar brief", seconds=60)
