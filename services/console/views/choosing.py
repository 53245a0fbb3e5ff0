"""What the assessor chooses between: offers with the reasons for their place, and two files that may be one person."""

from collections.abc import Mapping
from dataclasses import dataclass

from babel.lists import format_list

from schemas.api.directory import RankedOffer
from schemas.api.intake import MaybeSame, SignalDetail
from services.console.domain import moments
from services.console.domain.names import spoken_phone, spoken_postcode

SAME: Mapping[str, str] = {
    "family-name": "achternaam",
    "birth-date": "geboortedatum",
    "postcode": "postcode",
    "phone": "telefoonnummer",
    "email": "e-mailadres",
}
NO_DIALOG_AFTER = 5
"""So many offers get a dialog of their own; the rest opens the page."""


@dataclass(frozen=True)
class Chosen:
    """One offer, with the reasons for its place."""

    id: str
    name: str
    organisation: str
    summary: str
    cost: str
    reasons: tuple[tuple[bool, str], ...]
    answer_within: str
    warm: bool
    """Whether this help is usually better begun by meeting first."""


def offer(one: RankedOffer) -> Chosen:
    return Chosen(
        id=str(one.offer.id),
        name=one.offer.name,
        organisation=one.offer.organisation_name,
        summary=one.offer.summary,
        cost=one.offer.cost,
        reasons=tuple((reason.good, reason.text) for reason in one.reasons),
        answer_within=one.answer_within,
        warm=one.offer.warm_handover,
    )


def comparison(detail: SignalDetail, other: MaybeSame) -> list[tuple[str, str, str, bool]]:
    """What is known of both, side by side, and what is the same."""
    her = detail.caregiver
    return [
        ("Naam", her.name, other.name, "family-name" in other.same),
        (
            "Geboren",
            moments.birthday(detail.birth_date) if detail.birth_date else "Onbekend",
            moments.birthday(other.birth_date) if other.birth_date else "Onbekend",
            "birth-date" in other.same,
        ),
        (
            "Postcode",
            spoken_postcode(her.postcode or "") or "Onbekend",
            spoken_postcode(other.postcode or "") or "Onbekend",
            "postcode" in other.same,
        ),
        (
            "Telefoon",
            spoken_phone(her.phone or "") or "Onbekend",
            "Hetzelfde nummer" if "phone" in other.same else "Een ander nummer, of onbekend",
            "phone" in other.same,
        ),
        (
            "E-mail",
            her.email or "Onbekend",
            "Hetzelfde adres" if "email" in other.same else "Een ander adres, of onbekend",
            "email" in other.same,
        ),
        ("Eerdere signalen", detail.reference + " (dit signaal)", ", ".join(other.earlier) or "Geen", False),
    ]


def same_words(other: MaybeSame) -> str:
    return format_list([SAME[one] for one in other.same], locale="nl")
