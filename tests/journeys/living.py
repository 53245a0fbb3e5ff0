"""A whole house with people who look at it: real pages in a real Chromium, on a clock that may be moved."""

from __future__ import annotations

import io
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import httpx
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Response, ViewportSize, async_playwright
from rich.console import Console

from kernel.clock import Clock
from kernel.settings import HouseSettings
from services.house.house import House
from services.story.parties import link_in
from services.story.playing import Story
from services.story.staging import AMSTERDAM, next_working_morning
from services.story.telling import Telling
from tests.journeys.quiet import logging_at
from tools.parts import chromium

FATIMA, DANIEL, RUUD, BEA = "Fatima El Idrissi", "Daniël Brouwer", "Ruud Veenstra", "Bea van Ommen"
MARLOES, JOKE, WOUTER, INGE, PIETER = "Marloes Kuiper", "Joke de Wit", "Wouter Hagen", "Inge Tromp", "Pieter Langerak"
WIDE, PHONE, ZOOMED = ViewportSize(width=1280, height=900), ViewportSize(width=360, height=800), ViewportSize(width=640, height=450)
"""A desk, a telephone, and the desk's screen for who enlarges everything to 200 %."""
PATIENCE = 15_000


@dataclass
class Person:
    """Someone with a browser of her own: her cookies, her tabs, and whatever her console complained about."""

    name: str
    where: str
    context: BrowserContext
    page: Page
    said: list[str] = field(default_factory=list)

    async def goes(self, path: str) -> Response:
        answer = await self.page.goto(path if path.startswith("http") else self.where + path)
        assert answer is not None, path
        return answer

    async def presses(self, button: str) -> Response:
        """A button that leads to another page, or to this one again."""
        async with self.page.expect_navigation() as answered:
            await self.page.get_by_role("button", name=button, exact=True).first.click()
        answer = await answered.value
        assert answer is not None, button
        return answer

    async def follows(self, link: str) -> Response:
        async with self.page.expect_navigation() as answered:
            await self.page.get_by_role("link", name=link).first.click()
        answer = await answered.value
        assert answer is not None, link
        return answer

    async def another_tab(self) -> Page:
        page = await self.context.new_page()
        self.listen(page)
        return page

    def listen(self, page: Page) -> None:
        def console(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self.said.append(f"{message.text} ({message.location.get('url', '')})")

        page.on("console", console)
        page.on("pageerror", lambda error: self.said.append(str(error)))

    async def reads(self) -> str:
        return await self.page.inner_text("main")

    async def leaves(self) -> None:
        await self.context.close()


@dataclass
class Living:
    house: House
    clock: Clock
    browser: Browser
    http: httpx.AsyncClient
    story: Story

    @property
    def where(self) -> str:
        return self.house.where

    @property
    def now(self) -> datetime:
        return self.clock.now()

    async def someone(self, name: str = "een bezoeker", *, size: ViewportSize = WIDE, scripts: bool = True) -> Person:
        """A new browser window, in which nobody is logged in."""
        context = await self.browser.new_context(viewport=size, locale="nl-NL", timezone_id="Europe/Amsterdam", java_script_enabled=scripts)
        context.set_default_timeout(PATIENCE)
        person = Person(name, self.where, context, await context.new_page())
        person.listen(person.page)
        return person

    async def logged_in(self, name: str, *, size: ViewportSize = WIDE, scripts: bool = True) -> Person:
        person = await self.someone(name, size=size, scripts=scripts)
        await self.log_in(person)
        return person

    async def log_in(self, person: Person) -> None:
        await person.goes("/inloggen")
        await person.page.get_by_role("button", name=person.name).click()
        await person.page.get_by_role("button", name="Uitloggen").wait_for()

    async def link_for(self, address: str, containing: str = "/mijn/") -> str:
        """Her own page, by the newest link that was mailed to this address."""
        return f"/mijn/{link_in(await self.story.mail.new(address, 'een mail met haar link', containing=containing))}"


@asynccontextmanager
async def a_living_house(
    folder: Path, *, port: int = 0, clock: Clock | None = None, examples: bool = True
) -> AsyncIterator[tuple[House, Clock]]:
    """With the examples of the region, on a working day at eighteen minutes to eleven."""
    if clock is None:
        clock = Clock()
        clock.move(to=next_working_morning(clock.now()) + timedelta(minutes=42))
    with logging_at("CRITICAL"):
        async with House(HouseSettings(data=folder, port=port, demo=examples), clock=clock) as house:
            yield house, clock


@asynccontextmanager
async def a_house_with_people(*, examples: bool = True) -> AsyncIterator[Living]:
    """`examples` False: nobody is known yet."""
    with tempfile.TemporaryDirectory(prefix="mb-pages-", ignore_cleanup_errors=True) as folder:
        async with (
            a_living_house(Path(folder), examples=examples) as (house, clock),
            a_browser() as browser,
            httpx.AsyncClient(base_url=house.where, timeout=30) as http,
        ):
            yield Living(house, clock, browser, http, untold(http, clock))


@asynccontextmanager
async def a_browser() -> AsyncIterator[Browser]:
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            await browser.close()


def untold(http: httpx.AsyncClient, clock: Clock) -> Story:
    """The story's parties, without the story."""
    return Story(http, Telling(Console(file=io.StringIO())), clock)


def tomorrow_at(now: datetime, hour: int) -> datetime:
    return (now.astimezone(AMSTERDAM) + timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0)
