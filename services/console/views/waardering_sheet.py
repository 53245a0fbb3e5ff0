"""Applications as lines of a sheet: one for each caregiver, in words that an officer knows."""

from collections.abc import Iterator, Mapping, Sequence

from schemas.api.waardering import ApplicationRecord, RecordedCaregiver
from schemas.labels import label
from services.console.domain import moments
from services.console.domain.names import spoken_postcode
from services.console.sheets import Cell
from services.console.views.waardering import ADVICE

HEAD = (
    "Kenmerk",
    "Regeling",
    "Jaar",
    "Gemeente",
    "Aangevraagd door",
    "Naam aanvrager",
    "Binnengekomen via",
    "Ontvangen",
    "Beslissen voor",
    "Stand",
    "Voorstel",
    "Besluit op",
    "Automatisch",
    "Reden",
    "Artikel",
    "Totaal toegekend",
    "Steekproef",
    "Mantelzorger",
    "Postcode",
    "Huisnummer",
    "Vorm",
    "Bedrag",
)
ACCOUNT = ("Rekeningnummer", "Rekening op naam van")


def head(*, accounts: bool) -> tuple[str, ...]:
    return HEAD + ACCOUNT if accounts else HEAD


def lines(one: ApplicationRecord, schemes: Mapping[str, str], places: Mapping[str, str], *, accounts: bool) -> Iterator[Sequence[Cell]]:
    for caregiver in one.caregivers:
        yield [*_application(one, schemes, places), *_caregiver(caregiver, accounts=accounts)]


def _application(one: ApplicationRecord, schemes: Mapping[str, str], places: Mapping[str, str]) -> list[Cell]:
    checked = "" if not one.drawn else "Getrokken" if one.checked is None else "In orde" if one.checked else "Niet in orde"
    return [
        one.reference,
        schemes.get(one.scheme, one.scheme),
        one.year,
        places.get(one.municipality or "", ""),
        label(one.applicant),
        one.name,
        label(one.via),
        one.received_on.isoformat(),
        one.decide_by.isoformat(),
        label(one.state),
        "" if one.decided_at else ADVICE.get(one.advice, one.advice),
        moments.local(one.decided_at).date().isoformat() if one.decided_at else "",
        ("Ja" if one.automatic else "Nee") if one.decided_at else "",
        label(one.reason) if one.reason else "",
        one.article or "",
        _euros(one.granted_cents),
        checked,
    ]


def _caregiver(one: RecordedCaregiver, *, accounts: bool) -> list[Cell]:
    known: list[Cell] = [
        one.name,
        spoken_postcode(one.postcode) if one.postcode else "",
        one.house_number or "",
        label(one.form) if one.form else "",
        _euros(one.cents),
    ]
    return [*known, one.iban or "", one.account_name or ""] if accounts else known


def _euros(cents: int | None) -> Cell:
    return "" if cents is None else cents / 100
