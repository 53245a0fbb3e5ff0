"""The assessor appoints; what is missing is named, and nothing that tells who she is leaves."""

import pytest

from schemas.intake import HelpRequested
from schemas.words import Group, SupportArea
from tests.intake.world import BUDDY, MEE, TALK, VERSA, a_signal, only

CHOICE = {"offers": [str(BUDDY)], "warm": False}


async def test_the_offers_come_ranked_from_the_directory_which_is_asked_without_identity(world):
    signal_id = await world.signalled()
    got = await world.desk().get(f"/v1/worklist/{signal_id}/offers")
    (asked,) = world.directory.asked

    assert (got.body["considered"], [item["offer"]["name"] for item in got.body["items"]]) == (7, ["Buddy", "Gesprek"])
    assert set(asked.model_fields_set) <= {"region", "support_areas", "municipality", "groups", "language", "urgency", "postcode4"}
    assert asked.postcode4 == 1216


async def test_for_safety_there_is_nothing_to_choose(world):
    signal_id = await world.signalled(a_signal(urgency="safety"))
    got = await world.desk().get(f"/v1/worklist/{signal_id}/offers")

    assert got.body == {"considered": 0, "items": []}
    assert world.directory.asked == []


async def test_appointing_asks_for_help_in_the_chosen_order(world):
    signal_id, referral_id = await world.appointed()
    (told,) = await world.told(HelpRequested)

    assert (told.referral_id, str(told.signal_id)) == (referral_id, signal_id)
    assert (told.offers, told.providers) == ((BUDDY, TALK), (VERSA, MEE))
    assert told.support_areas == (SupportArea.RESPITE, SupportArea.EMOTIONAL_SUPPORT)
    assert (told.age_from, told.municipality, told.warm) == (60, "GM0402", True)
    assert told.groups == (Group.DEMENTIA, Group.OLDER)


async def test_his_illness_leaves_with_his_consent_only(world):
    body = only(a_signal(signaller__kind="welfare"), ("caregiver", "referral", True))
    await world.appointed(body)
    (told,) = await world.told(HelpRequested)

    assert told.groups == (Group.OLDER,)
    assert all(Group.DEMENTIA not in asked.groups for asked in world.directory.asked)


async def test_an_appointed_signal_waits_for_the_provider(world):
    signal_id, referral_id = await world.appointed()
    page = await world.desk().open(signal_id)

    assert (page["step"], page["state"], page["referralId"]) == ("waiting", "in-triage", str(referral_id))


async def test_everything_that_is_missing_is_named_at_once(world):
    signal_id = await world.signalled(only(a_signal(signaller__kind="welfare", supportAreas=[])))
    got = await world.desk().do(signal_id, "appointments", CHOICE)

    assert (got.status, got.body["missing"]) == (409, "contact,informed,consent,support-area")
    assert await world.told(HelpRequested) == []


async def test_a_no_to_referral_is_no_consent(world):
    body = only(a_signal(signaller__kind="welfare"), ("caregiver", "referral", False))
    signal_id = await world.signalled(body)
    await world.desk().spoken(signal_id)
    got = await world.desk().do(signal_id, "appointments", CHOICE)

    assert (got.status, got.body["missing"]) == (409, "consent")


async def test_safety_is_never_appointed(world):
    signal_id = await world.signalled(a_signal(urgency="safety"))
    await world.desk().spoken(signal_id)
    got = await world.desk().do(signal_id, "appointments", CHOICE)

    assert got.status == 409
    assert got.body["type"].endswith("never-for-safety")


async def test_nobody_is_appointed_twice(world):
    signal_id, referral_id = await world.appointed()
    got = await world.desk().do(signal_id, "appointments", CHOICE)

    assert (got.status, got.body["referral"]) == (409, str(referral_id))
    assert len(await world.told(HelpRequested)) == 1


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"offers": ["00000000-0000-0000-0000-000000000001"]}, "/offers/0"),
        ({"offers": [str(BUDDY), str(BUDDY)]}, "/offers"),
        ({"offers": [str(BUDDY)], "warm": True}, "/warmReason"),
        ({"offers": [str(BUDDY)], "warm": True, "warmReason": "bsn 123456782"}, "/warmReason"),
        ({"offers": []}, "/offers"),
    ],
)
async def test_a_wrong_choice_is_named_by_its_place(world, body, pointer):
    signal_id = await world.signalled()
    await world.desk().spoken(signal_id)
    got = await world.desk().do(signal_id, "appointments", body)

    assert (got.status, [error["pointer"] for error in got.body["errors"]]) == (400, [pointer])


async def test_of_two_assessors_one_appoints(world):
    signal_id = await world.signalled()
    await world.desk().spoken(signal_id)
    version = (await world.desk("daniel").open(signal_id))["version"]
    await world.desk("fatima").appoint(signal_id)
    got = await world.desk("daniel").post(f"/v1/worklist/{signal_id}/appointments", CHOICE, If_Match=f'"{version}"')

    assert (got.status, got.body["changedBy"]) == (412, str(world.staff("fatima")))
