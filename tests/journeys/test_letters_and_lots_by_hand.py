"""Two officers at one desk: what one does renews the list of the other; letters are posted; a lot is drawn and worked out again."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect
from pypdf import PdfReader

from services.story.telling import until
from tests.journeys.applying import OLAF, WENDY, looks_up
from tests.journeys.desk_schemes import (
    BY_HAND,
    CHECKED,
    LOTS,
    OPEN_FOR,
    QUEUE,
    a_house_with_desk_schemes,
    entered,
    enters,
    is_readable,
    searches,
)
from tests.journeys.living import Living, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
SOON = 30_000
"""Long beside everything else that may run on the machine."""
LETTERS = "/waardering/werk/brieven"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def living(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with a_house_with_desk_schemes(Path(tmp_path_factory.mktemp("desk"))) as living:
        yield living


# colleagues ---------------------------------------------------------------------------------------


async def hears_from_now_on(page: Page, address: str) -> None:
    """Opens a list and waits until its stream has begun."""
    async with page.expect_response("**/nieuws*", timeout=SOON):
        await page.goto(address)


def row_of(page: Page, reference: str) -> Locator:
    return page.locator(f"#rij-{reference}")


async def test_what_a_colleague_picks_up_and_adds_changes_where_it_stands(living: Living) -> None:
    wendy, olaf = await living.logged_in(WENDY), await living.logged_in(OLAF)
    await enters(olaf, BY_HAND, "Samenwerk", postcode="")
    reference = await entered(olaf)
    await hears_from_now_on(wendy.page, f"{living.where}/waardering/werk?sorteer=-ontvangen")
    row = row_of(wendy.page, reference)
    await expect(row).not_to_contain_text(OLAF)
    await looks_up(olaf, reference)
    await olaf.presses("Pak op")

    await expect(row).to_contain_text(OLAF, timeout=SOON)
    await expect(row).to_have_class(re.compile("mb-changed"))

    await olaf.follows("Vul de aanvraag aan")
    await olaf.page.locator("#naaste-postcode").fill("1216 AB")
    await olaf.page.locator("#naaste-huisnummer").fill("12")
    await olaf.presses("Vul de aanvraag aan")

    await expect(row).to_contain_text("Voorstel: toekennen", timeout=SOON)
    assert wendy.said == []
    await wendy.leaves()
    await olaf.leaves()


async def test_what_a_colleague_checks_leaves_the_list_of_what_is_to_be_checked(living: Living) -> None:
    wendy, olaf = await living.logged_in(WENDY), await living.logged_in(OLAF)
    await enters(olaf, CHECKED, "Nakijk")
    reference = await entered(olaf)
    await hears_from_now_on(wendy.page, f"{living.where}/waardering/werk?lijst=steekproef")
    await expect(row_of(wendy.page, reference)).to_be_visible()
    await looks_up(olaf, reference)
    await olaf.page.get_by_label("Ja, het is in orde").check()
    await olaf.presses("Leg de controle vast")

    await expect(wendy.page.locator("#nieuws")).to_contain_text("1 aanvraag staat niet meer in deze lijst", timeout=SOON)
    await wendy.leaves()
    await olaf.leaves()


# letters ------------------------------------------------------------------------------------------


async def waits_to_be_printed(officer: Person, reference: str) -> None:
    """Who gave no address for mail; letters are made when nobody asks for a page."""

    async def look() -> bool | None:
        await asyncio.sleep(0.5)
        await looks_up(officer, reference)
        return await officer.page.get_by_text("Nog te printen").count() > 0 or None

    await until(look, "een brief om te printen", seconds=60)


async def pdf_of(officer: Person, link: Locator) -> list[str]:
    """Its pages, as who prints it gets them."""
    answer = await officer.context.request.get(f"{officer.where}{await link.get_attribute('href')}")
    assert answer.headers["content-type"] == "application/pdf"
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(await answer.body())).pages]


async def test_letters_are_printed_as_one_pile_and_posted_once(living: Living) -> None:
    wendy, olaf = await living.logged_in(WENDY), await living.logged_in(OLAF)
    for name in ("Briefsma", "Postma"):
        await enters(wendy, QUEUE, name)
        await waits_to_be_printed(wendy, await entered(wendy))
    await wendy.goes(LETTERS)
    await wendy.presses("Maak een stapel")
    await expect(wendy.page.get_by_role("heading", name="Er is niets te printen")).to_be_visible()
    pages = await pdf_of(wendy, wendy.page.get_by_role("link", name="Open de pdf").first)
    again = await pdf_of(wendy, wendy.page.get_by_role("link", name="Open de pdf").first)
    await olaf.goes(LETTERS)
    await wendy.page.get_by_role("button", name="Deze is gepost").first.click()
    await expect(wendy.page.get_by_role("status")).to_be_visible()
    await expect(wendy.page.get_by_text(re.compile("^Gepost "))).to_be_visible()
    await olaf.page.get_by_role("button", name="Deze is gepost").first.click()

    await expect(olaf.page.get_by_role("heading", level=1)).to_have_text(re.compile(f"{WENDY}|al "))
    assert all(any(name in page for page in pages) for name in ("Briefsma", "Postma"))
    assert "Wij keuren de aanvraag goed" in " ".join(pages)
    assert again == pages
    await is_readable(wendy)
    await searches(wendy, "Briefsma")
    await wendy.follows("Anneke Briefsma")
    await expect(wendy.page.get_by_role("main")).to_contain_text("Op de post gedaan")
    await wendy.leaves()
    await olaf.leaves()


# by lot -------------------------------------------------------------------------------------------


async def test_a_lot_is_drawn_once_and_anyone_can_work_it_out_again(living: Living) -> None:
    wendy = await living.logged_in(WENDY)
    await enters(wendy, LOTS, "Lotaan", "Lotbos", "Lotdal")
    year = living.now.year
    living.clock.move(by=OPEN_FOR + timedelta(days=1))
    await wendy.leaves()
    wendy = await living.logged_in(WENDY)
    await wendy.goes("/waardering/werk/budget")
    await wendy.follows(f"Met het lot, {year}")
    before = await wendy.reads()
    await is_readable(wendy)
    await wendy.presses("Ja, loot nu")
    await expect(wendy.page.get_by_role("status").first).to_contain_text("De loting is gedaan")
    result = wendy.page.get_by_role("region", name="Uitslag")
    told = await result.get_by_role("row").all_inner_texts()
    await wendy.page.get_by_text("Reken het zelf na").click()
    await is_readable(wendy)
    worked_out = [line.split("\n") for line in await result.get_by_role("listitem").all_inner_texts()]

    assert "waterlandplein" in before
    assert [("Ingeloot" in line, "Uitgeloot" in line) for line in told[1:]] == [(True, False)] * 2 + [(False, True)]
    assert [sha256(what.strip().encode()).hexdigest() for what, _ in worked_out] == [number.strip() for _, number in worked_out]
    assert [number for _, number in worked_out] == sorted(number for _, number in worked_out)
    await wendy.goes("/waardering/werk/budget")
    await wendy.follows(f"Met het lot, {year}")
    await expect(wendy.page.get_by_role("region", name="Uitslag")).to_be_visible()
    assert await wendy.page.get_by_role("button", name="Ja, loot nu").count() == 0
    for place in (1, 3):
        await wendy.goes(f"/waardering/werk/budget/loten/{LOTS}/{year}")
        await wendy.page.get_by_role("region", name="Uitslag").get_by_role("link").nth(place - 1).click()
        await expect(wendy.page.get_by_role("main")).to_contain_text("Ingeloot" if place == 1 else "Uitgeloot")
    await wendy.leaves()
