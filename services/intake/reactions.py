"""When a referral fares on, a message cannot reach her, she wished to be called, a holder has erased, or a moment has come."""

from kernel.errands import Outing
from kernel.work import Work
from schemas.erasure import NotificationsErasureDone, ReferralErasureDone, WaarderingErasureDone
from schemas.notifications import CallAsked
from schemas.referral import (
    CaregiverHandedOver,
    HandoverPlanned,
    HerWordAwaited,
    ReferralAccepted,
    ReferralCompleted,
    ReferralDeclined,
    ReferralExpired,
    ReferralReturned,
    ReferralStopped,
    ReferralWithdrawn,
)
from schemas.waardering import HelpWished, RegisterWished
from schemas.words import Ending
from services.intake import intake
from services.intake.deadlines import ForgetRefused, InformBy, SignalDue
from services.intake.usecases import climbing, closing, erasing, examples, following, reaching, receive, registering, wished
from services.intake.usecases.registering import TakeRegistration
from services.intake.usecases.wished import TakeWish


@intake.hears(ReferralAccepted)
async def let_the_provider_reach_her(event: ReferralAccepted, work: Work) -> None:
    await following.accepted(work, event)


@intake.hears(ReferralDeclined)
async def note_that_it_was_declined(event: ReferralDeclined, work: Work) -> None:
    await following.note(work, event, "declined", event.reason)


@intake.hears(ReferralExpired)
async def note_that_nobody_answered(event: ReferralExpired, work: Work) -> None:
    await following.note(work, event, "expired")


@intake.hears(ReferralReturned)
async def put_it_back_on_the_desk(event: ReferralReturned, work: Work) -> None:
    await following.came_back(work, event, event.reason)


@intake.hears(ReferralWithdrawn)
async def end_what_was_withdrawn(event: ReferralWithdrawn, work: Work) -> None:
    await following.withdrawn(work, event)


@intake.hears(HandoverPlanned)
async def note_that_they_will_meet(event: HandoverPlanned, work: Work) -> None:
    await following.note(work, event, "handover-planned")


@intake.hears(CaregiverHandedOver)
async def note_that_she_is_known_there(event: CaregiverHandedOver, work: Work) -> None:
    await following.handed_over(work, event)


@intake.hears(HerWordAwaited)
async def have_someone_ring_her(event: HerWordAwaited, work: Work) -> None:
    await following.her_word_awaited(work, event, event.reason)


@intake.hears(ReferralCompleted)
async def close_what_was_completed(event: ReferralCompleted, work: Work) -> None:
    await following.ended(work, event, Ending.SUPPORT_COMPLETED, "completed", event.outcome)


@intake.hears(ReferralStopped)
async def close_what_was_stopped(event: ReferralStopped, work: Work) -> None:
    await following.ended(work, event, Ending.SUPPORT_STOPPED, "stopped", event.outcome)


@intake.hears(CallAsked)
async def have_someone_ring_who_cannot_be_written_to(event: CallAsked, work: Work) -> None:
    await reaching.ring(work, event)


@intake.hears(ReferralErasureDone)
async def note_what_referral_erased(event: ReferralErasureDone, work: Work) -> None:
    await erasing.answered(work, event)


@intake.hears(NotificationsErasureDone)
async def note_what_notifications_erased(event: NotificationsErasureDone, work: Work) -> None:
    await erasing.answered(work, event)


@intake.hears(WaarderingErasureDone)
async def note_what_waardering_erased(event: WaarderingErasureDone, work: Work) -> None:
    await erasing.answered(work, event)


@intake.hears(HelpWished)
async def have_her_called_who_wished_it(event: HelpWished, work: Work) -> None:
    work.errand(TakeWish(application_id=event.application_id, caregiver_id=event.caregiver_id, region=event.region))


@intake.errand(TakeWish)
async def take_her_wish_as_a_signal(errand: TakeWish, out: Outing) -> None:
    await wished.take(errand, out)


@intake.hears(RegisterWished)
async def keep_her_in_the_register_who_wished_it(event: RegisterWished, work: Work) -> None:
    work.errand(TakeRegistration(application_id=event.application_id, caregiver_id=event.caregiver_id, region=event.region))


@intake.errand(TakeRegistration)
async def take_her_into_the_register(errand: TakeRegistration, out: Outing) -> None:
    await registering.take(errand, out)


@intake.when_due(SignalDue)
async def let_it_climb(due: SignalDue, work: Work) -> None:
    await climbing.overdue(work, due.signal_id)


@intake.when_due(InformBy)
async def say_that_she_was_not_informed(due: InformBy, work: Work) -> None:
    await climbing.not_informed(work, due.signal_id)


@intake.when_due(ForgetRefused)
async def forget_who_said_no(due: ForgetRefused, work: Work) -> None:
    await closing.forget_how_to_reach(work, due.caregiver_id)


@intake.starts()
async def begin_with_examples() -> None:
    settings = intake.running.settings
    receive.warm_up(settings.region, intake.clock.now())
    if settings.with_examples:
        await examples.load(intake, settings.region)
