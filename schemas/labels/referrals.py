"""A referral: answers, meeting, confirmation, outcome."""

from schemas.labels.shape import Labels
from schemas.words import Confirmer, DeclineReason, MeetingWay, Outcome, ReferralState, ReturnReason

LABELS: Labels = {
    DeclineReason: {
        DeclineReason.NO_CAPACITY: "Geen plek op dit moment",
        DeclineReason.OUTSIDE_AREA: "Buiten ons werkgebied",
        DeclineReason.NOT_OUR_OFFER: "Past niet bij ons aanbod",
        DeclineReason.MORE_CARE_NEEDED: "Meer zorg nodig dan wij bieden",
        DeclineReason.LANGUAGE: "Deze taal spreken wij niet",
        DeclineReason.OTHER: "Anders",
    },
    ReferralState: {
        ReferralState.REQUESTED: "Aangevraagd",
        ReferralState.OFFERED: "Wacht op antwoord",
        ReferralState.ACCEPTED: "Aangenomen",
        ReferralState.HANDOVER_PLANNED: "Kennismaking gepland",
        ReferralState.AWAITING_HER_WORD: "Wacht op haar bevestiging",
        ReferralState.HANDED_OVER: "Overgedragen",
        ReferralState.COMPLETED: "Afgerond",
        ReferralState.STOPPED: "Gestopt",
        ReferralState.RETURNED: "Terug bij het aanmeldpunt",
        ReferralState.WITHDRAWN: "Ingetrokken",
    },
    MeetingWay: {
        MeetingWay.AT_HOME: "Thuis",
        MeetingWay.BY_PHONE: "Samen bellen",
        MeetingWay.AT_OFFICE: "Op kantoor of in de buurt",
        MeetingWay.VIDEO: "Beeldbellen",
    },
    Confirmer: {
        Confirmer.RECEIVER: "Aanbieder",
        Confirmer.CAREGIVER: "Zijzelf",
        Confirmer.DESK_FOR_CAREGIVER: "Zijzelf, aan de telefoon met het aanmeldpunt",
        Confirmer.COORDINATOR: "Coördinator, na drie pogingen",
    },
    Outcome: {
        Outcome.GOAL_REACHED: "Gelukt wat zij wilde",
        Outcome.PARTLY_REACHED: "Voor een deel gelukt",
        Outcome.GOES_ON_HERSELF: "Gaat zelf verder",
        Outcome.NO_CONTACT: "Geen contact gekregen",
        Outcome.CAREGIVER_STOPPED: "Zij wilde stoppen",
        Outcome.OTHER_HELP_NEEDED: "Andere hulp nodig",
    },
    ReturnReason: {
        ReturnReason.NO_PROVIDER_LEFT: "Niemand van de gekozen aanbieders kon helpen",
        ReturnReason.NO_CONTACT: "De aanbieder kreeg geen contact",
        ReturnReason.HANDOVER_FAILED: "De kennismaking ging niet door",
    },
}
