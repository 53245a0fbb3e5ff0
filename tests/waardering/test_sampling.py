"""A sample that anyone can draw again: the same seed and application give the same number, on any day and in any order."""

import pytest
from pydantic import ValidationError

from services.waardering.domain import assess, draw, in_words, sample, sample_of
from services.waardering.domain.conditions import SpotChecks
from tests.waardering.applications import caregiver, facts, scheme

FIVE_PERCENT = SpotChecks(percent=5, seed="overbetuwe-waardering")
THREE_THOUSAND = [f"aanvraag-{number}" for number in range(3_000)]


def test_the_same_application_is_always_in_or_out():
    assert sample(FIVE_PERCENT, 2026, "aanvraag-7") == sample(FIVE_PERCENT, 2026, "aanvraag-7")


def test_about_five_percent_is_drawn():
    drawn = sum(sample(FIVE_PERCENT, 2026, application).drawn for application in THREE_THOUSAND)

    assert 110 < drawn < 190


def test_everyone_is_drawn_at_a_hundred_percent_and_the_year_changes_who_at_five():
    everyone = SpotChecks(percent=100, seed="alles")
    this_year, next_year = ([one for one in THREE_THOUSAND if sample(FIVE_PERCENT, year, one).drawn] for year in (2026, 2027))

    assert all(sample(everyone, 2026, application).drawn for application in THREE_THOUSAND)
    assert this_year != next_year


def test_the_line_itself_is_not_drawn():
    number = sample(FIVE_PERCENT, 2026, "aanvraag-7").number
    at_the_line, just_above = (SpotChecks(percent=(number + more) / 100, seed=FIVE_PERCENT.seed) for more in (0, 1))

    assert not sample(at_the_line, 2026, "aanvraag-7").drawn
    assert sample(just_above, 2026, "aanvraag-7").drawn


def test_the_sentence_says_the_number_and_the_line():
    sampled = sample(FIVE_PERCENT, 2026, "aanvraag-7")

    assert sampled.sentence == (
        f"Uit de trekking van 2026 heeft deze aanvraag nummer {sampled.number} van 10.000. "
        f"De nummers onder 500 worden gecontroleerd (5 procent). Deze aanvraag dus {'wel' if sampled.number < 500 else 'niet'}."
    )


def test_a_lot_does_not_depend_on_the_order_in_which_it_is_given():
    assert draw("loting-2026", THREE_THOUSAND) == draw("loting-2026", THREE_THOUSAND[::-1])
    assert draw("loting-2026", THREE_THOUSAND) != draw("loting-2027", THREE_THOUSAND)


TWENTY_FIVE = SpotChecks(number=25, seed="westland-2027", when="after-payment")


def test_a_fixed_number_is_drawn_from_all_that_was_granted_whatever_their_order():
    drawn = sample_of(TWENTY_FIVE, 2027, THREE_THOUSAND)

    assert len(set(drawn)) == 25
    assert drawn == sample_of(TWENTY_FIVE, 2027, THREE_THOUSAND[::-1])
    assert drawn != sample_of(TWENTY_FIVE, 2028, THREE_THOUSAND)


def test_where_fewer_were_granted_than_are_checked_everyone_is_in_the_sample():
    assert sorted(sample_of(TWENTY_FIVE, 2027, THREE_THOUSAND[:7])) == THREE_THOUSAND[:7]


def test_who_of_a_fixed_number_is_drawn_is_not_said_before_all_are_there_and_nobody_waits_for_it():
    checked = {"number": 25, "seed": "westland-2027", "when": "after-payment"}
    found = assess(scheme(proof={"by": "trust", "spot_checks": checked}), facts(caregiver("a")))

    assert (found.sampled, found.automatic) == (None, True)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({}, "noem percent (zoals 5) of number"),
        ({"percent": 5, "number": 25, "when": "after-payment"}, "een van de twee"),
        ({"number": 25}, "zet er when: after-payment bij"),
        ({"number": 25, "when": "before-decision"}, "zet er when: after-payment bij"),
    ],
)
def test_a_sample_that_cannot_be_drawn_is_refused_with_what_would_be_right(written: dict[str, object], told: str):
    with pytest.raises(ValidationError) as refused:
        SpotChecks.model_validate({"seed": "westland-2027"} | written)

    assert told in str(refused.value)


@pytest.mark.parametrize(("number", "told"), [(25, "worden 25 toegekende aanvragen"), (1, "wordt 1 toegekende aanvraag")])
def test_a_fixed_number_is_told_in_plain_words(number: int, told: str):
    checked = {"number": number, "seed": "westland-2027", "when": "after-payment"}
    said = " ".join(one for part in in_words(scheme(proof={"by": "trust", "spot_checks": checked})) for one in part.sentences)

    assert f"Van ieder jaar {told} gecontroleerd." in said
