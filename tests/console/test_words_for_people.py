"""Moments, names and numbers as people say them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.console.domain import moments, names

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
"""Monday, 10.42 in the Netherlands."""


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 23, 16, 0, tzinfo=UTC), "vandaag, 17.00 uur"),
        (datetime(2026, 11, 24, 8, 5, tzinfo=UTC), "morgen, 09.05 uur"),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), "vandaag, 00.30 uur"),
        (datetime(2026, 11, 25, 17, 30, tzinfo=UTC), "woensdag 25 november, 18.30 uur"),
        (datetime(2027, 1, 4, 9, 0, tzinfo=UTC), "maandag 4 januari 2027, 10.00 uur"),
        (datetime(2026, 7, 1, 9, 0, tzinfo=UTC), "woensdag 1 juli, 11.00 uur"),
    ],
)
def test_a_moment_is_said_in_full_and_in_the_time_of_the_region(at: datetime, said: str) -> None:
    assert moments.moment(at, NOW) == said


@pytest.mark.parametrize(
    ("due", "words", "short", "kind"),
    [
        (NOW - timedelta(minutes=42), "Te laat sinds 10.00 uur", "Te laat sinds 10.00", "late"),
        (NOW - timedelta(days=1), "Te laat sinds gisteren", "Te laat sinds gisteren", "late"),
        (NOW - timedelta(days=3), "Te laat sinds vrijdag 20 november", "Te laat sinds vrijdag", "late"),
        (NOW - timedelta(days=13), "Te laat sinds dinsdag 10 november", "Te laat sinds 10 nov", "late"),
        (NOW + timedelta(hours=6), "Vandaag voor 16.42 uur", "Vandaag 16.42", "today"),
        (NOW + timedelta(days=1), "Voor morgen, 10.42 uur", "Morgen 10.42", ""),
        (NOW + timedelta(days=2), "Voor woensdag 25 november, 10.42 uur", "Wo 25 nov", ""),
    ],
)
def test_what_is_due_says_how_late_it_is(due: datetime, words: str, short: str, kind: str) -> None:
    assert (moments.due_words(due, NOW), moments.due_short(due, NOW), moments.due_kind(due, NOW)) == (words, short, kind)


def test_since_when_someone_cares_may_be_a_month_or_a_year() -> None:
    assert (moments.since("2024-03"), moments.since("2019")) == ("maart 2024", "2019")
    assert moments.birthday(date(1958, 3, 14)) == "14 maart 1958"


@pytest.mark.parametrize(
    ("typed", "prefix", "name"),
    [
        ("de Bakker", "de", "Bakker"),
        ("van den  Heuvel", "van den", "Heuvel"),
        ("El Idrissi", None, "El Idrissi"),
        ("Zwart-Molenaar", None, "Zwart-Molenaar"),
        ("de", None, "de"),
        ("van der", "van", "der"),
    ],
)
def test_a_family_name_is_parted_from_its_prefix_and_never_empty(typed: str, prefix: str | None, name: str) -> None:
    assert names.split_family_name(typed) == (prefix, name)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+31612345678", "06 12 34 56 78"),
        ("+31355550100", "035 555 01 00"),
        ("+31881234567", "088 123 45 67"),
        ("+4915123456789", "+49 1512 3456789"),
        ("112", "112"),
        ("0800-2000", "0800-2000"),
        ("bel mij", "bel mij"),
    ],
)
def test_a_number_is_written_as_it_is_read_out(number: str, said: str) -> None:
    assert names.spoken_phone(number) == said


@pytest.mark.parametrize(("name", "two"), [("Fatima El Idrissi", "FI"), ("Ria", "R"), ("", "?"), ("12 Jan", "J"), ("ı̇brahim Öz", "IÖ")])
def test_initials_are_there_for_every_name(name: str, two: str) -> None:
    assert names.initials(name) == two


def test_a_postcode_and_a_code_are_read_in_parts() -> None:
    assert names.spoken_postcode("1216ab") == "1216 AB"
    assert names.spoken_postcode("Z1") == "Z1"
    assert names.code_in_pairs("012345") == "012 345"
