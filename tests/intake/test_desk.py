"""The desk takes a signal, rings, hears what is needed, and ends it; whoever was first has it."""

from datetime import datetime, timedelta

import pytest

from schemas.intake import CaregiverInformed, ConsentRecorded, ConsentWithdrawn, ContactAttempted, SignalClosed, SignalPickedUp
from schemas.words import ContactOutcome, Ending
from tests.intake.world import A_NEIGHBOURS_WORRY, a_signal, only


async def test_everything_stands_on_one_page(world):
    signal_id = await world.signalled()
    page = await world.desk().open(signal_id)

    assert page["caregiver"]["name"] == "Anneke de Zandvliet"
    assert page["caregiver"]["address"] == "1216AB 12a"
    assert (page["age"], page["groups"]) == (68, ["dementia", "older"])
    assert page["careRecipient"]["situations"] == ["dementia"]
    assert page["note"] == "Slaapt slecht, zorgt dag en nacht."
    assert page["missing"] == ["contact", "informed"]
    assert (page["step"], page["due"]) == ("new", "later")


async def test_an_assessor_takes_a_signal_upon_her(world):
    signal_id = await world.signalled()
    page = await world.desk().done(signal_id, "assignee", {}, "PUT")

    assert (page["assessor"], page["state"], page["step"]) == (str(world.staff("fatima")), "in-triage", "call")
    (told,) = await world.told(SignalPickedUp)
    assert told.assessor == world.staff("fatima")


async def test_a_colleague_can_be_given_it(world):
    signal_id = await world.signalled()
    page = await world.desk().done(signal_id, "assignee", {"staff": str(world.staff("daniel"))}, "PUT")

    assert page["assessor"] == str(world.staff("daniel"))


async def test_the_second_of_two_reads_who_was_first(world):
    signal_id = await world.signalled()
    fatima, daniel = world.desk("fatima"), world.desk("daniel")
    version = (await daniel.open(signal_id))["version"]
    await fatima.done(signal_id, "closures", {"ending": "answered-by-desk"})
    got = await daniel.post(f"/v1/worklist/{signal_id}/closures", {"ending": "not-reached"}, If_Match=f'"{version}"')

    assert got.status == 412
    assert got.body["changedBy"] == str(world.staff("fatima"))
    assert [told.ending for told in await world.told(SignalClosed)] == [Ending.ANSWERED_BY_DESK]


async def test_a_change_without_a_version_is_refused(world):
    signal_id = await world.signalled()
    got = await world.desk().post(f"/v1/worklist/{signal_id}/contacts", {"outcome": "spoken"})

    assert got.status == 428


async def test_the_etag_of_an_answer_is_the_version_to_build_on(world):
    signal_id = await world.signalled()
    desk = world.desk()
    first = await desk.get(f"/v1/worklist/{signal_id}")
    got = await desk.ask("PUT", f"/v1/worklist/{signal_id}/assignee", {}, If_Match=first.headers["etag"])

    assert got.headers["etag"] == f'"{got.body["version"]}"'
    assert got.headers["etag"] != first.headers["etag"]


async def test_the_first_attempt_stops_the_triage_clock(world):
    signal_id = await world.signalled()
    page = await world.desk().done(signal_id, "contacts", {"outcome": "no-answer"})

    assert (page["due"], page["step"], page["state"]) == ("stopped", "call-again", "in-triage")
    (told,) = await world.told(ContactAttempted)
    assert (told.outcome, told.attempt) == (ContactOutcome.NO_ANSWER, 1)


async def test_who_rings_has_it(world):
    signal_id = await world.signalled()
    page = await world.desk().done(signal_id, "contacts", {"outcome": "no-answer"})

    assert page["assessor"] == str(world.staff("fatima"))


async def test_what_was_said_is_kept_and_that_she_was_informed(world):
    signal_id = await world.signalled()
    page = await world.desk().spoken(signal_id)

    assert page["contacts"][0]["note"] == "Zij wil graag hulp."
    assert page["informedAt"] is not None
    assert (page["missing"], page["step"]) == ([], "choose")
    assert len(await world.told(CaregiverInformed)) == 1


async def test_she_is_informed_once(world):
    signal_id = await world.signalled()
    await world.desk().spoken(signal_id)
    await world.desk().spoken(signal_id)

    assert len(await world.told(CaregiverInformed)) == 1


@pytest.mark.parametrize(
    ("what", "body", "pointer"),
    [
        ("contacts", {"outcome": "spoken", "note": "bsn 123456782"}, "/note"),
        ("closures", {"ending": "not-reached", "note": "bsn 123456782"}, "/note"),
        ("closures", {"ending": "support-completed"}, "/ending"),
        (
            "consents",
            {"consents": [{"person": "caregiver", "purpose": "referral", "given": True, "on": "2099-01-01", "how": "spoken"}]},
            "/consents/0/on",
        ),
        ("judgements", {"other": "00000000-0000-0000-0000-000000000001", "same": True}, "/other"),
    ],
)
async def test_wrong_input_at_the_desk_is_named_and_changes_nothing(world, what, body, pointer):
    signal_id = await world.signalled()
    before = await world.desk().open(signal_id)
    got = await world.desk().do(signal_id, what, body)

    assert (got.status, [error["pointer"] for error in got.body["errors"]]) == (400, [pointer])
    assert (await world.desk().open(signal_id))["version"] == before["version"]


async def test_consents_are_added_and_the_last_word_counts(world):
    signal_id = await world.signalled(A_NEIGHBOURS_WORRY)
    yes = {"person": "caregiver", "purpose": "referral", "given": True, "on": "2026-11-20", "how": "spoken"}
    page = await world.desk().done(signal_id, "consents", {"consents": [yes]})

    assert [(c["purpose"], c["given"], c["recordedBy"]) for c in page["consents"]] == [("referral", True, str(world.staff("fatima")))]
    page = await world.desk().done(signal_id, "consents", {"consents": [yes | {"given": False}]})
    assert [c["given"] for c in page["consents"]] == [False]
    assert len(await world.rows("select 1 from intake.consent")) == 2
    assert [type(told) for told in await world.told(ConsentRecorded, ConsentWithdrawn)] == [ConsentRecorded, ConsentWithdrawn]


async def test_what_she_turns_out_to_need_replaces_what_was_told(world):
    signal_id = await world.signalled()
    page = await world.desk().done(
        signal_id, "question", {"supportAreas": ["education"], "urgency": "routine", "groups": ["working"]}, "PUT"
    )

    assert (page["supportAreas"], page["urgency"], page["groups"]) == (["education"], "routine", ["older", "working"])


async def test_a_question_that_becomes_urgent_is_due_sooner(world):
    world.on_monday()
    signal_id = await world.signalled()
    page = await world.desk().done(signal_id, "question", {"supportAreas": [], "urgency": "today"}, "PUT")

    assert (page["dueAt"], page["due"]) == ("2027-03-01T16:00:00Z", "today")


async def test_a_question_that_is_less_urgent_is_not_due_later(world):
    world.on_monday()
    signal_id = await world.signalled(a_signal(urgency="today"))
    page = await world.desk().done(signal_id, "question", {"supportAreas": [], "urgency": "routine"}, "PUT")

    assert page["dueAt"] == "2027-03-01T16:00:00Z"


async def test_safety_that_shows_later_starts_the_clock_of_fifteen_minutes(world):
    now = world.on_monday()
    signal_id = await world.signalled()
    await world.desk().spoken(signal_id)
    page = await world.desk().done(signal_id, "question", {"supportAreas": [], "urgency": "safety"}, "PUT")

    assert page["step"] == "safety"
    assert timedelta(0) <= datetime.fromisoformat(page["dueAt"]) - now - timedelta(minutes=15) < timedelta(minutes=1)
    assert [row["kind"] for row in await world.rows("select kind from intake.task where done_at is null")] == ["safety"]


async def test_no_thank_you_closes_the_file(world):
    signal_id = await world.signalled()
    page = await world.desk().done(signal_id, "contacts", {"outcome": "no-thank-you"})

    assert (page["state"], page["step"]) == ("closed", "closed")
    assert [told.ending for told in await world.told(SignalClosed)] == [Ending.WITHDRAWN]


async def test_how_to_reach_her_is_forgotten_four_weeks_after_no_thank_you(world):
    signal_id = await world.signalled()
    await world.desk().done(signal_id, "contacts", {"outcome": "no-thank-you"})
    world.later(days=27)
    await world.settled()
    assert (await world.desk().open(signal_id))["caregiver"]["phone"] == "+31612345678"

    world.later(days=2)
    await world.settled()
    page = await world.desk().open(signal_id)

    assert (page["caregiver"].get("phone"), page["caregiver"].get("email"), page["caregiver"].get("address")) == (None, None, None)
    assert page["careRecipient"]["familyName"] is None
    assert await world.rows("select 1 from intake.person where do_not_contact and phone_hash is not null")


async def test_who_comes_back_within_four_weeks_is_not_forgotten(world):
    signal_id = await world.signalled()
    desk = world.desk()
    await desk.done(signal_id, "contacts", {"outcome": "no-thank-you"})
    again = await world.signalled()
    await desk.done(again, "judgements", {"other": str(await world.caregiver(signal_id)), "same": True})
    world.later(days=29)
    await world.settled()

    assert (await desk.open(again))["caregiver"]["phone"] == "+31612345678"


@pytest.mark.parametrize("ending", ["answered-by-desk", "goes-herself", "group-or-course", "withdrawn", "not-reached", "safety"])
async def test_a_signal_ends_in_each_of_the_ways_of_the_field(world, ending):
    signal_id = await world.signalled()
    page = await world.desk().done(signal_id, "closures", {"ending": ending, "note": "Besproken."})

    assert page["state"] == "closed"
    assert (page["history"][-1]["what"], page["history"][-1]["code"]) == ("closed", ending)


@pytest.mark.parametrize(
    ("what", "method", "body"),
    [
        ("assignee", "PUT", {}),
        ("contacts", "POST", {"outcome": "spoken"}),
        ("question", "PUT", {"supportAreas": [], "urgency": "soon"}),
        ("closures", "POST", {"ending": "withdrawn"}),
        ("appointments", "POST", {"offers": ["00000000-0000-0000-0000-000000000001"]}),
    ],
)
async def test_what_is_closed_stays_closed(world, what, method, body):
    signal_id = await world.signalled()
    await world.desk().done(signal_id, "closures", {"ending": "answered-by-desk"})
    got = await world.desk().do(signal_id, what, body, method)

    assert (got.status, got.body["endedAs"]) == (409, "answered-by-desk")


async def test_another_region_s_signal_does_not_exist(world, two_regions):
    signal_id = await world.signalled()
    elsewhere = world.desk(region="elders")

    assert (await elsewhere.get(f"/v1/worklist/{signal_id}")).status == 404
    assert (await elsewhere.post(f"/v1/worklist/{signal_id}/closures", {"ending": "safety"}, If_Match='"1"')).status == 404
    assert (await elsewhere.post(f"/v1/worklist/{signal_id}/codes")).status == 404


@pytest.mark.parametrize("role", ["signaller", "provider", "analyst", "privacy-officer", "administrator"])
async def test_only_the_desk_opens_a_signal(world, role):
    signal_id = await world.signalled()

    assert (await world.desk(role=role).get(f"/v1/worklist/{signal_id}")).status == 403


async def test_every_opening_of_the_page_is_recorded_for_both_people(world):
    signal_id = await world.signalled()
    await world.desk().open(signal_id)
    rows = await world.rows("select what, purpose, role, by_subject from intake.access_log")

    assert [tuple(row) for row in rows] == [("signal", "triage", "assessor", str(world.staff("fatima")))] * 2


async def test_without_any_consent_the_desk_asks_first(world):
    signal_id = await world.signalled(only(a_signal(signaller__kind="employer")))
    page = await world.desk().spoken(signal_id)

    assert (page["missing"], page["step"]) == (["consent"], "consent")
