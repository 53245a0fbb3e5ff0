"""The two people, and how the caregiver is reached."""

from schemas.labels.shape import Labels
from schemas.words import Channel, Group, Relation, Safe, Situation

LABELS: Labels = {
    Group: {
        Group.YOUNG: "Jong",
        Group.WORKING: "Werkt naast de zorg",
        Group.OLDER: "65-plus",
        Group.DEMENTIA: "Zorg bij dementie",
        Group.MENTAL_HEALTH: "Zorg bij psychische klachten",
        Group.MIGRATION: "Migratieachtergrond",
        Group.PARENTS_OF_CHILD: "Ouder van een kind met een zorgvraag",
        Group.SMALL_PURSE: "Kleine beurs",
    },
    Situation: {
        Situation.DEMENTIA: "Dementie",
        Situation.BRAIN_INJURY: "Hersenletsel",
        Situation.CHRONIC_ILLNESS: "Chronische ziekte",
        Situation.MENTAL_HEALTH: "Psychische klachten",
        Situation.DISABILITY: "Beperking",
        Situation.ADDICTION: "Verslaving",
        Situation.TERMINAL: "Laatste levensfase",
        Situation.FRAILTY: "Kwetsbaar door ouderdom",
        Situation.CHILD_WITH_CONDITION: "Kind met een aandoening",
        Situation.OTHER: "Iets anders",
    },
    Relation: {
        Relation.PARTNER: "Partner",
        Relation.PARENT: "Vader of moeder",
        Relation.CHILD: "Kind",
        Relation.SIBLING: "Broer of zus",
        Relation.GRANDPARENT: "Opa of oma",
        Relation.GRANDCHILD: "Kleinkind",
        Relation.FRIEND: "Vriend of vriendin",
        Relation.NEIGHBOUR: "Buur",
        Relation.OTHER_FAMILY: "Ander familielid",
        Relation.OTHER: "Iemand anders",
    },
    Channel: {
        Channel.PHONE: "Bellen",
        Channel.EMAIL: "E-mail",
        Channel.LETTER: "Brief",
        Channel.SMS: "Sms",
        Channel.VISIT: "Langsgaan",
    },
    Safe: {Safe.YES: "Ja", Safe.NO: "Nee", Safe.ASK: "Eerst vragen"},
}
