"""Two people decide at the same moment, somebody presses twice, somebody was away too long: nothing is overwritten, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import expect

from services.story.parties import Json
from tests.journeys.affairs import Affairs
from tests.journeys.living import DANIEL, FATIMA, MARLOES, Living, Person

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


async def test_the_second_assessor_reads_who_was_first_and_keeps_what_she_typed(living: Living, affairs: Affairs, fatima: Person) -> None:
    signal = await affairs.signalled("Tineke")
    daniel = await living.logged_in(DANIEL)
    for person in (fatima, daniel):
        await person.goes(f"/signalen/{signal['id']}")
        await person.page.get_by_label("Gesproken", exact=True).check()
        await person.page.get_by_label("Ik heb verteld").check()
        await person.page.get_by_label("Korte notitie").fill(f"Dit schreef {person.name}.")
    first = await daniel.presses("Bewaar")
    second = await fatima.presses("Bewaar")

    assert (first.status, second.status) == (200, 409)
    await expect(fatima.page.get_by_role("heading", level=1)).to_have_text(f"Al beantwoord door {DANIEL}")
    await expect(fatima.page.get_by_text(f"Dit schreef {FATIMA}.")).to_be_visible()
    await fatima.follows("Bekijk het signaal zoals het nu is")
    await expect(fatima.page.get_by_text(f"Dit schreef {DANIEL}.")).to_be_visible()
    assert FATIMA not in await fatima.page.get_by_role("region", name=re.compile("Bel Tineke")).inner_text()
    await daniel.leaves()


async def test_two_who_pick_up_the_same_row_read_at_that_row_who_has_it(living: Living, affairs: Affairs, fatima: Person) -> None:
    signal = await affairs.signalled("Sjaan")
    daniel = await living.logged_in(DANIEL)
    rows = []
    for person in (fatima, daniel):
        await person.goes("/werklijst")
        await person.page.get_by_label("Zoek op").fill(str(signal["reference"]))
        await person.presses("Zoek")
        rows.append(person.page.get_by_role("row", name="Sjaan"))
    hers, his = rows
    async with daniel.page.expect_response("**/pak"):
        await his.get_by_role("button", name="Pak op").click()
    if await hers.get_by_role("button", name="Pak op").count():  # else her page heard it live, before she could press
        await hers.get_by_role("button", name="Pak op").click()

    await expect(his.get_by_role("cell").last).to_have_text("U")
    await expect(hers.get_by_role("cell").last).to_contain_text(DANIEL)
    await daniel.leaves()


async def test_a_yes_and_a_no_at_once_leave_the_first_one_standing(living: Living, affairs: Affairs) -> None:
    referral = await affairs.asked("Mieke", accepted=False)
    here, there = await living.logged_in(MARLOES), await living.logged_in(MARLOES)
    for marloes in (here, there):
        await marloes.goes(f"/aanvragen/{referral}")
    await there.page.get_by_label("Geen plek op dit moment").check()
    yes = await here.presses("Ja, wij helpen")
    no = await there.presses("Nee, zoek verder")

    assert (yes.status, no.status) == (200, 409)
    await expect(there.page.get_by_role("heading", level=1)).to_have_text("U deed dit al")
    await expect(there.page.get_by_text("Deze aanvraag is al beantwoord. Er is niets veranderd.")).to_be_visible()
    await there.follows("Bekijk de aanvraag zoals die nu is")
    await expect(there.page.get_by_role("heading", level=1)).to_have_text("Mieke Miekesma")
    await here.leaves()
    await there.leaves()


async def test_a_yes_to_what_the_desk_just_withdrew_opens_nothing(living: Living, affairs: Affairs, fatima: Person) -> None:
    referral = await affairs.asked("Nel", accepted=False)
    marloes = await living.logged_in(MARLOES)
    await marloes.goes(f"/aanvragen/{referral}")
    await fatima.goes(f"/aanvragen/{referral}")
    await fatima.page.get_by_text("Deze aanvraag is niet meer nodig").click()
    await fatima.presses("Trek de aanvraag in")
    answer = await marloes.presses("Ja, wij helpen")

    assert answer.status == 409
    await expect(marloes.page.get_by_text("Deze aanvraag is ingetrokken.")).to_be_visible()
    assert "Nelsma" not in await marloes.page.content()
    await marloes.leaves()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_a_double_click_does_it_once(living: Living, affairs: Affairs, scripts: bool) -> None:
    first_name = "Dora" if scripts else "Door"
    signal = await affairs.signalled(first_name)
    fatima = await living.logged_in(FATIMA, scripts=scripts)
    await fatima.goes(f"/signalen/{signal['id']}")
    await fatima.page.get_by_label("Geen gehoor").check()
    async with fatima.page.expect_navigation(url="**gedaan=gesprek**"):
        await fatima.page.get_by_role("button", name="Bewaar", exact=True).dblclick()
    await expect(fatima.page.get_by_role("status").first).to_have_text("Uw gesprek is vastgelegd.")

    assert await calls_of(living, signal) == 1
    await fatima.leaves()


async def test_back_and_once_more_does_no_harm(living: Living, affairs: Affairs) -> None:
    referral = await affairs.asked("Bets", accepted=False)
    marloes = await living.logged_in(MARLOES)
    await marloes.goes(f"/aanvragen/{referral}")
    await marloes.presses("Ja, wij helpen")
    await marloes.page.go_back()
    if await marloes.page.get_by_role("button", name="Ja, wij helpen").count():
        await marloes.presses("Ja, wij helpen")
    await marloes.goes(f"/aanvragen/{referral}")

    await expect(marloes.page.get_by_role("heading", level=1)).to_have_text("Bets Betssma")
    found = await (await affairs.marloes()).get(f"/v1/referrals/{referral}")
    assert [line["what"] for line in found["history"]].count("accepted") == 1
    await marloes.leaves()


async def test_what_was_typed_waits_for_who_was_away_too_long(living: Living, affairs: Affairs, fatima: Person) -> None:
    signal = await affairs.signalled("Jopie")
    await fatima.goes(f"/signalen/{signal['id']}")
    await fatima.page.get_by_label("Gesproken", exact=True).check()
    await fatima.page.get_by_label("Ik heb verteld").check()
    await fatima.page.get_by_label("Korte notitie").fill("Een lang verhaal dat niemand twee keer wil typen.")
    living.clock.move(by=timedelta(hours=2))
    answer = await fatima.presses("Bewaar")

    assert answer.status == 401
    await expect(fatima.page.get_by_text("Een lang verhaal dat niemand twee keer wil typen.")).to_be_visible()
    await fatima.follows("Log in en ga verder")
    await fatima.page.get_by_role("button", name=FATIMA).click()
    await expect(fatima.page.get_by_role("heading", level=1)).to_have_text("Ga verder waar u was")
    await expect(fatima.page.get_by_role("definition").first).to_have_text("Gesproken")
    await fatima.presses("Verstuur nu")
    await expect(fatima.page.get_by_role("status").first).to_have_text("Uw gesprek is vastgelegd.")
    await expect(fatima.page.get_by_text("Een lang verhaal dat niemand twee keer wil typen.")).to_be_visible()


async def test_what_was_typed_is_still_shown_when_nobody_knows_any_more_whose_it_was(affairs: Affairs, fatima: Person) -> None:
    await affairs.everybody_logs_in()
    signal = await affairs.signalled("Marga")
    await fatima.goes(f"/signalen/{signal['id']}")
    await fatima.page.get_by_label("Geen gehoor").check()
    await fatima.page.get_by_label("Korte notitie").fill("Na een nacht met de pagina open.")
    await fatima.context.clear_cookies()
    answer = await fatima.presses("Bewaar")

    assert answer.status == 401
    await expect(fatima.page.get_by_text("Na een nacht met de pagina open.")).to_be_visible()
    await expect(fatima.page.get_by_text("Kopieer eerst wat u typte: wij bewaren het niet.")).to_be_visible()


async def test_what_one_typed_is_not_shown_to_the_next_at_the_same_browser(living: Living, affairs: Affairs, fatima: Person) -> None:
    await affairs.everybody_logs_in()
    signal = await affairs.signalled("Koosje")
    await fatima.goes(f"/signalen/{signal['id']}")
    await fatima.page.get_by_label("Geen gehoor").check()
    await fatima.page.get_by_label("Korte notitie").fill("Alleen voor Fatima.")
    living.clock.move(by=timedelta(hours=2))
    await fatima.presses("Bewaar")
    await fatima.follows("Log in en ga verder")
    await fatima.page.get_by_role("button", name=DANIEL).click()
    await fatima.page.get_by_role("button", name="Uitloggen").wait_for()

    assert "Alleen voor Fatima." not in await fatima.page.content()
    await affairs.everybody_logs_in()
    assert await calls_of(living, signal) == 0


async def calls_of(living: Living, signal: Json) -> int:
    detail = await living.story.desk.who.get(f"/v1/worklist/{signal['id']}", purpose="triage")
    return len(detail["contacts"])
