"""The privacy officer finds a person, erases, and reads what every holder did."""

import pytest

from schemas.erasure import NotificationsErasureDone, ReferralErasureDone, WaarderingErasureDone
from schemas.intake import PersonErased
from schemas.words import ErasureResult, KeptGround
from tests.intake.world import Party


def officer(world, region="gooi"):
    return Party(world.client(world.issuer.person("privacy-officer", staff="pieter", organisation="aanmeldpunt-gooi", region=region)))


async def a_person(world):
    return str(await world.caregiver(await world.signalled()))


async def test_the_people_of_a_signal_are_found_by_its_reference_and_it_is_recorded(world):
    signal_id = await world.signalled()
    reference = (await world.desk().open(signal_id))["reference"]
    got = await officer(world).post("/v1/erasures/searches", {"reference": reference.lower()})

    assert [(one["role"], one["name"]) for one in got.body["items"]] == [
        ("caregiver", "Anneke de Zandvliet"),
        ("recipient", "Bertus Zandvliet"),
    ]
    assert await world.rows("select count(*) from intake.access_log where what = 'erasure-search'") == [(2,)]


async def test_what_is_not_there_or_elsewhere_is_not_found(world, two_regions):
    reference = (await world.desk().open(await world.signalled()))["reference"]
    found = [
        (await who.post("/v1/erasures/searches", {"reference": asked})).body["items"]
        for who, asked in ((officer(world), "GM-2020-1"), (officer(world, "elders"), reference))
    ]

    assert found == [[], []]


async def test_erasing_answers_with_the_receipt_that_fills_as_holders_answer(world):
    person = await a_person(world)
    asked = await officer(world).post("/v1/erasures", {"personId": person, "reason": "asked"})
    kept = world.clock.now()
    await world.hears(
        ReferralErasureDone(person_id=person, result=ErasureResult.DELETED),
        NotificationsErasureDone(person_id=person, result=ErasureResult.KEPT, kept_until=kept, ground=KeptGround.LEGAL_TERM),
        WaarderingErasureDone(person_id=person, result=ErasureResult.DELETED),
    )
    receipt = (await officer(world).get(asked.headers["location"])).body

    assert asked.status == 201
    assert {line["holder"]: line.get("result") for line in asked.body["lines"]} == {
        "intake": "emptied", "notifications": None, "referral": None, "waardering": None,
    }  # fmt: skip
    assert (receipt["reason"], {line["holder"]: (line["result"], line.get("ground")) for line in receipt["lines"]}) == (
        "asked",
        {
            "intake": ("emptied", "legal-term"),
            "notifications": ("kept", "legal-term"),
            "referral": ("deleted", None),
            "waardering": ("deleted", None),
        },
    )
    assert await world.told(PersonErased) == [PersonErased(person_id=person)]


async def test_erasing_twice_is_one_erasure_with_the_first_receipt(world):
    person = await a_person(world)
    first, second = [await officer(world).post("/v1/erasures", {"personId": person, "reason": why}) for why in ("asked", "never-should")]

    assert (first.status, second.status) == (201, 200)
    assert second.body == first.body
    assert len(await world.told(PersonErased)) == 1


@pytest.mark.parametrize("role", ["assessor", "coordinator", "administrator", "provider"])
async def test_nobody_else_erases(world, role):
    person = await a_person(world)
    other = Party(world.client(world.issuer.person(role, staff="ruud", organisation="aanmeldpunt-gooi")))

    assert (await other.post("/v1/erasures", {"personId": person, "reason": "asked"})).status == 403
    assert await world.told(PersonErased) == []


async def test_another_region_s_officer_does_not_even_see_the_person(world, two_regions):
    person = await a_person(world)
    elsewhere = officer(world, "elders")
    got = [await elsewhere.post("/v1/erasures", {"personId": person, "reason": "asked"}), await elsewhere.get(f"/v1/erasures/{person}")]

    assert [one.status for one in got] == [404, 404]


async def test_who_was_not_erased_has_no_receipt(world):
    assert (await officer(world).get(f"/v1/erasures/{await a_person(world)}")).status == 404


async def test_a_reason_is_needed(world):
    got = await officer(world).post("/v1/erasures", {"personId": await a_person(world)})

    assert (got.status, got.body["errors"][0]["pointer"]) == (400, "/reason")


async def test_the_officer_of_another_organisation_erases_nothing_from_the_desk_s_register(world):
    person = await a_person(world)
    stranger = Party(world.client(world.issuer.person("privacy-officer", staff="someone", organisation="viore")))
    got = [await stranger.post("/v1/erasures", {"personId": person, "reason": "asked"}), await stranger.get(f"/v1/erasures/{person}")]

    assert [one.status for one in got] == [403, 403]
    assert await world.told(PersonErased) == []


async def test_one_person_is_found_by_her_id_before_she_is_erased(world):
    person = await a_person(world)
    got = await officer(world).post("/v1/erasures/searches", {"personId": person})
    (found,) = got.body["items"]

    assert (found["personId"], found["name"], found["birthDate"]) == (person, "Anneke de Zandvliet", "1958-03-14")
