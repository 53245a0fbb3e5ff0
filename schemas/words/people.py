"""The two people, and how the caregiver is reached."""

from enum import StrEnum


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
