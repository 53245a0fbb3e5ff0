"""Without a mouse, on paper, in a person's own colours, and without JavaScript where nobody logged in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Page, ViewportSize, expect

from tests.journeys.affairs import AT_ONCE, Affairs
from tests.journeys.eyes import SIDEWAYS, problems
from tests.journeys.living import FATIMA, PHONE, Living, Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
PAPER = ViewportSize(width=794, height=1123)
"""A4 at 96 pixels an inch."""
FOCUS = """() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
  const name = e.getAttribute('aria-label') || e.innerText || e.labels?.[0]?.innerText || e.name || e.tagName;
  return {name: name.trim().replace(/\\s+/g, ' ').slice(0, 60),
    seen: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== 'none',
    inside: b.bottom > 0 && b.top < innerHeight && b.right > 0 && b.left < innerWidth} }"""
INTERACTIVE = "() => [...document.querySelectorAll('button, form, nav, header, footer, dialog')].filter(e => e.checkVisibility()).length"
WITHOUT_EDGE = """() => [...document.querySelectorAll('.nl-button, .nl-data-badge, .mb-tile, .utrecht-textbox, .utrecht-select, .mb-alarm')]
  .filter(e => e.checkVisibility()).filter(e => { const s = getComputedStyle(e);
    return s.borderTopStyle === 'none' || parseFloat(s.borderTopWidth) < 1 || s.borderTopColor === s.backgroundColor })
  .map(e => `${e.className} ${e.innerText.slice(0, 30)}`)"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def affairs(living: Living) -> AsyncIterator[Affairs]:
    affairs = Affairs(living)
    await affairs.everybody_logs_in()
    yield affairs


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def fatima(living: Living) -> AsyncIterator[Person]:
    yield await living.logged_in(FATIMA)


async def test_the_first_key_leads_past_the_menu(fatima: Person) -> None:
    page = fatima.page
    await fatima.goes("/werklijst")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    assert (await page.evaluate(FOCUS))["inside"]
    await page.keyboard.press("Enter")

    await expect(page.locator("main")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Telefoontje invoeren")).to_be_focused()


async def test_whoever_tabs_sees_where_she_is(living: Living, affairs: Affairs, fatima: Person) -> None:
    signal = await affairs.signalled("Tilly")
    for path in ("/werklijst", f"/signalen/{signal['id']}"):
        await fatima.goes(path)
        for _ in range(28):
            await fatima.page.keyboard.press("Tab")
            here = await fatima.page.evaluate(FOCUS)
            if here["name"].startswith("Naar de inhoud "):
                break  # round again

            assert here["seen"], here
            assert here["inside"], here


async def test_a_row_is_picked_up_and_its_signal_called_about_with_keys_alone(living: Living, affairs: Affairs, fatima: Person) -> None:
    page = fatima.page
    signal = await affairs.signalled("Fie")
    await fatima.goes("/werklijst?lijst=niet-opgepakt&sorteer=-gemeld")
    row = page.get_by_role("row", name="Fie Fiesma")
    await tab_to(page, "Pak op Fie Fiesma")
    await page.keyboard.press("Enter")
    await expect(row.get_by_role("cell").last).to_have_text("U")
    await tab_to(page, "Fie Fiesma", backwards=True)
    async with page.expect_navigation(url=f"**/signalen/{signal['id']}"):
        await page.keyboard.press("Enter")
    await tab_to(page, "Gesproken")
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_label("Geen gehoor")).to_be_checked()
    await tab_to(page, "Bewaar")
    async with page.expect_navigation():
        await page.keyboard.press("Enter")

    await expect(page.get_by_role("status").first).to_have_text("Uw gesprek is vastgelegd.")


async def test_a_dialog_takes_the_keys_and_gives_them_back(living: Living, affairs: Affairs, fatima: Person) -> None:
    page, desk = fatima.page, living.story.desk
    signal = await affairs.signalled("Jet")
    await desk.records_consents(await desk.calls(await desk.picks_up(str(signal["id"]))))
    await fatima.goes(f"/signalen/{signal['id']}")
    link = page.get_by_role("link", name="Wijs aan").first
    await link.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    assert await page.evaluate("document.querySelector('dialog[open]').contains(document.activeElement)")
    assert await problems(page) == []
    await page.keyboard.press("Escape")

    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(link).to_be_focused()


async def test_the_signal_on_paper_has_what_is_known_and_who_printed_it(living: Living, affairs: Affairs, fatima: Person) -> None:
    page, desk = fatima.page, living.story.desk
    signal = await affairs.signalled("Riet")
    await desk.records_consents(await desk.calls(await desk.picks_up(str(signal["id"]))))
    await fatima.goes(f"/signalen/{signal['id']}")
    await page.emulate_media(media="print")
    await page.set_viewport_size(PAPER)

    assert await page.evaluate(INTERACTIVE) == 0
    assert await page.evaluate(SIDEWAYS) <= 0
    await expect(page.get_by_role("heading", level=1)).to_have_text("Riet Rietsma")
    await expect(page.get_by_text("Afgedrukt door Fatima El Idrissi op dinsdag")).to_be_visible()
    await expect(page.get_by_text("Slaapt slecht, zorgt dag en nacht.")).to_be_visible()
    paper = await page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/Type /Page\n") == 1
    await page.emulate_media(media="screen")


async def test_in_a_person_s_own_colours_everything_to_press_has_an_edge(living: Living, affairs: Affairs) -> None:
    fatima = await living.logged_in(FATIMA)
    signal = await affairs.signalled("Guus")
    await fatima.page.emulate_media(forced_colors="active")
    for path in ("/werklijst", f"/signalen/{signal['id']}", "/aanmelden"):
        await fatima.goes(path)

        assert await fatima.page.evaluate(WITHOUT_EDGE) == [], path
    await fatima.page.locator("#voornaam").focus()
    assert (await fatima.page.evaluate(FOCUS))["seen"]
    await fatima.leaves()


async def test_without_javascript_she_reads_her_page_and_says_that_the_meeting_was_there(living: Living, affairs: Affairs) -> None:
    await affairs.planned("Loes", soon=True)
    living.clock.move(by=AT_ONCE + timedelta(minutes=88))
    link = await affairs.her_link("Loes", "Is die doorgegaan?")
    loes = await living.someone("Loes", size=PHONE, scripts=False)
    await loes.goes(link)
    await loes.presses("Ja, wij spraken elkaar")

    await expect(loes.page.get_by_role("status").first).to_have_text("Dank u. Nu weten wij zeker dat het goed ging.")
    await loes.leaves()


@pytest.mark.parametrize("path", ["/", "/aanmelden", "/privacy", "/toegankelijkheid", "/contact", "/inloggen", "/postvak"])
async def test_without_javascript_a_public_page_is_whole(living: Living, path: str) -> None:
    with_scripts, without = await living.someone(), await living.someone(scripts=False)
    await with_scripts.goes(path)
    await without.goes(path)

    assert await without.reads() == await with_scripts.reads()
    for person in (with_scripts, without):
        await person.leaves()


async def tab_to(page: Page, name: str, *, backwards: bool = False) -> None:
    """Presses until what has this name has the focus, as someone without a mouse does."""
    for _ in range(120):
        await page.keyboard.press("Shift+Tab" if backwards else "Tab")
        if (await page.evaluate(FOCUS))["name"] == name:
            return
    raise AssertionError(f"nobody reaches {name!r} with the keyboard")
