"""Who signals."""

from schemas.labels.shape import Labels
from schemas.words import SignallerKind

LABELS: Labels = {
    SignallerKind: {
        SignallerKind.GP: "Huisarts",
        SignallerKind.GP_NURSE: "Praktijkondersteuner van de huisarts",
        SignallerKind.HOME_CARE: "Wijkverpleging of thuiszorg",
        SignallerKind.HOSPITAL: "Ziekenhuis",
        SignallerKind.PHARMACY: "Apotheek",
        SignallerKind.PHYSIOTHERAPIST: "Fysiotherapeut",
        SignallerKind.DEMENTIA_CASE_MANAGER: "Casemanager dementie",
        SignallerKind.MENTAL_HEALTH: "GGZ",
        SignallerKind.PUBLIC_HEALTH: "GGD of consultatiebureau",
        SignallerKind.SCHOOL: "School",
        SignallerKind.SPORTS_CLUB: "Sportvereniging",
        SignallerKind.EMPLOYER: "Werkgever",
        SignallerKind.WMO_DESK: "Wmo-loket",
        SignallerKind.NEIGHBOURHOOD_TEAM: "Buurtteam of wijkteam",
        SignallerKind.WELFARE: "Welzijnsorganisatie",
        SignallerKind.LIBRARY: "Bibliotheek",
        SignallerKind.FAITH_COMMUNITY: "Geloofsgemeenschap",
        SignallerKind.MIGRANT_ASSOCIATION: "Migrantenvereniging",
        SignallerKind.HOUSING_CORPORATION: "Woningcorporatie",
        SignallerKind.OCCUPATIONAL_PHYSICIAN: "Bedrijfsarts",
        SignallerKind.YOUTH_CENTRE: "Centrum Jeugd en Gezin",
        SignallerKind.CHILDCARE: "Kinderopvang",
        SignallerKind.YOUTH_WORK: "Jongerenwerk",
        SignallerKind.SOCIAL_WORK: "Maatschappelijk werk",
        SignallerKind.DAY_ACTIVITIES: "Dagbesteding",
        SignallerKind.RESIDENTIAL_CARE: "Verpleeghuis of woonzorg",
        SignallerKind.CLIENT_SUPPORT: "Cliëntondersteuning",
        SignallerKind.CAREGIVER_BROKER: "Mantelzorgmakelaar",
        SignallerKind.VOLUNTEER_ORGANISATION: "Vrijwilligersorganisatie",
        SignallerKind.EMPLOYMENT_AGENCY: "UWV of re-integratie",
        SignallerKind.HOME_VISIT_80_PLUS: "Huisbezoek 80-plus",
        SignallerKind.RELATIVE_OR_NEIGHBOUR: "Familie, vriend of buur",
        SignallerKind.SELF: "Zelf gemeld",
        SignallerKind.OTHER: "Iemand anders",
    },
}
