"""The code lists in plain Dutch, as they are published and as people read them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from schemas.words import (
    Channel,
    ConsentPurpose,
    ConsentWay,
    ContactOutcome,
    Described,
    Ending,
    Ground,
    Group,
    Relation,
    Safe,
    SignallerKind,
    SignalState,
    Situation,
    SupportArea,
    Urgency,
)

K = TypeVar("K", bound=StrEnum)

SIGNALLERS: Mapping[SignallerKind, str] = {
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
    SignallerKind.YOUTH_CENTRE: "Jongerencentrum",
    SignallerKind.CHILDCARE: "Kinderopvang",
    SignallerKind.YOUTH_WORK: "Jongerenwerk",
    SignallerKind.SOCIAL_WORK: "Maatschappelijk werk",
    SignallerKind.DAY_ACTIVITIES: "Dagbesteding",
    SignallerKind.RESIDENTIAL_CARE: "Verpleeghuis of woonzorg",
    SignallerKind.CLIENT_SUPPORT: "Cliëntondersteuning",
    SignallerKind.CAREGIVER_BROKER: "Mantelzorgmakelaar",
    SignallerKind.VOLUNTEER_ORGANISATION: "Vrijwilligersorganisatie",
    SignallerKind.EMPLOYMENT_AGENCY: "UWV of werkbedrijf",
    SignallerKind.HOME_VISIT_80_PLUS: "Huisbezoek 80-plus",
    SignallerKind.RELATIVE_OR_NEIGHBOUR: "Familie, vriend of buur",
    SignallerKind.SELF: "Zelf aangemeld",
    SignallerKind.OTHER: "Iemand anders",
}
AREAS: Mapping[SupportArea, str] = {
    SupportArea.INFORMATION_AND_ADVICE: "Informatie en advies",
    SupportArea.PERSONAL_GUIDANCE: "Persoonlijke begeleiding",
    SupportArea.EMOTIONAL_SUPPORT: "Emotionele steun",
    SupportArea.EDUCATION: "Cursus of training",
    SupportArea.PRACTICAL_HELP: "Praktische hulp",
    SupportArea.RESPITE: "Vervangende zorg (respijt)",
    SupportArea.FINANCIAL_SUPPORT: "Hulp bij geld",
    SupportArea.MATERIAL_HELP: "Hulpmiddelen",
}
URGENCIES: Mapping[Urgency, str] = {
    Urgency.ROUTINE: "Gewoon",
    Urgency.SOON: "Snel",
    Urgency.TODAY: "Vandaag",
    Urgency.SAFETY: "Zorgen over veiligheid",
}
SITUATIONS: Mapping[Situation, str] = {
    Situation.DEMENTIA: "dementie",
    Situation.BRAIN_INJURY: "hersenletsel",
    Situation.CHRONIC_ILLNESS: "een chronische ziekte",
    Situation.MENTAL_HEALTH: "psychische klachten",
    Situation.DISABILITY: "een beperking",
    Situation.ADDICTION: "een verslaving",
    Situation.TERMINAL: "de laatste levensfase",
    Situation.FRAILTY: "kwetsbaar door ouderdom",
    Situation.CHILD_WITH_CONDITION: "een kind met een aandoening",
    Situation.OTHER: "iets anders",
}
RELATIONS: Mapping[Relation, str] = {
    Relation.PARTNER: "partner",
    Relation.PARENT: "vader of moeder",
    Relation.CHILD: "kind",
    Relation.SIBLING: "broer of zus",
    Relation.GRANDPARENT: "opa of oma",
    Relation.GRANDCHILD: "kleinkind",
    Relation.FRIEND: "vriend of vriendin",
    Relation.NEIGHBOUR: "buur",
    Relation.OTHER_FAMILY: "een ander familielid",
    Relation.OTHER: "iemand anders",
}
GROUPS: Mapping[Group, str] = {
    Group.YOUNG: "Jong",
    Group.WORKING: "Werkt",
    Group.OLDER: "65 jaar of ouder",
    Group.DEMENTIA: "Dementie of hersenletsel",
    Group.MENTAL_HEALTH: "GGZ",
    Group.MIGRATION: "Migratieachtergrond",
    Group.PARENTS_OF_CHILD: "Ouder van een kind met een aandoening",
    Group.SMALL_PURSE: "Weinig geld",
}
CHANNELS: Mapping[Channel, str] = {
    Channel.PHONE: "Bellen",
    Channel.EMAIL: "E-mail",
    Channel.LETTER: "Brief",
    Channel.SMS: "Sms",
    Channel.VISIT: "Langskomen",
}
SAFE: Mapping[Safe, str] = {Safe.YES: "Ja", Safe.NO: "Nee", Safe.ASK: "Eerst vragen"}
DESCRIBED: Mapping[Described, str] = {
    Described.CAREGIVER: "Degene die zorgt",
    Described.CARE_RECIPIENT: "Degene voor wie gezorgd wordt",
}
PURPOSES: Mapping[ConsentPurpose, str] = {
    ConsentPurpose.REFERRAL: "Doorgeven aan een organisatie die helpt",
    ConsentPurpose.FEEDBACK_TO_SIGNALLER: "De melder laten weten hoe het gaat",
    ConsentPurpose.REGISTER: "Inschrijven bij het steunpunt",
}
WAYS: Mapping[ConsentWay, str] = {
    ConsentWay.SPOKEN: "Gezegd",
    ConsentWay.WRITTEN: "Op papier",
    ConsentWay.DIGITAL: "Digitaal",
}
GROUNDS: Mapping[Ground, str] = {
    Ground.REPRESENTED: "Iemand anders beslist voor deze persoon",
    Ground.LEGAL_DUTY: "De wet verplicht het",
    Ground.VITAL_INTEREST: "Er is gevaar voor iemand",
}
STATES: Mapping[SignalState, str] = {
    SignalState.RECEIVED: "Ontvangen",
    SignalState.IN_TRIAGE: "Het aanmeldpunt is ermee bezig",
    SignalState.APPOINTED: "Een organisatie helpt",
    SignalState.HANDED_OVER: "Overgedragen",
    SignalState.CLOSED: "Afgerond",
}
ENDINGS: Mapping[Ending, str] = {
    Ending.ANSWERED_BY_DESK: "Vraag beantwoord",
    Ending.GOES_HERSELF: "Gaat zelf verder",
    Ending.GROUP_OR_COURSE: "Groep of cursus",
    Ending.SUPPORT_COMPLETED: "Hulp afgerond",
    Ending.SUPPORT_STOPPED: "Hulp gestopt",
    Ending.WITHDRAWN: "Wil geen hulp",
    Ending.NOT_REACHED: "Niet bereikt",
    Ending.SAFETY: "Opgepakt als veiligheid",
}
OUTCOMES: Mapping[ContactOutcome, str] = {
    ContactOutcome.SPOKEN: "Gesproken",
    ContactOutcome.NO_ANSWER: "Geen gehoor",
    ContactOutcome.WILL_CALL_BACK: "Belt terug",
    ContactOutcome.NO_THANK_YOU: "Wil geen hulp",
    ContactOutcome.SAFETY_TAKEN: "Opgepakt door de aandachtsfunctionaris",
}


def _codes(labels: Mapping[K, str]) -> Mapping[str, str]:
    return {str(code): label for code, label in labels.items()}


LISTS: Mapping[str, Mapping[str, str]] = {
    "signallerKinds": _codes(SIGNALLERS),
    "supportAreas": _codes(AREAS),
    "urgencies": _codes(URGENCIES),
    "situations": _codes(SITUATIONS),
    "relations": _codes(RELATIONS),
    "groups": _codes(GROUPS),
    "channels": _codes(CHANNELS),
    "safeToContact": _codes(SAFE),
    "persons": _codes(DESCRIBED),
    "consentPurposes": _codes(PURPOSES),
    "consentWays": _codes(WAYS),
    "grounds": _codes(GROUNDS),
    "states": _codes(STATES),
    "endings": _codes(ENDINGS),
    "contactOutcomes": _codes(OUTCOMES),
}
"""Every list that is published, by the name under which it is."""
