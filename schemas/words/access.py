"""Who someone is to us, and why she reads."""

from enum import StrEnum


class Role(StrEnum):
    SIGNALLER = "signaller"
    ASSESSOR = "assessor"
    COORDINATOR = "coordinator"
    PROVIDER = "provider"
    WAARDERING_OFFICER = "waardering-officer"
    PAYER = "payer"
    ANALYST = "analyst"
    PRIVACY_OFFICER = "privacy-officer"
    ADMINISTRATOR = "administrator"
    CAREGIVER = "caregiver"
    """Who came in by her own link; her pass names the person and what it may do."""
    PUBLIC_DOOR = "public-door"
    """The console's own client, for the form that asks for no login."""
    SERVICE = "service"
    """A service of this house asking another."""


class Purpose(StrEnum):
    """Why someone reads a person's data; recorded with every read (NEN 7513)."""

    SIGNAL = "signal"
    TRIAGE = "triage"
    SUPPORT = "support"
    HANDOVER = "handover"
    MESSAGES = "messages"
    OWN_FILE = "own-file"
    OVERSIGHT = "oversight"
    FIGURES = "figures"
    OPERATION = "operation"
    WAARDERING = "waardering"
