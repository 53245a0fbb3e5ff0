"""What a caregiver sees behind her link; hung behind the providers' pages."""

from __future__ import annotations

from tests.journeys.gallery import Seen, Visit, view
from tests.journeys.gallery_providers import VIEWS

__all__ = ["VIEWS"]

HERS = "GET /mijn"


@view("her page before the meeting", HERS)
async def _(visit: Visit) -> Seen:
    her = await visit.herself("Petra")
    return her, await her.goes("/mijn")


@view("her page after the meeting", HERS)
async def _(visit: Visit) -> Seen:
    her = await visit.herself("Wilma", "Is die doorgegaan?")
    return her, await her.goes("/mijn")


@view("another time to ask for", "GET /mijn/andere-tijd")
async def _(visit: Visit) -> Seen:
    her = await visit.herself("Petra")
    return her, await her.goes("/mijn/andere-tijd")


@view("another time that is too long a story", "POST /mijn/andere-tijd", 422)
async def _(visit: Visit) -> Seen:
    her = await visit.herself("Petra")
    await her.goes("/mijn/andere-tijd")
    await her.page.get_by_label("Wanneer kan het wel?").fill("Liever in de ochtend. " * 12)
    return her, await her.presses("Vraag een andere tijd")


@view("a code is asked", "GET /mijn/code")
async def _(visit: Visit) -> Seen:
    her = await visit.herself("Petra")
    return her, await her.goes("/mijn/code")


@view("a code was mailed", "GET /mijn/code")
async def _(visit: Visit) -> Seen:
    her = await visit.herself("Petra")
    return her, await her.goes("/mijn/code?gemaild=ja")


@view("a code that is no code", "POST /mijn/code", 422)
async def _(visit: Visit) -> Seen:
    her = await visit.herself("Petra")
    await her.goes("/mijn/code")
    await her.page.get_by_label("Code", exact=True).fill("12")
    return her, await her.presses("Open mijn gegevens")


@view("everything that is known of her, and who looked", HERS)
async def _(visit: Visit) -> Seen:
    her = await visit.herself_with_code()
    return her, await her.goes("/mijn")


@view("her details to change", "GET /mijn/gegevens")
async def _(visit: Visit) -> Seen:
    her = await visit.herself_with_code()
    return her, await her.goes("/mijn/gegevens")


@view("her details with what is wrong", "POST /mijn/gegevens", 422)
async def _(visit: Visit) -> Seen:
    her = await visit.herself_with_code()
    await her.goes("/mijn/gegevens")
    await her.page.get_by_label("Postcode").fill("hier")
    await her.page.get_by_label("Huisnummer").fill("tien")
    return her, await her.presses("Bewaar")


@view("her consent to take back", "GET /mijn/toestemming")
async def _(visit: Visit) -> Seen:
    her = await visit.herself_with_code()
    return her, await her.goes("/mijn/toestemming")


@view("her consent not yet taken back", "POST /mijn/toestemming", 422)
async def _(visit: Visit) -> Seen:
    her = await visit.herself_with_code()
    await her.goes("/mijn/toestemming")
    return her, await her.presses("Trek in")


@view("her page is closed", "POST /mijn/sluit")
async def _(visit: Visit) -> Seen:
    her = await visit.living.someone("Petra")
    await her.goes(await visit.affairs.her_link("Greet", "Afspraak"))
    return her, await her.presses("Sluit deze pagina")


@view("her page without her link", "GET /mijn", 401)
async def _(visit: Visit) -> Seen:
    who = await visit.stranger()
    return who, await who.goes("/mijn")
