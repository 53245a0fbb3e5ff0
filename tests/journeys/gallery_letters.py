"""The pages of letters in every state, hung behind the others."""

from __future__ import annotations

import asyncio

from services.story.telling import until
from tests.journeys.applying import OLAF, WENDY, an_application_to_decide, applies, looks_up
from tests.journeys.gallery import Seen, Visit, plain, view
from tests.journeys.gallery_officer import VIEWS
from tests.journeys.living import Person

__all__ = ["VIEWS"]
LIST = "/waardering/werk/brieven"
PREVIEW = "POST /waardering/werk/{application}/beslis/voorbeeld"


@view("letters that wait to be printed", f"GET {LIST}")
async def _(visit: Visit) -> Seen:
    wendy = await visit.staff(WENDY)
    await a_letter_waits(visit, wendy, "Zandgat")
    return wendy, await wendy.goes(LIST)


@view("a batch, and nothing more to print", f"GET {LIST}")
async def _(visit: Visit) -> Seen:
    wendy = await visit.staff(WENDY)
    await a_letter_waits(visit, wendy, "Zandbak")
    return wendy, await wendy.presses("Maak een stapel")


@view("a batch that a colleague just made", f"POST {LIST}", 422)
async def _(visit: Visit) -> Seen:
    wendy, olaf = await visit.staff(WENDY), await visit.staff(OLAF)
    await a_letter_waits(visit, wendy, "Zandkuil")
    await olaf.goes(LIST)
    await wendy.presses("Maak een stapel")
    return olaf, await olaf.presses("Maak een stapel")


@view("no letter to see before something is chosen", PREVIEW, 422)
async def _(visit: Visit) -> Seen:
    reference = await an_application_to_decide(visit.living, "Zandlicht")
    wendy = await visit.staff(WENDY)
    await looks_up(wendy, reference)
    button = wendy.page.locator("[formaction$='/beslis/voorbeeld']")
    await button.evaluate("one => one.removeAttribute('formtarget')")
    async with wendy.page.expect_navigation() as answered:
        await button.click()
    answer = await answered.value
    assert answer is not None
    return wendy, answer


plain("a letter that is ready for her", "GET /brief/{token}", None, "/brief/A_link-that-nobody-gave-out-0123456789")


async def a_letter_waits(visit: Visit, officer: Person, family_name: str) -> None:
    """Who applied gave no address for mail."""
    her = await visit.living.someone("Anneke")
    await applies(her, "Anneke", family_name)
    await her.leaves()

    async def look() -> bool | None:
        await asyncio.sleep(0.5)  # letters are made when nobody asks for a page
        await officer.goes(LIST)
        return await officer.page.get_by_role("button", name="Maak een stapel").count() > 0 or None

    await until(look, "een brief om te printen", seconds=60)
