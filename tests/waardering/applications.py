"""Applications of people who do not exist, and schemes from the files that ship or from a few lines."""

from datetime import date
from pathlib import Path
from typing import Any

from kernel.region_files import regions_folder
from services.waardering import schemes
from services.waardering.domain import Assessment, Facts, Scheme, Verdict

Json = dict[str, Any]

SMALLEST: Json = {
    "key": "voorbeeld",
    "name": "Voorbeeld",
    "municipalities": ["GM0402"],
    "valid_from": "2020-01-01",
    "legal_nature": {"kind": "decision", "by": "het college", "rules": ["artikel 5"]},
    "applicants": ["caregiver", "care-recipient"],
    "forms": [{"form": "money", "name": "geld", "handed": "transfer"}],
    "amount": {"kind": "fixed", "per": "caregiver", "euros": 50},
    "payout": {"to": "caregiver"},
    "decision": {"automatic": True},
}
"""A scheme that asks almost nothing; each test adds what it is about."""

PER_RECIPIENT: Json = {"amount": {"kind": "fixed", "per": "recipient", "euros": 150}, "division": {"how": "equal", "at_most": 3}}


def scheme(**parts: object) -> Scheme:
    return Scheme.model_validate(SMALLEST | parts)


def shipped(file: str) -> Scheme:
    """`examples/arnhem-mantelzorgcard` or `gooi/waardering/hilversum-2024`."""
    return schemes.read(regions_folder() / f"{file}.yaml")


def caregiver(key: str = "dochter", **known: object) -> Json:
    return {"key": key} | known


def facts(*caregivers: Json, **known: object) -> Facts:
    """A daughter of someone in Hilversum asks, on an autumn day."""
    some: Json = {
        "application": "aanvraag-1",
        "received_on": date(2026, 11, 1),
        "by": "caregiver",
        "via": "online",
        "recipient": {"key": "moeder", "municipality": "GM0402"},
        "caregivers": caregivers or (caregiver(),),
    }
    return Facts.model_validate(some | known)


def earlier(**of: object) -> Json:
    """A grant of last month to someone else, unless told otherwise."""
    some: Json = {"application": "eerder", "scheme": "voorbeeld", "year": 2026, "on": "2026-10-01", "cents": 5_000, "caregiver": "iemand"}
    return some | of


def verdicts(assessment: Assessment, condition: str) -> list[Verdict]:
    return [one.verdict for one in assessment.judged if one.condition == condition]


def cents(assessment: Assessment) -> list[int | None]:
    return [share.cents for share in assessment.shares]


def files() -> list[Path]:
    """Every scheme that ships."""
    return sorted([*regions_folder().glob("*/waardering/*.yaml"), *regions_folder().glob("examples/*.yaml")])
