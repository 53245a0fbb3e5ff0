"""The same codes inside a sentence, where Dutch wants another form: an article, a plural, a small letter."""

from collections.abc import Mapping

from schemas.words import Group, Relation, SupportArea

CARED_FOR: Mapping[Relation, str] = {
    Relation.PARTNER: "de partner",
    Relation.PARENT: "vader of moeder",
    Relation.CHILD: "een kind",
    Relation.SIBLING: "broer of zus",
    Relation.GRANDPARENT: "opa of oma",
    Relation.GRANDCHILD: "een kleinkind",
    Relation.FRIEND: "een vriend of vriendin",
    Relation.NEIGHBOUR: "de buur",
    Relation.OTHER_FAMILY: "familie",
    Relation.OTHER: "iemand anders",
}
"""Zorgt voor ..."""
AREA_OF_HELP: Mapping[SupportArea, str] = {
    SupportArea.INFORMATION_AND_ADVICE: "informatie en advies",
    SupportArea.PERSONAL_GUIDANCE: "persoonlijke begeleiding",
    SupportArea.EMOTIONAL_SUPPORT: "emotionele steun",
    SupportArea.EDUCATION: "een cursus",
    SupportArea.PRACTICAL_HELP: "praktische hulp",
    SupportArea.RESPITE: "respijtzorg",
    SupportArea.FINANCIAL_SUPPORT: "hulp bij geld",
    SupportArea.MATERIAL_HELP: "hulpmiddelen",
}
"""Biedt ..."""
GROUP_SERVED: Mapping[Group, str] = {
    Group.YOUNG: "jongeren",
    Group.WORKING: "mensen met een baan",
    Group.OLDER: "65-plussers",
    Group.DEMENTIA: "dementie",
    Group.MENTAL_HEALTH: "psychische problemen",
    Group.MIGRATION: "mensen met een migratieachtergrond",
    Group.PARENTS_OF_CHILD: "ouders van een kind dat zorg nodig heeft",
    Group.SMALL_PURSE: "mensen met weinig geld",
}
"""Vooral voor ..."""


def inside(label: str) -> str:
    """A label in the middle of a line: `respijtzorg`, but `GGZ` and `UWV` stay as they are."""
    return label if label[:3].isupper() else label[:1].lower() + label[1:]
