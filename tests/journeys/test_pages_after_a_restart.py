"""A page that stays open while the house restarts finds its way back by itself."""

from __future__ import annotations

import tempfile
from pathlib import Path

import httpx
import pytest
from playwright.async_api import expect

from tests.journeys.affairs import Affairs
from tests.journeys.living import FATIMA, Living, a_browser, a_living_house, untold

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def test_after_a_restart_an_open_page_hears_what_is_new_without_logging_in_again() -> None:
    with tempfile.TemporaryDirectory(prefix="mb-restart-", ignore_cleanup_errors=True) as folder:
        async with a_browser() as browser:
            async with a_living_house(Path(folder)) as (house, clock), httpx.AsyncClient(base_url=house.where) as http:
                living = Living(house, clock, browser, http, untold(http, clock))
                fatima = await living.logged_in(FATIMA)
                async with fatima.page.expect_response("**/nieuws*"):
                    await fatima.goes("/werklijst?lijst=niet-opgepakt")
                fatima.said.clear()
            async with (
                a_living_house(Path(folder), port=house.settings.port, clock=clock) as (again, _),
                httpx.AsyncClient(base_url=again.where) as http,
            ):
                affairs = Affairs(Living(again, clock, browser, http, untold(http, clock)))
                await affairs.everybody_logs_in()
                await affairs.signalled("Teuntje")

                await expect(fatima.page.locator("#nieuws")).to_contain_text("1 nieuw signaal sinds", timeout=30_000)
                await fatima.page.get_by_role("link", name="Ververs de lijst").click()
                await expect(fatima.page.get_by_role("button", name="Uitloggen")).to_be_visible()
                assert all("ERR_" in line for line in fatima.said)
