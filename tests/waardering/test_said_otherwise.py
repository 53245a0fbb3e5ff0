"""What a municipality writes that is no word of ours is answered with how one says it all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from services.waardering import schemes
from services.waardering.domain import Proposal, Scheme, assess
from tests.waardering.applications import SMALLEST, Json, caregiver, earlier, facts, scheme


def told(folder: Path, text: str) -> list[str]:
    file = folder / "regeling.yaml"
    file.write_text(text, encoding="utf-8")
    return [problem.message for problem in schemes.check(file, Scheme)[1]]


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"budget": {"key": "w", "euros": 10, "per": "period", "at_end": "stop"}}, "schrijf dan voor elk een eigen regeling"),
        ({"budget": {"key": "w", "euros": 10, "per_age": {"young": 5}, "at_end": "stop"}}, "schrijf dan voor elk een eigen regeling"),
        ({"budget": {"key": "w", "at_most": 10, "at_end": "stop"}}, "bedoelt u grants?"),
        ({"applicants": ["neighbour"]}, "wie een ander voordraagt, belt of schrijft u"),
        ({"applicants": ["caregiver", "huisarts"]}, "bij via staff en paper"),
        ({"via": ["phone"]}, "bedoelt u staff?"),
        ({"residence": {"who": "recipient", "countries": ["BE"]}}, "bedoelt u abroad?"),
        ({"residence": {"who": "recipient", "abroad": ["België"]}}, "bedoelt u BE?"),
        ({"exclusions": [{"who": "pgb"}]}, "bedoelt u paid-care?"),
        ({"proof": {"by": "trust", "spot_checks": {"aantal": 25, "seed": "westland"}}}, "bedoelt u number?"),
        ({"ages": [{"of": "caregiver"}]}, "ontbreekt; voeg deze regel toe, zoals years: {from: 18}"),
        ({"forms": [{"form": "money", "name": "geld", "handed": "transfer", "when": {"hours_a_week": "8+"}}]}, "zoals {from: 8}"),
    ],
)
def test_a_word_that_is_not_ours_is_answered_with_the_one_that_is(tmp_path: Path, parts: Json, says: str) -> None:
    found = told(tmp_path, yaml.safe_dump(SMALLEST | parts, allow_unicode=True))

    assert any(says in message for message in found), found


@pytest.mark.parametrize(("written", "right"), [("500.000", "500000"), ("1.250.000", None), ("12.000", "12000")])
def test_a_point_between_thousands_does_not_make_half_a_million_five_hundred(tmp_path: Path, written: str, right: str | None) -> None:
    budget = f"budget: {{key: w, euros: {written}, at_end: stop}}\n"
    found = told(tmp_path, yaml.safe_dump(SMALLEST) + budget)

    assert len(found) == 1
    assert found[0].startswith("euros:")
    assert right is None or f"schrijf duizenden zonder punt, zoals {right}" in found[0]


@pytest.mark.parametrize(("written", "cents"), [("12.50", 1_250), ("500", 50_000), ("500.0", 50_000), ("500.00", 50_000)])
def test_a_point_before_cents_is_what_it_was(tmp_path: Path, written: str, cents: int) -> None:
    file = tmp_path / "regeling.yaml"
    file.write_text(yaml.safe_dump(SMALLEST) + f"budget: {{key: w, euros: {written}, at_end: stop}}\n", encoding="utf-8")
    budget = schemes.read(file).budget

    assert budget is not None
    assert budget.cents == cents


@pytest.mark.parametrize(("before", "proposal"), [([], Proposal.GRANT), (["voorjaar"], Proposal.REFUSE), (["iets-anders"], Proposal.GRANT)])
def test_a_budget_for_each_round_is_two_schemes_of_which_one_counts_for_the_other(before: list[str], proposal: Proposal) -> None:
    autumn: Json = {
        "key": "najaar",
        "window": {"periods": [{"opens": "10-01", "closes": "11-30"}]},
        "budget": {"key": "najaar", "euros": 10_000, "at_end": "stop"},
        "caps": [{"per": "caregiver", "grants": 1, "also": ["voorjaar"]}],
    }
    granted = [earlier(caregiver="a", scheme=key, on="2026-04-01") for key in before]

    assert assess(scheme(**autumn), facts(caregiver("a"), earlier=granted)).proposal is proposal
