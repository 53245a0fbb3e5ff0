"""Messages to people, and why a person has to ring."""

from schemas.labels.shape import Labels
from schemas.words import CallReason, MessageKind

LABELS: Labels = {
    MessageKind: {
        MessageKind.SIGNALLER_RECEIVED: "Ontvangst gemeld aan wie meldde",
        MessageKind.SIGNALLER_APPOINTED: "Aanwijzing gemeld aan wie meldde",
        MessageKind.SIGNALLER_HANDED_OVER: "Overdracht gemeld aan wie meldde",
        MessageKind.SIGNALLER_COMPLETED: "Afronding gemeld aan wie meldde",
        MessageKind.SIGNALLER_CLOSED: "Einde gemeld aan wie meldde",
        MessageKind.CAREGIVER_WELCOME: "Uitleg: wat gebeurt er nu",
        MessageKind.CAREGIVER_INVITATION: "Uitnodiging voor de kennismaking",
        MessageKind.CAREGIVER_CONFIRM: "Vraag of de kennismaking er was",
        MessageKind.CAREGIVER_CODE: "Code voor de eigen gegevens",
        MessageKind.CAREGIVER_YEARLY_INVITATION: "Uitnodiging om waardering aan te vragen",
        MessageKind.CAREGIVER_YEARLY_REMINDER: "Herinnering om waardering aan te vragen",
        MessageKind.RECEIVER_INVITATION: "Uitnodiging aan de aanbieder",
        MessageKind.ASSESSOR_INVITATION: "Uitnodiging aan de beoordelaar",
        MessageKind.PROVIDER_OFFER: "Vraag aan de aanbieder",
        MessageKind.PROVIDER_WITHDRAWN: "Aanvraag ingetrokken bij de aanbieder",
        MessageKind.DESK_SAFETY: "Waarschuwing: veiligheid",
        MessageKind.DESK_RETURNED: "Aanvraag terug bij het aanmeldpunt",
        MessageKind.DESK_CALL: "Beltaak voor het aanmeldpunt",
        MessageKind.MEETING_CANCELLED: "Afspraak gaat niet door",
        MessageKind.LETTER_READY: "Bericht dat er een brief klaarstaat",
        MessageKind.DRAFT_LINK: "Link naar een bewaarde aanvraag",
        MessageKind.APPLICATION_LINK: "Link naar een verstuurde aanvraag",
        MessageKind.CODE_READY: "Bericht dat de code van een bon of pas klaarstaat",
    },
    CallReason: {
        CallReason.NO_SAFE_CHANNEL: "Schrijven is niet veilig: bel",
        CallReason.UNDELIVERABLE: "Een bericht kwam niet aan: bel",
        CallReason.AWAITING_HER_WORD: "Vraag of de kennismaking er was: bel",
        CallReason.SHE_SAID_NO: "Zij zei dat de kennismaking niet doorging: bel",
        CallReason.ASKS_OTHER_TIME: "Zij vraagt een andere tijd: bel",
    },
}
