"""A house in which Hilversum also has a scheme that is divided as one chooses, one that asks for a paper, and one for the young."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from kernel.region_files import regions_folder
from tests.journeys.living import Living, a_house_with_people

COMMON = """
municipalities: [GM0402]
valid_from: 2024-01-01
legal_nature: {kind: decision, by: het college, rules: ["Wmo 2015, artikel 2.1.6"]}
decision: {automatic: true}
"""
SCHEMES = {
    "verdelen": """
key: verdelen
name: Samen gewaardeerd
applicants: [care-recipient]
residence: {who: recipient}
caps: [{per: recipient, grants: 1}]
forms: [{form: money, name: geld, handed: transfer}]
amount: {kind: fixed, per: recipient, euros: 150}
division: {how: equal-or-chosen, at_most: 3, at_least: 10}
payout: {to: caregiver}
""",
    "met-bewijs": """
key: met-bewijs
name: Waardering met verklaring
applicants: [caregiver]
residence: {who: recipient}
proof: {by: evidence, evidence: [doctor-statement]}
caps: [{per: caregiver, grants: 1}]
forms: [{form: voucher, name: een cadeaubon, handed: post, supplier: bonnen}]
amount: {kind: fixed, per: caregiver, euros: 25}
payout: {to: caregiver}
""",
    "over-de-grens": """
key: over-de-grens
name: Zorg over de grens
applicants: [caregiver]
residence: {who: recipient, abroad: [BE, DE]}
caps: [{per: caregiver, grants: 1}]
forms: [{form: voucher, name: een cadeaubon, handed: post, supplier: bonnen}]
amount: {kind: fixed, per: caregiver, euros: 25}
payout: {to: caregiver}
""",
    "jonge-helden": """
key: jonge-helden
name: Jonge Helden
applicants: [programme]
via: [programme, staff]
ages: [{of: caregiver, years: {from: 8, to: 21}}]
caps: [{per: caregiver, grants: 1}]
forms: [{form: voucher, name: een cadeaubon, handed: meeting, supplier: bonnen}]
amount: {kind: fixed, per: caregiver, euros: 15}
budget: {key: jonge-helden, grants: 100, at_end: wait-list}
payout: {to: programme}
""",
}


@contextmanager
def other_regions(folder: Path) -> Iterator[None]:
    """The regions as they ship, and these schemes beside Hilversum's own."""
    there = folder / "regions"
    shutil.copytree(regions_folder(), there)
    for key, text in SCHEMES.items():
        (there / "gooi" / "waardering" / f"{key}.yaml").write_text(text + COMMON, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MANTELBRUG_REGIONS", str(there))
        yield


@asynccontextmanager
async def a_house_with_other_schemes(folder: Path) -> AsyncIterator[Living]:
    with other_regions(folder):
        async with a_house_with_people() as living:
            yield living
