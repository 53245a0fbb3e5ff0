"""A signal: what it asks, how soon, where it stands and how it ends."""

from enum import StrEnum


class SupportArea(StrEnum):
    """The eight support areas [000, 001, 003]."""

    INFORMATION_AND_ADVICE = "information-and-advice"
    PERSONAL_GUIDANCE = "personal-guidance"
    EMOTIONAL_SUPPORT = "emotional-support"
    EDUCATION = "education"
    PRACTICAL_HELP = "practical-help"
    RESPITE = "respite"
    FINANCIAL_SUPPORT = "financial-support"
    MATERIAL_HELP = "material-help"


class Urgency(StrEnum):
    ROUTINE = "routine"
    SOON = "soon"
    TODAY = "today"
    SAFETY = "safety"


class SignalState(StrEnum):
    RECEIVED = "received"
    IN_TRIAGE = "in-triage"
    APPOINTED = "appointed"
    HANDED_OVER = "handed-over"
    CLOSED = "closed"


class ContactOutcome(StrEnum):
    SPOKEN = "spoken"
    NO_ANSWER = "no-answer"
    WILL_CALL_BACK = "will-call-back"
    NO_THANK_YOU = "no-thank-you"
    SAFETY_TAKEN = "safety-taken"


class Ending(StrEnum):
    """How a signal ends (DOMAIN.md, rules of practice)."""

    ANSWERED_BY_DESK = "answered-by-desk"
    GOES_HERSELF = "goes-herself"
    GROUP_OR_COURSE = "group-or-course"
    SUPPORT_COMPLETED = "support-completed"
    SUPPORT_STOPPED = "support-stopped"
    WITHDRAWN = "withdrawn"
    NOT_REACHED = "not-reached"
    SAFETY = "safety"
