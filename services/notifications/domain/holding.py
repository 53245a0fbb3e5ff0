"""Whether a message still holds at the moment of sending, who may be written to, and when."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from schemas.api.intake import Contact
from schemas.api.referral import Referral
from schemas.words import Confirmer, Ending, MessageKind, ReferralState, Safe
from services.notifications.domain.messages import Planned

INVITATIONS = frozenset({MessageKind.CAREGIVER_INVITATION, MessageKind.RECEIVER_INVITATION, MessageKind.ASSESSOR_INVITATION})
OVER = frozenset({ReferralState.WITHDRAWN, ReferralState.RETURNED, ReferralState.STOPPED, ReferralState.COMPLETED})
HER_WORD = frozenset({Confirmer.CAREGIVER, Confirmer.DESK_FOR_CAREGIVER})
CODE_WAITS = timedelta(minutes=30)


def overtaken(planned: Planned, now_stands: Referral) -> bool:
    """Whether what the message says is no longer so: the question was answered, the meeting moved, the referral ended."""
    state, meeting = now_stands.state, now_stands.meeting
    if planned.kind is MessageKind.PROVIDER_OFFER:
        return state is not ReferralState.OFFERED or now_stands.provider not in (None, planned.recipient_id)
    if planned.kind in INVITATIONS:
        return state is not ReferralState.HANDOVER_PLANNED or meeting is None or meeting.sequence != planned.sequence
    if planned.kind is MessageKind.CAREGIVER_CONFIRM:
        if state not in (ReferralState.HANDOVER_PLANNED, ReferralState.AWAITING_HER_WORD):
            return True
        return meeting is None or meeting.sequence != planned.sequence or not HER_WORD.isdisjoint(now_stands.confirmed_by)
    if planned.kind is MessageKind.CAREGIVER_WELCOME:
        return state in OVER
    return False


def told_by_completion(planned: Planned) -> bool:
    """Whether a signaller with word back hears of this ending already by the message about the support's end."""
    return planned.code in (Ending.SUPPORT_COMPLETED, Ending.SUPPORT_STOPPED)


AT_ANY_HOUR = frozenset({MessageKind.CAREGIVER_CODE, MessageKind.CAREGIVER_INVITATION})
"""She waits for these, or planned them a moment ago by phone."""


def safe_by_mail(contact: Contact) -> str | None:
    """Her address, only if she said that mail reaches nobody but her."""
    return contact.email if contact.safe_to_contact.email is Safe.YES else None


def not_before(kind: MessageKind, now: datetime, *, quiet_from: time, quiet_until: time, zone: ZoneInfo) -> datetime:
    """The first moment that this may arrive: a caregiver's evening and night stay quiet. Two equal hours: never quiet."""
    if not kind.value.startswith(("caregiver-", "letter-", "code-")) or kind in AT_ANY_HOUR or quiet_from == quiet_until:
        return now
    local = now.astimezone(zone)
    if local.time() < quiet_until:
        return datetime.combine(local.date(), quiet_until, zone)
    if local.time() >= quiet_from:
        return datetime.combine(local.date() + timedelta(days=1), quiet_until, zone)
    return now
