"""A sample that anyone can draw again: the same seed and application give the same number, on any day and in any order."""

from services.waardering.domain import draw, sample
from services.waardering.domain.conditions import SpotChecks

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
