"""Every page in every state, and how somebody gets to see it. A page that hangs nowhere here makes a test fail."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from playwright.async_api import Response

from schemas.api.monitor import LiveWindow
from schemas.words import SupportArea
from services.monitor import monitor
from services.monitor.live import store as live
from services.monitor.live.counting import Told
from services.story.parties import Json, code_in
from services.story.telling import until
from tests.journeys.affairs import Affairs
from tests.journeys.living import BEA, FATIMA, INGE, JOKE, MARLOES, PIETER, RUUD, WOUTER, Living, Person


@dataclass
class Visit:
    """Who looks around, each with one browser for the whole visit."""

    living: Living
    affairs: Affairs
    people: dict[str, Person] = field(default_factory=dict)

    async def staff(self, name: str) -> Person:
        if name not in self.people:
            self.people[name] = await self.living.logged_in(name)
        return self.people[name]

    async def stranger(self) -> Person:
        if "stranger" not in self.people:
            self.people["stranger"] = await self.living.someone()
        return self.people["stranger"]

    async def herself(self, first_name: str, mail: str = "Afspraak") -> Person:
        """In by the link in her mail."""
        if first_name not in self.people:
            her = self.people[first_name] = await self.living.someone(first_name)
            await her.goes(await self.affairs.her_link(first_name, mail))
        return self.people[first_name]

    async def herself_with_code(self) -> Person:
        """She sees everything that is known of her."""
        known = "Hanna" in self.people
        her = await self.herself("Hanna")
        if not known:
            await her.goes("/mijn/code")
            await her.presses("Mail mij een code")
            mail = await self.living.story.mail.new(self.affairs.mail_of("Hanna"), "haar code", containing="Uw code is")
            await her.page.get_by_label("Code", exact=True).fill(code_in(mail))
            await her.presses("Open mijn gegevens")
        return her

    async def example(self, family_name: str) -> str:
        """The address of one of the region's example signals."""
        found = await self.living.story.desk.who.post("/v1/worklist/searches", {"q": family_name})
        return f"/signalen/{found['items'][0]['signalId']}"

    def signal(self, first_name: str) -> str:
        return f"/signalen/{self.affairs.signals[first_name]}"

    def referral(self, first_name: str) -> str:
        return f"/aanvragen/{self.affairs.referrals[first_name]}"

    async def a_mail(self) -> str:
        async def look() -> Json | None:
            mails = (await self.living.http.get("/v1/dev-mailbox")).json()["items"]
            return next((mail for mail in mails if mail["html"]), None)

        return f"/postvak/{(await until(look, 'een mail'))['id']}"


Seen = tuple[Person, Response]
Comes = Callable[[Visit], Awaitable[Seen]]


@dataclass(frozen=True)
class View:
    name: str
    door: str
    """Whose answer it is: a method and a path as the console's routes have them; `*` for what no route answers."""
    comes: Comes
    status: int = 200


VIEWS: list[View] = []


def view(name: str, door: str, status: int = 200) -> Callable[[Comes], Comes]:
    def hang(comes: Comes) -> Comes:
        VIEWS.append(View(name, door, comes, status))
        return comes

    return hang


def plain(name: str, door: str, who: str | None, path: str, status: int = 200) -> None:
    """A page that shows by its address alone."""

    async def comes(visit: Visit) -> Seen:
        person = await visit.staff(who) if who else await visit.stranger()
        return person, await person.goes(path)

    VIEWS.append(View(name, door, comes, status))


def about(name: str, door: str, who: str, where: Callable[[Visit], str], rest: str = "", status: int = 200) -> None:
    """A page about one signal or one request."""

    async def comes(visit: Visit) -> Seen:
        person = await visit.staff(who)
        return person, await person.goes(where(visit) + rest)

    VIEWS.append(View(name, door, comes, status))


def sent(name: str, door: str, who: str, where: Callable[[Visit], str], button: str, status: int = 422) -> None:
    """A form sent before it was filled in."""

    async def comes(visit: Visit) -> Seen:
        person = await visit.staff(who)
        await person.goes(where(visit))
        return person, await person.presses(button)

    VIEWS.append(View(name, door, comes, status))


def signal_of(first_name: str, rest: str = "") -> Callable[[Visit], str]:
    return lambda visit: visit.signal(first_name) + rest


def request_of(first_name: str) -> Callable[[Visit], str]:
    return lambda visit: visit.referral(first_name)


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

REQUEST = "GET /aanvragen/{referral_id}"
for first_name, state in (
    ("Olga", "to answer"),
    ("Anna", "to plan a meeting of three for"),
    ("Cora", "to call by herself for"),
    ("Petra", "planned for tomorrow"),
    ("Greet", "to confirm"),
    ("Wilma", "that waits for her word"),
    ("Hanna", "to complete"),
    ("Klara", "that is done"),
):
    about(f"a request {state}", REQUEST, MARLOES, request_of(first_name))
for first_name, state in (("Olga", "being asked"), ("Petra", "planned"), ("Wilma", "waiting for her word"), ("Hanna", "handed over")):
    about(f"a handover {state}", REQUEST, FATIMA, request_of(first_name))
sent("a no without a reason", "POST /aanvragen/{referral_id}/nee", MARLOES, request_of("Olga"), "Nee, zoek verder")
sent(
    "a meeting without a day",
    "POST /aanvragen/{referral_id}/kennismaking",
    MARLOES,
    request_of("Anna"),
    "Nodig alle drie uit",
)
sent("an ending without an outcome", "POST /aanvragen/{referral_id}/uitkomst", MARLOES, request_of("Hanna"), "Sluit de hulp af")


@view("an attempt without a way", "POST /aanvragen/{referral_id}/geen-contact", 422)
async def _(visit: Visit) -> Seen:
    marloes = await visit.staff(MARLOES)
    await marloes.goes(visit.referral("Anna"))
    await marloes.page.get_by_text("Ik krijg geen contact").click()
    return marloes, await marloes.presses("Leg deze poging vast")


plain("what the provider offers", "GET /aanbod", MARLOES, "/aanbod")


async def _room_page(visit: Visit) -> Seen:
    marloes = await visit.staff(MARLOES)
    await marloes.goes("/aanbod")
    return marloes, await marloes.follows("Wijzig")


@view("how much room there is", "GET /aanbod/{offer}")
async def _(visit: Visit) -> Seen:
    return await _room_page(visit)


@view("room that is no number", "POST /aanbod/{offer}", 422)
async def _(visit: Visit) -> Seen:
    marloes, _ = await _room_page(visit)
    await marloes.page.get_by_label("Hoeveel plekken").fill("een paar")
    return marloes, await marloes.presses("Bewaar")


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
    """The last but one, for the clock moves on and everybody else is logged out as well."""
    fatima = visit.people["typing"] = await visit.living.logged_in(FATIMA)
    await fatima.goes(visit.signal("Kiki"))
    await fatima.page.get_by_text("Nog een gesprek vastleggen").click()
    await fatima.page.get_by_label("Geen gehoor").check()
    await fatima.page.get_by_label("Korte notitie").fill("Belt morgen terug.")
    visit.living.clock.move(by=timedelta(hours=2))
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
