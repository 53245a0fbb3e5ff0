"""Who signals, and what follows from who it is."""

from enum import StrEnum


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
