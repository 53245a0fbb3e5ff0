"""How someone is reached, and what to mind: the same words at the desk and at the provider's."""

from schemas.api.intake import Contact
from schemas.labels import label
from schemas.words import Safe
from services.console.domain.everyday import language
from services.console.domain.names import spoken_postcode
from services.console.region import RegionPages


def facts(her: Contact, region: RegionPages) -> list[tuple[str, str]]:
    """All but the telephone number, which is a link."""
    rows = [
        ("Beste tijd", (her.best_times or "")[:1].upper() + (her.best_times or "")[1:]),
        ("Liefst", label(her.contact_by) if her.contact_by else ""),
        ("E-mail", her.email or ""),
        ("Adres", address(her, region)),
        ("Taal", language(her.language).capitalize()),
    ]
    return [(term, text) for term, text in rows if text]


def address(her: Contact, region: RegionPages) -> str:
    """`1216 AB 12a, Hilversum`: intake keeps no street, for postcode and number say it."""
    where = her.address or ""
    if her.postcode:
        where = where.replace(her.postcode, spoken_postcode(her.postcode)) if where else spoken_postcode(her.postcode)
    return ", ".join(part for part in (where, region.town(her.municipality) if her.municipality else "") if part)


def to_mind(her: Contact) -> str:
    """What may not, and what has to be asked first: `Geen voicemail inspreken. Vraag eerst of mailen mag.`"""
    safe = her.safe_to_contact
    no = {"phone": "Niet bellen", "voicemail": "Geen voicemail inspreken", "email": "Niet mailen", "letter": "Geen brief sturen"}
    ask = {"phone": "bellen", "voicemail": "voicemail inspreken", "email": "mailen", "letter": "een brief sturen"}
    refused = [text for way, text in no.items() if getattr(safe, way) is Safe.NO]
    asked = [
        text
        for way, text in ask.items()
        if getattr(safe, way) is Safe.ASK and (way != "email" or her.email) and (way != "phone" or her.phone)
    ]
    sentences = [f"{text}." for text in refused]
    if asked and len(asked) < 4:
        sentences.append(f"Vraag eerst of {' of '.join([', '.join(asked[:-1]), asked[-1]] if len(asked) > 1 else asked)} mag.")
    return " ".join(sentences)
