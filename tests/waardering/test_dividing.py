"""Divided money is exact to the cent, and the rule that gave the last cents is told."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.waardering.domain import Claim, NothingToDivideBy, divide, divide_up_to, pool_split, pro_rata

CENTS = st.integers(0, 100_000_000)
WEIGHTS = st.lists(st.integers(0, 1_000), min_size=1, max_size=40).filter(any)


@pytest.mark.parametrize(
    ("euros_in_cents", "weights", "shares"),
    [
        (15_000, [1], (15_000,)),
        (15_000, [1, 1], (7_500, 7_500)),
        (15_000, [1, 1, 1], (5_000, 5_000, 5_000)),
        (10_000, [1, 1, 1], (3_334, 3_333, 3_333)),
        (14_000, [1, 1, 1], (4_667, 4_667, 4_666)),
        (100, [3, 1], (75, 25)),
        (1, [1, 2], (0, 1)),
        (10, [1, 0], (10, 0)),
        (0, [1, 1], (0, 0)),
    ],
)
def test_the_largest_remainder_gets_the_cents_that_are_left(euros_in_cents: int, weights: list[int], shares: tuple[int, ...]):
    assert divide(euros_in_cents, weights).shares == shares


def test_vouchers_of_25_euros_are_never_cut_and_the_rest_stays():
    split = divide(11_000, [1, 1, 1], step=2_500)

    assert (split.shares, split.left_over) == ((5_000, 2_500, 2_500), 1_000)


def test_the_rule_names_who_got_the_last_cents():
    assert divide(10_000, [1, 1, 1]).rule == (
        "€ 100 is verdeeld over 3 delen. Wat na het delen overblijft gaat per € 0,01 naar de grootste rest; bij gelijke rest naar wie "
        "eerst staat. Dat is hier deel 1."
    )


def test_nothing_is_divided_over_nobody():
    with pytest.raises(NothingToDivideBy):
        divide(100, [0])
    with pytest.raises(NothingToDivideBy):
        pool_split(100, [])


@given(CENTS, WEIGHTS, st.sampled_from([1, 5, 100, 2_500]))
def test_shares_and_what_is_left_are_always_the_whole(total: int, weights: list[int], step: int):
    split = divide(total, weights, step=step)

    assert sum(split.shares) + split.left_over == total
    assert 0 <= split.left_over < step
    assert all(share % step == 0 for share in split.shares)


@given(CENTS, WEIGHTS)
def test_nobody_is_a_cent_or_more_from_her_exact_share(total: int, weights: list[int]):
    split = divide(total, weights)

    assert all(abs(share * sum(weights) - total * weight) < sum(weights) for share, weight in zip(split.shares, weights, strict=True))


@given(CENTS, st.lists(st.integers(0, 50_000), min_size=1, max_size=40))
def test_pro_rata_gives_the_whole_budget_and_nobody_more_than_she_claims(budget: int, claims: list[int]):
    split = pro_rata(budget, claims)

    assert sum(split.shares) == min(budget, sum(claims))
    assert all(share <= claim for share, claim in zip(split.shares, claims, strict=True))


@given(CENTS, st.lists(st.integers(0, 50_000), min_size=1, max_size=40))
def test_nobody_gets_more_than_her_most_and_nothing_is_kept_that_somebody_could_have(total: int, most: list[int]):
    split = divide_up_to(total, most)

    assert sum(split.shares) == min(total, sum(most))
    assert all(share <= top for share, top in zip(split.shares, most, strict=True))


def test_what_one_cannot_have_goes_to_the_others():
    assert divide_up_to(100, [10, 60, 60]).shares == (10, 45, 45)


def test_a_pool_gives_each_recipient_one_part_that_its_caregivers_share():
    claims = [Claim("a", ("dochter",), "moeder"), Claim("b", ("partner",), "vader"), Claim("c", ("zoon", "buur"), "moeder")]

    result = pool_split(10_000, claims, per="recipient")

    assert result.split.shares == (5_000, 5_000)
    assert result.shares == {"a": {"dochter": 1_667}, "b": {"partner": 5_000}, "c": {"zoon": 1_667, "buur": 1_666}}


def test_a_pool_per_caregiver_stays_below_its_most():
    result = pool_split(10_000, [Claim("a", ("x", "y")), Claim("b", ("z",))], at_most=2_000)

    assert result.shares == {"a": {"x": 2_000, "y": 2_000}, "b": {"z": 2_000}}
    assert (result.split.left_over, result.split.limited) == (4_000, (0, 1, 2))


def test_a_hundred_thousand_grants_are_split_within_ten_seconds_and_to_the_cent():
    claims = [Claim(f"a{number}", ("x", "y")[: 1 + number % 2]) for number in range(100_000)]
    begun = time.monotonic()
    result = pool_split(1_000_000_007, claims, per="recipient")

    assert time.monotonic() - begun < 10
    assert sum(cents for shares in result.shares.values() for cents in shares.values()) == 1_000_000_007
    assert max(result.split.shares) - min(result.split.shares) == 1
