"""The code lists of the field, published with the API; DOMAIN.md and docs/glossary.md say what each means."""

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


class SignallerKind(StrEnum):
    """Who signals [001 bijlage 3, 003]."""

    GP = "gp"
    GP_NURSE = "gp-nurse"
    HOME_CARE = "home-care"
    HOSPITAL = "hospital"
    PHARMACY = "pharmacy"
    PHYSIOTHERAPIST = "physiotherapist"
    DEMENTIA_CASE_MANAGER = "dementia-case-manager"
    MENTAL_HEALTH = "mental-health"
    PUBLIC_HEALTH = "public-health"
    SCHOOL = "school"
    SPORTS_CLUB = "sports-club"
    EMPLOYER = "employer"
    WMO_DESK = "wmo-desk"
    NEIGHBOURHOOD_TEAM = "neighbourhood-team"
    WELFARE = "welfare"
    LIBRARY = "library"
    FAITH_COMMUNITY = "faith-community"
    MIGRANT_ASSOCIATION = "migrant-association"
    HOUSING_CORPORATION = "housing-corporation"
    OCCUPATIONAL_PHYSICIAN = "occupational-physician"
    YOUTH_CENTRE = "youth-centre"
    CHILDCARE = "childcare"
    YOUTH_WORK = "youth-work"
    SOCIAL_WORK = "social-work"
    DAY_ACTIVITIES = "day-activities"
    RESIDENTIAL_CARE = "residential-care"
    CLIENT_SUPPORT = "client-support"
    CAREGIVER_BROKER = "caregiver-broker"
    VOLUNTEER_ORGANISATION = "volunteer-organisation"
    EMPLOYMENT_AGENCY = "employment-agency"
    HOME_VISIT_80_PLUS = "home-visit-80-plus"
    RELATIVE_OR_NEIGHBOUR = "relative-or-neighbour"
    SELF = "self"
    OTHER = "other"


BOUND_BY_SECRECY = frozenset(
    {
        SignallerKind.GP,
        SignallerKind.GP_NURSE,
        SignallerKind.HOME_CARE,
        SignallerKind.HOSPITAL,
        SignallerKind.PHARMACY,
        SignallerKind.PHYSIOTHERAPIST,
        SignallerKind.DEMENTIA_CASE_MANAGER,
        SignallerKind.MENTAL_HEALTH,
        SignallerKind.PUBLIC_HEALTH,
        SignallerKind.OCCUPATIONAL_PHYSICIAN,
    }
)
"""Medical professional secrecy: states a consent or another ground for each person described."""

HEARS_LITTLE = frozenset({SignallerKind.EMPLOYER, SignallerKind.SCHOOL, SignallerKind.SPORTS_CLUB, SignallerKind.RELATIVE_OR_NEIGHBOUR})
"""Never hears provider, area or outcome, whatever was consented to."""


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


class Group(StrEnum):
    """Groups that need their own approach [001 bijlage 4, 002 actie 4-5]."""

    YOUNG = "young"
    WORKING = "working"
    OLDER = "older"
    DEMENTIA = "dementia"
    MENTAL_HEALTH = "mental-health"
    MIGRATION = "migration"
    PARENTS_OF_CHILD = "parents-of-child"
    SMALL_PURSE = "small-purse"


class Situation(StrEnum):
    """What is the matter with the person cared for; never told outside intake without that person's consent."""

    DEMENTIA = "dementia"
    BRAIN_INJURY = "brain-injury"
    CHRONIC_ILLNESS = "chronic-illness"
    MENTAL_HEALTH = "mental-health"
    DISABILITY = "disability"
    ADDICTION = "addiction"
    TERMINAL = "terminal"
    FRAILTY = "frailty"
    CHILD_WITH_CONDITION = "child-with-condition"
    OTHER = "other"


class Relation(StrEnum):
    """What the person cared for is to the caregiver."""

    PARTNER = "partner"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    FRIEND = "friend"
    NEIGHBOUR = "neighbour"
    OTHER_FAMILY = "other-family"
    OTHER = "other"


class Channel(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    LETTER = "letter"
    SMS = "sms"
    VISIT = "visit"


class Safe(StrEnum):
    """Whether a channel reaches her safely."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


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


class SignalState(StrEnum):
    RECEIVED = "received"
    IN_TRIAGE = "in-triage"
    APPOINTED = "appointed"
    HANDED_OVER = "handed-over"
    CLOSED = "closed"


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


class ContactOutcome(StrEnum):
    SPOKEN = "spoken"
    NO_ANSWER = "no-answer"
    WILL_CALL_BACK = "will-call-back"
    NO_THANK_YOU = "no-thank-you"
    SAFETY_TAKEN = "safety-taken"


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
    RECEIVER_INVITATION = "receiver-invitation"
    ASSESSOR_INVITATION = "assessor-invitation"
    PROVIDER_OFFER = "provider-offer"
    PROVIDER_WITHDRAWN = "provider-withdrawn"
    DESK_SAFETY = "desk-safety"
    DESK_RETURNED = "desk-returned"
    DESK_CALL = "desk-call"
    MEETING_CANCELLED = "meeting-cancelled"


class CallReason(StrEnum):
    """Why a person has to ring."""

    NO_SAFE_CHANNEL = "no-safe-channel"
    UNDELIVERABLE = "undeliverable"
    AWAITING_HER_WORD = "awaiting-her-word"
    SHE_SAID_NO = "she-said-no"
    ASKS_OTHER_TIME = "asks-other-time"


class ErasureResult(StrEnum):
    DELETED = "deleted"
    EMPTIED = "emptied"
    KEPT = "kept"
