"""What a scheme asks is read off its data; two versions side by side and a trial of both keep nothing."""

from datetime import date

import pytest

from schemas.api.waardering.schemes import TrialCaregiver, TrialIn
from schemas.words import Applicant
from services.waardering import schemes
from services.waardering.usecases import forming, trying

from .applications import PER_RECIPIENT, scheme

TODAY = date(2026, 11, 22)


def test_a_scheme_that_asks_nothing_of_the_recipient_does_not_ask_who_that_is() -> None:
    asked = forming.form(scheme(applicants=["caregiver"]), TODAY).asks

    assert not {"recipient", "hours", "relation", "registered"} & asked
    assert "account-of-caregiver" in asked


@pytest.mark.parametrize(
    ("part", "asked"),
    [
        ({"care": {"hours_a_week": 8}}, "hours"),
        ({"care": {"months": 3}}, "since"),
        ({"relations": {"allowed": ["partner"]}}, "relation"),
        ({"residence": {"who": "recipient"}}, "recipient-address"),
        ({"ages": [{"of": "recipient", "years": {"from": 65}}]}, "recipient-birth-date"),
        ({"registration": {"at": "Het steunpunt", "days_before": 30}}, "registered-since"),
        ({"indication": {"any_of": ["wmo"]}}, "indication"),
        ({"proof": {"by": "declaration"}}, "declared"),
        (PER_RECIPIENT | {"division": {"how": "chosen", "at_most": 3}}, "shares"),
    ],
)
def test_what_a_part_of_the_scheme_needs_is_asked(part: dict[str, object], asked: str) -> None:
    assert asked in forming.form(scheme(**part), TODAY).asks
    assert asked not in forming.form(scheme(), TODAY).asks


BY_POST = {"form": "voucher", "name": "een bon", "supplier": "VVV", "handed": "post"}
GIFT = {"legal_nature": {"kind": "gift", "by": "Versa Welzijn", "complaint": "bij Versa Welzijn"}}


@pytest.mark.parametrize(
    ("part", "asked"),
    [
        ({"forms": [BY_POST], "payout": {"to": "caregiver"}}, True),
        ({"forms": [BY_POST | {"handed": "meeting"}], "payout": {"to": "caregiver"}}, False),
        ({"forms": [BY_POST], "payout": {"to": "programme"}}, False),
    ],
)
def test_who_gets_something_by_post_is_asked_where_she_lives(part: dict[str, object], asked: bool) -> None:
    assert ("caregiver-address" in forming.form(scheme(**GIFT | part), TODAY).asks) is asked


def test_a_late_reason_is_asked_only_of_who_is_late() -> None:
    window = {"periods": [{"opens": "10-01", "closes": "10-31"}], "late": {"days": 60, "reasons": ["illness"]}}

    assert "late-reason" in forming.form(scheme(window=window), TODAY).asks
    assert "late-reason" not in forming.form(scheme(window=window), date(2026, 10, 15)).asks


def test_the_version_before_lies_beside_the_one_that_holds_where_none_is_to_come() -> None:
    pair = trying.pair(schemes.of_region("gooi"), "hilversum-mantelzorgwaardering", TODAY)
    found = trying.side_by_side(pair[0], pair[-1], TODAY, {"GM0402": "Hilversum"})

    assert (found.before_since.year, found.after_since.year, found.after_is_next) == (2015, 2024, False)
    assert any(line.changed for line in found.lines)
    assert "Hilversum" in " ".join(found.lines[0].after)


def test_a_trial_tells_what_each_version_would_do_for_the_same_people() -> None:
    told = TrialIn(applicant=Applicant.CAREGIVER, received_on=TODAY, municipality="GM0402", caregivers=(TrialCaregiver(age=50),))
    pair = trying.pair(schemes.of_region("gooi"), "hilversum-mantelzorgwaardering", TODAY)
    before, now = [trying.trial(one, told, {"GM0402": "Hilversum"}) for one in pair]

    assert (before.proposal, now.proposal, now.automatic, now.cents) == ("refuse", "grant", True, (5000,))
    assert any(one.fact == "woont in Hilversum" for one in now.conditions)


def test_who_may_divide_is_asked_how_and_told_how_much_there_is() -> None:
    division = {"how": "equal-or-chosen", "at_most": 3, "at_least": 10}
    asked = forming.form(scheme(**PER_RECIPIENT | {"division": division}), TODAY)

    assert "shares" in asked.asks
    assert asked.division is not None
    assert (asked.division.total_cents, asked.division.least_cents, asked.division.equal_too) == (15_000, 1_000, True)
    assert forming.form(scheme(**PER_RECIPIENT), TODAY).division is None


def test_where_a_scheme_holds_in_several_municipalities_it_asks_in_which_one_lived() -> None:
    several = scheme(municipalities=["GM0376", "GM0417"], residence={"who": "caregiver", "when": "over-the-year"})
    asked = forming.form(several, TODAY, {"GM0376": "Blaricum", "GM0417": "Laren"})
    one = forming.form(scheme(residence={"who": "caregiver", "when": "over-the-year"}), TODAY)

    assert [place.name for place in asked.places] == ["Blaricum", "Laren"]
    assert one.places == ()
