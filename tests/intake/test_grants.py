"""Who may reach her: consent and acceptance together open it, either of them closes it, in whatever order they come."""

import pytest

from schemas.intake import ConsentWithdrawn
from schemas.referral import ReferralAccepted, ReferralCompleted, ReferralReturned, ReferralStopped, ReferralWithdrawn
from schemas.words import Outcome, ReturnReason
from tests.intake.world import BUDDY, MARLOES, VERSA, a_signal, contact_of, only


async def test_before_acceptance_a_provider_learns_nothing(world):
    signal_id, _ = await world.appointed()

    assert await contact_of(world.provider(), await world.caregiver(signal_id)) == {
        "personId": str(await world.caregiver(signal_id)),
        "contact": None,
        "note": None,
        "aboutRecipient": None,
    }


async def test_after_acceptance_it_may_reach_her(world):
    signal_id, referral_id = await world.appointed()
    await world.accept(signal_id, referral_id)
    told = await contact_of(world.provider(), await world.caregiver(signal_id))

    assert (told["contact"]["name"], told["contact"]["phone"]) == ("Anneke de Zandvliet", "+31612345678")
    assert told["note"].endswith("Slaapt slecht, zorgt dag en nacht.")
    assert told["aboutRecipient"].startswith("Bertus Zandvliet, ")


async def test_what_is_about_him_needs_his_consent(world):
    body = only(a_signal(signaller__kind="welfare"), ("caregiver", "referral", True))
    signal_id, referral_id = await world.appointed(body)
    await world.accept(signal_id, referral_id)
    told = await contact_of(world.provider(), await world.caregiver(signal_id))

    assert told["aboutRecipient"] is None
    assert "Slaapt slecht" not in told["note"]


async def test_another_provider_learns_nothing(world):
    signal_id, referral_id = await world.appointed()
    await world.accept(signal_id, referral_id)

    assert (await contact_of(world.provider("mee"), await world.caregiver(signal_id)))["contact"] is None


async def test_a_provider_of_another_region_learns_nothing(world, two_regions):
    signal_id, referral_id = await world.appointed()
    await world.accept(signal_id, referral_id)

    assert (await contact_of(world.provider("versa-welzijn", region="elders"), await world.caregiver(signal_id)))["contact"] is None


async def test_every_disclosure_is_recorded_and_a_refusal_is_not(world):
    signal_id, referral_id = await world.appointed()
    person = await world.caregiver(signal_id)
    await contact_of(world.provider(), person)
    await world.accept(signal_id, referral_id)
    await contact_of(world.provider(), person, purpose="handover")
    rows = await world.rows("select role, purpose from intake.access_log where what = 'contact-details' and person = $1", person)

    assert [tuple(row) for row in rows] == [("provider", "handover")]


async def test_a_question_without_a_purpose_is_refused(world):
    got = await world.provider().post("/v1/contact-details", {"personIds": ["00000000-0000-0000-0000-000000000001"]})

    assert got.status == 400


async def test_withdrawal_closes_it_at_once_and_names_the_referral(world):
    signal_id, referral_id = await world.appointed()
    await world.accept(signal_id, referral_id)
    person = await world.caregiver(signal_id)
    got = await world.herself(person, whole_file=True).post("/v1/my-file/withdrawals", {"purpose": "referral"})

    assert got.status == 200
    assert (await contact_of(world.provider(), person))["contact"] is None
    (told,) = await world.told(ConsentWithdrawn)
    assert told.referral_ids == (referral_id,)


async def test_an_acceptance_after_withdrawal_opens_nothing(world):
    signal_id, referral_id = await world.appointed()
    person = await world.caregiver(signal_id)
    await world.herself(person, whole_file=True).post("/v1/my-file/withdrawals", {"purpose": "referral"})
    await world.accept(signal_id, referral_id)

    assert (await contact_of(world.provider(), person))["contact"] is None
    assert await world.rows("select 1 from intake.contact_grant") == []


async def test_a_new_yes_does_not_revive_a_referral_that_was_withdrawn(world):
    signal_id, referral_id = await world.appointed()
    person = await world.caregiver(signal_id)
    await world.herself(person, whole_file=True).post("/v1/my-file/withdrawals", {"purpose": "referral"})
    yes = {"person": "caregiver", "purpose": "referral", "given": True, "on": world.clock.now().date().isoformat(), "how": "spoken"}
    await world.desk().done(signal_id, "consents", {"consents": [yes]})
    await world.accept(signal_id, referral_id)

    assert (await contact_of(world.provider(), person))["contact"] is None


async def test_a_no_told_to_the_desk_closes_it_as_well(world):
    signal_id, referral_id = await world.appointed()
    await world.accept(signal_id, referral_id)
    no = {"person": "caregiver", "purpose": "referral", "given": False, "on": world.clock.now().date().isoformat(), "how": "spoken"}
    await world.desk().done(signal_id, "consents", {"consents": [no]})

    assert (await contact_of(world.provider(), await world.caregiver(signal_id)))["contact"] is None


async def test_his_withdrawal_keeps_hers_open_without_him(world):
    signal_id, referral_id = await world.appointed()
    await world.accept(signal_id, referral_id)
    no = {"person": "careRecipient", "purpose": "referral", "given": False, "on": world.clock.now().date().isoformat(), "how": "spoken"}
    await world.desk().done(signal_id, "consents", {"consents": [no]})
    told = await contact_of(world.provider(), await world.caregiver(signal_id))
    (withdrawn,) = await world.told(ConsentWithdrawn)

    assert told["contact"] is not None
    assert told["aboutRecipient"] is None
    assert withdrawn.referral_ids == ()


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (ReferralCompleted, {"provider": VERSA, "outcome": Outcome.GOAL_REACHED}),
        (ReferralStopped, {"provider": VERSA, "outcome": Outcome.CAREGIVER_STOPPED}),
        (ReferralWithdrawn, {"provider": VERSA}),
        (ReferralReturned, {"reason": ReturnReason.NO_CONTACT}),
    ],
)
async def test_when_the_referral_ends_so_does_the_reading(world, kind, more):
    signal_id, referral_id = await world.appointed()
    await world.accept(signal_id, referral_id)
    await world.hears(await world.about(kind, signal_id, referral_id, **more))

    assert (await contact_of(world.provider(), await world.caregiver(signal_id)))["contact"] is None


async def test_when_the_desk_closes_so_does_the_reading(world):
    signal_id, referral_id = await world.appointed()
    await world.accept(signal_id, referral_id)
    await world.desk().done(signal_id, "closures", {"ending": "withdrawn"})

    assert (await contact_of(world.provider(), await world.caregiver(signal_id)))["contact"] is None


async def test_safety_that_shows_later_closes_it(world):
    signal_id, referral_id = await world.appointed()
    await world.accept(signal_id, referral_id)
    await world.desk().done(signal_id, "question", {"supportAreas": ["respite"], "urgency": "safety"}, "PUT")

    assert (await contact_of(world.provider(), await world.caregiver(signal_id)))["contact"] is None


async def test_hearing_of_the_acceptance_twice_is_one_grant(world):
    signal_id, referral_id = await world.appointed()
    await world.accept(signal_id, referral_id)
    await world.accept(signal_id, referral_id)

    assert len(await world.rows("select 1 from intake.contact_grant")) == 1


async def test_a_referral_that_nobody_here_asked_for_waits(world):
    """It raises NotYet: the event is set aside and comes back, nothing else stops."""
    signal_id = await world.signalled()
    unknown = await world.about(ReferralAccepted, signal_id, MARLOES, provider=VERSA, offer=BUDDY, receiver=MARLOES)
    await world.hears(unknown)

    assert await world.rows("select 1 from intake.contact_grant") == []


async def test_the_desk_of_the_region_may_reach_her_and_another_s_may_not(world, two_regions):
    person = await world.caregiver(await world.signalled())

    assert (await contact_of(world.desk(), person, "triage"))["contact"]["phone"] == "+31612345678"
    assert (await contact_of(world.desk(region="elders"), person, "triage"))["contact"] is None


async def test_notifications_reaches_her_for_messages_only(world):
    person = await world.caregiver(await world.signalled())
    asked = {"personIds": [str(person)]}

    assert (await contact_of(world.house(), person, "messages"))["contact"]["email"] == "anneke@example.org"
    assert (await world.house().post("/v1/contact-details", asked, Mantelbrug_Purpose="figures")).status == 403
    assert (await world.house("monitor").post("/v1/contact-details", asked, Mantelbrug_Purpose="messages")).status == 403


@pytest.mark.parametrize("role", ["signaller", "analyst", "caregiver", "public-door", "privacy-officer"])
async def test_nobody_else_asks(world, role):
    got = await world.desk(role=role).post(
        "/v1/contact-details", {"personIds": ["00000000-0000-0000-0000-000000000001"]}, Mantelbrug_Purpose="support"
    )

    assert got.status == 403


async def test_many_are_asked_at_once_and_answered_in_order(world):
    people = [str(await world.caregiver(await world.signalled())) for _ in range(3)]
    unknown = "00000000-0000-0000-0000-000000000001"
    asked = [people[2], unknown, people[0]]
    got = await world.desk().post("/v1/contact-details", {"personIds": asked}, Mantelbrug_Purpose="triage")

    assert [(item["personId"], item["contact"] is None) for item in got.body["items"]] == list(
        zip(asked, [False, True, False], strict=True)
    )
