"""What is promised for later: a mail to send, and the moment at which a meeting is over."""

from typing import ClassVar

from kernel.deadlines import Deadline
from kernel.errands import Errand
from schemas.base import MessageId, PersonId, ReferralId, RegionCode, SignalId


class SendMessage(Errand):
    """Carries the message's id only: who it goes to and what it says is asked at the moment of sending."""

    type: ClassVar[str] = "send-message"
    message_id: MessageId
    region: RegionCode | None = None
    """Whose people see it when it is given up."""


class MeetingEnded(Deadline):
    """The planned meeting is over by now, so the caregiver can be asked whether it took place."""

    type: ClassVar[str] = "meeting-ended"
    subject: ClassVar[str] = "referral_id"
    referral_id: ReferralId
    signal_id: SignalId
    caregiver_id: PersonId
    region: RegionCode
    sequence: int
