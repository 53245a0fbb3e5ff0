"""Who wants to be known is in intake's register by her own consent; and who is erased there is erased here, known there or not."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from schemas.erasure import WaarderingErasureDone
from schemas.intake import ConsentRecorded, PersonErased
from schemas.waardering import RegisterWished
from schemas.words import ConsentPurpose
from services.intake import intake
from services.intake.__main__ import app as intake_app
from services.notifications import notifications
from services.referral import referral
from services.waardering import waardering
from services.waardering.__main__ import app

from .schemes import town as lay_out
from .town import TUESDAY, Json, Town, a_caregiver, an_application


@pytest.fixture
async def both(server: TestServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    lay_out(tmp_path)
    monkeypatch.setenv("MANTELBRUG_REGIONS", str(tmp_path))
    monkeypatch.setenv("MANTELBRUG_INTAKE_ERASED_FILE", str(tmp_path / "erased.txt"))
    async with TestHouse(server, {waardering: app, intake: intake_app}, migrated=[referral, notifications]) as house:
        house.clock.move(to=TUESDAY)
        yield Town(house)


def officer(town: Town, region: str = "gooi"):
    return town.staff("privacy-officer", "pieter", organisation="aanmeldpunt-gooi", region=region)


async def registered(town: Town, **caregiver: object) -> Json:
    made = await town.applies(an_application() | {"caregivers": [a_caregiver(wishesRegister=True, **caregiver)]})
    await town.house.settled()
    return made


async def person_of(town: Town, made: Json) -> str:
    return str((await town.see(made["id"]))["parties"][0]["person"]["id"])


async def in_register(town: Town) -> list[str]:
    return [str(row[0]) for row in await town.house.rows("select id from intake.person where erased_at is null")]


async def test_her_yes_puts_her_in_the_register_once_without_a_signal(both: Town):
    made = await registered(both)
    (wished,) = await both.told(RegisterWished)
    await both.house.hears(wished)  # told again
    consents = [event for event in await both.house.log_of("intake") if isinstance(event, ConsentRecorded)]

    assert await in_register(both) == [await person_of(both, made)]
    assert [(one.purpose, one.given) for one in consents] == [(ConsentPurpose.REGISTER, True)]
    assert await both.house.rows("select 1 from intake.signal") == []
    assert await both.house.parked("intake") == []


async def test_who_says_nothing_is_known_to_waardering_alone(both: Town):
    await both.applies()
    await both.house.settled()

    assert await in_register(both) == []
    assert await both.told(RegisterWished) == []


async def test_nobody_says_yes_for_another(both: Town):
    by_recipient = an_application("shared", applicant="care-recipient") | {"caregivers": [a_caregiver(wishesRegister=True)]}
    for_second = an_application() | {"caregivers": [a_caregiver(1), a_caregiver(2, wishesRegister=True)]}
    answers = [await both.sends(body) for body in (by_recipient, for_second)]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert answers[1].json()["errors"][0]["pointer"] == "/caregivers/1/wishesRegister"


async def test_a_child_s_own_yes_is_not_enough(both: Town):
    await registered(both, birthDate="2014-05-01")

    assert await in_register(both) == []


async def test_a_wish_and_a_yes_are_of_one_person(both: Town):
    made = await registered(both, wishesHelp=True, howItGoes="Ik slaap slecht.")
    (signal,) = await both.house.rows("select caregiver_id from intake.signal")
    person = await person_of(both, made)
    (alias,) = await both.house.rows("select old, into_id from intake.alias")

    assert {str(alias[0]), str(alias[1])} == {str(signal[0]), person}


async def test_by_a_reference_of_waardering_its_people_are_found_and_erased_with_a_receipt(both: Town):
    made = await both.applies()
    found = (await officer(both).post("/v1/erasures/searches", json={"reference": made["reference"].lower()})).json()["items"]
    asked = await officer(both).post("/v1/erasures", json={"personId": found[0]["personId"], "reason": "asked"})
    again = await officer(both).post("/v1/erasures", json={"personId": found[0]["personId"], "reason": "asked"})
    await both.house.settled()
    receipt = (await officer(both).get(f"/v1/erasures/{found[0]['personId']}")).json()
    after = (await officer(both).post("/v1/erasures/searches", json={"reference": made["reference"]})).json()["items"]

    assert [one["role"] for one in found] == ["caregiver", "recipient"]
    assert found[0]["name"].startswith("Anneke Zandvliet")
    assert (asked.status_code, again.status_code) == (201, 200)
    assert {line["holder"]: line.get("result") for line in receipt["lines"]}["waardering"] == "emptied"
    assert after[0]["name"] == ""
    assert (await both.officer.get(f"/v1/applications/{made['id']}")).status_code == 410


async def test_what_was_paid_is_named_in_the_receipt_with_its_ground_and_its_day(both: Town):
    made = await both.applies()
    await both.paid()
    person = await person_of(both, made)
    await officer(both).post("/v1/erasures", json={"personId": person, "reason": "asked"})
    await both.house.settled()
    lines = (await officer(both).get(f"/v1/erasures/{person}")).json()["lines"]
    (line,) = [one for one in lines if one["holder"] == "waardering"]

    assert (line["result"], line["ground"]) == ("kept", "legal-term")
    assert line["keptUntil"].startswith("2034-12-31T23:00")


async def test_erased_from_the_register_she_is_erased_from_waardering_too(both: Town):
    made = await registered(both)
    person = await person_of(both, made)
    await officer(both).post("/v1/erasures", json={"personId": person, "reason": "asked"})
    await both.house.settled()

    assert await in_register(both) == []
    assert len(await both.told(WaarderingErasureDone)) == 1
    assert await both.house.rows("select 1 from waardering.person where id = $1 and erased_at is null", UUID(person)) == []


async def test_erased_by_the_signal_that_her_wish_became_she_is_erased_here_too(both: Town):
    made = await both.applies(an_application() | {"caregivers": [a_caregiver(wishesHelp=True)]})
    await both.house.settled()
    (signal,) = await both.house.rows("select reference from intake.signal")
    found = (await officer(both).post("/v1/erasures/searches", json={"reference": signal[0]})).json()["items"]
    await officer(both).post("/v1/erasures", json={"personId": found[0]["personId"], "reason": "asked"})
    await both.house.settled()

    assert (await both.officer.get(f"/v1/applications/{made['id']}")).status_code == 410
    erased = {str(event.person_id) for event in await both.house.log_of("intake") if isinstance(event, PersonErased)}
    assert len(erased) == 2


async def test_another_region_finds_and_erases_nobody(both: Town):
    made = await both.applies()
    person = await person_of(both, made)
    found = await officer(both, "elders").post("/v1/erasures/searches", json={"reference": made["reference"]})
    erased = await officer(both, "elders").post("/v1/erasures", json={"personId": person, "reason": "asked"})

    assert (found.status_code, found.json().get("items", [])) in ((200, []), (403, []))
    assert erased.status_code in (403, 404)


async def test_only_intake_hears_who_it_is(both: Town):
    made = await registered(both)
    other = both.house.client(both.house.issuer.service("monitor"))
    question = {"applicationId": made["id"], "caregiverId": await person_of(both, made)}
    answers = [
        await other.post("/v1/register-entries", json=question),
        await other.post("/v1/erasure-candidates", json={"region": "gooi", "reference": made["reference"]}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
