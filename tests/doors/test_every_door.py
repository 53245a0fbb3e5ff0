"""Every route of every service, tried by everyone who may not come in: no token, garbage, other roles, regions, organisations, passes."""

from __future__ import annotations

import pytest

from kernel.http.walk import Door, doors_in
from services.house.wiring import wire
from tests.doors.expectations import APIS, EXPECTED
from tests.doors.expected import Key
from tests.doors.intruders import knock, tries
from tests.doors.town import Town


def all_doors() -> dict[Key, Door]:
    return {(service.name, door.method, door.path): door for service, app in wire(APIS).items() for door in doors_in(app)}


DOORS = all_doors()


def test_every_route_has_an_expectation() -> None:
    """A new route is no route until it is written down who may come in."""
    assert EXPECTED.keys() == DOORS.keys()


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("key", [key for key in EXPECTED if key in DOORS], ids=" ".join)
async def test_nobody_comes_in_who_may_not(town: Town, key: Key) -> None:
    door, expected = DOORS[key], EXPECTED[key]
    assert (expected.right is None) == (not door.roles), "the table and the door differ about who may come in"
    assert expected.right is None or expected.right in door.roles
    wrong: list[str] = []
    for one in tries(town, door, expected):
        got = await knock(town, key, expected, one.token)
        if got.status_code not in one.expects:
            wrong.append(f"{one.who}: {got.status_code} and not {one.expects}: {got.text[:200]}")
        seen = (
            []
            if one.sees or not expected.private
            else [secret for secret in town.rows_there.secrets(but=expected.echoes) if secret in got.text]
        )
        if seen:
            wrong.append(f"{one.who} reads {seen}")

    assert wrong == []


@pytest.mark.asyncio(loop_scope="module")
async def test_a_privacy_officer_of_another_region_does_not_even_read_that_the_house_looked(town: Town) -> None:
    """Services look for no region; their looks tell that a person is known here."""
    address = f"/intake/v1/access-log?person={town.rows_there.caregiver}"
    here = await town.as_("privacy-officer", "GET", address)
    await town.as_("privacy-officer", "GET", address, region="elders")
    there = await town.as_("privacy-officer", "GET", address, region="elders")

    assert {"notifications", str(town.staff("fatima-el-idrissi"))} <= {look["by"] for look in here["items"]}
    assert {look["what"] for look in there["items"]} == {"access-log"}
