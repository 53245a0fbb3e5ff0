"""What strangers and the assessor's desk see."""

from __future__ import annotations

from tests.journeys.gallery import VIEWS, Seen, Visit, about, plain, sent, signal_of, view
from tests.journeys.living import BEA, FATIMA, JOKE, MARLOES

__all__ = ["VIEWS"]

plain("the front page", "GET /", None, "/")
plain("privacy", "GET /privacy", None, "/privacy")
plain("accessibility", "GET /toegankelijkheid", None, "/toegankelijkheid")
plain("help and contact", "GET /contact", None, "/contact")
plain("the public form", "GET /aanmelden", None, "/aanmelden")
plain("the login page of the demo", "* the issuer", None, "/inloggen")


@view("the public form with what is wrong", "POST /aanmelden", 422)
async def _(visit: Visit) -> Seen:
    who = await visit.stranger()
    await who.goes("/aanmelden")
    await who.page.get_by_label("Voor iemand die ik ken").check()
    await who.page.get_by_role("textbox", name="E-mailadres (niet verplicht)", exact=True).fill("geen adres")
    return who, await who.presses("Verstuur en laat mij bellen")


@view("the public form, sent", "POST /aanmelden")
async def _(visit: Visit) -> Seen:
    who = await visit.stranger()
    await who.goes("/aanmelden")
    await who.page.get_by_label("Voornaam van wie zorgt").fill("Ria")
    await who.page.get_by_label("Achternaam", exact=True).fill("Zomer")
    await who.page.get_by_label("Op welk nummer").fill("06 55550199")
    await who.page.get_by_label("Postcode").fill("1216 AB")
    return who, await who.presses("Verstuur en laat mij bellen")


for key, tab in (
    ("", "everything"),
    ("?lijst=van-mij", "mine"),
    ("?lijst=niet-opgepakt", "unassigned"),
    ("?lijst=vandaag", "due"),
    ("?lijst=loopt-vast", "stuck"),
    ("?lijst=afgerond", "closed"),
    ("?vraag=material-help&gemeente=GM0417", "filtered until nothing is left"),
):
    plain(f"the worklist, {tab}", "GET /werklijst", FATIMA, f"/werklijst{key}")
plain("the worklist of someone without work", "GET /werklijst", BEA, "/werklijst?lijst=van-mij")


@view("a search that finds somebody", "GET /werklijst")
async def _(visit: Visit) -> Seen:
    return await _searched(visit, "Ottevanger")


@view("a search that finds nobody", "GET /werklijst")
async def _(visit: Visit) -> Seen:
    return await _searched(visit, "Niemendal")


async def _searched(visit: Visit, text: str) -> Seen:
    fatima = await visit.staff(FATIMA)
    await fatima.goes("/werklijst")
    await fatima.page.get_by_label("Zoek op").fill(text)
    return fatima, await fatima.presses("Zoek")


plain("a telephone call to type in", "GET /melden", FATIMA, "/melden")
sent("a telephone call with what is wrong", "POST /melden", FATIMA, lambda _: "/melden", "Bewaar als signaal")
plain("a professional reports someone", "GET /melden", JOKE, "/melden")
plain("a professional's report is in", "GET /melden/klaar", JOKE, "/melden/klaar?kenmerk=GM-2026-0001")

SIGNAL = "GET /signalen/{signal}"
about("a signal that nobody picked up", SIGNAL, FATIMA, signal_of("Roos"))
about("a signal to choose an offer for", SIGNAL, FATIMA, signal_of("Kiki"))
about("a signal that waits for a provider", SIGNAL, FATIMA, signal_of("Olga"))
about("a signal that is done", SIGNAL, FATIMA, signal_of("Klara"))


@view("a signal about safety", SIGNAL)
async def _(visit: Visit) -> Seen:
    fatima = await visit.staff(FATIMA)
    return fatima, await fatima.goes(await visit.example("Ottevanger"))


@view("a signal about someone who may be known", SIGNAL)
async def _(visit: Visit) -> Seen:
    fatima = await visit.staff(FATIMA)
    return fatima, await fatima.goes(await visit.example("Bakker"))


@view("the dialog to appoint a provider", SIGNAL)
async def _(visit: Visit) -> Seen:
    fatima = await visit.staff(FATIMA)
    answer = await fatima.goes(visit.signal("Kiki"))
    await fatima.page.get_by_role("link", name="Wijs aan").first.click()
    await fatima.page.get_by_role("dialog").wait_for()
    return fatima, answer


sent("a call with what is wrong", "POST /signalen/{signal}/gesprek", FATIMA, signal_of("Roos"), "Bewaar")


@view("two people compared", "GET /signalen/{signal}/vergelijk/{other}")
async def _(visit: Visit) -> Seen:
    fatima = await visit.staff(FATIMA)
    await fatima.goes(await visit.example("Bakker"))
    return fatima, await fatima.follows("Vergelijk")


@view("two people compared without a judgement", "POST /signalen/{signal}/vergelijk/{other}", 422)
async def _(visit: Visit) -> Seen:
    fatima = await visit.staff(FATIMA)
    await fatima.goes(await visit.example("Bakker"))
    await fatima.follows("Vergelijk")
    return fatima, await fatima.presses("Leg mijn oordeel vast")


about("consents to record", "GET /signalen/{signal}/toestemming", FATIMA, signal_of("Roos"), "/toestemming")
sent("no consent chosen", "POST /signalen/{signal}/toestemming", FATIMA, signal_of("Roos", "/toestemming"), "Leg vast")
about("contact details to change", "GET /signalen/{signal}/contact", FATIMA, signal_of("Roos"), "/contact")


@view("contact details with what is wrong", "POST /signalen/{signal}/contact", 422)
async def _(visit: Visit) -> Seen:
    fatima = await visit.staff(FATIMA)
    await fatima.goes(visit.signal("Roos") + "/contact")
    await fatima.page.get_by_label("Telefoonnummer").fill("geen")
    await fatima.page.get_by_label("Postcode").fill("hier")
    return fatima, await fatima.presses("Bewaar")


about("the question to change", "GET /signalen/{signal}/vraag", FATIMA, signal_of("Roos"), "/vraag")
about("a signal to close", "GET /signalen/{signal}/afsluiten", FATIMA, signal_of("Roos"), "/afsluiten")
sent("no reason to close", "POST /signalen/{signal}/afsluiten", FATIMA, signal_of("Roos", "/afsluiten"), "Sluit af")


async def _appoint_page(visit: Visit) -> Seen:
    fatima = await visit.staff(FATIMA)
    await fatima.goes(visit.signal("Kiki"))
    href = await fatima.page.get_by_role("link", name="Wijs aan").first.get_attribute("href")
    return fatima, await fatima.goes(str(href))


@view("the page to appoint a provider", "GET /signalen/{signal}/wijs-aan")
async def _(visit: Visit) -> Seen:
    return await _appoint_page(visit)


@view("a warm handover without a reason", "POST /signalen/{signal}/wijs-aan", 422)
async def _(visit: Visit) -> Seen:
    fatima, _ = await _appoint_page(visit)
    await fatima.page.get_by_label("Warme overdracht").check()
    return fatima, await fatima.presses("Ja, wijs aan")


@view("a code to read out", "POST /signalen/{signal}/code")
async def _(visit: Visit) -> Seen:
    fatima = await visit.staff(FATIMA)
    await fatima.goes(visit.signal("Roos"))
    return fatima, await fatima.presses("Maak een code")


for key, tab in (("", "open"), ("?lijst=gepland", "to meet"), ("?lijst=lopend", "active"), ("?lijst=klaar", "done")):
    plain(f"the provider's requests, {tab}", "GET /aanvragen", MARLOES, f"/aanvragen{key}")
    plain(f"the desk's handovers, {tab}", "GET /aanvragen", FATIMA, f"/aanvragen{key}")
