"""A BSN is recognised however it is written; phone numbers, dates and other numbers are none."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.bsn import holds_bsn, passes_eleven_test


def weigh(first_eight: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(first_eight, range(9, 1, -1), strict=True)) % 11


BSNS = st.integers(10_000_000, 99_999_999).map(lambda n: f"{n:08}").filter(lambda n: weigh(n) < 10).map(lambda n: f"{n}{weigh(n)}")


@pytest.mark.parametrize(
    "text",
    [
        "123456782",
        "BSN 123456782",
        "Zijn bsn is 1234.56.782.",
        "123 456 782",
        "123.456.782",
        "1234-56-782",
        "bsn:123456782;",
        "10000008",  # eight digits: the leading zero was left off
        "mijn nummer 75 123456782",
        "１２３４５６７８２",  # full-width digits
    ],
)
def test_a_bsn_is_recognised_however_it_is_written(text):
    assert holds_bsn(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123456789",
        "000000000",
        "06 12345672",
        "06-12345672",
        "+31612345672",
        "0031 6 12345672",
        "+31 (0)6 12345672",
        "035 555 01 23",
        "bel 0612345672 of 0355550100",
        "geboren 12-03-1958",
        "sinds 01.01.2024",
        "2024-03-14",
        "40 uur per week, sinds 2024",
        "1216AB 12",
        "1234567821",
    ],
)
def test_other_numbers_are_no_bsn(text):
    assert not holds_bsn(text)


@given(BSNS, st.sampled_from(["", " ", ".", "-"]), st.sampled_from(["", "haar bsn is ", "zie ", "("]))
def test_every_bsn_in_a_sentence_is_recognised(bsn, gap, before):
    written = gap.join((bsn[:3], bsn[3:6], bsn[6:]))

    assert holds_bsn(f"{before}{written}")


@given(BSNS, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_no_bsn(bsn, place, more):
    wrong = bsn[:place] + str((int(bsn[place]) + more) % 10) + bsn[place + 1 :]
    assume(wrong != bsn)

    assert not passes_eleven_test(wrong)
