"""The officer's desk in every state that Hilversum's own scheme can show; what needs another scheme is looked at in its own journeys."""

from __future__ import annotations

from tests.journeys.applying import BEL, PETRA, WENDY, an_application_to_decide, applies, looks_up
from tests.journeys.desk_schemes import types_in
from tests.journeys.gallery import Seen, Visit, plain, view
from tests.journeys.gallery_waardering import VIEWS
from tests.journeys.living import FATIMA, Person

__all__ = ["VIEWS"]
WORK = "/waardering/werk"
ENTER = f"{WORK}/invoeren/hilversum-mantelzorgwaardering"
CASE = "/waardering/werk/bezwaren/{case}"
LATER = f"{WORK}/budget/{{}}/hilversum-mantelzorgwaardering/2026"

for key, tab in (("van-mij", "mine"), ("toekennen", "ready"), ("gecontroleerd", "checked")):
    plain(f"the officer's list, {tab}", f"GET {WORK}", WENDY, f"{WORK}?lijst={key}")
plain("objections that were answered", f"GET {WORK}/bezwaren", WENDY, f"{WORK}/bezwaren?lijst=klaar")
plain("what an officer may type in", f"GET {WORK}/invoeren", WENDY, f"{WORK}/invoeren")
plain("a paper, still empty", f"GET {WORK}/invoeren/{{key}}", WENDY, ENTER)
plain("what a consultant asks on somebody's behalf", f"GET {WORK}/invoeren/{{key}}", FATIMA, f"{WORK}/invoeren/{BEL.rpartition('/')[2]}")
plain("the list as a sheet", f"GET {WORK}/uitvoer", WENDY, f"{WORK}/uitvoer")
plain("nothing to divide", f"GET {WORK}/budget/verdelen/{{key}}/{{year}}", WENDY, LATER.format("verdelen"))
plain("nothing to draw lots for", f"GET {WORK}/budget/loten/{{key}}/{{year}}", WENDY, LATER.format("loten"))


async def looked_for(visit: Visit, text: str) -> Seen:
    wendy = await visit.staff(WENDY)
    await wendy.goes(WORK)
    await wendy.page.get_by_label("Zoek op achternaam of kenmerk").fill(text)
    return wendy, await wendy.presses("Zoek")


@view("an officer's search that finds somebody", f"GET {WORK}")
async def _(visit: Visit) -> Seen:
    await an_application_to_decide(visit.living, "Zandvinder")
    return await looked_for(visit, "Zandvinder")


@view("an officer's search that finds nobody", f"GET {WORK}")
async def _(visit: Visit) -> Seen:
    return await looked_for(visit, "Niemendal")


@view("nothing chosen to grant together", f"POST {WORK}/samen", 422)
async def _(visit: Visit) -> Seen:
    return await _sends(visit, f"{WORK}/samen")


@view("nothing sent to grant together", f"POST {WORK}/samen/toekennen", 422)
async def _(visit: Visit) -> Seen:
    return await _sends(visit, f"{WORK}/samen/toekennen")


async def _sends(visit: Visit, path: str) -> Seen:
    """As the list's own form would, were something on it ready to be granted."""
    wendy = await visit.staff(WENDY)
    await wendy.goes(WORK)
    async with wendy.page.expect_navigation() as answered:
        await wendy.page.evaluate(
            "path => { const form = document.querySelector('form[method=post]'); form.action = path; form.submit(); }", path
        )
    answer = await answered.value
    assert answer is not None
    return wendy, answer


@view("a paper without a name", f"POST {WORK}/invoeren/{{key}}", 422)
async def _(visit: Visit) -> Seen:
    wendy = await visit.staff(WENDY)
    await wendy.goes(ENTER)
    return wendy, await wendy.presses("Voer de aanvraag in")


@view("a paper, typed in", f"POST {WORK}/invoeren/{{key}}")
async def _(visit: Visit) -> Seen:
    wendy = await visit.staff(WENDY)
    await wendy.goes(ENTER)
    await wendy.page.get_by_label("Wie zorgt", exact=True).check()
    await types_in(wendy, "Zandpapier")
    await wendy.page.locator("#m1-vorm-money").check()
    return wendy, await wendy.presses("Voer de aanvraag in")


async def _to_decide(visit: Visit, family_name: str) -> Person:
    reference = await an_application_to_decide(visit.living, family_name)
    wendy = await visit.staff(WENDY)
    await looks_up(wendy, reference)
    return wendy


@view("an application to complete", f"GET {WORK}/{{application}}/aanvullen")
async def _(visit: Visit) -> Seen:
    wendy = await _to_decide(visit, "Zandleeg")
    return wendy, await wendy.follows("Vul de aanvraag aan")


@view("completed with what is wrong", f"POST {WORK}/{{application}}/aanvullen", 422)
async def _(visit: Visit) -> Seen:
    wendy = await _to_decide(visit, "Zandvol")
    await wendy.follows("Vul de aanvraag aan")
    await wendy.page.locator("#naaste-postcode").fill("Hilversum")
    return wendy, await wendy.presses("Vul de aanvraag aan")


@view("postponed without a reason", f"POST {WORK}/{{application}}/uitstel", 422)
async def _(visit: Visit) -> Seen:
    wendy = await _to_decide(visit, "Zandtijd")
    await wendy.page.get_by_text("Meer tijd nodig").click()
    return wendy, await wendy.presses("Stel de beslissing uit")


@view("before an application is taken back", f"GET {WORK}/{{application}}/intrekken")
async def _(visit: Visit) -> Seen:
    wendy = await _to_decide(visit, "Zandweg")
    return wendy, await wendy.follows("De aanvrager trekt de aanvraag in")


@view("taken back at too great a length", f"POST {WORK}/{{application}}/intrekken", 422)
async def _(visit: Visit) -> Seen:
    wendy = await _to_decide(visit, "Zandlang")
    await wendy.follows("De aanvrager trekt de aanvraag in")
    await wendy.page.get_by_label("Waarom?").fill("lang " * 120)
    return wendy, await wendy.presses("Ja, trek de aanvraag in")


@view("before a decision is opened again", f"GET {WORK}/{{application}}/herzien")
async def _(visit: Visit) -> Seen:
    wendy = await _refused(visit, "Zandfout")
    return wendy, await wendy.follows("De beslissing klopt niet")


async def _refused(visit: Visit, family_name: str) -> Person:
    wendy = await _to_decide(visit, family_name)
    await wendy.page.get_by_label("Afwijzen").check()
    await wendy.page.get_by_label("Reden, als u afwijst").select_option("residence")
    await wendy.presses("Leg de beslissing vast")
    return wendy


async def _objected(visit: Visit, family_name: str) -> Person:
    wendy = await _refused(visit, family_name)
    reference = (await wendy.page.title()).partition("aanvraag ")[2].partition(" ")[0]
    await wendy.page.get_by_text("Er kwam een brief binnen").click()
    await wendy.page.get_by_label("Bezwaar", exact=True).check()
    await wendy.page.get_by_label("Wat staat erin?").fill("Mijn moeder woont wel in Hilversum.")
    await wendy.presses("Zet op de lijst")
    await wendy.goes(f"{WORK}/bezwaren")
    await wendy.follows(reference)
    return wendy


@view("a postmark of a day that is still to come", "POST /waardering/werk/{application}/zaak", 422)
async def _(visit: Visit) -> Seen:
    wendy = await _refused(visit, "Zandzegel")
    await wendy.page.get_by_text("Er kwam een brief binnen").click()
    await wendy.page.get_by_label("Bezwaar", exact=True).check()
    await wendy.page.get_by_label("Wat staat erin?").fill("Mijn moeder woont wel in Hilversum.")
    await wendy.page.get_by_label("Welke dag staat op het poststempel?").fill("2099-01-04")
    return wendy, await wendy.presses("Zet op de lijst")


@view("a hearing of which nothing is said", f"POST {CASE}/horen", 422)
async def _(visit: Visit) -> Seen:
    wendy = await _objected(visit, "Zandoor")
    await wendy.page.get_by_text("Leg iets vast over de hoorzitting").click()
    return wendy, await wendy.presses("Leg dit vast")


@view("more time for no weeks", f"POST {CASE}/verlengen", 422)
async def _(visit: Visit) -> Seen:
    wendy = await _objected(visit, "Zandloper")
    await wendy.page.get_by_text("Meer tijd nodig").click()
    return wendy, await wendy.presses("Verleng de termijn")


async def _budget(visit: Visit) -> Seen:
    her = await visit.living.someone()
    await applies(her, "Anneke", "Zandgeld")
    await her.leaves()
    petra = await visit.staff(PETRA)
    await petra.goes(f"{WORK}/budget")
    return petra, await petra.follows("Hilversum waardering")


@view("one budget", f"GET {WORK}/budget/{{budget}}")
async def _(visit: Visit) -> Seen:
    return await _budget(visit)


@view("what more money would bring", f"POST {WORK}/budget/{{budget}}")
async def _(visit: Visit) -> Seen:
    petra, _ = await _budget(visit)
    await petra.page.get_by_label("Nieuw totaal, in euro's").fill("250.000")
    return petra, await petra.presses("Bekijk wat dat betekent")


@view("a budget of no amount", f"POST {WORK}/budget/{{budget}}", 422)
async def _(visit: Visit) -> Seen:
    petra, _ = await _budget(visit)
    await petra.page.get_by_label("Nieuw totaal, in euro's").fill("veel")
    return petra, await petra.presses("Bekijk wat dat betekent")
