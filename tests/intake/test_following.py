"""How a referral fares, as the signal shows it to the desk and to who signalled."""

import pytest

from schemas.base import MessageId, SignalId
from schemas.intake import SignalClosed
from schemas.notifications import CallAsked
from schemas.referral import (
    CaregiverHandedOver,
    HandoverPlanned,
    HerWordAwaited,
    ReferralCompleted,
    ReferralDeclined,
    ReferralExpired,
    ReferralReturned,
    ReferralStopped,
    ReferralWithdrawn,
)
from schemas.words import CallReason, DeclineReason, Ending, MeetingWay, MessageKind, Outcome, ReturnReason
from tests.intake.world import BUDDY, MARLOES, VERSA, a_signal, only


async def whole_way(world, signal_id, referral_id):
    at = world.clock.now()
    await world.accept(signal_id, referral_id)
    planned = {
        "provider": VERSA,
        "assessor": MARLOES,
        "receiver": MARLOES,
        "at": at,
        "minutes": 45,
        "way": MeetingWay.AT_HOME,
        "sequence": 0,
    }
    await world.hears(await world.about(HandoverPlanned, signal_id, referral_id, **planned))
    await world.hears(await world.about(CaregiverHandedOver, signal_id, referral_id, provider=VERSA, warm=True))


async def test_a_decline_or_an_expiry_is_history_and_it_goes_on_by_itself(world):
    signal_id, referral_id = await world.appointed()
    declined = {"provider": VERSA, "offer": BUDDY, "reason": DeclineReason.NO_CAPACITY}
    await world.hears(await world.about(ReferralDeclined, signal_id, referral_id, **declined))
    await world.hears(await world.about(ReferralExpired, signal_id, referral_id, provider=VERSA, offer=BUDDY))
    page = await world.desk().open(signal_id)

    assert [(h["what"], h.get("code")) for h in page["history"]][-2:] == [("declined", "no-capacity"), ("expired", None)]
    assert page["step"] == "waiting"


async def test_the_way_to_the_end_is_told_step_by_step(world):
    signal_id, referral_id = await world.appointed()
    await whole_way(world, signal_id, referral_id)
    assert (await world.desk().open(signal_id))["state"] == "handed-over"

    await world.hears(await world.about(ReferralCompleted, signal_id, referral_id, provider=VERSA, outcome=Outcome.GOAL_REACHED))
    status = (await world.gp().get(f"/v1/signals/{signal_id}")).body

    assert [h["what"] for h in status["history"]] == ["received", "appointed", "handed-over", "completed", "closed"]
    assert status["state"] == "closed"
    assert [told.ending for told in await world.told(SignalClosed)] == [Ending.SUPPORT_COMPLETED]


async def test_without_her_consent_the_sender_reads_received_and_closed_only(world):
    body = only(a_signal(), ("caregiver", "referral", True), ("careRecipient", "referral", True))
    signal_id, referral_id = await world.appointed(body)
    await whole_way(world, signal_id, referral_id)
    between = (await world.gp().get(f"/v1/signals/{signal_id}")).body
    await world.hears(await world.about(ReferralStopped, signal_id, referral_id, provider=VERSA, outcome=Outcome.NO_CONTACT))
    after = (await world.gp().get(f"/v1/signals/{signal_id}")).body

    assert (between["state"], [h["what"] for h in between["history"]]) == ("received", ["received"])
    assert (after["state"], [(h["what"], h.get("code")) for h in after["history"]]) == ("closed", [("received", None), ("closed", None)])


async def test_an_employer_reads_received_only_even_with_consent(world):
    signal_id, referral_id = await world.appointed(a_signal(signaller__kind="employer"))
    await whole_way(world, signal_id, referral_id)

    assert (await world.gp().get(f"/v1/signals/{signal_id}")).body["state"] == "received"


async def test_consent_to_word_back_that_is_taken_back_hides_what_was_shown(world):
    signal_id, referral_id = await world.appointed()
    await world.accept(signal_id, referral_id)
    person = await world.caregiver(signal_id)
    await world.herself(person, whole_file=True).post("/v1/my-file/withdrawals", {"purpose": "feedback-to-signaller"})
    status = (await world.gp().get(f"/v1/signals/{signal_id}")).body

    assert (status["state"], [h["what"] for h in status["history"]]) == ("received", ["received"])


async def test_a_returned_referral_lies_at_the_desk_again_and_is_due_today(world):
    world.on_monday()
    signal_id, referral_id = await world.appointed()
    await world.hears(await world.about(ReferralReturned, signal_id, referral_id, reason=ReturnReason.NO_PROVIDER_LEFT))
    page = await world.desk().open(signal_id)
    (row,) = (await world.desk().get("/v1/worklist?list=stuck")).body["items"]

    assert (page["step"], page["due"], page["dueAt"], page["state"]) == ("returned", "today", "2027-03-01T16:00:00Z", "in-triage")
    assert row["signalId"] == signal_id


async def test_after_a_return_another_provider_can_be_appointed(world):
    signal_id, referral_id = await world.appointed()
    await world.hears(await world.about(ReferralReturned, signal_id, referral_id, reason=ReturnReason.NO_PROVIDER_LEFT))
    again = await world.desk().appoint(signal_id)

    assert again != referral_id
    page = await world.desk().open(signal_id)
    assert (page["step"], page["referralId"]) == ("waiting", str(again))
    assert (await world.desk().get("/v1/worklist?list=stuck")).body["items"] == []


async def test_what_an_earlier_referral_still_tells_does_not_touch_the_new_one(world):
    signal_id, first = await world.appointed()
    await world.hears(await world.about(ReferralReturned, signal_id, first, reason=ReturnReason.NO_PROVIDER_LEFT))
    await world.desk().appoint(signal_id)
    await world.hears(await world.about(ReferralWithdrawn, signal_id, first))

    assert (await world.desk().open(signal_id))["step"] == "waiting"


async def test_a_withdrawn_referral_asks_the_desk_what_she_needs_now(world):
    signal_id, referral_id = await world.appointed()
    person = await world.caregiver(signal_id)
    await world.herself(person, whole_file=True).post("/v1/my-file/withdrawals", {"purpose": "referral"})
    await world.hears(await world.about(ReferralWithdrawn, signal_id, referral_id))
    page = await world.desk().open(signal_id)

    assert (page["step"], page["missing"]) == ("consent", ["consent"])
    assert page["due"] != "stopped"


async def test_her_missing_word_puts_a_call_on_the_desk(world):
    signal_id, referral_id = await world.appointed()
    await world.accept(signal_id, referral_id)
    await world.hears(await world.about(HerWordAwaited, signal_id, referral_id, reason=CallReason.AWAITING_HER_WORD))
    page = await world.desk().open(signal_id)

    assert page["step"] == "call-task"
    assert [tuple(r) for r in await world.rows("select kind, reason from intake.task where done_at is null")] == [
        ("call", "awaiting-her-word")
    ]


async def test_the_call_is_done_when_someone_rang(world):
    signal_id, referral_id = await world.appointed()
    await world.accept(signal_id, referral_id)
    await world.hears(await world.about(HerWordAwaited, signal_id, referral_id, reason=CallReason.AWAITING_HER_WORD))
    page = await world.desk().done(signal_id, "contacts", {"outcome": "spoken"})

    assert (page["step"], page["state"]) == ("waiting", "appointed")
    assert await world.rows("select 1 from intake.task where done_at is null") == []


@pytest.mark.parametrize("named", [True, False])
async def test_who_cannot_be_written_to_is_rung(world, named):
    signal_id = await world.signalled()
    asked = CallAsked(
        message_id=MessageId(MARLOES),
        region="gooi",
        kind=MessageKind.CAREGIVER_WELCOME,
        person_id=await world.caregiver(signal_id),
        signal_id=SignalId((await world.rows("select id from intake.signal"))[0][0]) if named else None,
        reason=CallReason.NO_SAFE_CHANNEL,
    )
    await world.hears(asked)

    assert (await world.desk().open(signal_id))["step"] == "call-task"


async def test_who_signalled_is_reached_for_what_it_may_hear(world):
    signal_id = await world.signalled(a_signal(externalId="HIS-1"))
    got = await world.house().post("/v1/signaller-contacts", {"signalId": signal_id, "about": "signaller-appointed"})

    assert got.status == 200
    assert (got.body["email"], got.body["name"], got.body["externalId"]) == ("praktijk@huisarts.example", "Naam Huisarts", "HIS-1")


@pytest.mark.parametrize(("about", "status"), [("signaller-received", 200), ("signaller-closed", 200), ("signaller-handed-over", 204)])
async def test_without_consent_only_received_and_closed_are_told(world, about, status):
    body = only(a_signal(), ("caregiver", "referral", True), ("careRecipient", "referral", True))
    signal_id = await world.signalled(body)
    got = await world.house().post("/v1/signaller-contacts", {"signalId": signal_id, "about": about})

    assert (got.status, got.body is None) == (status, status == 204)


async def test_who_left_no_address_gets_no_word(world):
    signal_id = await world.signalled(a_signal(signaller__email=None))
    got = await world.house().post("/v1/signaller-contacts", {"signalId": signal_id, "about": "signaller-received"})

    assert got.status == 204


async def test_only_notifications_asks_where_the_signaller_is(world):
    signal_id = await world.signalled()
    body = {"signalId": signal_id, "about": "signaller-received"}

    assert (await world.house("referral").post("/v1/signaller-contacts", body)).status == 403
    assert (await world.desk().post("/v1/signaller-contacts", body)).status == 403
