"""The pages behind the link of an application in every state, and the officer's page of its papers; hung behind the others."""

from __future__ import annotations

from playwright.async_api import FilePayload

from tests.journeys.applying import ELSEWHERE, HILVERSUM, WENDY, applies, looks_up, names_recipient, reference_of
from tests.journeys.gallery import Seen, Visit, view
from tests.journeys.gallery_choices import VIEWS
from tests.journeys.living import Person

__all__ = ["VIEWS"]
OWN = "GET /waardering/verder"
PAPERS = "GET /waardering/werk/{application}/stukken"
PDF: FilePayload = {"name": "brief.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}
NO_PAPER: FilePayload = {"name": "brief.pdf", "mimeType": "application/pdf", "buffer": b"no paper at all"}


@view("an application that was saved", "POST /waardering/{key}/aanvragen")
async def _(visit: Visit) -> Seen:
    her = await visit.living.someone("Anneke")
    await names_recipient(her, "Zandkreek")
    return her, await her.presses("Bewaar en ga later verder")


@view("the link of an application by mail", "POST /waardering/verder/mail")
async def _(visit: Visit) -> Seen:
    her = await visit.living.someone("Anneke")
    await names_recipient(her, "Zandkade")
    await her.presses("Bewaar en ga later verder")
    await her.page.get_by_label("E-mailadres").fill("anneke@example.org")
    return her, await her.presses("Mail mij de link")


@view("an application that goes on", OWN)
async def _(visit: Visit) -> Seen:
    her = await visit.living.someone("Anneke")
    await her.goes(f"{HILVERSUM}/aanvragen")
    await her.presses("Bewaar en ga later verder")
    return her, await her.follows("Nu verder invullen")


@view("her application while it is looked at", OWN)
async def _(visit: Visit) -> Seen:
    her = await visit.living.someone("Anneke")
    await applies(her, "Anneke", "Zandgeul", postcode=ELSEWHERE)
    return her, await her.follows("Bekijk uw aanvraag")


@view("her application, granted", OWN)
async def _(visit: Visit) -> Seen:
    her = await visit.living.someone("Anneke")
    await applies(her, "Anneke", "Zandsloot")
    return her, await her.follows("Bekijk uw aanvraag")


@view("a question to her", OWN)
async def _(visit: Visit) -> Seen:
    her, _ = await _asked(visit, "Zandkant")
    return her, await her.goes("/waardering/verder")


@view("no answer to it", "POST /waardering/verder/antwoord", 422)
async def _(visit: Visit) -> Seen:
    her, _ = await _asked(visit, "Zandrand")
    await her.goes("/waardering/verder")
    return her, await her.presses("Verstuur mijn antwoord")


@view("a file that is no paper", "POST /waardering/verder/bestand", 422)
async def _(visit: Visit) -> Seen:
    her, _ = await _asked(visit, "Zandeiland")
    await her.goes("/waardering/verder")
    await her.page.get_by_label("Kies een bestand").set_input_files(NO_PAPER)
    return her, await her.presses("Voeg dit bestand toe")


@view("taking it back without being sure", "POST /waardering/verder/intrekken", 422)
async def _(visit: Visit) -> Seen:
    her = await visit.living.someone("Anneke")
    await applies(her, "Anneke", "Zandmond", postcode=ELSEWHERE)
    await her.follows("Bekijk uw aanvraag")
    await her.page.get_by_text("Aanvraag intrekken").click()
    return her, await her.presses("Trek de aanvraag in")


@view("an answer with a paper, for the officer", PAPERS)
async def _(visit: Visit) -> Seen:
    return await _papers(visit, "Zandschans")


@view("a paper without a verdict", "POST /waardering/werk/{application}/stukken/{paper}", 422)
async def _(visit: Visit) -> Seen:
    wendy, _ = await _papers(visit, "Zandfort")
    return wendy, await wendy.presses("Leg vast Bij uw antwoord")


@view("no scan to add", "POST /waardering/werk/stuk", 422)
async def _(visit: Visit) -> Seen:
    wendy, _ = await _papers(visit, "Zandburg")
    await wendy.page.get_by_text("Er kwam een stuk met de post").click()
    return wendy, await wendy.presses("Voeg toe")


async def _asked(visit: Visit, family_name: str) -> tuple[Person, Person]:
    """She with her link, and the officer who asked her something."""
    her, wendy = await visit.living.someone("Anneke"), await visit.staff(WENDY)
    await applies(her, "Anneke", family_name, postcode=ELSEWHERE)
    await looks_up(wendy, await reference_of(her))
    await wendy.page.get_by_text("Eerst iets navragen", exact=True).click()
    await wendy.page.get_by_label("Wat moet u nog weten?").fill("Waar woont uw moeder?")
    await wendy.presses("Verstuur de vraag")
    return her, wendy


async def _papers(visit: Visit, family_name: str) -> Seen:
    her, wendy = await _asked(visit, family_name)
    await her.goes("/waardering/verder")
    await her.page.get_by_label("Kies een bestand").set_input_files(PDF)
    await her.presses("Voeg dit bestand toe")
    await her.presses("Verstuur mijn antwoord")
    await her.leaves()
    return wendy, await wendy.follows("Stukken en antwoorden")
