"""A house in which Hilversum also gives a voucher, and a present at a meeting; and what a bank and a supplier send."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Response

from tests.journeys.applying import fills, names_caregiver
from tests.journeys.living import Living, Person, a_house_with_people
from tests.journeys.other_schemes import other_regions

SCHEME = """
key: {key}
name: {name}
municipalities: [GM0402]
valid_from: 2024-01-01
legal_nature: {{kind: decision, by: het college, rules: ["Wmo 2015, artikel 2.1.6"]}}
applicants: [caregiver, both]
residence: {{who: recipient}}
caps: [{{per: caregiver, grants: 1}}]
forms:
  - {form}
  - {{form: nothing, name: "niets, met dank", handed: none}}
amount: {amount}
payout: {{to: caregiver}}
decision: {{automatic: true}}
"""
SCHEMES = {
    "cadeaubon": SCHEME.format(
        key="cadeaubon",
        name="Cadeaubon",
        form="{form: voucher, name: een cadeaubon, handed: post, supplier: Bonnenwinkel}",
        amount="{kind: fixed, per: caregiver, euros: 25}",
    ),
    "bloemetje": SCHEME.format(
        key="bloemetje", name="Bloemetje", form="{form: gift, name: een bloemetje, handed: meeting}", amount="{kind: in-kind}"
    ),
}


@asynccontextmanager
async def a_house_with_presents(folder: Path) -> AsyncIterator[Living]:
    with other_regions(folder):
        for key, text in SCHEMES.items():
            (Path(os.environ["MANTELBRUG_REGIONS"]) / "gooi" / "waardering" / f"{key}.yaml").write_text(text, encoding="utf-8")
        async with a_house_with_people(examples=False) as living:
            yield living


async def asks_for(person: Person, key: str, form: str, family_name: str) -> Response:
    """From the first page of that scheme to the last."""
    await person.goes(f"/waardering/{key}/aanvragen")
    await person.page.get_by_label("Wie zorgt", exact=True).check()
    himself = {"voornaam": "Bertus", "achternaam": family_name, "postcode": "1216 AB", "huisnummer": "12"}
    await fills(person, {f"naaste-{name}": text for name, text in himself.items()})
    await person.presses("Verder")
    await names_caregiver(person, "Anneke", family_name)
    await person.presses("Verder")
    await person.page.locator(f"#m1-vorm-{form}").check()
    await person.presses("Verder")
    return await person.presses("Verstuur de aanvraag")


def paid_and_returned(paid: str, returned: str, euros: str = "50.00") -> bytes:
    """As a bank tells it in one file: this one left, and that one came back."""

    def entry(side: str, reference: str, more: str = "") -> str:
        return (
            f"<Ntry><CdtDbtInd>{side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><NtryDtls><TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs>"
            f'<Amt Ccy="EUR">{euros}</Amt><CdtDbtInd>{side}</CdtDbtInd>{more}</TxDtls></NtryDtls></Ntry>'
        )

    space = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"
    entries = entry("DBIT", paid) + entry("CRDT", returned, "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>")
    text = f'<Document xmlns="{space}"><BkToCstmrDbtCdtNtfctn><Ntfctn><Id>N1</Id>{entries}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>'
    return text.encode()
