"""Who says less of herself the second time is still the same, and does not get it twice."""

from __future__ import annotations

import pytest

from .test_erasing import person_of
from .town import Json, Town, an_application


def without_birth_date(number: int = 1, **changes: object) -> Json:
    body = an_application(number=number)
    del body["caregivers"][0]["birthDate"]
    body["caregivers"][0] |= changes
    return body


@pytest.mark.parametrize("first_without", [True, False])
async def test_with_and_without_a_birth_date_she_is_one_and_a_person_looks(town: Town, first_without: bool):
    bodies = [without_birth_date(), an_application(number=1)]
    first, second = [await town.applies(body) for body in (bodies if first_without else reversed(bodies))]

    assert (first["state"], second["state"]) == ("granted", "received")
    assert await person_of(town, first["id"]) == await person_of(town, second["id"])


async def test_what_was_known_of_her_stays_known_and_she_is_found_by_it_after_she_moved(town: Town):
    await town.applies(without_birth_date())
    await town.applies(an_application(number=1))
    moved = an_application(number=1)
    moved["caregivers"][0] |= {"houseNumber": 77}
    elsewhere = await town.applies(moved)

    assert elsewhere["state"] == "received"


async def test_another_birth_date_or_first_name_at_the_same_door_is_someone_else(town: Town):
    first = await town.applies(an_application(number=1))
    daughter, sister = an_application(number=1), without_birth_date(givenName="Bep")
    daughter["caregivers"][0] |= {"birthDate": "1988-03-14"}
    others = [await town.applies(body) for body in (daughter, sister)]

    assert [one["state"] for one in (first, *others)] == ["granted"] * 3
