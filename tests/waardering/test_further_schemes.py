"""What else municipalities do: an amount for each of something, the first time and the fifth, norms by age, a part of a municipality."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from services.waardering.domain import Condition, Proposal, Verdict, assess, in_words
from services.waardering.usecases import forming
from tests.waardering.applications import Json, caregiver, cents, earlier, facts, scheme, shipped

ONE_ADULT = {"birth_date": "1970-01-01"}
EACH: Json = {"kind": "each", "per": "caregiver", "of": "recipient", "euros": 75, "at_most": 225}


@pytest.mark.parametrize(
    ("of", "known", "each", "proposal"),
    [
        ("recipient", {"recipients": 1}, [7_500], Proposal.GRANT),
        ("recipient", {"recipients": 2}, [15_000], Proposal.GRANT),
        ("recipient", {"recipients": 3}, [22_500], Proposal.GRANT),
        ("recipient", {"recipients": 4}, [22_500], Proposal.GRANT),
        ("recipient", {"recipients": 0}, [], Proposal.REFUSE),
        ("recipient", {}, [None], Proposal.ASK),
        ("hour-a-week", {"hours_a_week": 2}, [15_000], Proposal.GRANT),
        ("month-of-the-year", {"cares_since": "2026-01-01"}, [22_500], Proposal.GRANT),
        ("month-of-the-year", {"cares_since": "2026-09-01"}, [15_000], Proposal.GRANT),
        ("month-of-the-year", {}, [None], Proposal.ASK),
    ],
)
def test_so_much_for_each_and_no_more_than_the_most(of: str, known: Json, each: list[int | None], proposal: Proposal) -> None:
    found = assess(scheme(amount=EACH | {"of": of}), facts(caregiver("a", **known), received_on="2026-11-01"))

    assert (found.proposal, cents(found)) == (proposal, each)


def test_without_a_most_it_goes_on_and_the_fact_is_named() -> None:
    amount = {name: value for name, value in EACH.items() if name != "at_most"}
    found = assess(scheme(amount=amount), facts(caregiver("a", recipients=6)))

    assert cents(found) == [45_000]
    assert [one.fact for one in found.judged if one.condition is Condition.AMOUNT] == ["6 zorgvragers"]


@pytest.mark.parametrize(
    ("years", "form"),
    [((), "welkomstpakket"), ((2025,), "bon"), ((2022, 2023, 2024, 2025), "etentje"), ((2021, 2022, 2023, 2024, 2025), "bon")],
)
def test_the_first_time_there_is_a_welcome_and_the_fifth_time_a_dinner(years: tuple[int, ...], form: str) -> None:
    before = [
        earlier(caregiver="a", scheme="voorbeeld-trouwe-zorg", year=year, on=f"{year}-11-10", application=f"eerder-{year}", cents=5_000)
        for year in years
    ]
    asked = facts(
        caregiver("a", registered=True, registered_since="2020-01-01", form_key=form, municipality="GM0402"),
        received_on="2026-11-10",
        earlier=before,
    )
    found = assess(shipped("examples/voorbeeld-trouwe-zorg"), asked)

    assert (found.proposal, [share.form_id for share in found.shares]) == (Proposal.GRANT, [form])


def test_a_welcome_is_for_nobody_who_was_here_before() -> None:
    before = [earlier(caregiver="a", scheme="voorbeeld-trouwe-zorg", year=2025, on="2025-11-10", application="eerder", cents=5_000)]
    asked = facts(
        caregiver("a", registered=True, registered_since="2020-01-01", form_key="welkomstpakket", municipality="GM0402"),
        received_on="2026-11-10",
        earlier=before,
    )

    assert assess(shipped("examples/voorbeeld-trouwe-zorg"), asked).proposal is Proposal.REFUSE


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        ({"household_kind": "single", "income_cents": 158_000} | ONE_ADULT, Verdict.MET),
        ({"household_kind": "single", "income_cents": 158_001} | ONE_ADULT, Verdict.NOT_MET),
        ({"household_kind": "single", "income_cents": 176_000, "birth_date": "1959-01-01"}, Verdict.MET),
        ({"household_kind": "single-parent", "income_cents": 180_000} | ONE_ADULT, Verdict.MET),
        ({"household_kind": "couple", "income_cents": 240_000, "birth_date": "1959-01-01"}, Verdict.MET),
        ({"household_kind": "couple", "income_cents": 240_000} | ONE_ADULT, Verdict.NOT_MET),
        ({"household_kind": "couple", "income_cents": 100_000}, Verdict.UNKNOWN),
        ({"income_cents": 100_000} | ONE_ADULT, Verdict.UNKNOWN),
        ({"household_kind": "single"} | ONE_ADULT, Verdict.UNKNOWN),
    ],
)
def test_who_has_a_state_pension_has_a_norm_of_her_own(known: Json, verdict: Verdict) -> None:
    asked = facts(caregiver("a", **known), received_on="2026-03-01", recipient={"key": "moeder", "municipality": "GM0402"})
    found = assess(shipped("examples/voorbeeld-inkomensgrens"), asked)

    assert [one.verdict for one in found.judged if one.condition is Condition.INCOME] == [verdict]


@pytest.mark.parametrize(
    ("paper", "proposal"),
    [
        ({}, Proposal.ASK),
        ({"income-statement": None}, Proposal.ASK),
        ({"income-statement": True}, Proposal.GRANT),
        ({"income-statement": False}, Proposal.REFUSE),
    ],
)
def test_an_income_is_shown_with_a_paper_that_a_person_looks_at(paper: Json, proposal: Proposal) -> None:
    her = caregiver("a", household_kind="single", income_cents=150_000, household="h", **ONE_ADULT)
    asked = facts(her, received_on="2026-03-01", recipient={"key": "moeder", "municipality": "GM0402"}, evidence=paper)

    assert assess(shipped("examples/voorbeeld-inkomensgrens"), asked).proposal is proposal


@pytest.mark.parametrize(
    ("area", "verdict"), [(1221, Verdict.MET), (1222, Verdict.MET), (1216, Verdict.MET), (1217, Verdict.NOT_MET), (None, Verdict.UNKNOWN)]
)
def test_only_a_part_of_the_municipality_keeps_the_old_card(area: int | None, verdict: Verdict) -> None:
    recipient = {"key": "moeder", "municipality": "GM0402"} | ({"postcode_area": area} if area else {})
    her = caregiver("a", registered=True, registered_since="2020-01-01", form="card")
    found = assess(shipped("examples/voorbeeld-dorpen"), facts(her, received_on="2026-11-20", by=None, recipient=recipient))

    assert [one.verdict for one in found.judged if one.condition is Condition.RESIDENCE] == [verdict]


def test_a_card_is_given_to_all_on_the_list_without_asking() -> None:
    recipient = {"key": "moeder", "municipality": "GM0402", "postcode_area": 1221}
    on_the_list = caregiver("a", registered=True, registered_since="2020-01-01", form="card")
    new = caregiver("a", registered=True, registered_since="2026-11-11", form="card")
    given = [
        assess(shipped("examples/voorbeeld-dorpen"), facts(one, received_on="2026-11-20", by=None, recipient=recipient))
        for one in (on_the_list, new)
    ]

    assert [one.proposal for one in given] == [Proposal.GRANT, Proposal.REFUSE]


@pytest.mark.parametrize(
    ("since", "on", "euros"),
    [("2024-01-01", "2027-01-15", 15_000), ("2026-07-01", "2027-01-15", 7_500), ("2026-12-20", "2027-01-15", 0)],
)
def test_of_the_year_before_each_month_counts(since: str, on: str, euros: int) -> None:
    lived = [{"municipality": "GM0402", "since": "2010-01-01"}]
    asked = facts(caregiver("a", cares_since=since, lived=lived), received_on=on, recipient={"key": "moeder", "lived": lived})
    found = assess(shipped("examples/voorbeeld-per-maand"), asked)

    assert found.year == 2026
    assert cents(found) == ([euros] if euros else [])


@pytest.mark.parametrize(
    ("changes", "proposal"),
    [
        ({}, Proposal.GRANT),
        ({"guests": 2}, Proposal.REFUSE),
        ({"born": "2008-01-01"}, Proposal.REFUSE),
        ({"relation": "sibling"}, Proposal.REFUSE),
        ({"on": "2026-05-01"}, Proposal.REFUSE),
        ({"before": "2026-03-20"}, Proposal.REFUSE),
        ({"before": "2025-09-10"}, Proposal.GRANT),
    ],
)
def test_parents_come_to_the_party_with_one_of_the_family_once_in_twelve_months(changes: Json, proposal: Proposal) -> None:
    before = [
        earlier(caregiver="a", scheme="voorbeeld-ouders", year=int(day[:4]), on=day, application="eerder", cents=0)
        for day in [changes.get("before")]
        if day
    ]
    her = caregiver(
        "a",
        relation=changes.get("relation", "child"),
        exclusions={"usual-care": False},
        answers={"introducees": changes.get("guests", 1)},
        form_key="feest",
        **ONE_ADULT,
    )
    child = {
        "key": "kind",
        "municipality": "GM0402",
        "birth_date": changes.get("born", "2015-01-01"),
        "indications": [{"law": "jeugdwet", "since": "2020-01-01"}],
    }
    asked = facts(her, received_on=changes.get("on", "2026-09-15"), recipient=child, earlier=before)

    assert assess(shipped("examples/voorbeeld-ouders"), asked).proposal is proposal


@pytest.mark.parametrize(
    ("file", "asks"),
    [
        ("voorbeeld-per-zorgvrager", {"recipients"}),
        ("voorbeeld-per-maand", {"since"}),
        ("voorbeeld-inkomensgrens", {"caregiver-income", "household", "caregiver-birth-date"}),
        ("voorbeeld-trouwe-zorg", {"caregiver-birth-date"}),
    ],
)
def test_what_these_need_is_asked_for(file: str, asks: set[str]) -> None:
    found = forming.form(shipped(f"examples/{file}"), date(2026, 11, 1))

    assert asks <= found.asks


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("voorbeeld-per-zorgvrager", "Het bedrag is € 75 per mantelzorger, voor iedere zorgvrager."),
        ("voorbeeld-per-zorgvrager", "Samen is dat ten hoogste € 225."),
        ("voorbeeld-per-maand", "Het bedrag is € 12,50 per mantelzorger, voor iedere maand zorg in dat jaar."),
        (
            "voorbeeld-inkomensgrens",
            "Het inkomen van de mantelzorger is voor wie alleen woont van 67 jaar of ouder ten hoogste € 1.760 per maand.",
        ),
        ("voorbeeld-dorpen", "De zorgvrager woont in de gemeente, op postcode 1221 tot en met 1222 of 1216, op de dag van de aanvraag."),
    ],
)
def test_it_reads_as_plain_dutch(file: str, sentence: str) -> None:
    said = [one.replace("\u00a0", " ") for part in in_words(shipped(f"examples/{file}")) for one in part.sentences]

    assert sentence in said


def test_a_first_and_a_fifth_time_read_as_such() -> None:
    said = " ".join(one for part in in_words(shipped("examples/voorbeeld-trouwe-zorg")) for one in part.sentences)

    assert "als de mantelzorger dit voor het eerst krijgt" in said
    assert "als de mantelzorger dit voor de 5e keer krijgt" in said


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"residence": {"who": "recipient", "postcodes": [[1222, 1221]]}}, "laagste eerst"),
        ({"residence": {"who": "recipient", "when": "over-the-year", "postcodes": [[1221, 1222]]}}, "laat when weg"),
        ({"amount": EACH | {"per": "recipient"}}, "caregiver"),
        ({"income": {"of": "caregiver", "per": "month", "at_most": [{"euros": 1}, {"euros": 2}]}}, "een keer"),
    ],
)
def test_what_makes_no_sense_is_refused_in_plain_words(parts: Json, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        scheme(**parts)
