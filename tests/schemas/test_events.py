"""Every event of the house, whatever it is about."""

import re

import pytest
from hypothesis import given

from schemas.base import MAX_BYTES, Event
from tests.schemas.examples import ANY_EVENT, EVENTS

NAMES = re.compile(
    r"(^|_)(name|names|surname|initials|address|street|house|postcode|zip|phone|mobile|email|mail|note|notes|text|remark|comment|"
    r"birth|born|bsn|gender|sex|age_exact|diagnosis|code|token|ip)($|_)"
)
ids = pytest.mark.parametrize("event", EVENTS, ids=[event.type for event in EVENTS])


@given(ANY_EVENT)
def test_what_was_told_is_heard_the_same(event: Event) -> None:
    again = type(event).from_json(event.to_json())

    assert again == event


@given(ANY_EVENT)
def test_what_is_told_fits_any_broker(event: Event) -> None:
    assert len(event.to_json().encode()) < MAX_BYTES


@given(ANY_EVENT)
def test_an_older_reader_leaves_out_what_a_newer_teller_added(event: Event) -> None:
    newer = '{"addedLater": true, ' + event.to_json()[1:]

    assert type(event).from_json(newer) == event


@given(ANY_EVENT)
def test_an_event_is_ordered_by_one_of_its_own_ids(event: Event) -> None:
    assert event.subject_id() == getattr(event, event.subject)


@ids
def test_no_field_is_named_after_what_may_not_travel(event: type[Event]) -> None:
    named = [field for field in event.model_fields if NAMES.search(field)]

    assert named == []


@ids
def test_every_event_says_what_happened(event: type[Event]) -> None:
    assert event.__doc__
    assert event.__doc__.strip().endswith(".")


@ids
def test_its_class_is_named_as_its_type(event: type[Event]) -> None:
    """Each holder of data answers erasure in its own log, so there the teller goes before the fact."""
    fact = "".join(part.capitalize() for part in event.type.split(".")[3].split("-"))

    assert event.__name__ in (fact, f"{event.told_by().capitalize()}{fact}")
