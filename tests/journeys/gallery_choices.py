"""Whether someone wants a yearly invitation, in every state: at the officer's desk, and behind the link of her letter."""

from __future__ import annotations

import re

from services.story.telling import until
from tests.journeys.applying import WENDY, applies, chooses_money, fills, names_caregiver, names_recipient
from tests.journeys.gallery import Seen, Visit, plain, view
from tests.journeys.gallery_campaign import VIEWS
from tests.journeys.living import Person

__all__ = ["VIEWS"]
DESK = "/waardering/werk/uitnodigingskeuze"
MAIL = "klaartje.zandkeuze@voorbeeld.example"
"""Of one who did not choose yet."""
LIST, HERS = f"GET {DESK}", "POST /brief/uitnodiging"

plain("who wants no invitation", LIST, WENDY, DESK)


@view("a name of one letter", f"POST {DESK}", 422)
async def _(visit: Visit) -> Seen:
    wendy = await visit.staff(WENDY)
    await wendy.goes(DESK)
    await wendy.page.get_by_label("Achternaam van de mantelzorger").fill("Z")
    return wendy, await wendy.presses("Zoek")


@view("nobody by that name", LIST)
async def _(visit: Visit) -> Seen:
    wendy = await visit.staff(WENDY)
    await looks_for(wendy, "Bestaat-Niet")
    return wendy, await wendy.goes(wendy.page.url)


@view("who is on the phone", LIST)
async def _(visit: Visit) -> Seen:
    her = await visit.stranger()
    await applies(her, "Klaartje", "Zandbel")
    wendy = await visit.staff(WENDY)
    await looks_for(wendy, "Zandbel")
    await wendy.page.locator("summary", has_text="Wil geen uitnodiging").click()
    return wendy, await wendy.goes(wendy.page.url)


@view("her no by phone, noted", LIST)
async def _(visit: Visit) -> Seen:
    wendy = await visit.staff(WENDY)
    await looks_for(wendy, "Zandbel")
    await wendy.page.locator("summary", has_text="Wil geen uitnodiging").click()
    return wendy, await wendy.presses("Leg vast: geen uitnodiging voor Klaartje Zandbel")


@view("whether she wants an invitation", HERS)
async def _(visit: Visit) -> Seen:
    her = await _asked_once(visit)
    await her.goes(await letter_link(visit))
    return her, await her.presses("Kies of u een uitnodiging wilt")


@view("neither yes nor no", HERS, 422)
async def _(visit: Visit) -> Seen:
    her = await _at_her_choice(visit)
    return her, await her.presses("Leg mijn keuze vast")


@view("her no to invitations", HERS)
async def _(visit: Visit) -> Seen:
    her = await _at_her_choice(visit)
    await her.page.get_by_label("Nee, stuur mij geen uitnodiging").check()
    return her, await her.presses("Leg mijn keuze vast")


@view("her yes to invitations", HERS)
async def _(visit: Visit) -> Seen:
    her = await _at_her_choice(visit)
    await her.page.get_by_label("Ja, stuur mij elk jaar een uitnodiging").check()
    return her, await her.presses("Leg mijn keuze vast")


async def looks_for(officer: Person, name: str) -> None:
    await officer.goes(DESK)
    await officer.page.get_by_label("Achternaam van de mantelzorger").fill(name)
    await officer.presses("Zoek")


async def _asked_once(visit: Visit) -> Person:
    her = await visit.stranger()
    mails = (await visit.living.http.get("/v1/dev-mailbox")).json()["items"]
    if not any(MAIL in str(mail) for mail in mails):
        await names_recipient(her, "Zandkeuze")
        await names_caregiver(her, "Klaartje", "Zandkeuze")
        await fills(her, {"m1-email": MAIL})
        await her.presses("Verder")
        await chooses_money(her)
        await her.presses("Verder")
        await her.presses("Verstuur de aanvraag")
    return her


async def _at_her_choice(visit: Visit) -> Person:
    her = await _asked_once(visit)
    await her.goes(await letter_link(visit))
    await her.presses("Kies of u een uitnodiging wilt")
    return her


async def letter_link(visit: Visit) -> str:
    """In the mail that says that a letter is ready."""

    async def look() -> str | None:
        mails = (await visit.living.http.get("/v1/dev-mailbox")).json()["items"]
        texts = [str(mail["text"]) for mail in mails if MAIL in str(mail)]
        found = next((hit for text in texts if (hit := re.search(r"/brief/[A-Za-z0-9_-]+", text))), None)
        return found[0] if found else None

    return await until(look, "de mail over haar brief", seconds=60)
