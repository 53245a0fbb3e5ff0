"""What coordinators, the privacy officer and whoever is in the wrong place see; hung behind the caregivers' pages, and last the
pages of a session that ended, for the clock moves on."""

from __future__ import annotations

from datetime import timedelta

from schemas.api.monitor import LiveWindow
from schemas.words import SupportArea
from services.monitor import monitor
from services.monitor.live import store as live
from services.monitor.live.counting import Told
from tests.journeys.gallery import Seen, Visit, plain, sent, view
from tests.journeys.gallery_caregivers import VIEWS
from tests.journeys.gallery_desk import SIGNAL
from tests.journeys.living import FATIMA, INGE, PIETER, RUUD, WOUTER

__all__ = ["VIEWS"]

plain("the mailbox of the demo", "GET /postvak", None, "/postvak")


@view("a mail", "GET /postvak/{mail}")
async def _(visit: Visit) -> Seen:
    who = await visit.stranger()
    return who, await who.goes(await visit.a_mail())


@view("a mail by itself", "GET /postvak/{mail}/inhoud")
async def _(visit: Visit) -> Seen:
    who = await visit.stranger()
    return who, await who.goes(await visit.a_mail() + "/inhoud")


plain("figures", "GET /cijfers", WOUTER, "/cijfers")
plain("figures of an empty month", "GET /cijfers", WOUTER, "/cijfers?periode=2026-02")
plain("figures of this moment while nobody counts", "GET /cijfers/nu", WOUTER, "/cijfers/nu")


@view("figures of this moment", "GET /cijfers/nu")
async def _(visit: Visit) -> Seen:
    """As told by a live process that reads back a little still."""
    async with monitor.work() as work:
        hour = work.now.replace(minute=0, second=0, microsecond=0)
        windows = (
            LiveWindow(span="five-minutes", starts_at=hour, count=3),
            LiveWindow(span="hour", starts_at=hour - timedelta(hours=3), count=9),
            LiveWindow(span="hour", starts_at=hour, count=3),
            LiveWindow(span="hour", starts_at=hour, municipality="GM0402", count=12),
            LiveWindow(span="hour", starts_at=hour, support_area=SupportArea.RESPITE, count=12),
        )
        await live.write(work.connection, {"gooi": Told(4, 2, windows)}, at=work.now, behind=40)
    who = await visit.staff(RUUD)
    return who, await who.goes("/cijfers/nu")


plain("who to erase or who looked", "GET /wissen", PIETER, "/wissen")
sent("no reference to search by", "POST /wissen", PIETER, lambda _: "/wissen", "Zoek")


async def _found(visit: Visit, reference: str) -> Seen:
    pieter = await visit.staff(PIETER)
    await pieter.goes("/wissen")
    await pieter.page.get_by_label("Kenmerk van een signaal").fill(reference)
    return pieter, await pieter.presses("Zoek")


async def _her_reference(visit: Visit) -> str:
    """Of someone who asks to be erased."""
    if "Vera" not in visit.affairs.referrals:
        visit.affairs.referrals["Vera"] = str((await visit.affairs.signalled("Vera"))["reference"])
    return visit.affairs.referrals["Vera"]


async def _leaving(visit: Visit, link: str) -> Seen:
    pieter, _ = await _found(visit, await _her_reference(visit))
    return pieter, await pieter.follows(link)


@view("two people of a signal", "POST /wissen")
async def _(visit: Visit) -> Seen:
    return await _found(visit, await _her_reference(visit))


@view("a reference of nobody", "POST /wissen")
async def _(visit: Visit) -> Seen:
    return await _found(visit, "GM-2020-000001")


@view("who looked, for the privacy officer", "GET /inzage/{person}")
async def _(visit: Visit) -> Seen:
    return await _leaving(visit, "Wie keek")


@view("someone to erase", "GET /wissen/{person}")
async def _(visit: Visit) -> Seen:
    return await _leaving(visit, "Wis gegevens")


@view("someone to erase, not yet sure", "POST /wissen/{person}", 422)
async def _(visit: Visit) -> Seen:
    pieter, _ = await _leaving(visit, "Wis gegevens")
    return pieter, await pieter.presses("Wis voorgoed")


@view("the receipt of an erasure", "GET /wissen/{person}/bewijs")
async def _(visit: Visit) -> Seen:
    pieter, _ = await _leaving(visit, "Wis gegevens")
    await pieter.page.get_by_label("Zij of hij vroeg erom").check()
    await pieter.page.get_by_label("Ja, ik weet het zeker").check()
    return pieter, await pieter.presses("Wis voorgoed")


plain("what is stuck", "GET /vastgelopen", RUUD, "/vastgelopen")
plain("a page for others", "GET /werklijst", INGE, "/werklijst", 403)
plain("a page that is not there", "*", None, "/bestaat-niet", 404)
plain("a page that is not there, for staff", SIGNAL, FATIMA, "/signalen/01a20250-0000-7000-8000-000000000000", 404)
plain("a link that does not work any more", "GET /mijn/{token}", None, "/mijn/" + "a" * 43, 404)


@view("logged out", "POST /uitloggen")
async def _(visit: Visit) -> Seen:
    inge = await visit.living.logged_in(INGE)
    return inge, await inge.presses("Uitloggen")


@view("someone else was first", "POST /signalen/{signal}/pak", 409)
async def _(visit: Visit) -> Seen:
    fatima, ruud = await visit.staff(FATIMA), await visit.staff(RUUD)
    await fatima.goes(visit.signal("Roos"))
    await ruud.goes(visit.signal("Roos"))
    await ruud.presses("Pak op")
    return fatima, await fatima.presses("Pak op")


@view("what was typed is kept when a session ends", "POST /signalen/{signal}/gesprek", 401)
async def _(visit: Visit) -> Seen:
    """The clock moves on and everybody is logged out: who comes after this logs in anew."""
    fatima = visit.people["typing"] = await visit.living.logged_in(FATIMA)
    await fatima.goes(visit.signal("Kiki"))
    await fatima.page.get_by_text("Nog een gesprek vastleggen").click()
    await fatima.page.get_by_label("Geen gehoor").check()
    await fatima.page.get_by_label("Korte notitie").fill("Belt morgen terug.")
    visit.living.clock.move(by=timedelta(hours=2))
    visit.people = {"typing": fatima}
    return fatima, await fatima.presses("Bewaar")


@view("going on where one was", "GET /inloggen/verder")
async def _(visit: Visit) -> Seen:
    fatima = visit.people["typing"]
    await fatima.follows("Log in en ga verder")
    async with fatima.page.expect_navigation(url="**/inloggen/verder") as answered:
        await fatima.page.get_by_role("button", name=fatima.name).click()
    answer = await answered.value
    assert answer is not None
    return fatima, answer
