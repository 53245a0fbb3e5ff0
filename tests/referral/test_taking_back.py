"""What she, the desk or the law takes back."""

from datetime import timedelta

from schemas.base import PersonId
from schemas.erasure import ReferralErasureDone
from schemas.intake import ConsentWithdrawn, PersonErased, PersonsMerged, PersonsUnmerged, SignalClosed
from schemas.referral import ReferralAccepted, ReferralOffered, ReferralStopped, ReferralWithdrawn
from schemas.words import ConsentPurpose, Described, Ending, ErasureResult, ReferralState

from .examples import REGION, TIRED_DAUGHTER, VERSA, a_request, named
from .parties import Parties

OTHER_ID = PersonId(named("the same daughter, entered twice"))


def withdrawn(*referrals, about=Described.CAREGIVER, purpose=ConsentPurpose.REFERRAL, caregiver=TIRED_DAUGHTER) -> ConsentWithdrawn:
    return ConsentWithdrawn(caregiver_id=caregiver, region=REGION, about=about, purpose=purpose, referral_ids=tuple(referrals))


async def test_consent_taken_back_before_a_yes_withdraws_the_question(parties: Parties):
    request = await parties.request()

    await parties.house.hears(withdrawn(request.referral_id))

    (told,) = await parties.told(ReferralWithdrawn)
    assert told.provider == VERSA
    assert (await parties.marloes.get(f"/v1/referrals/{request.referral_id}")).status_code == 404
    answer = await parties.does(parties.marloes, request.referral_id, "decisions", accept=True)
    assert answer.json()["type"].endswith("taken-back")
    await parties.passes(days=10)
    assert len(await parties.told(ReferralOffered)) == 1


async def test_consent_taken_back_after_a_yes_withdraws_too_and_hides_her(parties: Parties):
    referral = await parties.planned()

    await parties.house.hears(withdrawn(referral), withdrawn(referral))

    assert len(await parties.told(ReferralWithdrawn)) == 1
    seen = await parties.see(parties.marloes, referral)
    assert (seen.state, seen.caregiver_id, seen.meeting.place) == (ReferralState.WITHDRAWN, None, None)


async def test_request_and_withdrawal_in_one_breath_leave_nothing_to_accept(parties: Parties):
    request = a_request()

    await parties.house.hears(request, withdrawn(request.referral_id))

    answer = await parties.does(parties.marloes, request.referral_id, "decisions", accept=True)
    assert answer.status_code == 410
    assert await parties.told(ReferralAccepted) == []


async def test_what_was_handed_over_is_not_withdrawn(parties: Parties):
    referral = await parties.handed_over()

    await parties.house.hears(withdrawn(referral))

    assert await parties.told(ReferralWithdrawn) == []
    by_desk = await parties.does(parties.fatima, referral, "withdrawals")
    assert by_desk.json()["type"].endswith("already-handed-over")


async def test_other_consents_withdraw_nothing(parties: Parties):
    request = await parties.request()

    await parties.house.hears(
        withdrawn(request.referral_id, about=Described.CARE_RECIPIENT),
        withdrawn(request.referral_id, purpose=ConsentPurpose.FEEDBACK_TO_SIGNALLER),
    )

    assert await parties.told(ReferralWithdrawn) == []


async def test_a_withdrawal_of_a_referral_that_has_not_arrived_waits_for_it(parties: Parties):
    """Only across two files of one person: within one, intake's order holds."""
    late = a_request("late")
    await parties.house.hears(PersonsMerged(old=TIRED_DAUGHTER, into=OTHER_ID))
    await parties.house.hears(withdrawn(late.referral_id, caregiver=OTHER_ID))
    await parties.house.hears(late)

    parties.house.clock.move(by=timedelta(minutes=30))
    await parties.comes_true(lambda told: any(isinstance(event, ReferralWithdrawn) for event in told))

    assert len(await parties.told(ReferralWithdrawn)) == 1


async def test_a_closed_signal_takes_its_open_referral_along_but_not_one_that_ended_by_itself(parties: Parties):
    open_one, ended = await parties.request("open"), await parties.request("ended", choices=1)
    await parties.does(parties.marloes, ended.referral_id, "decisions", accept=False, reason="language")

    for request in (open_one, ended):
        await parties.house.hears(
            SignalClosed(caregiver_id=TIRED_DAUGHTER, region=REGION, signal_id=request.signal_id, ending=Ending.WITHDRAWN)
        )

    assert [told.referral_id for told in await parties.told(ReferralWithdrawn)] == [open_one.referral_id]


async def test_the_desk_withdraws_with_a_reason_that_only_the_desk_reads(parties: Parties):
    referral = await parties.accepted()

    await parties.does(parties.fatima, referral, "withdrawals", reason="Zij verhuist naar haar zus.")

    assert (await parties.see(parties.fatima, referral)).notes[0].text == "Zij verhuist naar haar zus."
    assert "zus" not in (await parties.marloes.get(f"/v1/referrals/{referral}")).text
    again = await parties.does(parties.fatima, referral, "withdrawals")
    assert again.json()["type"].endswith("ended")


async def test_two_files_of_one_person_open_to_her_by_either_link_until_they_are_parted(parties: Parties):
    referral = await parties.planned()
    await parties.house.hears(PersonsMerged(old=TIRED_DAUGHTER, into=OTHER_ID))

    her = parties.her(referral=referral, person=OTHER_ID)
    assert (await her.get(f"/v1/referrals/{referral}")).status_code == 200
    await parties.house.hears(PersonsUnmerged(old=TIRED_DAUGHTER, into=OTHER_ID))
    assert (await her.get(f"/v1/referrals/{referral}")).status_code == 404


async def test_consent_taken_back_under_the_merged_id_reaches_what_was_asked_under_the_old(parties: Parties):
    request = await parties.request()
    await parties.house.hears(PersonsMerged(old=TIRED_DAUGHTER, into=OTHER_ID))

    await parties.house.hears(withdrawn(caregiver=OTHER_ID))

    assert [told.referral_id for told in await parties.told(ReferralWithdrawn)] == [request.referral_id]


async def test_erased_her_texts_and_key_are_gone_the_count_stays_and_the_answer_says_so(parties: Parties):
    planned = await parties.planned(name="planned")
    active = await parties.handed_over()

    await parties.house.hears(PersonErased(person_id=TIRED_DAUGHTER))

    (done,) = await parties.told(ReferralErasureDone)
    assert (done.person_id, done.result) == (TIRED_DAUGHTER, ErasureResult.EMPTIED)
    assert [told.referral_id for told in await parties.told(ReferralWithdrawn)] == [planned]
    assert [told.referral_id for told in await parties.told(ReferralStopped)] == [active]
    assert await parties.house.rows("select 1 from referral.sealing_key") == []
    assert await parties.house.rows("select 1 from referral.meeting where place is not null or message is not null") == []
    assert (await parties.see(parties.fatima, active)).support_areas != ()
    assert await parties.house.rows("select 1 from referral.deadline") == []


async def test_who_was_never_here_is_answered_too_and_a_second_time_as_well(parties: Parties):
    await parties.house.hears(PersonErased(person_id=OTHER_ID), PersonErased(person_id=OTHER_ID))

    assert [done.result for done in await parties.told(ReferralErasureDone)] == [ErasureResult.DELETED] * 2


async def test_no_name_or_text_stands_in_what_referral_tells_or_keeps_open(parties: Parties):
    await parties.handed_over()

    everything = await parties.house.rows(
        "select data::text as t from referral.log union all select row_to_json(r)::text from referral.referral r "
        "union all select row_to_json(h)::text from referral.history h union all select row_to_json(m)::text from referral.meeting m"
    )

    assert everything
    assert not [row["t"] for row in everything if "Kerkelandenlaan" in row["t"] or "taart" in row["t"]]
