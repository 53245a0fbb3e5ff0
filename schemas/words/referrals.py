"""A referral: answers, meeting, confirmation, outcome."""

from enum import StrEnum


class DeclineReason(StrEnum):
    NO_CAPACITY = "no-capacity"
    OUTSIDE_AREA = "outside-area"
    NOT_OUR_OFFER = "not-our-offer"
    MORE_CARE_NEEDED = "more-care-needed"
    LANGUAGE = "language"
    OTHER = "other"


class ReferralState(StrEnum):
    REQUESTED = "requested"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    HANDOVER_PLANNED = "handover-planned"
    AWAITING_HER_WORD = "awaiting-her-word"
    HANDED_OVER = "handed-over"
    COMPLETED = "completed"
    STOPPED = "stopped"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class MeetingWay(StrEnum):
    AT_HOME = "at-home"
    BY_PHONE = "by-phone"
    AT_OFFICE = "at-office"
    VIDEO = "video"


class Confirmer(StrEnum):
    RECEIVER = "receiver"
    CAREGIVER = "caregiver"
    DESK_FOR_CAREGIVER = "desk-for-caregiver"
    """The caregiver said it by phone; the desk typed it in."""
    COORDINATOR = "coordinator"
    """Decided with reason after three attempts to hear her."""


class Outcome(StrEnum):
    GOAL_REACHED = "goal-reached"
    PARTLY_REACHED = "partly-reached"
    GOES_ON_HERSELF = "goes-on-herself"
    NO_CONTACT = "no-contact"
    CAREGIVER_STOPPED = "caregiver-stopped"
    OTHER_HELP_NEEDED = "other-help-needed"


class ReturnReason(StrEnum):
    """Why a referral lies at the desk again."""

    NO_PROVIDER_LEFT = "no-provider-left"
    NO_CONTACT = "no-contact"
    HANDOVER_FAILED = "handover-failed"
