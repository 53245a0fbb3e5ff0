"""Who is written to when, once, and what becomes of it; with a real Postgres and a real SMTP server."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from kernel.housekeeping import tidy
from schemas.base import Event, PersonId, SignalId
from schemas.erasure import NotificationsErasureDone
from schemas.intake import CodeAsked, PersonErased, PersonsMerged, SignalClosed
from schemas.notifications import CallAsked, MessageSent
from schemas.referral import (
    CaregiverHandedOver,
    HerWordAwaited,
    ReferralAccepted,
    ReferralCompleted,
    ReferralOffered,
    ReferralReturned,
    ReferralStopped,
    ReferralWithdrawn,
)
from schemas.words import (
    CallReason,
    Confirmer,
    Ending,
    ErasureResult,
    MessageKind,
    Outcome,
    ReferralState,
    ReturnReason,
    Safe,
    SignallerKind,
    Urgency,
)
from services.notifications import notifications
from services.notifications.domain.wording import ZONE
from tests.notifications.world import (
    ANNEKE,
    MARLOES,
    OFFER,
    REFERENCE,
    REFERRAL,
    SIGNAL,
    STREET,
    TOKEN,
    VERSA,
    House,
    everything_in,
    of_referral,
    planned,
    signalled,
    text_of,
)

GP, HER = "praktijk@huisarts.example", "anneke@example.org"
DESK_BOX, BEA_BOX, VERSA_BOX = "hallo@aanmeldpunt-gooi.example", "bea@aanmeldpunt-gooi.example", "aanvragen@versa-welzijn.example"


def accepted() -> ReferralAccepted:
    return of_referral(ReferralAccepted, provider=VERSA, offer=OFFER, receiver=MARLOES)


def offered(house: House) -> ReferralOffered:
    return of_referral(ReferralOffered, provider=VERSA, offer=OFFER, attempt=1, answer_due=house.clock.now() + timedelta(days=2))


def closed(ending: Ending) -> SignalClosed:
    return SignalClosed(caregiver_id=ANNEKE, region="gooi", signal_id=SIGNAL, ending=ending)


async def test_the_signaller_is_thanked_once_however_often_it_is_told(house: House) -> None:
    await house.hears(signalled())
    async with notifications.work() as work:
        await work.connection.execute("update notifications.cursor set position = 0")
    await house.hears(signalled(signal_id=SignalId(uuid4())))

    assert house.mails.subjects == [(GP, "Wij hebben uw bericht ontvangen")] * 2
    assert "Nummer GM-2026-0418 (uw kenmerk HIS-123456)." in text_of(house.mails.to(GP)[0])


async def test_many_signals_at_once_give_a_message_each(house: House) -> None:
    await house.hears(*(signalled(signal_id=SignalId(uuid4())) for _ in range(20)))

    assert len(house.mails.to(GP)) == 20
    assert len({mail["Message-ID"] for mail in house.mails.to(GP)}) == 20


async def test_a_safety_signal_calls_the_desk_and_the_officer_and_nobody_else(house: House) -> None:
    await house.hears(signalled(urgency=Urgency.SAFETY, kind=SignallerKind.RELATIVE_OR_NEIGHBOUR))

    assert sorted(house.mails.subjects) == sorted((box, "Nu bekijken: er staat een signaal klaar") for box in (DESK_BOX, BEA_BOX))
    assert f"{house.address}/signalen/{SIGNAL}" in text_of(house.mails.to(BEA_BOX)[0])


async def test_a_region_without_a_reachable_officer_becomes_a_persons_task(house: House) -> None:
    house.asked.people.clear()
    await house.hears(signalled(urgency=Urgency.SAFETY))

    assert len(house.mails.to(DESK_BOX)) == 1
    assert await house.tasks() == ["errand-given-up"]
    assert (await house.states())["desk-safety to safety-officer"] == "failed: given-up"


async def test_a_provider_is_told_that_a_referral_waits_and_nothing_of_whom(house: House) -> None:
    house.asked.now_stands(state=ReferralState.OFFERED, meeting=None)
    await house.hears(offered(house))
    (mail,) = house.mails.to(VERSA_BOX)

    assert mail["Subject"] == "Er staat een aanvraag klaar"
    assert f"{house.address}/aanvragen/{REFERRAL}" in text_of(mail)
    assert re.search(r"vóór \w+ \d+ \w+, 10\.00 uur", text_of(mail))


async def test_a_provider_that_is_no_longer_asked_hears_nothing(house: House) -> None:
    house.asked.now_stands(state=ReferralState.WITHDRAWN)
    await house.hears(offered(house))

    assert house.mails.taken == []
    assert await house.states() == {"provider-offer to inbox": "withheld: overtaken"}


async def test_she_and_the_signaller_hear_who_helps(house: House) -> None:
    house.asked.now_stands(state=ReferralState.ACCEPTED, meeting=None)
    await house.hears(accepted())
    (welcome,) = house.mails.to(HER)

    assert welcome["Subject"] == "Er staat iets voor u klaar"
    assert "Marloes gaat u helpen" in text_of(welcome)
    assert f"{house.address}/mijn/{TOKEN}" in text_of(welcome)
    assert [(link.action, link.person_id) for link in house.asked.links] == [("follow", ANNEKE)]
    assert len(house.mails.to(GP)) == 1
    assert house.asked.purposes == {"messages"}


async def test_a_signaller_without_consent_for_word_back_hears_received_and_closed_only(house: House) -> None:
    house.asked.no_word_about = {MessageKind.SIGNALLER_APPOINTED, MessageKind.SIGNALLER_HANDED_OVER, MessageKind.SIGNALLER_COMPLETED}
    await house.hears(
        signalled(),
        accepted(),
        of_referral(CaregiverHandedOver, provider=VERSA, warm=True),
        of_referral(ReferralCompleted, provider=VERSA, outcome=Outcome.GOAL_REACHED),
        closed(Ending.SUPPORT_COMPLETED),
    )

    assert sorted(str(mail["Subject"]) for mail in house.mails.to(GP)) == [
        f"Uw bericht {REFERENCE} is afgehandeld",
        "Wij hebben uw bericht ontvangen",
    ]


async def test_a_signaller_with_word_back_hears_of_the_end_once(house: House) -> None:
    await house.hears(of_referral(ReferralStopped, provider=VERSA, outcome=Outcome.CAREGIVER_STOPPED), closed(Ending.SUPPORT_STOPPED))
    (mail,) = house.mails.to(GP)

    assert "is gestopt" in text_of(mail)
    assert (await house.states())["signaller-closed to signaller"] == "withheld: told-by-completion"


async def test_a_signal_closed_for_safety_sends_no_mail_to_anyone(house: House) -> None:
    await house.hears(closed(Ending.SAFETY))

    assert await house.states() == {}


async def test_three_people_are_invited_with_an_agenda_entry_each(house: House) -> None:
    await house.hears(planned(house))
    mails = [*house.mails.to(HER), *house.mails.to("marloes@versa-welzijn.example"), *house.mails.to("fatima@aanmeldpunt-gooi.example")]

    assert len(mails) == 3
    for mail in mails:
        assert [part.get_filename() for part in mail.iter_attachments()] == ["afspraak.ics"]
        assert f"UID:{REFERRAL}" in everything_in(mail)
    assert "Bij u thuis" in text_of(mails[0])
    assert f"{house.address}/aanvragen/{REFERRAL}" in text_of(mails[1])
    assert f"{house.address}/signalen/{SIGNAL}" in text_of(mails[2])


async def test_a_meeting_planned_anew_moves_the_entry_and_an_old_invitation_is_not_sent(house: House) -> None:
    house.asked.now_stands(meeting=house.meeting.model_copy(update={"sequence": 1}))
    await house.hears(planned(house), planned(house, sequence=1))
    (mail,) = house.mails.to(HER)

    assert "SEQUENCE:1" in everything_in(mail)


async def test_after_the_meeting_she_is_asked_whether_it_took_place(house: House) -> None:
    await house.hears(planned(house))
    await house.moves(to=house.meeting.at + timedelta(minutes=44))
    before = len(house.mails.to(HER))
    await house.moves(by=timedelta(minutes=2))
    asked = house.mails.to(HER)[before:]

    assert before == 1
    assert [str(mail["Subject"]) for mail in asked] == ["Er staat een vraag voor u klaar"]
    assert house.asked.links[-1].action == "confirm-handover"


async def test_she_is_not_asked_what_she_already_said(house: House) -> None:
    await house.hears(planned(house))
    house.asked.now_stands(confirmed_by=(Confirmer.DESK_FOR_CAREGIVER,))
    await house.moves(by=timedelta(days=4))

    assert (await house.states())["caregiver-confirm to caregiver"] == "withheld: overtaken"


async def test_a_withdrawn_referral_leaves_the_agendas_and_asks_her_nothing(house: House) -> None:
    await house.hears(planned(house))
    house.asked.now_stands(state=ReferralState.WITHDRAWN, meeting=None)
    await house.hears(of_referral(ReferralWithdrawn, provider=VERSA))
    await house.moves(by=timedelta(days=4))

    assert [str(mail["Subject"]) for mail in house.mails.to(VERSA_BOX)] == ["Een aanvraag is ingetrokken"]
    assert len(house.mails.to(HER)) == 1
    for box in ("marloes@versa-welzijn.example", "fatima@aanmeldpunt-gooi.example"):
        cancelled = everything_in(house.mails.to(box)[-1])
        assert "METHOD:CANCEL" in cancelled
        assert "SEQUENCE:1" in cancelled


@pytest.mark.parametrize("safe", [Safe.NO, Safe.ASK])
async def test_who_cannot_be_mailed_safely_is_rung(house: House, safe: Safe) -> None:
    contact = house.asked.caregiver
    assert contact is not None
    house.asked.caregiver = contact.model_copy(update={"safe_to_contact": contact.safe_to_contact.model_copy(update={"email": safe})})
    await house.hears(accepted())
    (call,) = await house.told(CallAsked)

    assert house.mails.to(HER) == []
    assert (call.person_id, call.signal_id, call.reason) == (ANNEKE, SIGNAL, CallReason.NO_SAFE_CHANNEL)


async def test_who_has_no_mail_address_is_rung(house: House) -> None:
    assert house.asked.caregiver is not None
    house.asked.caregiver = house.asked.caregiver.model_copy(update={"email": None})
    await house.hears(CodeAsked(caregiver_id=ANNEKE, region="gooi"))

    assert await house.states() == {"caregiver-code to caregiver": "call-asked: no-safe-channel"}


async def test_whom_intake_does_not_disclose_is_left_alone(house: House) -> None:
    house.asked.caregiver = None
    await house.hears(accepted())

    assert (await house.states())["caregiver-welcome to caregiver"] == "withheld: not-disclosed"


async def test_her_code_is_in_the_mail_and_never_in_an_event_or_a_row(house: House) -> None:
    await house.hears(CodeAsked(caregiver_id=ANNEKE, region="gooi"))
    rows = await house.rows("select to_json(m)::text from notifications.message m")
    logged = await house.rows("select data::text from notifications.log")

    assert "493027" in text_of(house.mails.to(HER)[0])
    assert "493027" not in str([*rows, *logged])


async def test_a_refused_address_of_hers_makes_the_desk_ring(house: House) -> None:
    house.mails.refused[HER] = "550 no such user"
    await house.hears(accepted())
    (call,) = await house.told(CallAsked)

    assert call.reason is CallReason.UNDELIVERABLE


async def test_a_refused_address_of_a_professional_becomes_a_persons_task(house: House) -> None:
    house.mails.refused[GP] = "553 mailbox unknown"
    await house.hears(signalled())

    assert await house.tasks() == ["mail-undeliverable"]
    assert await house.told(CallAsked) == []


async def test_a_full_mailbox_is_tried_again_later_with_the_same_message(house: House) -> None:
    house.mails.refused[GP] = "452 mailbox full"
    await house.hears(signalled())
    waiting = await house.states()
    house.mails.refused.clear()
    await house.moves(by=timedelta(seconds=6))

    assert waiting == {"signaller-received to signaller": "waiting"}
    assert await house.states() == {"signaller-received to signaller": "sent"}
    assert len(house.mails.to(GP)) == 1


async def test_a_mail_that_never_leaves_ends_as_a_call_for_her(house: House) -> None:
    house.mails.refused[HER] = "451 not now"
    house.asked.now_stands(state=ReferralState.ACCEPTED)
    await house.hears(accepted())
    for _ in range(9):
        await house.moves(by=timedelta(days=1, minutes=1))

    assert (await house.states())["caregiver-welcome to caregiver"] == "call-asked: undeliverable"
    assert await house.tasks() == ["errand-given-up"]


async def test_a_neighbour_that_is_away_only_makes_it_later(house: House) -> None:
    house.asked.away = True
    await house.hears(signalled())
    nothing_yet = list(house.mails.taken)
    house.asked.away = False
    await house.moves(by=timedelta(seconds=6))

    assert nothing_yet == []
    assert len(house.mails.to(GP)) == 1


async def test_what_was_sent_is_told_with_her_id_only_where_it_went_to_her(house: House) -> None:
    await house.hears(accepted())
    sent = {event.kind: event.person_id for event in await house.told(MessageSent)}

    assert sent == {MessageKind.CAREGIVER_WELCOME: ANNEKE, MessageKind.SIGNALLER_APPOINTED: None}


async def test_the_night_is_quiet_for_her_but_not_for_who_waits_for_a_code(house: House) -> None:
    evening = house.clock.now().replace(hour=21, minute=30)
    await house.moves(to=evening)
    await house.hears(accepted(), CodeAsked(caregiver_id=ANNEKE, region="gooi"))
    at_night = [str(mail["Subject"]) for mail in house.mails.to(HER)]
    await house.moves(by=timedelta(hours=11))

    assert at_night == ["Uw code staat klaar"]
    assert [str(mail["Subject"]) for mail in house.mails.to(HER)] == ["Uw code staat klaar", "Er staat iets voor u klaar"]


async def test_what_did_not_get_through_by_day_is_not_tried_again_at_night(house: House) -> None:
    await house.moves(to=house.clock.now().astimezone(ZONE).replace(hour=20, minute=59, second=57))
    house.asked.away = True
    await house.hears(accepted())
    house.asked.away = False
    await house.moves(by=timedelta(seconds=30))
    at_night = len(house.mails.to(HER))
    await house.moves(by=timedelta(hours=11))

    assert at_night == 0
    assert [str(mail["Subject"]) for mail in house.mails.to(HER)] == ["Er staat iets voor u klaar"]


async def test_the_desk_hears_what_lies_with_it_again_and_whom_to_ring(house: House) -> None:
    await house.hears(
        of_referral(ReferralReturned, reason=ReturnReason.NO_PROVIDER_LEFT),
        of_referral(HerWordAwaited, reason=CallReason.AWAITING_HER_WORD),
    )

    assert sorted(house.mails.subjects) == [
        (DESK_BOX, "Een aanvraag ligt weer bij u"),
        (DESK_BOX, "Er staat iemand klaar om te bellen"),
    ]


async def test_after_a_merge_her_current_file_is_asked(house: House) -> None:
    into = PersonId(uuid4())
    await house.hears(PersonsMerged(old=ANNEKE, into=into))
    await house.hears(accepted())

    assert [link.person_id for link in house.asked.links] == [into]


async def test_what_was_sent_long_ago_is_thrown_away_and_what_still_waits_is_not(house: House) -> None:
    long_ago = house.clock.now()
    await house.hears(signalled())
    await house.moves(by=timedelta(days=731))
    house.asked.away = True
    await house.hears(accepted())
    async with notifications.work() as work:
        await work.connection.execute("update notifications.message set created_at = $1 where state = 'waiting'", long_ago)
    await tidy(notifications)

    assert await house.states() == {"caregiver-welcome to caregiver": "waiting", "signaller-appointed to signaller": "waiting"}


async def test_an_erased_person_leaves_no_message_and_no_deadline(house: House) -> None:
    await house.hears(planned(house), signalled())
    await house.hears(PersonErased(person_id=ANNEKE))
    (receipt,) = await house.told(NotificationsErasureDone)
    await house.moves(by=timedelta(days=4))

    assert (receipt.person_id, receipt.result) == (ANNEKE, ErasureResult.DELETED)
    assert await house.states() == {}


FORBIDDEN = re.compile(
    r"Zandbergen|El Idrissi|Kuiper|Kerkstraat|\b1216(?: ?[A-Z]{2})?\b|31612345678"
    r"|dementie|mantelzorg|respijt|respite|zorgvrager|partner|haar man",
    re.IGNORECASE,
)


OF_WAARDERING = {
    MessageKind.CAREGIVER_YEARLY_INVITATION,
    MessageKind.CAREGIVER_YEARLY_REMINDER,
    MessageKind.APPLICATION_LINK,
    MessageKind.CODE_READY,
    MessageKind.DRAFT_LINK,
    MessageKind.LETTER_READY,
}
"""Asked for by another service: searched in the same way in tests/waardering, and their texts in test_letters here."""


async def test_no_mail_and_no_agenda_entry_of_a_whole_journey_gives_anyone_away(house: House) -> None:
    """Everything that can be sent is sent, and searched for names, address, illness, relation, area and the word itself."""
    journey: list[Event] = [
        signalled(),
        signalled(urgency=Urgency.SAFETY, signal_id=SignalId(uuid4())),
        accepted(),
        planned(house),
        CodeAsked(caregiver_id=ANNEKE, region="gooi"),
        of_referral(HerWordAwaited, reason=CallReason.SHE_SAID_NO),
        of_referral(CaregiverHandedOver, provider=VERSA, warm=True),
        of_referral(ReferralReturned, reason=ReturnReason.NO_CONTACT),
        of_referral(ReferralCompleted, provider=VERSA, outcome=Outcome.GOAL_REACHED),
        closed(Ending.ANSWERED_BY_DESK),
        of_referral(ReferralWithdrawn, provider=VERSA),
        planned(house, sequence=0),
    ]
    await house.hears(*journey)
    await house.moves(by=timedelta(days=4))
    house.asked.now_stands(state=ReferralState.OFFERED)
    await house.hears(offered(house))
    kinds = {event.kind for event in await house.told(MessageSent)}

    assert kinds == set(MessageKind) - OF_WAARDERING
    for receiver, mail in house.mails.taken:
        assert not FORBIDDEN.search(everything_in(mail)), receiver
        assert not re.search(r"Anneke|Fatima|Marloes|Bea\b", str(mail["Subject"]))
    assert STREET not in str(house.mails.taken)


async def test_she_is_invited_in_her_own_language(house: House) -> None:
    assert house.asked.caregiver is not None
    house.asked.caregiver = house.asked.caregiver.model_copy(update={"language": "en"})
    await house.hears(planned(house))
    (mail,) = house.mails.to(HER)

    assert str(mail["Subject"]).startswith("Your appointment on ")
    assert re.search(r"Appointment: \w+day \d+ \w+, 14:30", text_of(mail))
    assert "At your home" in everything_in(mail)
    assert mail["Content-Language"] == "en"
