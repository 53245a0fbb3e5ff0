"""From an event to message rows and the errands that will send them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from kernel import aliases
from kernel.work import Work
from schemas.base import PersonId
from schemas.erasure import NotificationsErasureDone
from schemas.intake import PersonErased
from schemas.referral import HandoverPlanned, ReferralWithdrawn
from schemas.words import ErasureResult, KeptGround, MessageKind
from services.notifications import store
from services.notifications.domain.holding import not_before
from services.notifications.domain.messages import Planned, Recipient, cause_of_meeting, planned_for
from services.notifications.domain.wording import ZONE
from services.notifications.promises import MeetingEnded, SendMessage
from services.notifications.settings import post


async def write(work: Work, planned: Iterable[tuple[Planned, UUID]]) -> None:
    """Each message once per cause, and an errand for each that is new."""
    for message_id, kind, region in await store.add(work, list(planned)):
        work.errand(SendMessage(message_id=message_id, region=region), not_before=first_moment(kind, work.now))


def first_moment(kind: MessageKind, now: datetime) -> datetime:
    """When it may go, after the quiet hours of this house."""
    quiet = post().mail
    return not_before(kind, now, quiet_from=quiet.quiet_from, quiet_until=quiet.quiet_until, zone=ZONE)


async def plan_meeting(work: Work, event: HandoverPlanned, cause: UUID) -> None:
    """Invites the three, and remembers when to ask her; a new plan replaces the one before."""
    await write(work, [(message, cause) for message in planned_for(event)])
    work.remind(
        MeetingEnded(
            referral_id=event.referral_id,
            signal_id=event.signal_id,
            caregiver_id=event.caregiver_id,
            region=event.region,
            sequence=event.sequence,
        ),
        at=event.at + timedelta(minutes=event.minutes),
    )


async def ask_whether_it_took_place(work: Work, ended: MeetingEnded) -> None:
    asked = Planned(
        MessageKind.CAREGIVER_CONFIRM,
        Recipient.CAREGIVER,
        ended.caregiver_id,
        ended.region,
        signal_id=ended.signal_id,
        referral_id=ended.referral_id,
        person_id=ended.caregiver_id,
        sequence=ended.sequence,
    )
    await write(work, [(asked, cause_of_meeting(ended.referral_id, ended.sequence))])


async def withdraw(work: Work, event: ReferralWithdrawn, cause: UUID) -> None:
    """Tells the provider, and takes a planned meeting out of the professionals' agendas."""
    cancelled = [
        replace(invitation, kind=MessageKind.MEETING_CANCELLED, sequence=(invitation.sequence or 0) + 1)
        for invitation in await store.invited(work, event.referral_id)
    ]
    await write(work, [(message, cause) for message in (*planned_for(event), *cancelled)])
    work.forget(MeetingEnded, event.referral_id)


async def forget_old(work: Work) -> int:
    return await store.forget_old(work, before=work.now - timedelta(days=post().mail.messages_kept_days))


async def erase(work: Work, event: PersonErased) -> None:
    """A message row is only a trace of what was sent, and nothing obliges us to keep it; who looked at it does stay."""
    for referral_id in await store.erase(work, event.person_id):
        work.forget(MeetingEnded, referral_id)
    kept_until = await work.looks_kept_until(*await aliases.all_of(work, event.person_id), event.person_id)
    ground = KeptGround.LEGAL_TERM if kept_until else None
    work.publish(
        NotificationsErasureDone(person_id=PersonId(event.person_id), result=ErasureResult.DELETED, kept_until=kept_until, ground=ground)
    )
