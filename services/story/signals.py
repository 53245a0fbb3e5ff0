"""The three caregivers of the story and the parking question, as their signallers write them. Nobody here is real."""

from __future__ import annotations

from datetime import date

from services.story.parties import Json

GP_MAIL = "praktijk@huisarts-kerkelanden.example"
HOME_CARE_MAIL = "wijkteam.oost@thuiszorg-gooi.example"


def consent(person: str, purpose: str, on: date) -> Json:
    return {"person": person, "purpose": purpose, "given": True, "on": on.isoformat(), "how": "spoken"}


def tired_daughter(run: str, on: date) -> Json:
    """The main one: her GP has her consent to hear how it goes; her father said nothing, so nothing about him leaves intake."""
    return {
        "signaller": {"kind": "gp", "organisation": "Huisartsenpraktijk Kerkelanden", "name": "Joke de Wit", "email": GP_MAIL},
        "caregiver": _caregiver("Anneke", "Verhalen", f"anneke.{run}@example.org", "1216AB", "1975-03-14"),
        "careRecipient": {"givenName": "Henk", "familyName": "Vertelsel", "situations": ["dementia"]},
        "supportAreas": ["respite", "emotional-support"],
        "urgency": "soon",
        "note": "Slaapt slecht, zorgt dag en nacht. Durft haar vader niet alleen te laten.",
        "consents": [consent("caregiver", "referral", on), consent("caregiver", "feedback-to-signaller", on)],
        "grounds": [{"person": "careRecipient", "ground": "represented"}],
        "externalId": f"HIS-{run}-1",
    }


def parking(run: str, on: date) -> Json:
    return {
        "signaller": {"kind": "gp", "organisation": "Huisartsenpraktijk Kerkelanden", "name": "Joke de Wit", "email": GP_MAIL},
        "caregiver": _caregiver("Wim", "Parkeerder", f"wim.{run}@example.org", "1217CD", "1959-07-02"),
        "supportAreas": ["information-and-advice"],
        "urgency": "routine",
        "note": "Vraagt hoe een parkeervergunning voor mantelzorgers werkt.",
        "consents": [consent("caregiver", "referral", on)],
        "externalId": f"HIS-{run}-2",
    }


def busy_husband(run: str, on: date) -> Json:
    """Signalled by home care, without consent to word back."""
    return {
        "signaller": {"kind": "home-care", "organisation": "Thuiszorg Gooi", "name": "Wijkteam Oost", "email": HOME_CARE_MAIL},
        "caregiver": _caregiver("Karel", "Volhouder", f"karel.{run}@example.org", "1221EF", "1950-11-30"),
        "supportAreas": ["practical-help"],
        "urgency": "soon",
        "note": "Doet alles zelf en raakt achterop.",
        "consents": [consent("caregiver", "referral", on)],
        "externalId": f"TZ-{run}-1",
    }


def quiet_sister(run: str, on: date) -> Json:
    return {
        "signaller": {"kind": "gp", "organisation": "Huisartsenpraktijk Kerkelanden", "name": "Joke de Wit", "email": GP_MAIL},
        "caregiver": _caregiver("Samira", "Stille", f"samira.{run}@example.org", "1215GH", "1988-01-19"),
        "supportAreas": ["emotional-support"],
        "urgency": "routine",
        "note": "Zorgt voor haar broer en vertelt er niemand over.",
        "consents": [consent("caregiver", "referral", on)],
        "externalId": f"HIS-{run}-3",
    }


def _caregiver(given: str, family: str, email: str, postcode: str, born: str) -> Json:
    return {
        "givenName": given,
        "familyName": family,
        "birthDate": born,
        "postcode": postcode,
        "houseNumber": 12,
        "phone": "+31655550177",
        "email": email,
        "contactBy": "email",
        "safeToContact": {"phone": "yes", "voicemail": "no", "email": "yes", "letter": "yes"},
        "relation": "parent",
        "hoursPerWeek": 30,
    }
