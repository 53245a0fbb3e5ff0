"""A list that is open says by itself what changed, over one connection for all tabs, and never moves under the hand that works in it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, Request, expect

from services.story.parties import Json
from tests.journeys.affairs import Affairs
from tests.journeys.living import FATIMA, MARLOES, Living, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
SOON = 30_000
"""Long beside everything else that may run on the machine; a page that is well needs half a second."""
NEWS = "**/nieuws*"
"""What a page asks as soon as its stream begins, and at each change after that."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def affairs(living: Living) -> AsyncIterator[Affairs]:
    affairs = Affairs(living)
    await affairs.everybody_logs_in()
    yield affairs


@pytest_asyncio.fixture(loop_scope="module")
async def fatima(living: Living) -> AsyncIterator[Person]:
    """A browser of her own for each try, closed also when the try fails: a tab that is left open would go on listening."""
    fatima = await living.logged_in(FATIMA)
    yield fatima
    await fatima.leaves()


class Connections:
    """Which tabs asked for the stream, each once, in the order in which they first did."""

    def __init__(self, who: Person) -> None:
        self._asked: list[Page] = []
        who.context.on("request", self._note)

    @property
    def tabs(self) -> list[Page]:
        """A stream that breaks is asked for again, by the same tab."""
        return list(dict.fromkeys(self._asked))

    def _note(self, request: Request) -> None:
        if request.url.endswith("/live"):
            self._asked.append(request.frame.page)


async def hears_from_now_on(page: Page, address: str) -> None:
    """Opens a page and waits until its stream has begun."""
    async with page.expect_response(NEWS, timeout=SOON):
        await page.goto(address)


async def announced(page: Page, text: str) -> None:
    await expect(page.locator("#nieuws")).to_contain_text(text, timeout=SOON)


def row_of(page: Page, signal: Json) -> Locator:
    return page.locator(f"#rij-{signal['reference']}")


async def test_a_new_signal_is_announced_in_every_tab_over_one_connection(living: Living, affairs: Affairs, fatima: Person) -> None:
    connections = Connections(fatima)
    one, two = fatima.page, await fatima.another_tab()
    address = f"{living.where}/werklijst?lijst=niet-opgepakt&sorteer=-gemeld"
    await hears_from_now_on(one, address)
    await two.goto(address)
    first = await one.get_by_role("rowheader").first.inner_text()
    signal = await affairs.signalled("Lies")

    for tab in (one, two):
        await announced(tab, "1 nieuw signaal sinds")
    assert await one.get_by_role("rowheader").first.inner_text() == first
    assert connections.tabs == [one]

    await one.get_by_role("link", name="Ververs de lijst").click()
    await expect(row_of(one, signal)).to_contain_text("Lies Liessma", timeout=SOON)


async def test_when_the_listening_tab_closes_another_takes_over(living: Living, affairs: Affairs, fatima: Person) -> None:
    connections = Connections(fatima)
    one, two = fatima.page, await fatima.another_tab()
    await hears_from_now_on(one, f"{living.where}/werklijst")
    await two.goto(f"{living.where}/werklijst")
    async with two.expect_response(NEWS, timeout=SOON):
        await one.close()
    await affairs.signalled("Mies")

    await announced(two, "1 nieuw signaal sinds")
    assert connections.tabs == [one, two]
    assert fatima.said == []


async def test_a_row_that_a_colleague_picked_up_changes_where_it_stands(living: Living, affairs: Affairs, fatima: Person) -> None:
    signal = await affairs.signalled("Toos")
    await hears_from_now_on(fatima.page, f"{living.where}/werklijst?sorteer=-gemeld")
    row = row_of(fatima.page, signal)
    await expect(row.get_by_role("button", name="Pak op")).to_be_visible()
    await living.story.desk.picks_up(str(signal["id"]))

    await expect(row.get_by_role("cell").last).to_have_text("U", timeout=SOON)
    await expect(row).to_have_class(re.compile("mb-changed"))
    await expect(fatima.page.locator("tr.mb-changed")).to_have_count(1)


async def test_a_provider_hears_of_a_request_and_nobody_else_s(living: Living, affairs: Affairs) -> None:
    marloes = await living.logged_in(MARLOES)
    try:
        await hears_from_now_on(marloes.page, f"{living.where}/aanvragen")
        await affairs.asked("Fenna", accepted=False)

        await announced(marloes.page, "1 nieuwe aanvraag.")
        assert "Fenna" not in await marloes.page.content()
    finally:
        await marloes.leaves()
