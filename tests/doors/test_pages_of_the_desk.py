"""What the desk and the privacy officer read and do on their pages, sent as a browser sends them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from uuid import uuid4

import httpx
import pytest

from schemas.words import Role
from tests.doors.town import Town, a_signal, caregiver_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass
class Browser:
    town: Town
    cookie: str

    async def goes(self, path: str) -> str:
        return text(await self.asks("GET", path))

    async def sends(self, path: str, *, version: int | None = None, **form: str) -> httpx.Response:
        data = {name.replace("_", "-"): value for name, value in form.items()} | {
            "csrf": self.town.csrf(self.cookie),
            "eenmalig": str(uuid4()),
        }
        return await self.asks("POST", path, data | ({"versie": str(version)} if version else {}))

    async def asks(self, method: str, path: str, form: dict[str, str] | None = None) -> httpx.Response:
        headers = {"Origin": "http://house.test", "Cookie": f"mantelbrug={self.cookie}"}
        async with self.town.client(None, **headers) as client:
            return await client.request(method, path, data=form)


def text(got: httpx.Response) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", got.text)))


async def fatima(town: Town) -> Browser:
    return Browser(town, await town.cookie(Role.ASSESSOR))


async def pieter(town: Town) -> Browser:
    return Browser(town, await town.cookie(Role.PRIVACY_OFFICER))


async def signalled(town: Town, name: str, number: int, *, born: str = "1958-03-14") -> str:
    body = a_signal(f"PAGES-{name}", name)
    body["caregiver"] |= {"givenName": name, "birthDate": born, "phone": f"+316555507{number}", "email": f"{name.lower()}@example.org"}
    return str((await town.as_(Role.SIGNALLER, "POST", "/v1/signals", body))["id"])


async def version(town: Town, signal: str) -> int:
    return int((await town.as_(Role.ASSESSOR, "GET", f"/v1/worklist/{signal}"))["version"])


@pytest.mark.parametrize("path", ["/signalen/geen-nummer", "/aanvragen/12", "/signalen/geen-nummer/afsluiten"])
async def test_an_address_that_leads_nowhere_says_so(town: Town, path: str) -> None:
    got = await (await fatima(town)).asks("GET", path)

    assert got.status_code == 404
    assert "Deze pagina is er niet" in text(got)
    assert "uuid" not in got.text.casefold()
    assert '<a class="nl-button nl-button--primary" href="/werklijst">' in got.text


async def test_who_may_not_see_a_page_is_led_back_to_her_own_work(town: Town) -> None:
    got = await (await pieter(town)).asks("GET", "/werklijst")

    assert got.status_code == 403
    assert "Deze pagina is voor iemand met een andere rol." in text(got)
    assert '<a class="nl-button nl-button--primary" href="/wissen">' in got.text


async def test_contact_details_are_changed_and_what_was_left_alone_stays(town: Town) -> None:
    signal, desk = await signalled(town, "Dora", 10), await fatima(town)
    got = await desk.sends(
        f"/signalen/{signal}/contact", version=await version(town, signal),
        telefoon="06 55550711", postcode="1216 AB", huisnummer="12", veilig_mail="no", tijden="na zeven uur",
    )  # fmt: skip
    shown = await desk.goes(f"/signalen/{signal}")

    assert got.status_code == 303
    assert "06 55 55 07 11" in shown
    assert "Niet mailen." in shown
    assert "Contactgegevens gewijzigd" in shown


async def test_what_is_wrong_stays_typed_with_help_beside_it(town: Town) -> None:
    signal, desk = await signalled(town, "Eva", 12), await fatima(town)
    got = await desk.sends(
        f"/signalen/{signal}/contact", version=await version(town, signal), telefoon="geen", postcode="hier", huisnummer="tien",
        tijden="na zeven uur",
    )  # fmt: skip

    assert got.status_code == 422
    assert re.findall(r'<li><a href="#(\w+)">', got.text) == ["telefoon", "postcode", "huisnummer"]
    assert 'value="geen"' in got.text
    assert 'value="na zeven uur"' in got.text
    assert "Vul een telefoonnummer in, zoals 06 12 34 56 78" in text(got)


async def test_the_same_contact_form_sent_twice_is_told_plainly(town: Town) -> None:
    signal, desk = await signalled(town, "Fien", 13), await fatima(town)
    seen = await version(town, signal)
    first, second = [await desk.sends(f"/signalen/{signal}/contact", version=seen, telefoon="06 55550714") for _ in "12"]

    assert (first.status_code, second.status_code) == (303, 409)
    assert "Er is niets overschreven" in text(second)


async def test_of_a_child_the_page_says_what_is_missing_and_takes_a_parent_s_yes(town: Town) -> None:
    signal, desk = await signalled(town, "Puck", 15, born="2016-05-01"), await fatima(town)
    await town.does(signal, "contacts", {"outcome": "spoken", "informed": True})
    before = await desk.goes(f"/signalen/{signal}")
    today = town.clock.now().date().isoformat()
    got = await desk.sends(
        f"/signalen/{signal}/toestemming", version=await version(town, signal), delen="ja", hoe="spoken", datum=today, door_zorgt="parent"
    )
    after = await desk.goes(f"/signalen/{signal}")

    assert "Puck is jonger dan 16" in before
    assert "een ja van een ouder of voogd" in before
    assert got.status_code == 303
    assert "Ja, gezegd door een ouder" in after
    assert "een ja van een ouder of voogd, of hulp" not in after


def a_call(name: str, *, born: str, **more: str) -> dict[str, str]:
    return {"soort": "school", "melder_telefoon": "035 5550188", "voornaam": name, "achternaam": f"{name}sma", "geboren": born,
            "telefoon": "06 55550766", "haast": "routine", "mag_zorgt": "ja"} | more  # fmt: skip


async def test_of_a_child_it_is_asked_at_once_who_said_yes(town: Town) -> None:
    desk = await fatima(town)
    got = await desk.sends("/melden", **a_call("Pip", born="2016-05-01", door_zorgt="parent"))
    shown = await desk.goes(got.headers["location"])

    assert got.status_code == 303
    assert "Ja, gezegd door een ouder" in shown


async def test_who_answered_wrongly_for_a_grown_up_is_said_at_that_question(town: Town) -> None:
    desk = await fatima(town)
    parent = await desk.sends("/melden", **a_call("Piet", born="1958-03-14", door_zorgt="parent"))
    nameless = await desk.sends("/melden", **a_call("Piet", born="1958-03-14", door_zorgt="representative"))

    assert (parent.status_code, nameless.status_code) == (422, 422)
    assert "Vanaf 16 jaar zegt iemand zelf ja of nee" in text(parent)
    assert '<a href="#door-zorgt">' in parent.text
    assert '<details class="mb-more" open' in parent.text
    assert "Vul de naam in van wie beslist" in text(nameless)


async def test_a_parent_does_not_answer_for_a_grown_up(town: Town) -> None:
    signal, desk = await signalled(town, "Gijs", 16), await fatima(town)
    today = town.clock.now().date().isoformat()
    got = await desk.sends(
        f"/signalen/{signal}/toestemming", version=await version(town, signal), delen="ja", hoe="spoken", datum=today, door_zorgt="parent"
    )

    assert got.status_code == 422
    assert "Vanaf 16 jaar zegt iemand zelf ja of nee." in text(got)


async def test_who_decides_for_someone_is_asked_by_name_and_shown(town: Town) -> None:
    signal, desk = await signalled(town, "Hans", 17), await fatima(town)
    form = {"ander": "ja", "hoe": "spoken", "datum": town.clock.now().date().isoformat(), "door_krijgt": "representative"}
    nameless = await desk.sends(f"/signalen/{signal}/toestemming", version=await version(town, signal), **form)
    named = await desk.sends(
        f"/signalen/{signal}/toestemming", version=await version(town, signal), **form, naam_krijgt="Karin Smit", grond_krijgt="mentor"
    )

    assert nameless.status_code == 422
    assert "Vul de naam in van wie beslist" in text(nameless)
    assert named.status_code == 303
    assert "Voor Bertus beslist Karin Smit (mentor)" in await desk.goes(f"/signalen/{signal}")


async def test_who_wants_to_be_left_alone_is_shown_before_anyone_rings(town: Town) -> None:
    signal, desk = await signalled(town, "Iris", 18), await fatima(town)
    await town.does(signal, "contacts", {"outcome": "no-thank-you"})
    body = a_signal("PAGES-Iris-again", "Iris")
    body["caregiver"] |= {"givenName": "Iris", "phone": "+31655550718", "email": "iris@example.org"}
    again = str((await town.as_(Role.SIGNALLER, "POST", "/v1/signals", body))["id"])
    person = await caregiver_of(town, signal)
    compared = await desk.goes(f"/signalen/{again}/vergelijk/{person}")
    shown = await desk.goes(f"/signalen/{again}")
    await desk.sends(f"/signalen/{again}/vergelijk/{person}", version=await version(town, again), oordeel="ja")

    assert "Wil niet benaderd worden" in shown
    assert "Wil niet benaderd worden" in compared
    assert "Wil niet benaderd worden. Iris zei eerder nee" in await desk.goes(f"/signalen/{again}")


async def test_a_provider_tells_how_much_room_there_is_and_the_second_overwrites_nothing(town: Town) -> None:
    marloes = Browser(town, await town.cookie(Role.PROVIDER))
    page = f"/aanbod/{town.rows_there.offer}"
    async with town.client() as client:
        seen = (await client.get(f"/v1/offers/{town.rows_there.offer}")).headers["etag"].strip('"')
    first = await marloes.sends(page, versie=seen, plekken="0", dagen="14")
    second = await marloes.sends(page, versie=seen, plekken="3", dagen="")
    wrong = await marloes.sends(page, versie=seen, plekken="een paar")
    shown = await marloes.goes("/aanbod")

    assert (first.status_code, first.headers["location"]) == (303, "/aanbod?gedaan=plek")
    assert (second.status_code, wrong.status_code) == (409, 422)
    assert "Er is niets overschreven" in text(second)
    assert 'value="een paar"' in wrong.text
    assert "Vol 14 dagen" in shown
    assert 'value="14"' in (await marloes.asks("GET", page)).text


async def test_the_privacy_officer_finds_sees_who_looked_and_erases(town: Town) -> None:
    signal, officer = await signalled(town, "Joris", 19), await pieter(town)
    reference = (await town.as_(Role.ASSESSOR, "GET", f"/v1/worklist/{signal}"))["reference"]
    person = await caregiver_of(town, signal)
    found = text(await officer.sends("/wissen", kenmerk=reference))
    unsure = await officer.sends(f"/wissen/{person}", reden="asked")
    looked = await officer.goes(f"/inzage/{person}")
    erased = await officer.sends(f"/wissen/{person}", reden="asked", zeker="ja")
    await town.settled()
    receipt = await officer.goes(f"/wissen/{person}/bewijs")

    assert "Joris Joris" in found
    assert unsure.status_code == 422
    assert "Bekeken: het signaal" in looked
    assert (erased.status_code, erased.headers["location"]) == (303, f"/wissen/{person}/bewijs?gedaan=gewist")
    assert "Zij of hij vroeg erom" in receipt
    assert "Nog geen antwoord" not in receipt
    assert "Joris" not in await desk_list(town)


async def desk_list(town: Town) -> str:
    return await (await fatima(town)).goes("/werklijst")


async def test_what_is_no_reference_is_asked_again(town: Town) -> None:
    got = await (await pieter(town)).sends("/wissen", kenmerk="Joris")

    assert got.status_code == 422
    assert "Vul het kenmerk in, zoals GM-2026-000123" in text(got)
