"""A list that is open says by itself what changed, over one connection for all tabs, and never moves under the hand that works in it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, Request, expect

from tests.journeys.affairs import Affairs
from tests.journeys.living import FATIMA, MARLOES, Living, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
SOON = 10_000
NEWS = "**/nieuws*"
"""What a page asks as soon as its stream begins, and at each change after that."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def affairs(living: Living) -> AsyncIterator[Affairs]:
    affairs = Affairs(living)
    await affairs.everybody_logs_in()
    yield affairs


class Connections:
    """Which tabs asked for the stream, in the order in which they did."""

    def __init__(self, who: Person) -> None:
        self.tabs: list[Page] = []
        who.context.on("request", self._note)

    def _note(self, request: Request) -> None:
        if request.url.endswith("/live"):
            self.tabs.append(request.frame.page)


async def announced(page: Page, text: str) -> None:
    await expect(page.locator("#nieuws")).to_contain_text(text, timeout=SOON)


async def test_a_new_signal_is_announced_in_every_tab_over_one_connection(living: Living, affairs: Affairs) -> None:
    fatima = await living.logged_in(FATIMA)
    connections = Connections(fatima)
    one, two = fatima.page, await fatima.another_tab()
    address = f"{living.where}/werklijst?lijst=niet-opgepakt&sorteer=-gemeld"
    async with one.expect_response(NEWS):
        await one.goto(address)
    await two.goto(address)
    first = await one.get_by_role("rowheader").first.inner_text()
    signal = await affairs.signalled("Lies")

    for tab in (one, two):
        await announced(tab, "1 nieuw signaal sinds")
    assert await one.get_by_role("rowheader").first.inner_text() == first
    assert connections.tabs == [one]

    await one.get_by_role("link", name="Ververs de lijst").click()
    await expect(one.get_by_role("row", name="Lies Liessma")).to_contain_text(str(signal["reference"]))
    await fatima.leaves()


async def test_when_the_listening_tab_closes_another_takes_over(living: Living, affairs: Affairs) -> None:
    fatima = await living.logged_in(FATIMA)
    connections = Connections(fatima)
    one, two = fatima.page, await fatima.another_tab()
    for tab in (one, two):
        await tab.goto(f"{living.where}/werklijst")
    async with two.expect_response(NEWS):
        await one.close()
    await affairs.signalled("Mies")

    await announced(two, "1 nieuw signaal sinds")
    assert connections.tabs == [one, two]
    assert fatima.said == []
    await fatima.leaves()


async def test_a_row_that_a_colleague_picked_up_changes_where_it_stands(living: Living, affairs: Affairs) -> None:
    signal = await affairs.signalled("Toos")
    fatima = await living.logged_in(FATIMA)
    async with fatima.page.expect_response(NEWS):
        await fatima.goes("/werklijst?sorteer=-gemeld")
    row = fatima.page.get_by_role("row", name="Toos Toossma")
    await expect(row.get_by_role("button", name="Pak op")).to_be_visible()
    await living.story.desk.picks_up(str(signal["id"]))

    await expect(row.get_by_role("cell").last).to_have_text("U", timeout=SOON)
    await expect(fatima.page.locator("tr.mb-changed")).to_have_count(1)
    await fatima.leaves()


async def test_a_provider_hears_of_a_request_and_nobody_else_s(living: Living, affairs: Affairs) -> None:
    marloes = await living.logged_in(MARLOES)
    async with marloes.page.expect_response(NEWS):
        await marloes.goes("/aanvragen")
    await affairs.asked("Fenna", accepted=False)

    await announced(marloes.page, "1 nieuwe aanvraag.")
    assert "Fenna" not in await marloes.page.content()
    await marloes.leaves()
