"""Another account for a payment that came back, in every state; hung behind the others."""

from __future__ import annotations

from playwright.async_api import Response

from tests.journeys.applying import applies
from tests.journeys.gallery import Seen, Visit, plain, view
from tests.journeys.gallery_codes import VIEWS
from tests.journeys.gallery_paying import came_back
from tests.journeys.living import Person

__all__ = ["VIEWS"]
OWN, GIVE = "GET /waardering/verder", "POST /waardering/verder/rekening"
OTHER = "NL20 INGB 0001 2345 67"

plain("her payment came back", "GET /rekening/{token}", None, "/rekening/A_link-that-nobody-gave-out-0123456789")


@view("her application of which the payment came back", OWN)
async def _(visit: Visit) -> Seen:
    her, _ = await _came_back(visit, "Zandterug")
    return her, await her.goes("/waardering/verder")


@view("where she gives another account", GIVE)
async def _(visit: Visit) -> Seen:
    her, _ = await _came_back(visit, "Zandgiro")
    return her, await her.presses("Geef uw rekeningnummer")


@view("an account of hers that is none", GIVE, 422)
async def _(visit: Visit) -> Seen:
    her, _ = await _came_back(visit, "Zandtypt")
    return her, await gives(her, "NL91 ABNA 0417 1643 01")


@view("an account that she gave", GIVE)
async def _(visit: Visit) -> Seen:
    her, _ = await _came_back(visit, "Zandgaf")
    return her, await gives(her, OTHER)


@view("a payment for which she gave another account", "GET /waardering/werk/betalingen/{payment}")
async def _(visit: Visit) -> Seen:
    her, petra = await _came_back(visit, "Zandnieuw")
    await gives(her, OTHER)
    return petra, await petra.follows("Anneke Zandnieuw")


@view("what came back, with another account", "GET /waardering/werk/betalen")
async def _(visit: Visit) -> Seen:
    her, petra = await _came_back(visit, "Zandlijst")
    await gives(her, OTHER)
    return petra, await petra.goes("/waardering/werk/betalen")


@view("an account that is given too late", GIVE)
async def _(visit: Visit) -> Seen:
    her, petra = await _came_back(visit, "Zandlaat")
    await her.presses("Geef uw rekeningnummer")
    await petra.follows("Anneke Zandlaat")
    await petra.presses("Zet opnieuw klaar")
    await her.page.get_by_label("Rekeningnummer (IBAN)").fill(OTHER)
    return her, await her.presses("Leg dit rekeningnummer vast")


async def gives(her: Person, iban: str) -> Response:
    await her.presses("Geef uw rekeningnummer")
    await her.page.get_by_label("Rekeningnummer (IBAN)").fill(iban)
    return await her.presses("Leg dit rekeningnummer vast")


async def _came_back(visit: Visit, family_name: str) -> tuple[Person, Person]:
    """She at her application, and who pays at the report of the bank's."""
    her = await visit.living.someone("Anneke")
    await applies(her, "Anneke", family_name)
    petra = await came_back(visit, family_name)
    await her.goes("/waardering/verder")
    return her, petra
