"""Asked how it goes along with her waardering, someone says yes to a call: it stands on the assessor's list, in her own words."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.journeys.applying import chooses_money, fills, names_caregiver, names_recipient
from tests.journeys.living import FATIMA, Living, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
LATEST = "/werklijst?sorteer=-gemeld"
WORDS = "Ik slaap slecht en red het haast niet meer."


async def test_her_yes_stands_on_the_assessor_s_list_and_says_where_it_was_said(living: Living) -> None:
    her = await living.someone("Anneke", scripts=False)
    await asks(her, "Zandhart", yes=True)
    fatima = await living.logged_in(FATIMA)
    await finds(fatima, "Zandhart")
    told = await fatima.reads()

    assert WORDS in told
    assert "Zelf gezegd bij de aanvraag van waardering" in told
    await expect(fatima.page.get_by_role("heading", level=1)).to_contain_text("Anneke")
    await her.leaves()
    await fatima.leaves()


async def test_her_no_stays_with_the_waardering(living: Living) -> None:
    her = await living.someone("Anneke", scripts=False)
    await asks(her, "Zandrug", yes=False)
    await asks(her, "Zandheuvel", yes=True)
    fatima = await living.logged_in(FATIMA)
    await finds(fatima, "Zandheuvel")
    await fatima.goes(LATEST)

    assert "Zandheuvel" in await fatima.reads()
    assert "Zandrug" not in await fatima.reads()
    await her.leaves()
    await fatima.leaves()


async def test_who_wants_a_call_is_asked_for_a_way_to_reach_her(living: Living) -> None:
    her = await living.someone("Anneke", scripts=False)
    await to_the_last_question(her, "Zandgolf")
    await her.page.locator("#m1-bellen-ja").check()
    await fills(her, {"m1-hoe-gaat-het": WORDS})
    answer = await her.presses("Verder")

    assert answer.status == 422
    assert await her.page.get_by_role("alert").get_by_role("link").all_inner_texts() == [
        "Vul bij ‘Wie zorgt er?’ uw telefoonnummer in. Dan kunnen wij u bellen"
    ]
    await expect(her.page.locator("#m1-hoe-gaat-het")).to_have_value(WORDS)
    await her.leaves()


async def asks(her: Person, family_name: str, *, yes: bool) -> None:
    await names_recipient(her, family_name)
    await names_caregiver(her, "Anneke", family_name)
    await her.presses("Verder")
    await chooses_money(her)
    await her.page.locator("#m1-bellen-ja" if yes else "#m1-bellen-nee").check()
    await fills(her, {"m1-hoe-gaat-het": WORDS})
    await her.presses("Verder")
    await her.presses("Verstuur de aanvraag")
    await expect(her.page.get_by_role("heading", name="Uw kenmerk is")).to_be_visible()


async def to_the_last_question(her: Person, family_name: str) -> None:
    await names_recipient(her, family_name)
    await names_caregiver(her, "Anneke", family_name)
    await fills(her, {"m1-telefoon": ""})
    await her.presses("Verder")
    await chooses_money(her)


async def finds(assessor: Person, family_name: str) -> None:
    """It comes by an errand: a moment later it is there."""
    for _ in range(40):
        await assessor.goes(LATEST)
        if await assessor.page.get_by_role("link", name=family_name).count():
            await assessor.follows(family_name)
            return
        await assessor.page.wait_for_timeout(250)
    raise AssertionError(family_name)
