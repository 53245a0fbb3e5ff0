"""The campaign of the year in a real browser: whom it invites, planned, begun, and how far it is; and her no behind the link."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import urljoin

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.journeys.applying import OLAF, WENDY, applies, chooses_money, fills, names_caregiver, names_recipient
from tests.journeys.living import PHONE, Living, a_house_with_people

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
HILVERSUM = "Mantelzorgwaardering Hilversum"
CAMPAIGN = "/waardering/werk/campagne"
MAIL = "anneke.zandstrand@voorbeeld.example"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def next_year() -> AsyncIterator[Living]:
    """A house in which Anneke asked last year, and Truus, who has no mail; today is a working day a year later."""
    async with a_house_with_people(examples=False) as living:
        her = await living.someone("Anneke")
        await names_recipient(her, "Zandstrand")
        await names_caregiver(her, "Anneke", "Zandstrand")
        await fills(her, {"m1-email": MAIL})
        await her.presses("Verder")
        await chooses_money(her)
        await her.presses("Verder")
        await her.presses("Verstuur de aanvraag")
        await her.leaves()
        truus = await living.someone("Truus")
        await applies(truus, "Truus", "Zandkorrel")
        await truus.leaves()
        living.clock.move(by=timedelta(days=371))
        yield living


async def test_an_officer_sees_whom_it_invites_plans_it_begins_and_reads_how_far_it_is(next_year: Living) -> None:
    year = next_year.now.year
    wendy, olaf = await next_year.logged_in(WENDY), await next_year.logged_in(OLAF)
    await wendy.goes(CAMPAIGN)
    empty = await wendy.reads()
    for officer in (wendy, olaf):
        await officer.goes(CAMPAIGN)
        await officer.page.get_by_label("Regeling", exact=True).select_option(label=HILVERSUM)
        await officer.presses("Bekijk wie een uitnodiging krijgt")

    assert "Er zijn nog geen uitnodigingsrondes" in empty
    await expect(wendy.page.get_by_role("heading", name=f"{HILVERSUM} {year}: 2 uitnodigingen")).to_be_visible()
    await wendy.presses("Plan de uitnodigingen")
    await expect(wendy.page.get_by_role("status").first).to_have_text("De uitnodigingen staan gepland. Er is nog niets weg.")
    await expect(wendy.page.get_by_role("heading", name="0 van 2 uitgenodigd")).to_be_visible()
    await wendy.presses("Begin nu")
    await shows(wendy.page, "2 van 2 uitgenodigd")
    await next_year.story.mail.new(MAIL, "haar uitnodiging", containing="/uitnodiging/")
    mail, _ = await link_of(next_year)
    second = await olaf.presses("Plan de uitnodigingen")
    await applies_again(next_year)
    await wendy.page.reload()
    told = await wendy.page.locator("#c1").locator("..").locator("..").inner_text()

    assert re.search(r"Vroeg aan\s+1", told)
    assert "mantelzorg" not in mail.lower()
    assert second.status == 422
    assert "Voor deze regeling en dit jaar is er al een uitnodigingsronde" in await olaf.reads()
    assert wendy.said == []
    await wendy.leaves()
    await olaf.leaves()


async def test_letters_are_opened_printed_and_noted_once(next_year: Living) -> None:
    wendy = await next_year.logged_in(WENDY)
    await wendy.goes(CAMPAIGN)
    await wendy.follows(HILVERSUM)
    link = wendy.page.get_by_role("link", name="Open de brieven om te printen (PDF)")
    address = urljoin(wendy.page.url, str(await link.get_attribute("href")))
    paper = await wendy.page.request.get(address)
    await wendy.presses("De brieven zijn geprint en verstuurd")
    after = await wendy.page.request.get(address)

    assert paper.headers["content-type"] == "application/pdf"
    assert (await paper.body()).startswith(b"%PDF")
    await expect(link).to_have_count(0)
    assert after.headers["content-type"].startswith("text/html")
    await wendy.leaves()


async def test_behind_the_link_she_says_that_she_wants_none_any_more(next_year: Living) -> None:
    _, path = await link_of(next_year)
    her = await next_year.someone("Anneke", size=PHONE, scripts=False)
    await her.goes(path)
    before = await her.reads()
    await her.presses("Stuur mij dit niet meer")
    wrong = await her.goes("/uitnodiging/" + "x" * 43)

    assert "Zorgt u nog voor iemand?" in before
    assert "Zandstrand" not in before
    assert wrong.status == 404
    await her.goes(path)
    await expect(her.page.get_by_role("heading", level=1)).to_have_text("U krijgt geen uitnodiging meer")
    await her.leaves()


async def shows(page: Page, heading: str) -> None:
    """It goes a few at a time; a fresh look tells how far."""
    for _ in range(40):
        if await page.get_by_role("heading", name=heading).count():
            return
        await page.wait_for_timeout(250)
        await page.reload()
    raise AssertionError(heading)


async def applies_again(living: Living) -> None:
    her = await living.someone("Anneke")
    await names_recipient(her, "Zandstrand")
    await names_caregiver(her, "Anneke", "Zandstrand")
    await her.presses("Verder")
    await chooses_money(her)
    await her.presses("Verder")
    await her.presses("Verstuur de aanvraag")
    await her.leaves()


async def link_of(living: Living) -> tuple[str, str]:
    """The mail, and the path behind its link."""
    found = (await living.http.get("/v1/dev-mailbox")).json()["items"]
    text = next(str(one["text"]) for one in found if "/uitnodiging/" in one["text"])
    path = re.search(r"/uitnodiging/[A-Za-z0-9_-]+", text)
    assert path is not None
    return text, path[0]
