"""A message and the events that ask for it: ids, codes and times only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import singledispatch
from uuid import UUID, uuid5

from schemas import intake, referral, waardering
from schemas.base import NAMESPACE, Event
from schemas.words import Channel, Ending, MessageKind, Urgency


class Recipient(StrEnum):
    """What the recipient's id is an id of."""

    SIGNALLER = "signaller"
    """Who sent the signal with this id."""
    CAREGIVER = "caregiver"
    STAFF = "staff"
    INBOX = "inbox"
    """An organisation."""
    DESK = "desk"
    """The region's desk, about the signal with this id."""
    ADDRESSEE = "addressee"
    """To whom waardering wrote the letter with this id."""
    PAYEE = "payee"
    """Whose voucher or card it is, at waardering, by the payment's id."""
    APPLICANT = "applicant"
    """Who sent the application with this id to waardering."""
    INVITED = "invited"
    """Whom waardering invites to ask again, by the invitation with this id."""
    SAVED = "saved"
    """Who saved an application at waardering, by the id of what was saved."""
    SAFETY_OFFICER = "safety-officer"
    """The region's aandachtsfunctionaris, about the signal with this id."""


class State(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    WITHHELD = "withheld"
    """Not to be sent: no word back was agreed, or it was overtaken."""
    CALL_ASKED = "call-asked"
    ON_PAPER = "on-paper"
    """Mail does not reach them: waardering prints the letter, or a person tells the code."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Planned:
    """A message as an event asks for it: ids, codes and times only."""

    kind: MessageKind
    recipient: Recipient
    recipient_id: UUID
    region: str
    signal_id: UUID | None = None
    referral_id: UUID | None = None
    person_id: UUID | None = None
    """The caregiver it is about, so that it can be erased with her."""
    code: str | None = None
    sequence: int | None = None
    meets_at: datetime | None = None
    minutes: int | None = None
    due_at: datetime | None = None


@singledispatch
def planned_for(event: Event) -> tuple[Planned, ...]:
    """The messages that this event asks for."""
    raise TypeError(f"no message is made of {type(event).__name__}")


@planned_for.register
def _(event: intake.CaregiverSignalled) -> tuple[Planned, ...]:
    """Safety takes no automatic step but calling people to it: a word back could be read by the wrong eyes."""

    def about(kind: MessageKind, recipient: Recipient) -> Planned:
        return Planned(kind, recipient, event.signal_id, event.region, signal_id=event.signal_id, person_id=event.caregiver_id)

    if event.urgency is Urgency.SAFETY:
        return about(MessageKind.DESK_SAFETY, Recipient.DESK), about(MessageKind.DESK_SAFETY, Recipient.SAFETY_OFFICER)
    return (about(MessageKind.SIGNALLER_RECEIVED, Recipient.SIGNALLER),)


@planned_for.register
def _(event: intake.SignalClosed) -> tuple[Planned, ...]:
    if event.ending is Ending.SAFETY:
        return ()
    return (
        Planned(
            MessageKind.SIGNALLER_CLOSED,
            Recipient.SIGNALLER,
            event.signal_id,
            event.region,
            signal_id=event.signal_id,
            person_id=event.caregiver_id,
            code=event.ending.value,
        ),
    )


@planned_for.register
def _(event: intake.CodeAsked) -> tuple[Planned, ...]:
    return (
        Planned(
            MessageKind.CAREGIVER_CODE,
            Recipient.CAREGIVER,
            event.caregiver_id,
            event.region,
            person_id=event.caregiver_id,
        ),
    )


def about_referral(
    event: referral.AboutReferral,
    kind: MessageKind,
    recipient: Recipient,
    recipient_id: UUID,
    *,
    code: str | None = None,
    due_at: datetime | None = None,
    meeting: referral.HandoverPlanned | None = None,
) -> Planned:
    return Planned(
        kind,
        recipient,
        recipient_id,
        event.region,
        signal_id=event.signal_id,
        referral_id=event.referral_id,
        person_id=event.caregiver_id,
        code=code,
        due_at=due_at,
        sequence=meeting.sequence if meeting else None,
        meets_at=meeting.at if meeting else None,
        minutes=meeting.minutes if meeting else None,
    )


@planned_for.register
def _(event: referral.ReferralOffered) -> tuple[Planned, ...]:
    return (about_referral(event, MessageKind.PROVIDER_OFFER, Recipient.INBOX, event.provider, due_at=event.answer_due),)


@planned_for.register
def _(event: referral.ReferralAccepted) -> tuple[Planned, ...]:
    return (
        about_referral(event, MessageKind.SIGNALLER_APPOINTED, Recipient.SIGNALLER, event.signal_id),
        about_referral(event, MessageKind.CAREGIVER_WELCOME, Recipient.CAREGIVER, event.caregiver_id),
    )


@planned_for.register
def _(event: referral.ReferralReturned) -> tuple[Planned, ...]:
    return (about_referral(event, MessageKind.DESK_RETURNED, Recipient.DESK, event.signal_id, code=event.reason.value),)


@planned_for.register
def _(event: referral.ReferralWithdrawn) -> tuple[Planned, ...]:
    if event.provider is None:
        return ()
    return (about_referral(event, MessageKind.PROVIDER_WITHDRAWN, Recipient.INBOX, event.provider),)


@planned_for.register
def _(event: referral.HandoverPlanned) -> tuple[Planned, ...]:
    return (
        about_referral(event, MessageKind.CAREGIVER_INVITATION, Recipient.CAREGIVER, event.caregiver_id, meeting=event),
        about_referral(event, MessageKind.RECEIVER_INVITATION, Recipient.STAFF, event.receiver, meeting=event),
        about_referral(event, MessageKind.ASSESSOR_INVITATION, Recipient.STAFF, event.assessor, meeting=event),
    )


@planned_for.register
def _(event: referral.CaregiverHandedOver) -> tuple[Planned, ...]:
    return (about_referral(event, MessageKind.SIGNALLER_HANDED_OVER, Recipient.SIGNALLER, event.signal_id),)


@planned_for.register(referral.ReferralCompleted)
@planned_for.register(referral.ReferralStopped)
def _(event: referral.ReferralCompleted | referral.ReferralStopped) -> tuple[Planned, ...]:
    code = "completed" if isinstance(event, referral.ReferralCompleted) else "stopped"
    return (about_referral(event, MessageKind.SIGNALLER_COMPLETED, Recipient.SIGNALLER, event.signal_id, code=code),)


@planned_for.register
def _(event: referral.HerWordAwaited) -> tuple[Planned, ...]:
    return (about_referral(event, MessageKind.DESK_CALL, Recipient.DESK, event.signal_id, code=event.reason.value),)


@planned_for.register
def _(event: waardering.DraftLinkAsked) -> tuple[Planned, ...]:
    return (Planned(MessageKind.DRAFT_LINK, Recipient.SAVED, event.draft_id, event.region),)


@planned_for.register(waardering.CaregiverInvited)
@planned_for.register(waardering.CaregiverReminded)
def _(event: waardering.CaregiverInvited | waardering.CaregiverReminded) -> tuple[Planned, ...]:
    """Letters are printed where the register is."""
    if event.channel is not Channel.EMAIL:
        return ()
    again = isinstance(event, waardering.CaregiverReminded)
    kind = MessageKind.CAREGIVER_YEARLY_REMINDER if again else MessageKind.CAREGIVER_YEARLY_INVITATION
    return (Planned(kind, Recipient.INVITED, event.invitation_id, event.region, person_id=event.person_id),)


@planned_for.register
def _(event: waardering.WaarderingLetterMade) -> tuple[Planned, ...]:
    """Which channel it takes is seen at the moment of sending."""
    return (Planned(MessageKind.LETTER_READY, Recipient.ADDRESSEE, event.letter_id, event.region, person_id=event.person_id),)


@planned_for.register
def _(event: waardering.WaarderingCodeReady) -> tuple[Planned, ...]:
    return (Planned(MessageKind.CODE_READY, Recipient.PAYEE, event.payment_id, event.region, person_id=event.payee_id or event.person_id),)


@planned_for.register
def _(event: waardering.ApplicationLinkAsked) -> tuple[Planned, ...]:
    return (Planned(MessageKind.APPLICATION_LINK, Recipient.APPLICANT, event.application_id, event.region, person_id=event.person_id),)


def cause_of_meeting(referral_id: UUID, sequence: int) -> UUID:
    """What stands for the event where a deadline asks for the message: one meeting, as planned that time."""
    return uuid5(NAMESPACE, f"meeting/{referral_id}/{sequence}")
