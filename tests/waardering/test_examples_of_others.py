"""Examples of other municipalities: each with the numbers of its source, and people at the edges who turn out as expected."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from kernel.region_files import regions_folder
from services.waardering import schemes
from services.waardering.domain import Assessment, Facts, Scheme, assess
from tests.waardering.applications import Json, caregiver, cents, earlier, facts, files, shipped

EXAMPLES = regions_folder() / "examples"
TRIED = sorted(file.stem for file in EXAMPLES.glob("people/*.yaml") if (EXAMPLES / file.name).exists())
GROWN = {"birth_date": "1980-01-01", "hours_a_week": 8, "months_of_care": 3}
YOUNG = {"birth_date": "2005-01-01"}


@pytest.mark.parametrize("name", TRIED)
def test_people_at_the_edges_turn_out_as_the_example_says(name: str) -> None:
    scheme = shipped(f"examples/{name}")
    examples = schemes.read_people(EXAMPLES / "people" / f"{name}.yaml")

    assert [one.expect.differs(assess(scheme, one)) if one.expect else "no expectation" for one in examples] == [None] * len(examples)


@pytest.mark.parametrize(
    ("file", "on", "recipient", "caregivers", "euros"),
    [
        ("breda-2022", "2022-08-01", "GM0758", [GROWN], [75]),
        ("breda-2022", "2022-09-30", "GM0758", [YOUNG], [25]),
        ("breda-2022", "2022-10-01", "GM0758", [GROWN], []),
        ("breda-2022", "2022-09-30", "GM0855", [GROWN], []),
        ("breda-2022", "2022-09-30", "GM0758", [GROWN | {"hours_a_week": 7}], []),
        ("barneveld-2025", "2025-01-01", "GM0203", [{}], [200]),
        ("barneveld-2025", "2025-12-31", "GM0203", [{}, {}], [200, 200]),
        ("barneveld-2025", "2026-01-01", "GM0203", [{}], []),
        ("zaanstad-mantelzorgpas", "2026-01-01", "GM0479", [GROWN], [140]),
        ("zaanstad-mantelzorgpas", "2026-01-01", "GM0479", [YOUNG], [100]),
        ("zaanstad-mantelzorgpas", "2026-01-01", "GM0479", [{"birth_date": "2010-01-01"}], []),
    ],
)
def test_the_numbers_of_the_source(file: str, on: str, recipient: str, caregivers: list[Json], euros: list[int]) -> None:
    asked = facts(
        *(caregiver(str(number), **known) for number, known in enumerate(caregivers)),
        received_on=on,
        recipient={"key": "moeder", "municipality": recipient},
    )

    assert [one // 100 for one in cents(assess(shipped(f"examples/{file}"), asked)) if one is not None] == euros


@pytest.mark.parametrize(("born", "payee"), [("1940-01-01", "recipient"), ("2005-01-01", "caregiver")])
def test_in_nijmegen_a_child_who_is_cared_for_has_it_paid_to_who_cares(born: str, payee: str) -> None:
    her = caregiver("a", birth_date="1970-01-01", hours_a_week=8, months_of_care=12, exclusions={"usual-care": False, "volunteer": False})
    recipient = {"key": "kind", "municipality": "GM0268", "birth_date": born, "household": "h"}
    found = assess(shipped("examples/nijmegen-2017"), facts(her, received_on="2017-03-01", by="care-recipient", recipient=recipient))

    assert [share.payee for share in found.shares] == [payee]


# whatever is known --------------------------------------------------------------------------------------


class Chance:
    """People who do not exist, made up by a number: what one knows of them is known, unknown or wrong."""

    def __init__(self, seed: int) -> None:
        self.one = random.Random(seed)

    def maybe(self, *values: object) -> object:
        return self.one.choice([None, *values])

    def born(self) -> str | None:
        return None if self.one.random() < 0.2 else str(date(1940, 1, 1) + timedelta(days=self.one.randrange(29_000)))

    def facts(self, scheme: Scheme) -> Facts:
        where = scheme.municipalities[0]
        on = date(scheme.since.year, 1, 1) + timedelta(days=self.one.randrange(365))
        forms = [(None, None), *((form.form, form.key) for form in scheme.forms)]
        people = [self.caregiver(scheme, number, forms) for number in range(self.one.randint(1, 4))]
        recipient = {
            "key": "naaste",
            "municipality": self.one.choice([where, where, where, "GM0363"]),
            "birth_date": self.born(),
            "postcode_area": self.maybe(1221, 1217),
            "address": self.maybe("huis"),
            "household": self.maybe("huis"),
            "exclusions": {one.who: self.one.random() < 0.1 for one in scheme.exclusions if one.who.of_the_recipient},
        }
        before = [
            earlier(
                application=f"eerder-{number}",
                scheme=scheme.key,
                year=on.year,
                on=str(on),
                cents=self.one.randrange(20_000),
                caregiver=self.one.choice(["mantelzorger-0", "ander"]),
                recipient="naaste",
            )
            for number in range(self.one.randint(0, 2))
        ]
        return facts(*people, received_on=on, by=self.one.choice(["caregiver", "care-recipient"]), recipient=recipient, earlier=before)

    def caregiver(self, scheme: Scheme, number: int, forms: list[tuple[object, object]]) -> Json:
        form, key = self.one.choice(forms)
        return caregiver(
            f"mantelzorger-{number}",
            birth_date=self.born(),
            municipality=self.maybe(scheme.municipalities[0]),
            hours_a_week=self.maybe(1, 8, 30),
            months_of_care=self.maybe(1, 12, 60),
            registered=self.maybe(True, False),
            turn=self.maybe(1, 500, 501),
            form=form,
            form_key=key,
            exclusions={one.who: self.one.random() < 0.1 for one in scheme.exclusions if not one.who.of_the_recipient},
        )


def capped(scheme: Scheme, asked: Facts, found: Assessment) -> bool:
    """Whether what is proposed stays within each cap in euros for the recipient, with what was given before."""
    given = sum(share.cents or 0 for share in found.shares)
    earlier_cents = sum(one.cents for one in asked.earlier)
    caps = [cap.cents for cap in scheme.caps if cap.per == "recipient" and cap.cents is not None]
    return all(given <= max(0, cents - earlier_cents) for cents in caps)


@pytest.mark.parametrize("name", sorted(file.stem for file in files() if file.parent.name == "examples"))
def test_whatever_is_known_the_same_facts_give_the_same_and_no_cap_is_passed(name: str) -> None:
    scheme = shipped(f"examples/{name}")
    chance = Chance(2026)
    for _ in range(60):
        asked = chance.facts(scheme)
        found = assess(scheme, asked)
        again = assess(
            Scheme.model_validate_json(scheme.model_dump_json(by_alias=True)), Facts.model_validate_json(asked.model_dump_json())
        )

        assert found == again
        assert capped(scheme, asked, found)
        assert not found.automatic or not (found.unknown or found.not_met)
        assert all(share.cents is None or share.cents >= 0 for share in found.shares)
