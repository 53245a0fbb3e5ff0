"""What the codes of a scheme are called in plain Dutch, inside a sentence."""

from collections.abc import Sequence

from schemas.words import Applicant, AppliedVia, Group, Relation, WaarderingForm
from services.waardering.domain.dutch import either
from services.waardering.domain.words import CareLaw, Country, EvidenceKind, Exclusion, Household, LateReason

APPLICANT = {
    Applicant.CAREGIVER: "de mantelzorger",
    Applicant.CARE_RECIPIENT: "de zorgvrager",
    Applicant.BOTH: "de mantelzorger en de zorgvrager samen",
    Applicant.PROGRAMME: "een programma namens de mantelzorger",
}
THE_OTHER = {Applicant.CAREGIVER: "de zorgvrager", Applicant.CARE_RECIPIENT: "de mantelzorger"}
VIA = {
    AppliedVia.ONLINE: "online",
    AppliedVia.STAFF: "via een medewerker",
    AppliedVia.PAPER: "op papier",
    AppliedVia.PROGRAMME: "via een programma",
}
RELATION = {
    Relation.PARTNER: "een partner",
    Relation.PARENT: "een ouder",
    Relation.CHILD: "een kind",
    Relation.SIBLING: "een broer of zus",
    Relation.GRANDPARENT: "een grootouder",
    Relation.GRANDCHILD: "een kleinkind",
    Relation.FRIEND: "een vriend",
    Relation.NEIGHBOUR: "een buur",
    Relation.OTHER_FAMILY: "andere familie",
    Relation.OTHER: "een andere bekende",
}
"""Who the person cared for is to the caregiver."""
GROUP = {
    Group.YOUNG: "jonge mantelzorgers",
    Group.WORKING: "werkende mantelzorgers",
    Group.OLDER: "oudere mantelzorgers",
    Group.DEMENTIA: "wie zorgt voor iemand met dementie",
    Group.MENTAL_HEALTH: "wie zorgt voor iemand met een psychische aandoening",
    Group.MIGRATION: "mantelzorgers met een migratieachtergrond",
    Group.PARENTS_OF_CHILD: "ouders van een kind met een aandoening",
    Group.SMALL_PURSE: "mantelzorgers met weinig geld",
}
FORM = {
    WaarderingForm.MONEY: "geld",
    WaarderingForm.VOUCHER: "een cadeaubon",
    WaarderingForm.CARD: "een pas met tegoed",
    WaarderingForm.GIFT: "een cadeau",
    WaarderingForm.ACTIVITY: "een activiteit",
    WaarderingForm.NOTHING: "niets, met dank",
}
OUT = {
    Exclusion.VOLUNTEER: ("is vrijwilliger bij een organisatie", "is geen vrijwilliger bij een organisatie"),
    Exclusion.PAID_CARE: ("krijgt betaald voor de zorg, ook uit een pgb", "krijgt niet betaald voor de zorg, ook niet uit een pgb"),
    Exclusion.USUAL_CARE: ("doet alleen wat huisgenoten gewoon voor elkaar doen", "doet meer dan huisgenoten gewoon voor elkaar doen"),
    Exclusion.SHARES_HOME: ("woont in hetzelfde huis als de zorgvrager", "woont niet in hetzelfde huis als de zorgvrager"),
    Exclusion.LIVES_ELSEWHERE: ("woont niet in hetzelfde huis als de zorgvrager", "woont in hetzelfde huis als de zorgvrager"),
    Exclusion.RECEIVES_CARE: ("is zelf zorgvrager", "is niet zelf zorgvrager"),
    Exclusion.GRANTED_ELSEWHERE: (
        "krijgt dit jaar al een waardering van een andere gemeente",
        "krijgt geen waardering van een andere gemeente",
    ),
    Exclusion.RECIPIENT_IN_INSTITUTION: ("woont in een instelling", "woont zelfstandig en niet in een instelling"),
    Exclusion.RECIPIENT_GETS_ONE: ("krijgt zelf een waardering als mantelzorger", "krijgt zelf geen waardering als mantelzorger"),
}
"""When it holds, and when it does not."""
OUT_AS_CASE = {
    Exclusion.VOLUNTEER: "vrijwilliger is bij een organisatie",
    Exclusion.PAID_CARE: "betaald krijgt voor de zorg, ook uit een pgb",
    Exclusion.USUAL_CARE: "alleen doet wat huisgenoten gewoon voor elkaar doen",
    Exclusion.SHARES_HOME: "in hetzelfde huis woont als de zorgvrager",
    Exclusion.LIVES_ELSEWHERE: "niet in hetzelfde huis woont als de zorgvrager",
    Exclusion.RECEIVES_CARE: "zelf zorgvrager is",
    Exclusion.GRANTED_ELSEWHERE: "dit jaar al een waardering krijgt van een andere gemeente",
    Exclusion.RECIPIENT_IN_INSTITUTION: "in een instelling woont",
    Exclusion.RECIPIENT_GETS_ONE: "zelf een waardering krijgt als mantelzorger",
}
"""After `als`, where Dutch puts the verb last."""
EVIDENCE = {
    EvidenceKind.RECIPIENT_SIGNATURE: "een handtekening van de zorgvrager",
    EvidenceKind.CAREGIVER_SIGNATURE: "een handtekening van de mantelzorger",
    EvidenceKind.INDICATION_DECISION: "het besluit met de indicatie",
    EvidenceKind.DOCTOR_STATEMENT: "een verklaring van een arts",
    EvidenceKind.CARE_PLAN: "het zorgplan",
    EvidenceKind.SCHOOL_STATEMENT: "een verklaring van school",
    EvidenceKind.IDENTITY: "een identiteitsbewijs, met een afgedekt BSN",
    EvidenceKind.BANK_STATEMENT: "een bankafschrift",
    EvidenceKind.INCOME_STATEMENT: "een bewijs van inkomen",
    EvidenceKind.OTHER: "een ander bewijs",
}
LATE = {
    LateReason.ILLNESS: "ziekte",
    LateReason.BEREAVEMENT: "een overlijden",
    LateReason.CRISIS: "een crisis thuis",
    LateReason.NOT_INFORMED: "niemand had erover verteld",
    LateReason.OUR_MISTAKE: "een fout van de gemeente of de organisatie",
    LateReason.OTHER: "een andere reden",
}
COUNTRY = {
    Country.NL: "Nederland",
    Country.BE: "België",
    Country.DE: "Duitsland",
    Country.LU: "Luxemburg",
    Country.FR: "Frankrijk",
    Country.GB: "het Verenigd Koninkrijk",
    Country.OTHER: "een ander land",
}
LAW = {
    CareLaw.WMO: "de Wmo",
    CareLaw.WLZ: "de Wet langdurige zorg",
    CareLaw.ZVW: "de Zorgverzekeringswet",
    CareLaw.JEUGDWET: "de Jeugdwet",
}
HOUSEHOLD = {
    Household.SINGLE: "wie alleen woont",
    Household.SINGLE_PARENT: "een ouder alleen",
    Household.COUPLE: "een paar",
}
UNIT = {
    "working-days": ("werkdag", "werkdagen"),
    "days": ("dag", "dagen"),
    "weeks": ("week", "weken"),
    "months": ("maand", "maanden"),
}


def who_may(applicants: Sequence[Applicant]) -> str:
    """De mantelzorger kan dit aanvragen, alleen of samen met de zorgvrager."""
    alone = [one for one in applicants if one is not Applicant.BOTH]
    if not alone:
        return "De mantelzorger en de zorgvrager vragen dit samen aan."
    said = either([APPLICANT[one] for one in alone])
    told = f"{said[:1].upper()}{said[1:]} kan dit aanvragen"
    if Applicant.BOTH not in applicants:
        return f"{told}."
    other = THE_OTHER.get(alone[0]) if len(alone) == 1 else None
    return f"{told}, alleen of samen met {other}." if other else f"{told}. Samen aanvragen mag ook."
