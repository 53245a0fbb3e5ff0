"""Messages to people, and why a person has to ring."""

from enum import StrEnum


class MessageKind(StrEnum):
    """What a message is about; the template has the same name."""

    SIGNALLER_RECEIVED = "signaller-received"
    SIGNALLER_APPOINTED = "signaller-appointed"
    SIGNALLER_HANDED_OVER = "signaller-handed-over"
    SIGNALLER_COMPLETED = "signaller-completed"
    SIGNALLER_CLOSED = "signaller-closed"
    CAREGIVER_WELCOME = "caregiver-welcome"
    CAREGIVER_INVITATION = "caregiver-invitation"
    CAREGIVER_CONFIRM = "caregiver-confirm"
    CAREGIVER_CODE = "caregiver-code"
    CAREGIVER_YEARLY_INVITATION = "caregiver-yearly-invitation"
    CAREGIVER_YEARLY_REMINDER = "caregiver-yearly-reminder"
    RECEIVER_INVITATION = "receiver-invitation"
    ASSESSOR_INVITATION = "assessor-invitation"
    PROVIDER_OFFER = "provider-offer"
    PROVIDER_WITHDRAWN = "provider-withdrawn"
    DESK_SAFETY = "desk-safety"
    DESK_RETURNED = "desk-returned"
    DESK_CALL = "desk-call"
    MEETING_CANCELLED = "meeting-cancelled"
    LETTER_READY = "letter-ready"
    DRAFT_LINK = "draft-link"
    APPLICATION_LINK = "application-link"
    CODE_READY = "code-ready"


class CallReason(StrEnum):
    """Why a person has to ring."""

    NO_SAFE_CHANNEL = "no-safe-channel"
    UNDELIVERABLE = "undeliverable"
    AWAITING_HER_WORD = "awaiting-her-word"
    SHE_SAID_NO = "she-said-no"
    ASKS_OTHER_TIME = "asks-other-time"
