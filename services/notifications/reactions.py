"""When something happened to a signal or a referral, write to who is to know it."""

from collections.abc import Sequence
from uuid import UUID

from kernel import aliases
from kernel.errands import Outing
from kernel.log import Heard
from kernel.work import Work
from schemas.base import Event
from schemas.intake import CaregiverSignalled, CodeAsked, PersonErased, PersonsMerged, PersonsUnmerged, SignalClosed
from schemas.referral import (
    CaregiverHandedOver,
    HandoverPlanned,
    HerWordAwaited,
    ReferralAccepted,
    ReferralCompleted,
    ReferralOffered,
    ReferralReturned,
    ReferralStopped,
    ReferralWithdrawn,
)
from schemas.waardering import (
    ApplicationLinkAsked,
    CaregiverInvited,
    CaregiverReminded,
    DraftLinkAsked,
    WaarderingCodeReady,
    WaarderingLetterMade,
)
from services.notifications import notifications
from services.notifications.domain.messages import planned_for
from services.notifications.promises import MeetingEnded, SendMessage
from services.notifications.usecases import sending, writing


def cause(work: Work) -> UUID:
    assert work.heard is not None
    return work.heard.id


async def write_what_it_asks_for(event: Event, work: Work) -> None:
    await writing.write(work, [(message, cause(work)) for message in planned_for(event)])


@notifications.hears_many(CaregiverSignalled)
async def thank_the_signallers(heard: Sequence[Heard[CaregiverSignalled]], work: Work) -> None:
    """The hot one: one statement for the batch."""
    await writing.write(work, [(message, one.id) for one in heard for message in planned_for(one.event)])


@notifications.hears(SignalClosed)
async def tell_the_signaller_that_it_is_closed(event: SignalClosed, work: Work) -> None:
    await write_what_it_asks_for(event, work)


@notifications.hears(CodeAsked)
async def send_her_a_code(event: CodeAsked, work: Work) -> None:
    await write_what_it_asks_for(event, work)


@notifications.hears(ReferralOffered)
async def tell_the_provider_that_a_referral_waits(event: ReferralOffered, work: Work) -> None:
    await write_what_it_asks_for(event, work)


@notifications.hears(ReferralAccepted)
async def tell_her_and_the_signaller_who_helps(event: ReferralAccepted, work: Work) -> None:
    await write_what_it_asks_for(event, work)


@notifications.hears(HandoverPlanned)
async def invite_the_three(event: HandoverPlanned, work: Work) -> None:
    await writing.plan_meeting(work, event, cause(work))


@notifications.when_due(MeetingEnded)
async def ask_her_whether_it_took_place(ended: MeetingEnded, work: Work) -> None:
    await writing.ask_whether_it_took_place(work, ended)


@notifications.hears(CaregiverHandedOver)
async def tell_the_signaller_that_she_is_handed_over(event: CaregiverHandedOver, work: Work) -> None:
    await write_what_it_asks_for(event, work)
    work.forget(MeetingEnded, event.referral_id)


@notifications.hears(ReferralReturned)
async def tell_the_desk_that_it_is_back(event: ReferralReturned, work: Work) -> None:
    await write_what_it_asks_for(event, work)
    work.forget(MeetingEnded, event.referral_id)


@notifications.hears(ReferralWithdrawn)
async def tell_the_provider_that_it_is_taken_back(event: ReferralWithdrawn, work: Work) -> None:
    await writing.withdraw(work, event, cause(work))


@notifications.hears(HerWordAwaited)
async def ask_the_desk_to_ring_her(event: HerWordAwaited, work: Work) -> None:
    await write_what_it_asks_for(event, work)


@notifications.hears(ReferralCompleted)
async def tell_the_signaller_that_the_support_is_completed(event: ReferralCompleted, work: Work) -> None:
    await write_what_it_asks_for(event, work)


@notifications.hears(ReferralStopped)
async def tell_the_signaller_that_the_support_stopped(event: ReferralStopped, work: Work) -> None:
    await write_what_it_asks_for(event, work)
    work.forget(MeetingEnded, event.referral_id)


@notifications.hears(DraftLinkAsked)
async def send_the_link_of_what_was_saved(event: DraftLinkAsked, work: Work) -> None:
    await write_what_it_asks_for(event, work)


@notifications.hears(ApplicationLinkAsked)
async def send_the_link_of_what_was_sent(event: ApplicationLinkAsked, work: Work) -> None:
    await write_what_it_asks_for(event, work)


@notifications.hears_many(WaarderingCodeReady)
async def tell_that_a_code_is_ready(heard: Sequence[Heard[WaarderingCodeReady]], work: Work) -> None:
    """A supplier's list has hundreds; however often it is told, a code is one message."""
    await writing.write(work, [(message, one.event.payment_id) for one in heard for message in planned_for(one.event)])


@notifications.hears_many(CaregiverInvited)
async def invite_her_to_ask_again(heard: Sequence[Heard[CaregiverInvited]], work: Work) -> None:
    """A campaign tells a hundred at once; however often it is told, an invitation is one message."""
    await writing.write(work, [(message, one.event.invitation_id) for one in heard for message in planned_for(one.event)])


@notifications.hears_many(CaregiverReminded)
async def remind_her_to_ask(heard: Sequence[Heard[CaregiverReminded]], work: Work) -> None:
    await writing.write(work, [(message, one.event.invitation_id) for one in heard for message in planned_for(one.event)])


@notifications.hears_many(WaarderingLetterMade)
async def tell_that_a_letter_is_ready(heard: Sequence[Heard[WaarderingLetterMade]], work: Work) -> None:
    """After a payout there are thousands."""
    await writing.write(work, [(message, one.id) for one in heard for message in planned_for(one.event)])


@notifications.hears(PersonsMerged)
async def take_two_ids_for_one_person(event: PersonsMerged, work: Work) -> None:
    await aliases.lead(work, event.old, event.into)


@notifications.hears(PersonsUnmerged)
async def take_them_for_two_again(event: PersonsUnmerged, work: Work) -> None:
    await aliases.part(work, event.old)


@notifications.hears(PersonErased)
async def forget_the_person(event: PersonErased, work: Work) -> None:
    await writing.erase(work, event)


async def leave_it_to_a_person(errand: SendMessage, work: Work) -> None:
    """After many tries; the kernel's own task tells why."""
    await sending.given_up(work, errand.message_id)


@notifications.errand(SendMessage, gives_up=leave_it_to_a_person)
async def send_it(errand: SendMessage, out: Outing) -> None:
    await sending.send(notifications, errand.message_id, out)


@notifications.tidies()
async def forget_what_was_sent_long_ago(work: Work) -> int:
    return await writing.forget_old(work)
