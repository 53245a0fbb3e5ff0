"""Everyone can read every page: on a telephone, at a desk, enlarged to 200 %, with a keyboard or a screen reader."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from kernel.http.walk import doors_in
from services.console import console
from services.console.__main__ import app
from tests.journeys.affairs import in_every_state
from tests.journeys.eyes import POLICY, problems
from tests.journeys.gallery import View, Visit
from tests.journeys.gallery_accounts import VIEWS
from tests.journeys.living import PHONE, WIDE, ZOOMED, Living

pytestmark = [pytest.mark.browser, pytest.mark.slow]
in_the_house = pytest.mark.asyncio(loop_scope="module")
NO_PAGES = {
    "GET /inloggen": "sends on to the login",
    "GET /inloggen/terug": "sends on to where one was going",
    "GET /werklijst/nieuws": "a part of the worklist",
    "GET /aanvragen/nieuws": "a part of the list",
    "GET /waardering/werk/nieuws": "a part of the officer's list",
    "GET /live": "a stream",
    "GET /mijn/afspraak.ics": "a file",
    "GET /waardering/werk/betalen/{run}/bestand": "a file",
    "GET /waardering/werk/brieven/{letter}/pdf": "a file",
    "GET /waardering/werk/brieven/stapels/{batch}/pdf": "a file",
    "GET /waardering/werk/campagne/{campaign}/brieven": "a file",
    "GET /waardering/verder/{token}": "sends on to what is behind it",
    "GET /waardering/werk/{application}/stukken/{paper}": "a file",
}
ONLY_ONWARDS = {
    "POST /waardering/verder/sluit": "sends on to where everyone begins",
    "POST /waardering/werk/uitvoer": "a file; its form cannot be sent wrongly",
    "POST /waardering/werk/{application}/herzien": "sends on, or says who was first",
    "POST /waardering/werk/{application}/controle": "only of what was drawn; looked at in the journeys of the officer's desk",
    "POST /waardering/werk/bezwaren/{case}/pak": "sends on, or says who was first",
    "POST /waardering/werk/budget/verdelen/{key}/{year}": "only of a pool; looked at in the journeys of the officer's desk",
    "POST /waardering/werk/budget/loten/{key}/{year}": "only of a lot, and otherwise the page before it",
    "POST /werklijst": "sends on to what was found",
    "POST /werklijst/{signal}/pak": "gives a row, or says who was first",
    "POST /signalen/{signal}/vraag": "sends on; the form cannot be sent wrongly",
    "POST /aanvragen/{referral_id}/ja": "sends on, or says who was first",
    "POST /aanvragen/{referral_id}/bevestig": "sends on, or says who was first",
    "POST /aanvragen/{referral_id}/beslis": "sends on; its field is on the page of the handover",
    "POST /aanvragen/{referral_id}/terug": "sends on, or says who was first",
    "POST /aanvragen/{referral_id}/intrekken": "sends on, or says who was first",
    "POST /waardering/werk/campagne/{campaign}/{deed}": "sends on, or says who was first",
    "POST /waardering/werk/uitnodigingskeuze/{person}": "sends on to whom was found, or says there why not",
    "POST /mijn/kennismaking": "sends on to her page",
    "POST /waardering/werk/ophalen/{token}/terug": "sends on, or says that it is too late",
    "POST /mijn/code/vraag": "sends on to where the code is typed",
    "POST /vastgelopen/{service}/{task}/gedaan": "sends on to the list",
    "POST /waardering/werk/brieven/{letter}/papier": "sends on to the list, or says on it why not",
    "POST /waardering/werk/brieven/stapels/{batch}/gepost": "sends on, or says who was first",
    "POST /waardering/werk/{application}/vraag/voorbeeld": "a file; without a question the same page as for a decision",
    "POST /brief": "a file, or the page of a link that ended",
    "POST /rekening": "the same page as by the link of her application; opened in the journeys of letters by mail",
    "POST /bon": "the same page as by the link of her application; opened in the journeys of paying",
}
SAME_STATE = {
    "the worklist of someone without work": "another person's list",
    "the dialog to appoint a provider": "the page below it keeps its title",
    "a page that is not there, for staff": "the same page with a menu",
    "a link that does not work any more": "tells nobody whether a link was ever there",
    "her page without her link": "as closed as by herself",
    "an attempt without a way": "the same page, with another field that is wrong",
    "an application that goes on": "the first questions, with what she filled in",
    "nothing sent to grant together": "as if nothing was chosen",
    "the reports that were read": "the same list, with something in it",
    "a payment cancelled without a reason": "the same page, with another field that is wrong",
    "a payment for which she gave another account": "as it came back, with what she gave",
    "what came back, with another account": "the same list, with something in it",
    "a present that another handed over first": "who was first, as with a decision",
}
titles: dict[str, str] = {}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def visit(living: Living) -> AsyncIterator[Visit]:
    yield Visit(living, await in_every_state(living))


def test_no_page_is_left_out() -> None:
    doors = {
        f"{door.method} {door.path}" for door in doors_in(app()) if not door.path.startswith(("/v1/", "/livez", "/readyz", "/metrics"))
    }
    looked_at = {view.door for view in VIEWS if not view.door.startswith("*")}

    assert doors - looked_at - NO_PAGES.keys() - ONLY_ONWARDS.keys() == set()
    assert (looked_at | NO_PAGES.keys() | ONLY_ONWARDS.keys()) - doors == set()


@in_the_house
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
async def test_everyone_can_read(visit: Visit, view: View) -> None:
    await come_from_everywhere()
    who, answer = await view.comes(visit)
    found: list[str] = []
    for size in (WIDE, PHONE, ZOOMED):
        await who.page.set_viewport_size(size)
        found += [f"{size['width']}: {problem}" for problem in await problems(who.page)]
    titles[view.name] = await who.page.title()
    said = [line for line in who.said if not (view.status >= 400 and f"status of {view.status}" in line and answer.url in line)]
    who.said.clear()
    await who.page.set_viewport_size(WIDE)

    assert answer.status == view.status
    assert is_by(view.door, answer.request.method, answer.url.removeprefix(who.where))
    assert found == []
    assert said == []
    if not view.door.endswith("/inhoud"):  # a mail in its frame has a stricter policy of its own
        assert (await answer.all_headers())["content-security-policy"].removesuffix("; frame-src 'self'") == POLICY


@in_the_house
async def test_every_state_has_a_title_of_its_own(visit: Visit) -> None:
    assert titles

    of = {title: [name for name, same in titles.items() if same == title and name not in SAME_STATE] for title in titles.values()}

    assert {title: names for title, names in of.items() if len(names) > 1} == {}


async def come_from_everywhere() -> None:
    """All who look share this machine's address; what one did within the hour is not held against the next."""
    async with console.work() as work:
        await work.connection.execute("delete from console.attempt_count")


def is_by(door: str, method: str, path: str) -> bool:
    if door.startswith("*"):
        return True
    wanted, _, template = door.partition(" ")
    return method == wanted and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path.partition("?")[0].partition("#")[0]) is not None
