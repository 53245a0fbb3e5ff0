"""Who said yes to what, and how."""

from schemas.labels.shape import Labels
from schemas.words import ConsentPurpose, ConsentWay, Described, Ground, OwnYes, Representation, SaidBy

LABELS: Labels = {
    Described: {Described.CAREGIVER: "Wie zorgt", Described.CARE_RECIPIENT: "Wie zorg krijgt"},
    ConsentPurpose: {
        ConsentPurpose.REFERRAL: "Gegevens delen met wie helpt",
        ConsentPurpose.FEEDBACK_TO_SIGNALLER: "Bericht terug aan wie meldde",
        ConsentPurpose.REGISTER: "In het bestand blijven voor nieuws en uitnodigingen",
    },
    ConsentWay: {ConsentWay.SPOKEN: "Gezegd", ConsentWay.WRITTEN: "Op papier", ConsentWay.DIGITAL: "Online"},
    SaidBy: {
        SaidBy.SELF: "Zelf",
        SaidBy.PARENT: "Een ouder",
        SaidBy.GUARDIAN: "Een voogd",
        SaidBy.REPRESENTATIVE: "Een vertegenwoordiger",
    },
    OwnYes: {OwnYes.OFFERED_DIRECTLY_FREE: "De hulp is voor het kind zelf, en gratis"},
    Representation: {
        Representation.CURATOR: "Curator",
        Representation.MENTOR: "Mentor",
        Representation.AUTHORISED: "Schriftelijk gemachtigd",
        Representation.PARTNER: "Echtgenoot of partner",
        Representation.FAMILY: "Ouder, kind, broer of zus",
    },
    Ground: {
        Ground.REPRESENTED: "Vertegenwoordigd door iemand anders",
        Ground.LEGAL_DUTY: "Wettelijke plicht",
        Ground.VITAL_INTEREST: "Vitaal belang",
    },
}
