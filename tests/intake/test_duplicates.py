"""Two files of one person: software shows, a person judges, and the judgement is remembered."""

import pytest

from schemas.intake import HelpRequested, PersonsMerged, PersonsUnmerged
from tests.intake.world import a_signal, contact_of

BARE = {"familyName": "Zandvliet"}


def told(**caregiver):
    return a_signal(caregiver=BARE | caregiver, signaller__kind="welfare")


async def test_a_file_with_the_same_keys_is_shown_with_what_is_the_same(world):
    first, second = await world.signalled(), await world.signalled()
    (maybe,) = (await world.desk().open(second))["maybeSame"]

    assert maybe["personId"] == str(await world.caregiver(first))
    assert maybe["same"] == ["family-name", "birth-date", "postcode", "phone", "email"]
    assert maybe["earlier"] == [(await world.desk().open(first))["reference"]]


@pytest.mark.parametrize(
    ("ways", "same"),
    [
        ({"phone": "+31612345678"}, ["family-name", "phone"]),
        ({"email": "ANNEKE@example.org"}, ["family-name", "email"]),
        ({"birthDate": "1958-03-14", "postcode": "1216AB", "houseNumber": 1}, ["family-name", "birth-date", "postcode"]),
    ],
)
async def test_one_exact_key_is_enough_to_ask(world, ways, same):
    await world.signalled()
    second = await world.signalled(told(**ways))

    assert [maybe["same"] for maybe in (await world.desk().open(second))["maybeSame"]] == [same]


@pytest.mark.parametrize(
    "ways", [{"phone": "0655550001"}, {"postcode": "1216AB", "houseNumber": 12}, {"birthDate": "1958-03-14", "phone": "0655550001"}]
)
async def test_a_name_or_a_postcode_alone_is_no_key(world, ways):
    await world.signalled()
    second = await world.signalled(told(**ways))

    assert (await world.desk().open(second))["maybeSame"] == []


async def test_showing_another_s_file_is_recorded_for_that_person(world):
    first, second = await world.signalled(), await world.signalled()
    await world.desk().open(second)
    rows = await world.rows("select person from intake.access_log where what = 'maybe-same'")

    assert [row[0] for row in rows] == [await world.caregiver(first)]


async def test_the_same_person_has_one_file_that_the_older_id_leads(world):
    first, second = await world.signalled(), await world.signalled()
    old, new = await world.caregiver(first), await world.caregiver(second)
    page = await world.desk().done(second, "judgements", {"other": str(old), "same": True})

    assert (page["maybeSame"], page["caregiverId"]) == ([], str(old))
    assert await world.told(PersonsMerged) == [PersonsMerged(old=new, into=old)]


async def test_the_judgement_does_not_depend_on_which_signal_is_open(world):
    first, second = await world.signalled(), await world.signalled()
    old, new = await world.caregiver(first), await world.caregiver(second)
    await world.desk().done(first, "judgements", {"other": str(new), "same": True})

    assert await world.told(PersonsMerged) == [PersonsMerged(old=new, into=old)]


async def test_not_the_same_is_not_asked_again(world):
    first, second = await world.signalled(), await world.signalled()
    page = await world.desk().done(second, "judgements", {"other": str(await world.caregiver(first)), "same": False})

    assert page["maybeSame"] == []
    assert (await world.desk().open(first))["maybeSame"] == []
    assert await world.told(PersonsMerged, PersonsUnmerged) == []


async def test_a_merge_can_be_taken_back(world):
    first, second = await world.signalled(), await world.signalled()
    old, new = await world.caregiver(first), await world.caregiver(second)
    await world.desk().done(second, "judgements", {"other": str(old), "same": True})
    page = await world.desk().done(second, "judgements", {"other": str(old), "same": False})

    assert page["caregiverId"] == str(new)
    assert await world.told(PersonsUnmerged) == [PersonsUnmerged(old=new, into=old)]


async def test_judging_the_same_twice_tells_it_once(world):
    first, second = await world.signalled(), await world.signalled()
    for _ in range(2):
        await world.desk().done(second, "judgements", {"other": str(await world.caregiver(first)), "same": True})

    assert len(await world.told(PersonsMerged)) == 1


async def test_one_file_shows_what_was_told_last_and_fills_the_gaps(world):
    first = await world.signalled()
    second = await world.signalled(told(phone="+31612345678", givenName="Anna"))
    await world.desk().done(second, "judgements", {"other": str(await world.caregiver(first)), "same": True})
    caregiver = (await world.desk().open(first))["caregiver"]

    assert (caregiver["givenName"], caregiver["email"]) == ("Anna", "anneke@example.org")


async def test_help_is_asked_for_and_read_by_the_id_that_leads(world):
    first, second = await world.signalled(), await world.signalled()
    old, new = await world.caregiver(first), await world.caregiver(second)
    await world.desk().done(second, "judgements", {"other": str(old), "same": True})
    await world.desk().spoken(second)
    referral_id = await world.desk().appoint(second)
    await world.accept(second, referral_id)

    assert [asked.caregiver_id for asked in await world.told(HelpRequested)] == [old]
    assert (await contact_of(world.provider(), old))["contact"] is not None
    assert (await contact_of(world.provider(), new))["contact"] is not None


async def test_a_grant_given_before_the_merge_still_opens_after_it(world):
    second_first = await world.appointed()
    third = await world.signalled()
    await world.accept(*second_first)
    await world.desk().done(third, "judgements", {"other": str(await world.caregiver(second_first[0])), "same": True})

    assert (await contact_of(world.provider(), await world.caregiver(third)))["contact"] is not None


async def test_a_no_in_one_file_counts_in_the_other(world):
    first, second = await world.signalled(), await world.signalled()
    await world.desk().done(second, "judgements", {"other": str(await world.caregiver(first)), "same": True})
    no = {"person": "caregiver", "purpose": "referral", "given": False, "on": "2026-11-21", "how": "spoken"}
    await world.desk().done(first, "consents", {"consents": [no]})

    assert "consent" in (await world.desk().open(second))["missing"]


async def test_someone_of_another_region_is_never_shown_or_merged(world, two_regions):
    elsewhere = await world.desk(region="elders").post("/v1/signals", a_signal())
    here = await world.signalled()
    other = await world.caregiver(elsewhere.body["id"])

    assert (await world.desk().open(here))["maybeSame"] == []
    assert (await world.desk().do(here, "judgements", {"other": str(other), "same": True})).status == 400
