"""What stands at the desk of a house that people try out."""

from collections import Counter
from collections.abc import AsyncIterator

import pytest

from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from services.intake import intake
from services.notifications import notifications
from services.waardering import waardering
from services.waardering.__main__ import app
from services.waardering.usecases import examples

from .town import Town, an_application

HILVERSUM = "hilversum-mantelzorgwaardering"


@pytest.fixture
async def gooi(server: TestServer) -> AsyncIterator[Town]:
    """With the region's own schemes and examples."""
    async with TestHouse(server, {waardering: app}, migrated=[intake, notifications]) as house:
        yield Town(house)


async def test_most_are_granted_at_once_and_what_is_not_sure_waits_for_a_person(gooi: Town):
    loaded = await examples.load(waardering, "gooi")
    rows = await gooi.house.rows("select state, advice from waardering.application")

    assert loaded == 10
    assert Counter(row["state"] for row in rows) == {"granted": 7, "received": 3}


async def test_a_second_start_adds_nothing(gooi: Town):
    await examples.load(waardering, "gooi")
    again = await examples.load(waardering, "gooi")

    assert again == 0
    assert len(await gooi.house.rows("select from waardering.application")) == 10


async def test_where_somebody_applied_nothing_is_made_up(gooi: Town):
    await gooi.applies(an_application(HILVERSUM))

    assert await examples.load(waardering, "gooi") == 0
