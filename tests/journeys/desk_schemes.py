"""A house where Hilversum also has a scheme decided by hand, a waiting list, a spot check of everyone, a pool and a lot of this year."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

from playwright.async_api import Response

from kernel.clock import Clock
from tests.journeys.applying import IBAN, fills
from tests.journeys.eyes import problems
from tests.journeys.living import PHONE, WIDE, Living, Person, a_house_with_people
from tests.journeys.other_schemes import other_regions

SCHEME = """
key: {key}
name: {name}
municipalities: [GM0402]
valid_from: 2024-01-01
legal_nature: {{kind: decision, by: het college, rules: ["Wmo 2015, artikel 2.1.6"]}}
applicants: [caregiver]
via: [online, staff, paper]
residence: {{who: recipient}}
caps: [{{per: caregiver, grants: 1}}]
forms: [{{form: money, name: geld, handed: transfer}}]
payout: {{to: caregiver}}
"""
FIXED = "amount: {kind: fixed, per: caregiver, euros: 50}\n"
BY_HAND, QUEUE, CHECKED, POOL, LOTS = "met-de-hand", "wachtrij", "gecontroleerd", "uit-een-pot", "met-het-lot"
OPEN_FOR = timedelta(days=7)


def schemes(today: date) -> dict[str, str]:
    """The pool closes within a week, so that a test can see it divided."""
    closes = min(today + OPEN_FOR, date(today.year, 12, 31))
    window = f'window: {{periods: [{{opens: "01-01", closes: "{closes:%m-%d}"}}]}}\n'
    return {
        BY_HAND: SCHEME.format(key=BY_HAND, name="Met de hand")
        + FIXED
        + "decision: {automatic: false}\nbudget: {key: met-de-hand, euros: 10000, at_end: stop, published: het gemeenteblad}\n",
        QUEUE: SCHEME.format(key=QUEUE, name="Wie het eerst komt")
        + FIXED
        + "decision: {automatic: true}\nbudget: {key: wachtrij, euros: 100, at_end: wait-list, published: het gemeenteblad}\n",
        CHECKED: SCHEME.format(key=CHECKED, name="Met steekproef")
        + FIXED
        + "decision: {automatic: true}\nproof: {by: trust, spot_checks: {percent: 100, seed: waterlandplein}}\n",
        POOL: SCHEME.format(key=POOL, name="Uit een pot")
        + "amount: {kind: pool, per: caregiver, euros: 1000}\ndecision: {automatic: true}\n"
        + "budget: {key: uit-een-pot, euros: 1000, at_end: pro-rata}\n"
        + window,
        LOTS: SCHEME.format(key=LOTS, name="Met het lot")
        + FIXED
        + "decision: {automatic: true}\n"
        + "budget: {key: met-het-lot, euros: 100, at_end: draw, seed: waterlandplein, published: het gemeenteblad}\n"
        + window,
    }


@asynccontextmanager
async def a_house_with_desk_schemes(folder: Path) -> AsyncIterator[Living]:
    with other_regions(folder):
        for key, text in schemes(Clock().now().date()).items():
            (Path(os.environ["MANTELBRUG_REGIONS"]) / "gooi" / "waardering" / f"{key}.yaml").write_text(text, encoding="utf-8")
        async with a_house_with_people() as living:
            yield living


async def types_in(person: Person, family_name: str, *, given_name: str = "Anneke", number: int = 1, postcode: str = "1216 AB") -> None:
    """A caregiver and whom she cares for, as they stand on a paper."""
    await fills(
        person,
        {
            "naaste-voornaam": "Bertus",
            "naaste-achternaam": f"{family_name}man",
            "naaste-postcode": postcode,
            "naaste-huisnummer": "12",
            f"m{number}-voornaam": given_name,
            f"m{number}-achternaam": family_name,
            f"m{number}-geboren": f"19{60 + number}-03-14",
            f"m{number}-postcode": "1216 AB",
            f"m{number}-huisnummer": str(20 + number),
            f"m{number}-iban": IBAN,
        },
    )


async def enters(officer: Person, key: str, *family_names: str, postcode: str = "1216 AB") -> Response:
    """One paper after another, without going back in between."""
    answer = await officer.goes(f"/waardering/werk/invoeren/{key}")
    for family_name in family_names:
        await types_in(officer, family_name, postcode=postcode)
        answer = await officer.presses("Voer de aanvraag in")
    return answer


async def entered(officer: Person) -> str:
    """The reference of what was entered last."""
    told = await officer.page.get_by_role("status").inner_text()
    return told.partition("Ingevoerd: ")[2].partition(".")[0]


async def searches(officer: Person, name: str) -> None:
    await officer.goes("/waardering/werk")
    await officer.page.get_by_label("Zoek op achternaam of kenmerk").fill(name)
    await officer.presses("Zoek")


async def is_readable(person: Person) -> None:
    """What only this house can show is looked at here, at a desk and on a telephone."""
    for size in (WIDE, PHONE):
        await person.page.set_viewport_size(size)

        assert await problems(person.page) == []
    await person.page.set_viewport_size(WIDE)


async def refuses(officer: Person) -> None:
    await officer.page.get_by_label("Afwijzen").check()
    await officer.page.get_by_label("Reden, als u afwijst").select_option("residence")
    await officer.presses("Leg de beslissing vast")
