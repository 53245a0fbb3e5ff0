"""Who said yes to what, and how."""

from schemas.labels.shape import Labels
from schemas.words import ConsentPurpose, ConsentWay, Described, Ground

LABELS: Labels = {
    Described: {Described.CAREGIVER: "Wie zorgt", Described.CARE_RECIPIENT: "Wie zorg krijgt"},
    ConsentPurpose: {
        ConsentPurpose.REFERRAL: "Gegevens delen met wie helpt",
        ConsentPurpose.FEEDBACK_TO_SIGNALLER: "Bericht terug aan wie meldde",
        ConsentPurpose.REGISTER: "In het bestand blijven voor nieuws en uitnodigingen",
    },
    ConsentWay: {ConsentWay.SPOKEN: "Gezegd", ConsentWay.WRITTEN: "Op papier", ConsentWay.DIGITAL: "Online"},
    Ground: {
        Ground.REPRESENTED: "Vertegenwoordigd door iemand anders",
        Ground.LEGAL_DUTY: "Wettelijke plicht",
        Ground.VITAL_INTEREST: "Vitaal belang",
    },
}
