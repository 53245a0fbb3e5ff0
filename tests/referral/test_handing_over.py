"""Three people meet, two of them say so, and only then is she handed over."""

from datetime import UTC, datetime, timedelta

import pytest

from schemas.referral import (
    CaregiverHandedOver,
    HandoverConfirmed,
    HandoverPlanned,
    HerWordAwaited,
    ReferralCompleted,
    ReferralReturned,
    ReferralStopped,
)
from schemas.words import CallReason, Confirmer, MeetingWay, Outcome, ReferralState, ReturnReason

from .examples import ASSESSOR, RECEIVER, TIRED_DAUGHTER, named
from .parties import Parties


async def test_a_planned_meeting_names_three_people_and_keeps_its_texts_sealed(parties: Parties):
    referral = await parties.planned()

    (planned,) = await parties.told(HandoverPlanned)
    assert (planned.assessor, planned.receiver, planned.caregiver_id) == (ASSESSOR, RECEIVER, TIRED_DAUGHTER)
    assert (planned.way, planned.minutes, planned.sequence) == (MeetingWay.AT_HOME, 45, 0)
    for who in (parties.marloes, parties.fatima, parties.notifications, parties.her("follow", referral=referral)):
        assert (await parties.see(who, referral)).meeting.place == "Kerkelandenlaan 12a"
    (row,) = await parties.house.rows("select place, message from referral.meeting")
    assert b"Kerkelandenlaan" not in row["place"]
    assert b"taart" not in row["message"]


async def test_planned_again_it_replaces_the_meeting_with_a_higher_sequence(parties: Parties):
    referral = await parties.planned()
    later = parties.house.clock.now() + timedelta(days=3)

    await parties.does(parties.marloes, referral, "handovers", at=later.isoformat(), way="video", minutes=30)

    assert [one.sequence for one in await parties.told(HandoverPlanned)] == [0, 1]
    meeting = (await parties.see(parties.marloes, referral)).meeting
    assert (meeting.sequence, meeting.way, meeting.place) == (1, MeetingWay.VIDEO, None)


async def test_a_meeting_in_the_past_or_in_another_age_is_bad_input_and_one_without_a_yes_is_refused(parties: Parties):
    asked = (await parties.request("asked")).referral_id
    accepted = await parties.accepted(name="accepted")
    now = parties.house.clock.now()

    past = await parties.does(parties.marloes, accepted, "handovers", at=(now - timedelta(hours=1)).isoformat(), way="by-phone")
    far = await parties.does(parties.marloes, accepted, "handovers", at="9999-12-31T23:59:59Z", way="by-phone")
    early = await parties.does(parties.marloes, asked, "handovers", at=(now + timedelta(hours=1)).isoformat(), way="by-phone")

    assert (past.status_code, past.json()["errors"][0]["pointer"]) == (400, "/at")
    assert (far.status_code, far.json()["errors"][0]["pointer"]) == (400, "/at")
    assert (early.status_code, early.json()["type"].rpartition(":")[2]) == (409, "not-accepted")
    assert await parties.told(HandoverPlanned) == []


@pytest.mark.parametrize("she_is_first", [True, False])
async def test_she_is_handed_over_when_both_have_said_so_whoever_comes_first(parties: Parties, she_is_first: bool):
    referral = await parties.met()

    async def receiver_says() -> None:
        await parties.does(parties.marloes, referral, "confirmations", tookPlace=True)

    if she_is_first:
        await parties.she_says(referral, True)
        assert await parties.told(CaregiverHandedOver) == []
        await receiver_says()
    else:
        await receiver_says()
        assert (await parties.see(parties.fatima, referral)).state is ReferralState.AWAITING_HER_WORD
        assert await parties.told(CaregiverHandedOver) == []
        await parties.she_says(referral, True)

    (handed_over,) = await parties.told(CaregiverHandedOver)
    assert handed_over.warm
    assert {one.by for one in await parties.told(HandoverConfirmed)} == {Confirmer.RECEIVER, Confirmer.CAREGIVER}
    assert (await parties.see(parties.marloes, referral)).confirmed_by == (Confirmer.RECEIVER, Confirmer.CAREGIVER)


async def test_nobody_confirms_a_meeting_that_has_yet_to_begin(parties: Parties):
    referral = await parties.planned()

    receiver = await parties.does(parties.marloes, referral, "confirmations", tookPlace=True)
    caregiver = await parties.she_says(referral, True)

    assert [answer.json()["type"].rpartition(":")[2] for answer in (receiver, caregiver)] == ["too-early", "too-early"]
    assert await parties.told(HandoverConfirmed) == []


async def test_saying_yes_twice_is_saying_it_once(parties: Parties):
    referral = await parties.met()

    answers = [await parties.she_says(referral, True) for _ in range(2)]
    await parties.does(parties.marloes, referral, "confirmations", tookPlace=True)
    answers.append(await parties.she_says(referral, True))

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len(await parties.told(HandoverConfirmed)) == 2
    assert len(await parties.told(CaregiverHandedOver)) == 1


async def test_her_no_undoes_the_receivers_yes_and_the_desk_rings_her(parties: Parties):
    referral = await parties.met()
    await parties.does(parties.marloes, referral, "confirmations", tookPlace=True)

    await parties.she_says(referral, False)

    seen = await parties.see(parties.marloes, referral)
    assert (seen.state, seen.due_what, seen.confirmed_by) == (ReferralState.ACCEPTED, "plan", ())
    assert [one.reason for one in await parties.told(HerWordAwaited)] == [CallReason.SHE_SAID_NO]
    assert (await parties.she_says(referral, False)).status_code == 200
    assert len(await parties.told(HerWordAwaited)) == 1
    await parties.passes(days=1)
    at = parties.house.clock.now() + timedelta(hours=2)
    await parties.does(parties.marloes, referral, "handovers", at=at.isoformat(), way="at-office")
    assert [one.sequence for one in await parties.told(HandoverPlanned)] == [0, 1]


async def test_silence_never_counts_a_person_rings_her_three_times_and_then_a_coordinator_decides(parties: Parties):
    referral = await parties.met()
    await parties.does(parties.marloes, referral, "confirmations", tookPlace=True)
    decide = {"tookPlace": True, "reason": "Drie keer gebeld; Marloes is elke week bij haar."}

    parties.house.clock.move(to=datetime(2026, 11, 27, 15, 59, tzinfo=UTC))
    await parties.house.settled()
    assert await parties.told(HerWordAwaited) == []
    early = await parties.does(parties.ruud, referral, "confirmations", by="coordinator", **decide)
    assert early.json()["type"].endswith("her-word-first")
    for _ in range(3):
        await parties.passes(days=6)
    assert [one.reason for one in await parties.told(HerWordAwaited)] == [CallReason.AWAITING_HER_WORD] * 3
    assert await parties.told(CaregiverHandedOver) == []
    not_hers = await parties.does(parties.fatima, referral, "confirmations", by="coordinator", **decide)
    without_reason = await parties.does(parties.ruud, referral, "confirmations", by="coordinator", tookPlace=True)
    assert (not_hers.status_code, without_reason.status_code) == (403, 409)

    await parties.does(parties.ruud, referral, "confirmations", by="coordinator", **decide)

    (handed_over,) = await parties.told(CaregiverHandedOver)
    assert handed_over.warm
    seen = await parties.see(parties.fatima, referral)
    assert seen.confirmed_by == (Confirmer.RECEIVER, Confirmer.COORDINATOR)
    assert seen.notes[-1].text == decide["reason"]
    assert "Drie keer" not in (await parties.marloes.get(f"/v1/referrals/{referral}")).text


async def test_after_three_calls_the_waiting_climbs_to_the_coordinator(parties: Parties):
    referral = await parties.met()
    await parties.does(parties.marloes, referral, "confirmations", tookPlace=True)

    for _ in range(4):
        await parties.passes(days=6)

    assert len(await parties.told(HerWordAwaited)) == 3
    assert await parties.tasks() == [("confirm-overdue", "coordinator")]
    assert (await parties.see(parties.fatima, referral)).state is ReferralState.AWAITING_HER_WORD


async def test_when_she_is_heard_after_the_coordinator_decided_her_no_still_makes_the_desk_ring(parties: Parties):
    referral = await parties.met()
    await parties.does(parties.marloes, referral, "confirmations", tookPlace=True)
    for _ in range(3):
        await parties.passes(days=6)
    await parties.does(parties.ruud, referral, "confirmations", by="coordinator", tookPlace=True, reason="Drie keer gebeld")

    answer = await parties.she_says(referral, False)

    assert answer.status_code == 200
    assert (await parties.told(HerWordAwaited))[-1].reason is CallReason.SHE_SAID_NO
    assert (await parties.see(parties.fatima, referral)).state is ReferralState.HANDED_OVER


async def test_the_desk_types_in_what_she_says_by_phone(parties: Parties):
    referral = await parties.met()
    await parties.does(parties.marloes, referral, "confirmations", tookPlace=True)

    await parties.does(parties.fatima, referral, "confirmations", tookPlace=True)

    assert (await parties.see(parties.fatima, referral)).confirmed_by == (Confirmer.RECEIVER, Confirmer.DESK_FOR_CAREGIVER)
    assert len(await parties.told(CaregiverHandedOver)) == 1


async def test_not_warm_the_receivers_first_contact_is_enough(parties: Parties):
    referral = await parties.accepted(warm=False)
    assert (await parties.see(parties.marloes, referral)).due_what == "confirm"

    await parties.does(parties.marloes, referral, "confirmations", tookPlace=True)

    (handed_over,) = await parties.told(CaregiverHandedOver)
    assert not handed_over.warm


async def test_warm_nothing_is_confirmed_without_a_planned_meeting(parties: Parties):
    referral = await parties.accepted()

    answer = await parties.does(parties.marloes, referral, "confirmations", tookPlace=True)

    assert answer.json()["type"].endswith("nothing-planned")


async def test_her_link_opens_her_own_referral_and_does_its_own_deed_only(parties: Parties):
    referral = await parties.met()
    other = await parties.planned(name="of another", caregiver=named("another caregiver"))
    deed = f"/v1/referrals/{referral}/confirmations"

    assert (await parties.her("follow", referral=referral).post(deed, json={"tookPlace": True})).status_code == 403
    assert (await parties.her(referral=other).post(deed, json={"tookPlace": True})).status_code == 404
    assert (await parties.her(referral=referral, person=named("a stranger")).post(deed, json={"tookPlace": True})).status_code == 404
    assert (await parties.her(referral=other).get(f"/v1/referrals/{other}")).status_code == 404
    whole_file = parties.her("follow", whole_file="yes")
    assert (await whole_file.get(f"/v1/referrals/{referral}")).status_code == 200
    assert (await whole_file.get(f"/v1/referrals/{other}")).status_code == 404


async def test_staff_confirm_on_what_they_have_read(parties: Parties):
    referral = await parties.met()
    version = (await parties.see(parties.marloes, referral)).version
    await parties.she_says(referral, True)

    stale = await parties.does(parties.marloes, referral, "confirmations", version=version, tookPlace=False)
    without = await parties.marloes.post(f"/v1/referrals/{referral}/confirmations", json={"tookPlace": True})

    assert (stale.status_code, stale.json()["by"]) == (412, "caregiver")
    assert without.status_code == 428
    assert (await parties.see(parties.marloes, referral)).confirmed_by == (Confirmer.CAREGIVER,)


async def test_she_asks_for_another_time_once_and_the_provider_reads_her_wish(parties: Parties):
    referral = await parties.planned()
    her = parties.her("follow", referral=referral)

    for wish in ("Liever na 18 uur", "Nog eens"):
        answer = await her.post(f"/v1/referrals/{referral}/other-times", json={"wish": wish})
        assert answer.status_code == 200

    assert [one.reason for one in await parties.told(HerWordAwaited)] == [CallReason.ASKS_OTHER_TIME]
    assert [note.text for note in (await parties.see(parties.marloes, referral)).notes] == ["Liever na 18 uur"]


async def test_three_vain_attempts_on_three_days_give_it_back_to_the_desk(parties: Parties):
    referral = await parties.accepted()
    tries: list[int] = []

    async def tries_by(channel: str) -> int:
        answer = await parties.does(parties.marloes, referral, "outcomes", outcome="no-contact", channel=channel)
        return answer.status_code

    tries.append(await tries_by("phone"))
    tries.append(await tries_by("email"))
    parties.house.clock.move(by=timedelta(days=1))
    tries.append(await tries_by("phone"))
    parties.house.clock.move(by=timedelta(days=1))
    tries.append(await tries_by("phone"))
    assert await parties.told(ReferralReturned) == []
    tries.append(await tries_by("letter"))

    assert tries == [200, 409, 200, 409, 200]
    (returned,) = await parties.told(ReferralReturned)
    assert returned.reason is ReturnReason.NO_CONTACT
    assert (await parties.see(parties.marloes, referral)).caregiver_id is None


async def test_support_ends_with_an_outcome_and_the_provider_no_longer_knows_her(parties: Parties):
    referral = await parties.handed_over()

    await parties.does(parties.marloes, referral, "outcomes", outcome="goal-reached", note="Zij redt zich weer.")

    (completed,) = await parties.told(ReferralCompleted)
    assert completed.outcome is Outcome.GOAL_REACHED
    seen = await parties.see(parties.marloes, referral)
    assert (seen.state, seen.caregiver_id, seen.meeting.place) == (ReferralState.COMPLETED, None, None)
    assert (await parties.see(parties.fatima, referral)).notes[-1].text == "Zij redt zich weer."


async def test_support_is_not_completed_before_the_handover_nor_before_her_word(parties: Parties):
    referral = await parties.met()

    before = await parties.does(parties.marloes, referral, "outcomes", outcome="goal-reached")
    await parties.does(parties.marloes, referral, "confirmations", tookPlace=True)
    awaiting = await parties.does(parties.marloes, referral, "outcomes", outcome="goal-reached")

    assert [a.json()["type"].rpartition(":")[2] for a in (before, awaiting)] == ["not-handed-over", "her-word-first"]
    assert await parties.told(ReferralCompleted) == []


async def test_she_may_stop_before_the_handover_and_other_help_goes_back_to_the_desk(parties: Parties):
    stops, elsewhere = await parties.accepted(name="stops"), await parties.accepted(name="elsewhere")

    await parties.does(parties.marloes, stops, "outcomes", outcome="caregiver-stopped")
    await parties.does(parties.marloes, elsewhere, "outcomes", outcome="other-help-needed", completed=False)

    (stopped,), (returned,) = await parties.told(ReferralStopped), await parties.told(ReferralReturned)
    assert (stopped.referral_id, stopped.outcome) == (stops, Outcome.CAREGIVER_STOPPED)
    assert (returned.referral_id, returned.reason) == (elsewhere, ReturnReason.HANDOVER_FAILED)


async def test_support_that_goes_on_for_long_without_word_gets_a_person_to_ask(parties: Parties):
    await parties.handed_over()

    await parties.passes(days=95)

    assert await parties.tasks() == [("outcome-overdue", "coordinator")]
