"""The pages of a campaign and of waardering in figures, in every state, hung behind the others."""

from __future__ import annotations

import re

from playwright.async_api import Response

from services.story.telling import until
from tests.journeys.applying import WENDY, applies, chooses_money, fills, names_caregiver, names_recipient
from tests.journeys.gallery import Seen, Visit, plain, view
from tests.journeys.gallery_letters import VIEWS
from tests.journeys.living import WOUTER, Person

__all__ = ["VIEWS"]
CAMPAIGN = "/waardering/werk/campagne"
LIST, ONE, INVITED = "GET /waardering/werk/campagne", "GET /waardering/werk/campagne/{campaign}", "GET /uitnodiging/{token}"
MAIL = "mies.zandloper@voorbeeld.example"

plain("no campaigns yet", LIST, WENDY, CAMPAIGN)
plain("a scheme that is not there", LIST, WENDY, f"{CAMPAIGN}?regeling=bestaat-niet&jaar=2027", 422)
plain("waardering in figures of a year without any", "GET /cijfers/waardering", WOUTER, "/cijfers/waardering?jaar=2019")


@view("whom a campaign would invite", LIST)
async def _(visit: Visit) -> Seen:
    her = await visit.stranger()
    await applies(her, "Truus", "Zandkorrel")  # without an e-mail address: by letter
    await names_recipient(her, "Zandloper")
    await names_caregiver(her, "Mies", "Zandloper")
    await fills(her, {"m1-email": MAIL})
    await her.presses("Verder")
    await chooses_money(her)
    await her.presses("Verder")
    await her.presses("Verstuur de aanvraag")
    wendy = await visit.staff(WENDY)
    return wendy, await wendy.goes(_of_next_year(visit))


@view("days of a campaign that make no sense", "POST /waardering/werk/campagne", 422)
async def _(visit: Visit) -> Seen:
    wendy = await visit.staff(WENDY)
    await wendy.goes(_of_next_year(visit))
    await fills(wendy, {"begint": "2019-01-01", "herinnert": "2018-01-01"})
    return wendy, await wendy.presses("Plan de uitnodigingen")


@view("a campaign that is planned", ONE)
async def _(visit: Visit) -> Seen:
    wendy = await visit.staff(WENDY)
    await wendy.goes(_of_next_year(visit))
    return wendy, await wendy.presses("Plan de uitnodigingen")


@view("campaigns", LIST)
async def _(visit: Visit) -> Seen:
    wendy = await visit.staff(WENDY)
    return wendy, await wendy.goes(CAMPAIGN)


@view("a campaign that stands still", ONE)
async def _(visit: Visit) -> Seen:
    wendy = await _at_the_campaign(visit)
    return wendy, await wendy.presses("Zet stil")


@view("a campaign with letters to print", ONE)
async def _(visit: Visit) -> Seen:
    wendy = await _at_the_campaign(visit)
    await wendy.presses("Ga verder")
    await wendy.presses("Begin nu")

    async def look() -> Response | None:
        answer = await wendy.goes(wendy.page.url.partition("?")[0])
        return answer if "brieven te printen" in await wendy.page.title() else None

    return wendy, await until(look, "brieven om te printen")


@view("behind the link of an invitation", INVITED)
async def _(visit: Visit) -> Seen:
    her = await visit.stranger()
    return her, await her.goes(await _link(visit))


@view("no more invitations", "POST /uitnodiging/{token}")
async def _(visit: Visit) -> Seen:
    her = await visit.stranger()
    await her.goes(await _link(visit))
    return her, await her.presses("Stuur mij dit niet meer")


@view("waardering in figures", "GET /cijfers/waardering")
async def _(visit: Visit) -> Seen:
    wouter = await visit.staff(WOUTER)
    return wouter, await wouter.goes("/cijfers/waardering")


def _of_next_year(visit: Visit) -> str:
    return f"{CAMPAIGN}?regeling=hilversum-mantelzorgwaardering&jaar={visit.living.now.year + 1}"


async def _at_the_campaign(visit: Visit) -> Person:
    officer = await visit.staff(WENDY)
    await officer.goes(CAMPAIGN)
    await officer.follows("Mantelzorgwaardering Hilversum")
    return officer


async def _link(visit: Visit) -> str:
    mail = await visit.living.http.get("/v1/dev-mailbox")
    if MAIL not in mail.text:
        await visit.living.story.mail.new(MAIL, "haar uitnodiging", containing="/uitnodiging/")
        mail = await visit.living.http.get("/v1/dev-mailbox")
    found = re.search(r"/uitnodiging/[A-Za-z0-9_-]+", mail.text)
    assert found is not None
    return found[0]
