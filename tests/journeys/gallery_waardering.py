"""The pages of waardering in every state, hung behind the others."""

from __future__ import annotations

from playwright.async_api import Response

from tests.journeys.applying import (
    BEL,
    HILVERSUM,
    OLAF,
    PETRA,
    WENDY,
    an_application_to_decide,
    applies,
    chooses_money,
    fills,
    looks_up,
    names_caregiver,
    names_recipient,
)
from tests.journeys.gallery import Seen, Visit, plain, view
from tests.journeys.gallery_keepers import VIEWS
from tests.journeys.living import Person

__all__ = ["VIEWS"]
STEP, SEND = "GET /waardering/{key}/aanvragen", "POST /waardering/{key}/aanvragen"
ONE = "GET /waardering/werk/{application}"
SCHEME = "/waardering/werk/regelingen/hilversum-mantelzorgwaardering"

plain("what every municipality gives", "GET /waardering", None, "/waardering")
plain("what one municipality gives", "GET /waardering", None, "/waardering?plaats=1216+AB")
plain("a municipality that gives nothing here", "GET /waardering", None, "/waardering?plaats=Bussum")
plain("a municipality that nobody knows", "GET /waardering", None, "/waardering?plaats=Groningen")
plain("a scheme in plain words", "GET /waardering/{key}", None, HILVERSUM)
plain("a scheme that is closed now", "GET /waardering/{key}", None, "/waardering/huizen-activiteiten")
plain("the first questions", STEP, None, f"{HILVERSUM}/aanvragen")
plain("questions of which the answers are gone", STEP, None, f"{HILVERSUM}/aanvragen?stap=keuze")


@view("the first questions with what is wrong", STEP, 422)
async def _(visit: Visit) -> Seen:
    her = await visit.stranger()
    await her.goes(f"{HILVERSUM}/aanvragen")
    return her, await her.presses("Verder")


@view("two caregivers on one application", STEP)
async def _(visit: Visit) -> Seen:
    her = await visit.stranger()
    await names_recipient(her, "Zandhoek")
    await names_caregiver(her, "Anneke", "Zandhoek")
    return her, await her.presses("Nog een mantelzorger erbij")


@view("questions about the care", STEP)
async def _(visit: Visit) -> Seen:
    her = await visit.stranger()
    return her, await _asks_in_laren(her)


@view("questions about the care with what is wrong", STEP, 422)
async def _(visit: Visit) -> Seen:
    her = await visit.stranger()
    await _asks_in_laren(her)
    return her, await her.presses("Verder")


async def _asks_in_laren(her: Person) -> Response:
    await her.goes(f"{BEL}/aanvragen")
    himself = {"voornaam": "Bertus", "achternaam": "Zandlaan", "geboren": "1931-05-01", "postcode": "1251 AB", "huisnummer": "3"}
    await fills(her, {f"naaste-{name}": text for name, text in himself.items()})
    await her.presses("Verder")
    await fills(her, {"m1-voornaam": "Anneke", "m1-achternaam": "Zandlaan", "m1-postcode": "1251 AB", "m1-huisnummer": "5"})
    return await her.presses("Verder")


@view("what one chooses to get", STEP)
async def _(visit: Visit) -> Seen:
    her = await visit.stranger()
    await names_recipient(her, "Zandhoek")
    await names_caregiver(her, "Anneke", "Zandhoek")
    return her, await her.presses("Verder")


@view("everything once more", STEP)
async def _(visit: Visit) -> Seen:
    her = await visit.stranger()
    await names_recipient(her, "Zandhoek")
    await names_caregiver(her, "Anneke", "Zandhoek")
    await her.presses("Verder")
    await chooses_money(her)
    return her, await her.presses("Verder")


@view("an application, sent and granted at once", SEND)
async def _(visit: Visit) -> Seen:
    her = await visit.stranger()
    return her, await applies(her, "Anneke", "Zandhoek")


for key, tab in (
    ("", "open"),
    ("?lijst=deze-week", "due"),
    ("?lijst=wachtlijst", "waiting"),
    ("?lijst=steekproef", "drawn"),
    ("?lijst=klaar", "done"),
):
    plain(f"the officer's list, {tab}", "GET /waardering/werk", WENDY, f"/waardering/werk{key}")
plain("the officer's list of one scheme", "GET /waardering/werk", WENDY, "/waardering/werk?regeling=bel-mantelzorgcompliment")
plain("the officer's list of what was refused", "GET /waardering/werk", WENDY, "/waardering/werk?lijst=klaar&stand=refused&gemeente=GM0402")


@view("a reference that nobody knows", "POST /waardering/werk", 422)
async def _(visit: Visit) -> Seen:
    wendy = await visit.staff(WENDY)
    return wendy, await looks_up(wendy, "GM-2026-W99999")


@view("an application to decide on", ONE)
async def _(visit: Visit) -> Seen:
    return await _to_decide(visit, "Zandkamp")


@view("a decision without a reason", "POST /waardering/werk/{application}/beslis", 422)
async def _(visit: Visit) -> Seen:
    wendy, _ = await _to_decide(visit, "Zandpad")
    return wendy, await wendy.presses("Leg de beslissing vast")


@view("a question that says nothing", "POST /waardering/werk/{application}/vraag", 422)
async def _(visit: Visit) -> Seen:
    wendy, _ = await _to_decide(visit, "Zandweg")
    await wendy.page.get_by_text("Eerst iets navragen", exact=True).click()
    return wendy, await wendy.presses("Verstuur de vraag")


@view("someone else decided first", "POST /waardering/werk/{application}/pak", 409)
async def _(visit: Visit) -> Seen:
    wendy, _ = await _to_decide(visit, "Zandgaard")
    olaf = await visit.staff(OLAF)
    await olaf.goes(wendy.page.url)
    await olaf.presses("Pak op")
    return wendy, await wendy.presses("Pak op")


@view("an application that was refused", ONE)
async def _(visit: Visit) -> Seen:
    return await _refused(visit, "Zanddijk")


@view("a letter that says nothing", "POST /waardering/werk/{application}/zaak", 422)
async def _(visit: Visit) -> Seen:
    wendy, _ = await _refused(visit, "Zandpoort")
    await wendy.page.get_by_text("Er kwam een brief binnen").click()
    return wendy, await wendy.presses("Zet op de lijst")


plain("no objections", "GET /waardering/werk/bezwaren", WENDY, "/waardering/werk/bezwaren")


@view("an objection", "GET /waardering/werk/bezwaren/{case}")
async def _(visit: Visit) -> Seen:
    return await _objected(visit, "Zandzicht")


@view("an objection answered by who decided", "POST /waardering/werk/bezwaren/{case}", 422)
async def _(visit: Visit) -> Seen:
    wendy, _ = await _objected(visit, "Zandrust")
    await wendy.page.get_by_label("Ongegrond", exact=True).check()
    await wendy.page.get_by_label("Uw antwoord").fill("Wij blijven erbij.")
    return wendy, await wendy.presses("Leg het antwoord vast")


plain("the budgets", "GET /waardering/werk/budget", PETRA, "/waardering/werk/budget")
plain("what can be paid", "GET /waardering/werk/betalen", WENDY, "/waardering/werk/betalen")


@view("someone else took all that was ready", "POST /waardering/werk/betalen", 422)
async def _(visit: Visit) -> Seen:
    her = await visit.living.someone()
    await applies(her, "Anneke", "Zandkuil")
    await her.leaves()
    wendy, olaf = await visit.staff(WENDY), await visit.staff(OLAF)
    for officer in (wendy, olaf):
        await officer.goes("/waardering/werk/betalen")
        await officer.page.get_by_label("Geld").check()
    await olaf.presses("Maak de betaalronde")
    return wendy, await wendy.presses("Maak de betaalronde")


@view("a run that waits for another", "GET /waardering/werk/betalen/{run}")
async def _(visit: Visit) -> Seen:
    return await _a_run(visit, "Zandberg")


@view("a run, not yet judged", "POST /waardering/werk/betalen/{run}", 422)
async def _(visit: Visit) -> Seen:
    petra, _ = await _run_of(visit, "Zanderij")
    return petra, await petra.presses("Leg mijn oordeel vast")


@view("a run that was approved", "GET /waardering/werk/betalen/{run}")
async def _(visit: Visit) -> Seen:
    petra, _ = await _run_of(visit, "Zandbank")
    await petra.page.get_by_label("Ja, ik keur de ronde goed").check()
    return petra, await petra.presses("Leg mijn oordeel vast")


plain("all schemes", "GET /waardering/werk/regelingen", WENDY, "/waardering/werk/regelingen")
plain("two years side by side", "GET /waardering/werk/regelingen/{key}", WENDY, SCHEME)
plain("a scheme tried out", "GET /waardering/werk/regelingen/{key}", WENDY, f"{SCHEME}?wie=caregiver&aantal=1&leeftijd=50&uren=10")
plain("a trial with what is wrong", "GET /waardering/werk/regelingen/{key}", WENDY, f"{SCHEME}?aantal=veel&leeftijd=500", 422)


async def _to_decide(visit: Visit, family_name: str) -> Seen:
    reference = await an_application_to_decide(visit.living, family_name)
    wendy = await visit.staff(WENDY)
    return wendy, await looks_up(wendy, reference)


async def _refused(visit: Visit, family_name: str) -> Seen:
    wendy, _ = await _to_decide(visit, family_name)
    await wendy.page.get_by_label("Afwijzen").check()
    await wendy.page.get_by_label("Reden, als u afwijst").select_option("residence")
    return wendy, await wendy.presses("Leg de beslissing vast")


async def _objected(visit: Visit, family_name: str) -> Seen:
    wendy, _ = await _refused(visit, family_name)
    reference = (await wendy.page.title()).partition("aanvraag ")[2].partition(" ")[0]
    await wendy.page.get_by_text("Er kwam een brief binnen").click()
    await wendy.page.get_by_label("Bezwaar", exact=True).check()
    await wendy.page.get_by_label("Wat staat erin?").fill("Mijn moeder woont wel in Hilversum.")
    await wendy.presses("Zet op de lijst")
    await wendy.goes("/waardering/werk/bezwaren")
    return wendy, await wendy.follows(reference)


async def _a_run(visit: Visit, family_name: str) -> Seen:
    her = await visit.living.someone()
    await applies(her, "Anneke", family_name)
    await her.leaves()
    olaf = await visit.staff(OLAF)
    await olaf.goes("/waardering/werk/betalen")
    await olaf.page.get_by_label("Geld").check()
    return olaf, await olaf.presses("Maak de betaalronde")


async def _run_of(visit: Visit, family_name: str) -> Seen:
    olaf, _ = await _a_run(visit, family_name)
    petra = await visit.staff(PETRA)
    return petra, await petra.goes(olaf.page.url.partition("?")[0])
