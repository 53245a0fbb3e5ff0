"""A whole house in a thread of its own and a real Chromium: pages as people use them, in time that a test moves."""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from kernel import logs
from kernel.clock import Clock
from kernel.settings import HouseSettings
from services.house.house import House
from services.story.playing import next_working_morning
from tools.parts import AXE, chromium

SIZES = ((1280, 900), (360, 800))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALL = """() => [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary')]
  .filter(e => e.checkVisibility() && !e.closest('.mb-pot,dialog:not([open])') && !e.matches('.nl-skip-link'))
  .map(e => { const b = e.getBoundingClientRect(); const inText = e.matches('a') && getComputedStyle(e).display === 'inline';
    return { what: (e.textContent || e.name || '').trim().slice(0, 40), w: Math.round(b.width), h: Math.round(b.height), inText } })
  .filter(x => !x.inText && (x.w < 24 || x.h < 24))"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
HEADINGS = "() => [...document.querySelectorAll('h1,h2,h3,h4')].filter(h => h.checkVisibility()).map(h => +h.tagName[1])"
ICONS = """async () => { const used = [...document.querySelectorAll('svg use')].map(u => u.getAttribute('href').split('#'));
  const text = used.length ? await (await fetch(used[0][0])).text() : '';
  return used.map(u => u[1]).filter(id => !text.includes(`id="${id}"`)) }"""


class HouseInAThread:
    """Runs until it is told to stop; its clock is moved in its own loop."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.clock.move(to=next_working_morning(self.clock.now()))
        self._folder, self._ready, self._failed = folder, threading.Event(), list[BaseException]()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._live()), name="house", daemon=True)

    async def _live(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        try:
            logs.configure("WARNING")
            async with House(HouseSettings(data=self._folder, port=0, demo=True), clock=self.clock) as house:
                self.where = house.where
                self._ready.set()
                await self._stop.wait()
        except BaseException as error:
            self._failed.append(error)
            raise
        finally:
            self._ready.set()

    def start(self) -> None:
        self._thread.start()
        self._ready.wait(60)
        if self._failed:
            raise self._failed[0]

    def move(self, *, to: datetime | None = None, by: timedelta | None = None) -> None:
        async def move() -> None:
            self.clock.move(to=to, by=by)

        asyncio.run_coroutine_threadsafe(move(), self._loop).result(10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(30)


@dataclass
class Town:
    """The house, a browser, and whoever sits at it."""

    house: HouseInAThread
    browser: Browser
    complaints: list[str] = field(default_factory=list)
    """What the browser's console said, and exceptions in a page."""
    seen: set[str] = field(default_factory=set)
    """Titles of pages that were looked at for accessibility."""

    @property
    def where(self) -> str:
        return self.house.where

    def somebody(self, *, javascript: bool = True) -> BrowserContext:
        context = self.browser.new_context(
            viewport={"width": SIZES[0][0], "height": SIZES[0][1]}, locale="nl-NL", java_script_enabled=javascript, base_url=self.where
        )
        context.set_default_timeout(10_000)
        context.on("console", lambda message: self._heard(message.type, message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        return context

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.complaints.append(text)

    def visit(self, path: str) -> Page:
        page = self.somebody().new_page()
        page.goto(path)
        return page

    def staff(self, name: str) -> Page:
        """Logs in by the demo issuer's page, as a person does."""
        page = self.visit("/inloggen")
        with page.expect_navigation(url=lambda url: "/inloggen" not in url and "/demo-issuer" not in url):
            page.get_by_role("button", name=name).click()
        return page

    def mails_to(self, address: str) -> list[dict[str, str]]:
        items: list[dict[str, str]] = httpx.get(f"{self.where}/v1/dev-mailbox", params={"to": address}, timeout=10).json()["items"]
        return items

    def mail_to(self, address: str, about: str) -> dict[str, str]:
        """Waits until it is there."""
        for _ in range(100):
            found = [mail for mail in self.mails_to(address) if about in mail["subject"] + mail["text"]]
            if found:
                return found[0]
            threading.Event().wait(0.1)
        raise AssertionError(f"no mail to {address} about {about}: {[m['subject'] for m in self.mails_to(address)]}")

    def look(self, page: Page) -> None:
        """Everyone can use this page: at both sizes, by axe and by what axe does not see."""
        self.seen.add(page.title())
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(AXE.read_text())
            found = page.evaluate("tags => axe.run(document, { runOnly: { type: 'tag', values: tags } })", TAGS)
            at = f"{page.title()} at {width}"

            assert [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found["violations"]] == [], at
            assert page.evaluate(WIDE) <= 0, f"{at} scrolls sideways"
            assert page.evaluate(SMALL) == [], f"{at}: targets under 24 pixels"
            assert page.evaluate(ICONS) == [], f"{at}: icons that the sprite lacks"
            levels = page.evaluate(HEADINGS)
            assert levels.count(1) == 1, f"{at}: headings {levels}"
            assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False)), f"{at}: headings {levels}"
        page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})


@pytest.fixture(scope="package")
def town() -> Iterator[Town]:
    with tempfile.TemporaryDirectory(prefix="mb-pages-", ignore_cleanup_errors=True) as folder, sync_playwright() as play:
        house = HouseInAThread(Path(folder))
        house.start()
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            yield Town(house, browser)
        finally:
            browser.close()
            house.stop()


@pytest.fixture(autouse=True)
def nothing_to_complain_about(town: Town) -> Iterator[None]:
    """No page of a test may upset the browser: the content policy, a missing file, an error in a script."""
    town.complaints.clear()
    yield
    assert town.complaints == []
