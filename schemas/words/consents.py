"""Who said yes to what, and how."""

from enum import StrEnum


class Described(StrEnum):
    """Which of the two people a consent or ground is about."""

    CAREGIVER = "caregiver"
    CARE_RECIPIENT = "careRecipient"


class ConsentPurpose(StrEnum):
    REFERRAL = "referral"
    FEEDBACK_TO_SIGNALLER = "feedback-to-signaller"
    REGISTER = "register"


class ConsentWay(StrEnum):
    SPOKEN = "spoken"
    WRITTEN = "written"
    DIGITAL = "digital"


class SaidBy(StrEnum):
    """Whose mouth a yes or no came from."""

    SELF = "self"
    PARENT = "parent"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"
    """Of a grown-up who cannot decide."""


class OwnYes(StrEnum):
    """Why a child's own yes is enough without a parent's."""

    OFFERED_DIRECTLY_FREE = "offered-directly-free"
    """Help for the child itself that costs nothing (UAVG 5 lid 5)."""


class Representation(StrEnum):
    """On what ground someone decides for another (WGBO, BW 7:465)."""

    CURATOR = "curator"
    MENTOR = "mentor"
    AUTHORISED = "authorised"
    PARTNER = "partner"
    FAMILY = "family"


DECIDES_FROM = 16
"""From this age on someone says yes or no alone; before it a parent or guardian says yes as well (AVG 8, UAVG 5)."""


class Ground(StrEnum):
    """Another ground than consent on which a secrecy-bound signaller may tell."""

    REPRESENTED = "represented"
    LEGAL_DUTY = "legal-duty"
    VITAL_INTEREST = "vital-interest"
