"""How she is reached changes on the phone, and who wants to be left alone is shown as such."""

import pytest

from schemas.intake import ContactDetailsChanged
from tests.intake.world import a_signal, contact_of

NEW = {"phone": "06 55550142", "bestTimes": "in de ochtend", "safeToContact": {"phone": "yes", "email": "no"}}


async def test_the_desk_changes_how_she_is_reached_and_finds_her_by_it(world):
    desk, signal_id = world.desk(), await world.signalled()
    shown = await desk.done(signal_id, "contact-details", NEW, "PUT")

    assert (shown["caregiver"]["phone"], shown["caregiver"].get("email")) == ("+31655550142", None)
    assert shown["caregiver"]["safeToContact"]["email"] == "no"
    assert shown["history"][-1]["what"] == "contact-details"
    assert [row["signalId"] for row in await desk.find("0655550142")] == [signal_id]
    assert await desk.find("0612345678") == []


async def test_it_is_told_and_recorded(world):
    signal_id = await world.signalled()
    await world.desk().done(signal_id, "contact-details", NEW, "PUT")
    person = await world.caregiver(signal_id)

    assert await world.told(ContactDetailsChanged) == [ContactDetailsChanged(caregiver_id=person, region="gooi")]
    assert ("change", "contact-details") in {tuple(row) for row in await world.rows("select action, what from intake.access_log")}


@pytest.mark.parametrize(
    ("body", "pointer"), [({}, ""), ({"phone": "123456789"}, "/phone"), ({"phone": "0612345678", "bestTimes": "123456782"}, "/bestTimes")]
)
async def test_what_reaches_nobody_is_refused_and_nothing_changes(world, body, pointer):
    signal_id = await world.signalled()
    got = await world.desk().do(signal_id, "contact-details", body, "PUT")

    assert (got.status, [error["pointer"] for error in got.body["errors"]]) == (400, [pointer])
    assert (await world.desk().open(signal_id))["caregiver"]["phone"] == "+31612345678"


async def test_who_read_an_older_page_changes_nothing(world):
    signal_id = await world.signalled()
    await world.desk().spoken(signal_id)
    got = await world.desk().ask("PUT", f"/v1/worklist/{signal_id}/contact-details", NEW, If_Match='"1"')

    assert got.status == 412
    assert await world.told(ContactDetailsChanged) == []


async def test_a_closed_signal_changes_no_more(world):
    signal_id = await world.signalled()
    await world.desk().done(signal_id, "closures", {"ending": "answered-by-desk"})

    assert (await world.desk().do(signal_id, "contact-details", NEW, "PUT")).status == 409


async def refused(world):
    signal_id = await world.signalled()
    await world.desk().done(signal_id, "contacts", {"outcome": "no-thank-you"})
    return signal_id


async def test_who_said_no_thank_you_is_recognised_when_she_is_signalled_again(world):
    await refused(world)
    again = await world.desk().open(await world.signalled())

    assert again["maybeSame"][0]["doNotContact"] is True
    assert again["doNotContact"] is False


async def test_also_when_how_to_reach_her_was_forgotten(world):
    await refused(world)
    world.later(days=40)
    await world.settled()
    other = (await world.desk().open(await world.signalled()))["maybeSame"][0]

    assert (other["doNotContact"], other["same"]) == (True, ["family-name", "birth-date", "postcode", "phone", "email"])


async def test_the_mark_goes_with_her_and_her_own_yes_lifts_it(world):
    person = await world.caregiver(await refused(world))
    signal_id = await world.signalled()
    marked = await world.desk().done(signal_id, "judgements", {"other": str(person), "same": True})
    yes = {"person": "caregiver", "purpose": "referral", "given": True, "on": "2026-11-20", "how": "spoken"}
    lifted = await world.desk().done(signal_id, "consents", {"consents": [yes]})

    assert (marked["doNotContact"], lifted["doNotContact"]) == (True, False)


async def test_the_same_form_sent_twice_is_done_once(world):
    signal_id = await world.signalled()
    version = (await world.desk().open(signal_id))["version"]
    sent = [await world.desk().post(f"/v1/worklist/{signal_id}/contacts", {"outcome": "no-answer"}, If_Match=f'"{version}"') for _ in "12"]

    assert [got.status for got in sent] == [200, 412]
    assert await world.rows("select count(*) from intake.call") == [(1,)]


async def test_an_appointment_sent_twice_is_one_referral(world):
    signal_id = await world.signalled()
    await world.desk().spoken(signal_id)
    version = (await world.desk().open(signal_id))["version"]
    body = {"offers": [str(world.directory.ranking.items[0].offer.id)]}
    sent = [await world.desk().post(f"/v1/worklist/{signal_id}/appointments", body, If_Match=f'"{version}"') for _ in "12"]

    assert [got.status for got in sent] == [201, 412]
    assert await world.rows("select count(*) from intake.appointment") == [(1,)]


async def test_the_provider_reads_the_new_number(world):
    signal_id, referral_id = await world.appointed(a_signal())
    await world.accept(signal_id, referral_id)
    await world.desk().done(signal_id, "contact-details", NEW, "PUT")
    found = await contact_of(world.provider(), await world.caregiver(signal_id))

    assert found["contact"]["phone"] == "+31655550142"
