"""Letters about an application, as an officer reads them."""

from schemas.labels.shape import Labels
from schemas.words import LetterKind, LetterReason, LetterState, PaperReason

LABELS: Labels = {
    LetterKind: {
        LetterKind.RECEIVED: "Ontvangst van de aanvraag",
        LetterKind.INFORMATION: "Vraag om informatie",
        LetterKind.POSTPONED: "Beslissing komt later",
        LetterKind.WAITING: "Op de wachtlijst",
        LetterKind.GRANTED: "Toekenning",
        LetterKind.AMOUNT: "Bedrag na verdeling",
        LetterKind.REFUSED: "Afwijzing",
        LetterKind.PAID: "Betaalbericht",
        LetterKind.RETURNED: "Betaling kwam terug",
        LetterKind.COLLECT: "Uitnodiging om op te halen",
        LetterKind.WITHDRAWN: "Bevestiging van intrekken",
        LetterKind.CASE_RECEIVED: "Ontvangst van een bezwaar of klacht",
        LetterKind.HEARING: "Uitnodiging voor een hoorzitting",
        LetterKind.CASE_EXTENDED: "Antwoord op een bezwaar of klacht komt later",
        LetterKind.CASE_CLOSED: "Antwoord op een bezwaar of klacht",
    },
    LetterState: {
        LetterState.TO_MAKE: "Wordt gemaakt",
        LetterState.MADE: "Gaat zo weg",
        LetterState.MAILED: "Per e-mail gemeld",
        LetterState.TO_PRINT: "Nog te printen",
        LetterState.IN_BATCH: "In een printstapel",
        LetterState.POSTED: "Op de post gedaan",
        LetterState.HELD: "Vastgehouden",
        LetterState.NOT_SENT: "Niet verstuurd",
    },
    LetterReason: {
        LetterReason.UNDER_16: "Jonger dan 16: overleg eerst over de post naar huis",
        LetterReason.NO_ADDRESS: "Geen adres en geen e-mail bekend",
        LetterReason.LEFT_OUT: "De gemeente verstuurt deze brief niet",
        LetterReason.OVERTAKEN: "Intussen is er iets veranderd",
        LetterReason.FAILED: "Maken lukte niet",
        LetterReason.UNREADABLE: "Er staan tekens in die niet te drukken zijn: lees de brief na",
    },
    PaperReason: {
        PaperReason.NO_EMAIL: "Geen e-mail bekend",
        PaperReason.UNDELIVERABLE: "De e-mail kwam niet aan",
    },
}
