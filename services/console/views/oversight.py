"""What the privacy officer sees: who looked at someone and why, and what every holder did at an erasure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kernel.access import RESTRICTED
from kernel.http.access_log import Look
from schemas.api.intake import ErasureLine, ErasureReceipt, PersonFound
from schemas.base import OrganisationId
from schemas.labels import label
from schemas.words import ErasureResult, Purpose, Role
from services.console.domain import moments
from services.console.views.people import People
from services.console.views.stuck import service

ROLES: Mapping[str, str] = {"caregiver": "Wie zorgt", "recipient": "Wie zorg krijgt"}
ACTIONS: Mapping[str, str] = {
    "read": "Bekeken",
    RESTRICTED: "Bekeken, over veiligheid: niet getoond aan de persoon zelf",
    "change": "Gewijzigd",
    "made": "Gemaakt",
    "issue": "Code gemaakt",
    "erase": "Gewist",
}
WHAT: Mapping[str, str] = {
    "signal": "het signaal",
    "worklist": "de werklijst",
    "maybe-same": "de vergelijking met een ander dossier",
    "contact-details": "contactgegevens",
    "recipient": "wie zorg krijgt",
    "signaller-contact": "wie meldde",
    "own-file": "het eigen dossier",
    "own-file-in-short": "het eigen dossier, kort",
    "code": "code voor het eigen dossier",
    "access-log": "wie er keek",
    "erasure-search": "gezocht om te wissen",
    "erasure-receipt": "het bewijs van wissen",
    "person": "alle gegevens",
    "referral": "de aanvraag",
    "referrals": "de lijst met aanvragen",
    "messages": "de berichten",
    "application": "de aanvraag voor waardering",
    "case": "het bezwaar of de klacht",
    "payment": "de betaling",
    "payout-file": "het bestand met betalingen",
    "hand-out": "de lijst om uit te reiken",
    "voucher-code": "de code van een bon of pas",
    "wish": "de vraag om gebeld te worden",
}


@dataclass(frozen=True)
class Looked:
    when: str
    who: str
    role: str
    what: str
    why: str
    where: str


@dataclass(frozen=True)
class Holder:
    name: str
    result: str
    until: str
    when: str


@dataclass(frozen=True)
class Receipt:
    asked: str
    by: str
    reason: str
    complete: bool
    holders: tuple[Holder, ...]


@dataclass(frozen=True)
class Found:
    id: str
    role: str
    name: str
    born: str
    erased: bool


def found(one: PersonFound) -> Found:
    return Found(
        str(one.person_id),
        ROLES[one.role],
        one.name or "Gewist",
        moments.birthday(one.birth_date) if one.birth_date else "",
        one.erased_at is not None,
    )


def looked(looks: Iterable[Look], people: People, organisations: Mapping[OrganisationId, str], now: datetime) -> list[Looked]:
    """Every single one, newest first."""
    return [
        Looked(
            _capital(moments.moment(one.at, now)),
            _who(one, people, organisations),
            ", ".join(_word(Role, role) for role in one.role.split(",")),
            f"{ACTIONS.get(one.action, one.action)}: {WHAT.get(one.what, one.what)}",
            _word(Purpose, one.purpose),
            service(one.source),
        )
        for one in sorted(looks, key=lambda look: look.at, reverse=True)
    ]


def receipt(told: ErasureReceipt, people: People, now: datetime) -> Receipt:
    return Receipt(
        _capital(moments.moment(told.asked_at, now)),
        people.name(told.asked_by) or "De beheerder",
        label(told.reason) if told.reason else "",
        all(line.result is not None for line in told.lines),
        tuple(_holder(line, now) for line in told.lines),
    )


def _holder(line: ErasureLine, now: datetime) -> Holder:
    until = moments.date_in_full(moments.local(line.kept_until).date(), moments.local(now).date()) if line.kept_until else ""
    ground = label(line.ground) if line.ground else ""
    rest = "" if line.result is ErasureResult.KEPT else "wie er keek, "
    kept = f"{rest}tot {until}" + (f" ({ground[:1].lower()}{ground[1:]})" if ground else "") if until else ground
    return Holder(
        _capital(service(line.holder)),
        label(line.result) if line.result else "Nog geen antwoord",
        _capital(kept),
        _capital(moments.moment(line.answered_at, now)) if line.answered_at else "",
    )


def _who(one: Look, people: People, organisations: Mapping[OrganisationId, str]) -> str:
    if people.find(one.by):
        return people.full(one.by)
    if one.role == Role.SERVICE:
        return f"Het onderdeel {service(one.client)}"
    name = organisations.get(OrganisationId(one.organisation)) if one.organisation else None
    return f"{one.client}, {name}" if name else one.client


def _word(codes: type[StrEnum], code: str) -> str:
    try:
        return label(codes(code))
    except ValueError:
        return code


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
