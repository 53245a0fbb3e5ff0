"""Figures as folds: what counts where, how long the middle one took, and what is too small to show."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.api.monitor import Figure
from schemas.words import SignallerKind
from services.monitor.domain import HOURS, LEAST, Known, Stage, What, counts, day_of, median_hours, step, without_small

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def known(*areas: str, municipality: str = "GM0402") -> Known:
    return Known(uuid4(), "gooi", municipality, "gp", areas, AT)


def test_a_signal_counts_once_in_all_and_once_in_each_of_its_areas() -> None:
    found = counts(What.SIGNALS, [(known("respite", "education"), AT), (known("respite"), AT)])

    assert {cell.area: number for cell, number in found.items()} == {"": 2, "education": 1, "respite": 2}


def test_a_day_ends_at_midnight_here() -> None:
    assert str(day_of(datetime(2026, 11, 22, 23, 30, tzinfo=UTC))) == "2026-11-23"
    assert str(day_of(datetime(2026, 7, 1, 21, 59, tzinfo=UTC))) == "2026-07-01"


@given(st.lists(st.tuples(st.sampled_from(["GM0402", "GM0406"]), st.integers(0, 3)), max_size=40), st.integers(0, 40))
def test_it_does_not_matter_how_events_fall_into_batches(made: list[tuple[str, int]], cut: int) -> None:
    happened = [(known(municipality=code), AT + timedelta(days=days)) for code, days in made]

    assert counts(What.CLOSED, happened) == counts(What.CLOSED, happened[:cut]) + counts(What.CLOSED, happened[cut:])


@given(st.lists(st.floats(0, HOURS[-1]), min_size=1, max_size=60))
def test_the_median_lies_in_the_bucket_of_the_real_one(hours: list[float]) -> None:
    histogram = Counter(step(known(), Stage.TO_CONTACT, AT, AT + timedelta(hours=h)).bucket for h in hours)
    real = sorted(hours)[(len(hours) - 1) // 2]
    bucket = step(known(), Stage.TO_CONTACT, AT, AT + timedelta(hours=real)).bucket
    low, high = (HOURS[bucket - 1] if bucket else 0), HOURS[bucket]
    found = median_hours(dict(histogram))

    assert found is not None
    assert low - 0.1 <= found <= high + 0.1


def test_no_steps_have_no_median_and_endless_ones_stay_at_the_longest() -> None:
    assert median_hours({}) is None
    assert median_hours({len(HOURS): 3}) == HOURS[-1]


def by_kind(*numbers: int) -> list[Figure]:
    kinds = list(SignallerKind)
    return [Figure(what="signals", signalled_by=kinds[place], count=number) for place, number in enumerate(numbers)]


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ((10, 7, 6), (10, 7, 6)),
        ((10, 3, 2), (10, None, None)),
        ((10, 7, 2), (10, None, None)),
        ((4,), (None,)),
    ],
)
def test_numbers_under_five_are_hidden_and_cannot_be_worked_out(numbers: tuple[int, ...], shown: tuple[int | None, ...]) -> None:
    assert tuple(figure.count for figure in without_small(by_kind(*numbers))) == shown


@given(st.lists(st.integers(1, 20), max_size=12))
def test_nothing_under_five_is_ever_shown_and_never_one_alone_hidden(numbers: list[int]) -> None:
    shown = [figure.count for figure in without_small(by_kind(*numbers))]

    assert all(number is None or number >= LEAST for number in shown)
    assert len(shown) < 2 or shown.count(None) != 1
