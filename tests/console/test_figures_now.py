"""The page of this moment: what the live process told, drawn and as a table; and plain words when nobody counts."""

import html
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

import kernel.testing
from kernel.service import Service
from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from schemas.api.monitor import LiveFigures, LiveWindow
from schemas.words import SupportArea
from services.console import console, sessions
from services.console.__main__ import app
from services.console.place import Issuer, Place, settle
from services.console.views import now as now_view
from services.console.visitors import HeldTokens
from services.monitor import __main__ as monitor_wiring
from services.monitor import monitor
from services.monitor.live import store
from services.monitor.live.counting import Told

PLAIN = Path(kernel.testing.__file__).parent / "plain"
WHERE = "http://house.test"


@dataclass
class Desk:
    house: TestHouse
    cookie: str

    async def goes(self, path: str) -> str:
        headers = {"Origin": WHERE, "Cookie": f"mantelbrug={self.cookie}"}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self.house.app), base_url=WHERE, headers=headers) as browser:
            answer = await browser.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    async def told(self, *windows: LiveWindow, behind: int = 0) -> None:
        async with monitor.work() as work:
            await store.write(work.connection, {"gooi": Told(2, 6, windows)}, at=self.house.clock.now(), behind=behind)


@pytest.fixture
async def desk(server: TestServer) -> AsyncIterator[Desk]:
    made: list[FastAPI] = []

    def make() -> FastAPI:
        made.append(app())
        return made[-1]

    tellers = [Service(name) for name in ("intake", "referral", "waardering")]
    folders = {teller.name: PLAIN for teller in tellers}
    async with TestHouse(server, {console: make, monitor: monitor_wiring.app}, migrated=tellers, folders=folders) as house:
        settle(made[0], Place("gooi", WHERE, Issuer(f"{WHERE}/demo-issuer", demo=True, client=house.client())))
        token = house.issuer.person("coordinator", organisation="aanmeldpunt-gooi")
        held = HeldTokens(access_token=token, ends_at=house.clock.now() + timedelta(hours=1))
        yield Desk(house, await sessions.begin("staff", "coordinator", held))


def text(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


async def test_without_a_live_process_the_page_says_so_and_leads_to_the_exact_figures(desk: Desk) -> None:
    page = await desk.goes("/cijfers/nu")

    assert "Er zijn nu geen live cijfers" in text(page)
    assert '<svg class="mb-chart"' not in page
    assert "hx-trigger" not in page
    assert 'href="/cijfers"' in page


async def test_windows_are_drawn_with_the_same_numbers_in_a_table(desk: Desk) -> None:
    now = desk.house.clock.now()
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    await desk.told(
        LiveWindow(span="five-minutes", starts_at=this_hour, count=4),
        LiveWindow(span="hour", starts_at=this_hour - timedelta(hours=2), count=11),
        LiveWindow(span="hour", starts_at=this_hour, count=4),
        LiveWindow(span="hour", starts_at=this_hour, municipality="GM0402", count=15),
        LiveWindow(span="hour", starts_at=this_hour, support_area=SupportArea.RESPITE, count=15),
    )
    page = await desk.goes("/cijfers/nu")

    assert page.count('role="img" aria-label="Staafdiagram') == 4
    assert page.count("<table") == 4
    assert re.search(r"2 vragen wachten .* 6 overgedragen vandaag 15 signalen in de laatste 24 uur", text(page))
    assert re.search(r"Vanaf Signalen [^<]*? uur 11 [^<]*? uur 4", text(page))
    assert "Hilversum 15" in text(page)


def test_the_axis_begins_with_the_first_window_that_is_told_and_ends_now() -> None:
    now = datetime(2026, 11, 22, 11, 42, 30, tzinfo=UTC)
    first = LiveWindow(span="five-minutes", starts_at=datetime(2026, 11, 22, 9, 40, tzinfo=UTC), count=3)
    last = first.model_copy(update={"starts_at": datetime(2026, 11, 22, 11, 40, tzinfo=UTC), "count": 6})
    bars = now_view.over_time(LiveFigures(at=now, windows=(first, last)), "five-minutes", now)

    assert [(bar.text, bar.share, bar.left) for bar in bars] == [("3", 50.0, 0.0), ("6", 100.0, 97.96)]


async def test_it_renews_itself_until_it_is_told_to_be_still(desk: Desk) -> None:
    await desk.told()

    assert 'hx-trigger="every 10s"' in await desk.goes("/cijfers/nu")
    assert 'hx-trigger="every 10s"' not in await desk.goes("/cijfers/nu?stil=1")


async def test_a_page_that_is_behind_says_that_its_numbers_are_too_low(desk: Desk) -> None:
    await desk.told(behind=1200)

    assert "1200 berichten te gaan" in text(await desk.goes("/cijfers/nu"))


async def test_the_figures_lead_to_the_page_of_this_moment(desk: Desk) -> None:
    assert 'href="/cijfers/nu"' in await desk.goes("/cijfers")
