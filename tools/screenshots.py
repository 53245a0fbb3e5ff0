"""Takes the pictures of the README from a house of its own: `make screenshots`. Needs Chromium (tools/parts.py)."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import UTC, timedelta
from pathlib import Path

from playwright.async_api import Page, ViewportSize, async_playwright

from kernel import logs
from kernel.clock import Clock
from kernel.settings import HouseSettings
from services.house.house import House
from services.story.staging import next_working_morning
from tools.parts import chromium

IMAGES = Path(__file__).parent.parent / "docs" / "images"
WIDE, NARROW = ViewportSize(width=1280, height=860), ViewportSize(width=360, height=740)


async def take() -> None:
    logs.configure("critical")
    clock = Clock()
    clock.move(to=next_working_morning(clock.now()).astimezone(UTC) + timedelta(minutes=42))
    with tempfile.TemporaryDirectory(prefix="mb-pictures-", ignore_cleanup_errors=True) as folder:
        async with House(HouseSettings(data=Path(folder), port=0), clock=clock) as house, async_playwright() as play:
            browser = await play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            page = await browser.new_page(viewport=WIDE, locale="nl-NL")
            await _log_in(page, house.where, "Fatima El Idrissi")
            await page.goto(f"{house.where}/werklijst")
            await page.screenshot(path=IMAGES / "worklist.png")
            await page.get_by_role("link", name="Anneke de Bakker").first.click()
            await page.screenshot(path=IMAGES / "signal.png")
            officer = await (await browser.new_context(viewport=WIDE, locale="nl-NL")).new_page()
            await _log_in(officer, house.where, "Wendy de Graaf")
            await officer.goto(f"{house.where}/waardering/werk")
            await officer.get_by_role("link", name="Hagen").first.click()
            await officer.screenshot(path=IMAGES / "waardering.png")
            phone = await browser.new_page(viewport=NARROW, locale="nl-NL")
            await phone.goto(f"{house.where}/aanmelden")
            await phone.screenshot(path=IMAGES / "aanmelden.png")
            await browser.close()


async def _log_in(page: Page, where: str, name: str) -> None:
    await page.goto(f"{where}/inloggen")
    await page.get_by_text(name).first.click()
    await page.wait_for_url(f"{where}/**")


if __name__ == "__main__":
    IMAGES.mkdir(parents=True, exist_ok=True)
    asyncio.run(take())
    sys.stdout.write("".join(f"{image}\n" for image in sorted(IMAGES.glob("*.png"))))
