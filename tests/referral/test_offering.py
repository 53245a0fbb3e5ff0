"""From a request to a yes, or back to the desk."""

import asyncio
from datetime import UTC, datetime, timedelta

from schemas.intake import HelpRequested
from schemas.referral import ReferralAccepted, ReferralDeclined, ReferralExpired, ReferralOffered, ReferralReturned
from schemas.words import DeclineReason, ReferralState, ReturnReason, Urgency

from .examples import COLLEAGUE, HERBERG, RECEIVER, VERSA
from .parties import Parties


async def test_the_first_choice_is_asked_at_once_with_a_due_time_in_working_hours(parties: Parties):
    request = await parties.request()

    (offered,) = await parties.told()
    assert isinstance(offered, ReferralOffered)
    assert (offered.provider, offered.attempt, offered.referral_id) == (VERSA, 1, request.referral_id)
    assert offered.answer_due == datetime(2026, 11, 25, 16, tzinfo=UTC)  # two working days: Wednesday 17.00 in Hilversum


async def test_asked_on_the_last_working_day_before_christmas_the_answer_is_due_after_it(parties: Parties):
    parties.house.clock.move(to=datetime(2026, 12, 23, 9, tzinfo=UTC))
    await parties.request(urgency=Urgency.TODAY)

    (offered,) = await parties.told(ReferralOffered)
    assert offered.answer_due == datetime(2026, 12, 28, 16, tzinfo=UTC)


async def test_the_same_request_heard_twice_is_one_referral(parties: Parties):
    request = await parties.request()
    await parties.house.hears(request)

    assert len(await parties.told()) == 1
    assert await parties.house.parked("referral") == []


async def test_before_a_yes_the_provider_sees_the_question_and_nothing_of_who_asks_it(parties: Parties):
    request = await parties.request()

    answer = await parties.marloes.get(f"/v1/referrals/{request.referral_id}")

    assert answer.json()["municipality"] == "GM0402"
    assert answer.json()["reference"] == "GM-2026-A0001"
    assert answer.json()["dueWhat"] == "answer"
    for hidden in (request.caregiver_id, request.signal_id):
        assert str(hidden) not in answer.text
    assert await parties.house.rows("select 1 from referral.access_log") == []


async def test_after_a_yes_the_provider_knows_whom_it_helps_and_the_read_is_recorded(parties: Parties):
    referral = await parties.accepted()

    seen = await parties.see(parties.marloes, referral)

    assert seen.state is ReferralState.ACCEPTED
    assert seen.caregiver_id is not None
    (accepted,) = await parties.told(ReferralAccepted)
    assert (accepted.provider, accepted.receiver) == (VERSA, RECEIVER)
    reads = await parties.house.rows("select person, by_subject, purpose from referral.access_log")
    assert {(row["person"], row["by_subject"], row["purpose"]) for row in reads} == {(seen.caregiver_id, str(RECEIVER), "handover")}


async def test_a_no_goes_to_the_next_choice_at_once_and_the_first_loses_sight_of_it(parties: Parties):
    referral = (await parties.request()).referral_id

    answer = await parties.does(parties.marloes, referral, "decisions", accept=False, reason="no-capacity", roomAgainOn="15 januari")

    assert answer.json()["state"] == "returned"
    assert answer.json()["attempts"][0]["reason"] == "no-capacity"
    declined, offered = (await parties.told())[1:]
    assert isinstance(declined, ReferralDeclined)
    assert declined.reason is DeclineReason.NO_CAPACITY
    assert isinstance(offered, ReferralOffered)
    assert (offered.provider, offered.attempt) == (HERBERG, 2)
    assert (await parties.marloes.get(f"/v1/referrals/{referral}")).status_code == 404
    assert (await parties.see(parties.tom, referral)).state is ReferralState.OFFERED


async def test_the_next_provider_does_not_read_who_said_no_or_why(parties: Parties):
    referral = (await parties.request()).referral_id
    await parties.does(parties.marloes, referral, "decisions", accept=False, reason="no-capacity", roomAgainOn="15 januari")
    await parties.does(parties.tom, referral, "decisions", accept=True)

    seen = await parties.tom.get(f"/v1/referrals/{referral}")

    for hidden in (str(VERSA), str(RECEIVER), "no-capacity", "15 januari", "declined"):
        assert hidden not in seen.text
    assert [line["what"] for line in seen.json()["history"]] == ["offered", "accepted"]


async def test_the_desk_reads_every_attempt_with_its_reason(parties: Parties):
    referral = (await parties.request()).referral_id
    await parties.does(parties.marloes, referral, "decisions", accept=False, reason="no-capacity", roomAgainOn="15 januari")

    seen = await parties.see(parties.fatima, referral)

    assert [(one.provider, one.answer, one.reason) for one in seen.attempts] == [(VERSA, "declined", "no-capacity"), (HERBERG, None, None)]
    assert [(note.about, note.text) for note in seen.notes] == [("room-again-on", "15 januari")]


async def test_no_answer_in_time_goes_to_the_next_choice_by_itself(parties: Parties):
    referral = (await parties.request()).referral_id

    parties.house.clock.move(to=datetime(2026, 11, 25, 16, 0, 1, tzinfo=UTC))
    await parties.house.settled()

    expired, offered = (await parties.told())[1:]
    assert isinstance(expired, ReferralExpired)
    assert expired.provider == VERSA
    assert isinstance(offered, ReferralOffered)
    assert offered.answer_due == datetime(2026, 11, 27, 16, tzinfo=UTC)
    late = await parties.does(parties.marloes, referral, "decisions", accept=True)
    assert late.status_code == 410
    assert late.json()["type"].endswith("too-late")


async def test_when_nobody_is_left_it_lies_at_the_desk_with_the_history(parties: Parties):
    referral = (await parties.request(choices=2)).referral_id
    await parties.does(parties.marloes, referral, "decisions", accept=False, reason="language")
    await parties.passes(days=3)

    (returned,) = await parties.told(ReferralReturned)
    assert returned.reason is ReturnReason.NO_PROVIDER_LEFT
    seen = await parties.see(parties.fatima, referral)
    assert [line.what for line in seen.history] == ["requested", "offered", "declined", "offered", "expired", "returned"]
    assert (await parties.tom.get(f"/v1/referrals/{referral}")).status_code == 404


async def test_of_two_colleagues_at_once_the_second_hears_who_was_first(parties: Parties):
    referral = (await parties.request()).referral_id

    first, second = await asyncio.gather(
        parties.does(parties.marloes, referral, "decisions", version=1, accept=True),
        parties.does(parties.colleague, referral, "decisions", version=1, accept=False, reason="no-capacity"),
    )

    loser, winner = (second, first) if first.status_code == 200 else (first, second)
    assert (winner.status_code, loser.status_code) == (200, 409)
    assert loser.json()["type"].endswith("already-answered")
    assert loser.json()["by"] == str(RECEIVER if loser is second else COLLEAGUE)
    assert len(await parties.told(ReferralAccepted, ReferralDeclined)) == 1


async def test_a_yes_and_the_clock_at_the_same_moment_leave_one_outcome(parties: Parties):
    for turn in range(6):
        referral = (await parties.request(f"race {turn}", choices=1)).referral_id
        (due,) = await parties.house.rows("select answer_due from referral.attempt where referral_id = $1", referral)
        answering = asyncio.create_task(parties.does(parties.marloes, referral, "decisions", version=1, accept=True))
        await asyncio.sleep(0.001 * turn)
        parties.house.clock.move(to=due["answer_due"])
        answer = await answering
        await parties.house.settled()

        told = [type(e) for e in await parties.told(ReferralAccepted, ReferralExpired) if e.referral_id == referral]
        assert told == [ReferralAccepted if answer.status_code == 200 else ReferralExpired]
        assert answer.status_code in (200, 410)


async def test_a_decision_on_an_older_version_changes_nothing(parties: Parties):
    referral = (await parties.request()).referral_id

    stale = await parties.does(parties.marloes, referral, "decisions", version=7, accept=True)
    without = await parties.marloes.post(f"/v1/referrals/{referral}/decisions", json={"accept": True})

    assert (stale.status_code, without.status_code) == (412, 428)
    assert stale.json()["by"] == "referral"
    assert len(await parties.told()) == 1


async def test_a_no_without_a_reason_is_bad_input(parties: Parties):
    referral = (await parties.request()).referral_id

    answer = await parties.does(parties.marloes, referral, "decisions", accept=False)

    assert answer.status_code == 400
    assert (await parties.see(parties.marloes, referral)).state is ReferralState.OFFERED


async def test_another_provider_region_or_desk_finds_nothing(parties: Parties):
    referral = await parties.accepted()
    other_desk = parties.house.client(parties.house.issuer.person("assessor", staff="y", organisation="another-desk"))

    for stranger in (parties.tom, parties.elsewhere, other_desk):
        assert (await stranger.get(f"/v1/referrals/{referral}")).status_code == 404
        assert (await stranger.get("/v1/referrals?list=planned")).json()["total"] == 0
    for stranger in (parties.elsewhere, other_desk):
        assert (await parties.does(stranger, referral, "withdrawals")).status_code == 404
    assert (await parties.does(parties.tom, referral, "decisions", accept=True)).status_code == 404


async def test_a_service_reads_it_to_write_about_it_and_for_nothing_else(parties: Parties):
    referral = await parties.accepted()
    nosy = parties.house.client(parties.house.issuer.service("monitor"), **{"Mantelbrug-Purpose": "figures"})

    assert (await parties.see(parties.notifications, referral)).reference == "GM-2026-A0001"
    assert (await nosy.get(f"/v1/referrals/{referral}")).status_code == 403


async def test_lists_show_what_is_due_first_and_a_cursor_leads_on(parties: Parties):
    requests: list[HelpRequested] = []
    for turn in range(27):
        requests.append(await parties.request(f"r{turn}", urgency=Urgency.TODAY if turn == 20 else Urgency.ROUTINE))

    first = (await parties.marloes.get("/v1/referrals?list=open")).json()
    second = (await parties.marloes.get("/v1/referrals", params={"list": "open", "cursor": first["next"]})).json()

    assert first["total"] == 27
    assert first["items"][0]["id"] == str(requests[20].referral_id)
    assert [len(first["items"]), len(second["items"]), second.get("next")] == [25, 2, None]
    assert len({item["id"] for item in first["items"] + second["items"]}) == 27
    assert (await parties.marloes.get("/v1/referrals?list=open&cursor=abc")).status_code == 400


async def test_the_desk_finds_all_referrals_of_a_signal(parties: Parties):
    request = await parties.request("one")
    await parties.request("other")

    found = (await parties.fatima.get(f"/v1/referrals?signal={request.signal_id}")).json()

    assert [item["id"] for item in found["items"]] == [str(request.referral_id)]


async def test_each_list_holds_its_own_states(parties: Parties):
    await parties.request("asked")
    withdrawn = await parties.accepted(name="withdrawn")
    to_plan = await parties.accepted(name="to plan")
    planned = await parties.planned(name="planned")
    await parties.does(parties.fatima, withdrawn, "withdrawals")

    async def listed(which: str) -> list[str]:
        return [item["reference"] for item in (await parties.marloes.get(f"/v1/referrals?list={which}")).json()["items"]]

    assert await listed("open") == ["GM-2026-A0001"]
    assert await listed("planned") == [(await parties.see(parties.marloes, one)).reference for one in (to_plan, planned)]
    assert await listed("done") == ["GM-2026-A0002"]
    assert await listed("active") == []


async def test_one_clock_runs_for_an_accepted_referral_and_none_for_an_ended_one(parties: Parties):
    referral = await parties.accepted()

    async def clocks() -> list[str]:
        return [row["type"] for row in await parties.house.rows("select type from referral.deadline where subject = $1", referral)]

    assert await clocks() == ["plan-overdue"]
    await parties.does(parties.fatima, referral, "withdrawals")
    assert await clocks() == []


async def test_an_unplanned_handover_climbs_to_the_coordinator_and_then_to_the_head(parties: Parties):
    referral = await parties.accepted()

    await parties.passes(days=4)
    assert (await parties.see(parties.fatima, referral)).owner == "coordinator"
    assert await parties.tasks() == [("plan-overdue", "coordinator")]
    await parties.passes(days=5)
    assert (await parties.see(parties.fatima, referral)).owner == "head"
    at = parties.house.clock.now() + timedelta(days=1)
    await parties.does(parties.marloes, referral, "handovers", at=at.isoformat(), way="by-phone")

    assert (await parties.see(parties.fatima, referral)).owner == "receiver"
    assert await parties.tasks() == []


async def test_a_double_click_takes_the_step_once_and_shows_the_same_both_times(parties: Parties):
    accepts, declines = (await parties.request("accepts")).referral_id, (await parties.request("declines")).referral_id

    yes = [await parties.does(parties.marloes, accepts, "decisions", version=1, key="a", accept=True) for _ in range(2)]
    no = [await parties.does(parties.marloes, declines, "decisions", version=1, key="b", accept=False, reason="language") for _ in range(2)]
    other = await parties.does(parties.marloes, accepts, "decisions", version=1, key="a", accept=False, reason="language")

    assert [answer.status_code for answer in (*yes, *no, other)] == [200, 200, 200, 200, 409]
    assert yes[0].json() == yes[1].json()
    assert no[0].json() == no[1].json()
    assert len(await parties.told(ReferralAccepted, ReferralDeclined)) == 2
