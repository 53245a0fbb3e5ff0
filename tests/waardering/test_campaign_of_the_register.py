"""Who said yes to the register is invited for what her municipality gives next year, as long as that yes stands."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from schemas.base import Event, PersonId
from schemas.intake import ConsentRecorded, ConsentWithdrawn, PersonErased, PersonsMerged
from schemas.waardering import CaregiverInvited
from schemas.words import ConsentPurpose, Described, LeftOut

from .town import Json, Town, a_caregiver, an_application

YEAR = 2028


async def test_her_yes_invites_her_for_another_scheme_of_her_municipality_and_no_yes_does_not(town: Town) -> None:
    await _registered(town)
    await town.applies(an_application("voucher", number=2))
    await _a_year_on(town)

    assert await _counts(town) == (1, {})


@pytest.mark.parametrize("step", ["withdrawals", "refusals"])
async def test_her_yes_stays_when_nothing_came_of_the_application_that_she_said_it_with(town: Town, step: str) -> None:
    made = await _registered(town, "by-hand")
    if step == "withdrawals":
        await town.did(made["id"], "withdrawals", {})
    else:
        await town.did(made["id"], "decisions", {"grant": False, "reason": "residence", "note": "Woont elders."})
    await _a_year_on(town)

    assert await _counts(town) == (1, {})


async def test_each_is_invited_once_however_often_she_said_yes_and_asked(town: Town) -> None:
    await _registered(town)
    await _registered(town, "voucher-too")
    await town.applies(an_application("plain", number=1))
    await _a_year_on(town)
    made = await town.officer.post("/v1/campaigns", json={"scheme": "plain", "year": YEAR, "startsOn": "2028-11-10"})
    assert made.status_code == 201, made.text
    await _until(town, "2028-11-10T12:00:00Z")

    assert len(await town.told(CaregiverInvited)) == 1


@pytest.mark.parametrize("way", [ConsentWithdrawn, ConsentRecorded])
async def test_a_yes_that_she_takes_back_invites_her_no_more(town: Town, way: type[Event]) -> None:
    person = await _person(town, await _registered(town))
    await town.passes(hours=1)
    told = {"caregiver_id": person, "region": "gooi", "about": "caregiver"}
    no = {"given": False} if way is ConsentRecorded else {}
    await town.house.hears(way.model_validate(told | {"purpose": "referral"} | no))
    await _a_year_on(town)
    other_purpose = await _counts(town)
    await town.house.hears(way.model_validate(told | {"purpose": "register"} | no))

    assert other_purpose == (1, {})
    assert await _counts(town) == (0, {})


async def test_a_yes_after_her_no_counts_again(town: Town) -> None:
    person = await _person(town, await _registered(town))
    await town.passes(hours=1)
    withdrawn = ConsentWithdrawn(caregiver_id=person, region="gooi", about=Described.CAREGIVER, purpose=ConsentPurpose.REGISTER)
    await town.house.hears(withdrawn)
    before = await _counts(town)
    await town.passes(hours=1)
    await _registered(town, "voucher-too")
    await _a_year_on(town)

    assert before == (0, {})
    assert await _counts(town) == (1, {})


async def test_what_she_takes_back_under_another_id_of_hers_is_taken_back(town: Town) -> None:
    person = await _person(town, await _registered(town))
    now = PersonId(UUID(int=77))
    await town.house.hears(PersonsMerged(old=person, into=now))
    await town.passes(hours=1)
    withdrawn = ConsentWithdrawn(caregiver_id=now, region="gooi", about=Described.CAREGIVER, purpose=ConsentPurpose.REGISTER)
    await town.house.hears(withdrawn)
    await _a_year_on(town)

    assert await _counts(town) == (0, {})


async def test_under_another_id_she_is_invited_once_and_found_by_name_and_her_no_holds(town: Town) -> None:
    made = await town.applies(an_application("plain", number=1))
    body = an_application("voucher")
    await town.applies(body | {"caregivers": [a_caregiver(1, wishesRegister=True)]})
    now = PersonId(UUID(int=77))
    await town.house.hears(PersonsMerged(old=await _person(town, made), into=now))
    await _a_year_on(town)
    before = await _counts(town)
    (found,) = (await town.officer.post("/v1/contact-choices/searches", json={"name": "Zandvlietbaa"})).json()["items"]
    said = await town.officer.post("/v1/contact-choices", json={"personId": found["personId"], "mayInvite": False})

    assert before == (1, {})
    assert (found["personId"], said.status_code) == (str(now), 204)
    assert await _counts(town) == (0, {LeftOut.OPTED_OUT: 1})


async def test_who_is_erased_is_nobody_s_guest(town: Town) -> None:
    person = await _person(town, await _registered(town))
    await town.house.hears(PersonErased(person_id=person))
    await _a_year_on(town)

    assert await _counts(town) == (0, {})


async def test_the_yes_of_a_child_does_not_invite_it_when_it_is_older(town: Town) -> None:
    await _registered(town, birthDate="2011-05-01")
    await _a_year_on(town)

    assert await _counts(town) == (0, {LeftOut.UNDER_SIXTEEN: 1})


async def test_a_no_to_invitations_goes_before_a_yes_to_the_register(town: Town) -> None:
    person = await _person(town, await _registered(town))
    await _a_year_on(town)
    said = await town.officer.post("/v1/contact-choices", json={"personId": str(person), "mayInvite": False})

    assert said.status_code == 204
    assert await _counts(town) == (0, {LeftOut.OPTED_OUT: 1})


async def test_a_municipality_does_not_invite_whom_another_one_knows(town: Town) -> None:
    await _registered(town)
    await town.house.rows("update waardering.application set municipality = 'GM0376' returning id")
    await _a_year_on(town)

    assert await _counts(town) == (0, {})


async def _registered(town: Town, scheme: str = "voucher", **caregiver: object) -> Json:
    return await town.applies(an_application(scheme) | {"caregivers": [a_caregiver(1, wishesRegister=True, **caregiver)]})


async def _person(town: Town, made: Json) -> PersonId:
    return PersonId(UUID((await town.see(made["id"]))["parties"][0]["person"]["id"]))


async def _a_year_on(town: Town) -> None:
    await _until(town, "2028-06-01T12:00:00Z")


async def _until(town: Town, moment: str) -> None:
    town.house.clock.move(to=max(datetime.fromisoformat(moment), town.house.clock.now() + timedelta(seconds=1)))
    town.__post_init__()  # tokens end sooner than years
    await town.house.settled()


async def _counts(town: Town) -> tuple[int, dict[LeftOut, int]]:
    """Who would be invited for the plain scheme, and who not and why."""
    answer = await town.officer.get("/v1/schemes/plain/invitees", params={"year": YEAR})
    assert answer.status_code == 200, answer.text
    seen = answer.json()
    return seen["byEmail"] + seen["byLetter"], {LeftOut(one["why"]): one["count"] for one in seen["leftOut"]}
