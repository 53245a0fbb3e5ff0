"""A signal: what it asks, how soon, where it stands and how it ends."""

from schemas.labels.shape import Labels
from schemas.words import ContactOutcome, Ending, SignalState, SupportArea, Urgency

LABELS: Labels = {
    SupportArea: {
        SupportArea.INFORMATION_AND_ADVICE: "Informatie en advies",
        SupportArea.PERSONAL_GUIDANCE: "Persoonlijke begeleiding",
        SupportArea.EMOTIONAL_SUPPORT: "Emotionele steun",
        SupportArea.EDUCATION: "Leren en oefenen",
        SupportArea.PRACTICAL_HELP: "Praktische hulp",
        SupportArea.RESPITE: "Respijtzorg",
        SupportArea.FINANCIAL_SUPPORT: "Hulp bij geld",
        SupportArea.MATERIAL_HELP: "Hulpmiddelen en aanpassingen",
    },
    Urgency: {
        Urgency.ROUTINE: "Geen haast",
        Urgency.SOON: "Binnen enkele dagen",
        Urgency.TODAY: "Vandaag",
        Urgency.SAFETY: "Veiligheid: nu",
    },
    SignalState: {
        SignalState.RECEIVED: "Ontvangen",
        SignalState.IN_TRIAGE: "Beoordelen",
        SignalState.APPOINTED: "Aangewezen",
        SignalState.HANDED_OVER: "Overgedragen",
        SignalState.CLOSED: "Afgerond",
    },
    ContactOutcome: {
        ContactOutcome.SPOKEN: "Gesproken",
        ContactOutcome.NO_ANSWER: "Geen gehoor",
        ContactOutcome.WILL_CALL_BACK: "Belt zelf terug",
        ContactOutcome.NO_THANK_YOU: "Wil geen hulp",
        ContactOutcome.SAFETY_TAKEN: "Veiligheid opgepakt",
    },
    Ending: {
        Ending.ANSWERED_BY_DESK: "Het aanmeldpunt heeft de vraag beantwoord",
        Ending.GOES_HERSELF: "Gaat zelf verder, informatie gegeven",
        Ending.GROUP_OR_COURSE: "Gaat naar een groep of cursus",
        Ending.SUPPORT_COMPLETED: "De hulp is afgerond",
        Ending.SUPPORT_STOPPED: "De hulp is gestopt",
        Ending.WITHDRAWN: "Wil geen hulp",
        Ending.NOT_REACHED: "Niet bereikt",
        Ending.SAFETY: "Overgedragen aan Veilig Thuis of hulpdiensten",
    },
}
