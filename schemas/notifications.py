"""What notifications tells: what became of a message, with the message as subject."""

from typing import ClassVar

from schemas.base import Event, InvitationId, LetterId, MessageId, PaymentId, PersonId, RegionCode, SignalId
from schemas.words import CallReason, Channel, InvitationOutcome, MessageKind, PaperReason


class AboutMessage(Event):
    """Told about one message."""

    subject: ClassVar[str] = "message_id"
    message_id: MessageId
    region: RegionCode
    kind: MessageKind


class MessageSent(AboutMessage):
    """It left the house by this channel."""

    type: ClassVar[str] = "nl.mantelbrug.notifications.message-sent.v1"
    channel: Channel
    person_id: PersonId | None = None


class CallAsked(AboutMessage):
    """She cannot be written to safely, or it came back: a person has to ring her."""

    type: ClassVar[str] = "nl.mantelbrug.notifications.call-asked.v1"
    person_id: PersonId
    signal_id: SignalId | None = None
    reason: CallReason


class InvitationHandled(AboutMessage):
    """What became of a yearly invitation or its reminder, for waardering, which may send a letter instead."""

    type: ClassVar[str] = "nl.mantelbrug.notifications.invitation-handled.v1"
    invitation_id: InvitationId
    outcome: InvitationOutcome


class LetterHandled(AboutMessage):
    """Which way a letter goes: by mail she was told that it is ready, or it has to go on paper, and why."""

    type: ClassVar[str] = "nl.mantelbrug.notifications.letter-handled.v1"
    letter_id: LetterId
    channel: Channel
    reason: PaperReason | None = None


class CodeHandled(AboutMessage):
    """Whether a payee was told that the code of a voucher or card is ready; why not, and then a person tells it."""

    type: ClassVar[str] = "nl.mantelbrug.notifications.code-handled.v1"
    payment_id: PaymentId
    reason: PaperReason | None = None
