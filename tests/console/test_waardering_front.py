"""A municipality is found by its name, a village in it or a postcode; and the list is in the order of those names."""

from __future__ import annotations

import pytest

from schemas.api.waardering import SchemeShown
from services.console.region import RegionPages, region_pages
from services.console.views.waardering_front import Found, found

GOOISE_MEREN, HILVERSUM, BLARICUM, LAREN, EEMNES = "GM1942", "GM0402", "GM0376", "GM0417", "GM0317"


def scheme(key: str, *codes: str, online: bool = True) -> SchemeShown:
    return SchemeShown(key=key, name=key.capitalize(), municipalities=codes, text="", open=online, online=online)


ALL = (
    scheme("a-compliment", HILVERSUM, online=False),
    scheme("b-waardering", HILVERSUM),
    scheme("c-pluim", LAREN, BLARICUM, EEMNES),
)


@pytest.fixture
def region() -> RegionPages:
    return region_pages("gooi")


def keys(told: Found) -> list[str]:
    return [one.key for one, _ in told.cards]


def test_the_list_is_in_the_order_of_the_municipalities_and_what_is_open_comes_first(region: RegionPages) -> None:
    told = found(region, ALL, "")

    assert [(one.key, town) for one, town in told.cards] == [
        ("c-pluim", "Blaricum, Eemnes en Laren"),
        ("b-waardering", "Hilversum"),
        ("a-compliment", "Hilversum"),
    ]


@pytest.mark.parametrize("typed", ["Hilversum", " hilversum ", "gemeente Hilversum", "1216 AB", "1216ab", "1216", "Hilver"])
def test_it_is_found_by_its_name_and_by_a_postcode(region: RegionPages, typed: str) -> None:
    assert (keys(found(region, ALL, typed)), found(region, ALL, typed).towns) == (["b-waardering", "a-compliment"], "Hilversum")


def test_a_scheme_of_several_is_found_by_each(region: RegionPages) -> None:
    assert [keys(found(region, ALL, typed)) for typed in ("Laren", "1261 AA", "eemnes")] == [["c-pluim"]] * 3


@pytest.mark.parametrize(("typed", "town"), [("Bussum", "Gooise Meren"), ("1411 AA", "Gooise Meren"), ("s graveland", "Wijdemeren")])
def test_where_nothing_is_given_here_it_is_known_by_name(region: RegionPages, typed: str, town: str) -> None:
    told = found(region, ALL, typed)

    assert (told.towns, told.cards) == (town, [])


@pytest.mark.parametrize("typed", ["Amsterdam", "9999 ZZ", "12", "e", "<b>"])
def test_what_nobody_knows_finds_nothing_and_is_told_back(region: RegionPages, typed: str) -> None:
    assert found(region, ALL, typed) == Found(typed, "", [])


def test_only_spaces_are_no_question(region: RegionPages) -> None:
    assert len(found(region, ALL, "   ").cards) == len(ALL)
