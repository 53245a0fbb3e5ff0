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


class Ground(StrEnum):
    """Another ground than consent on which a secrecy-bound signaller may tell."""

    REPRESENTED = "represented"
    LEGAL_DUTY = "legal-duty"
    VITAL_INTEREST = "vital-interest"
