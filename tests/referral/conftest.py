from collections.abc import AsyncIterator

import pytest

from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from services.intake import intake
from services.referral import referral
from services.referral.__main__ import app

from .examples import MONDAY
from .parties import Parties


@pytest.fixture
async def parties(server: TestServer) -> AsyncIterator[Parties]:
    """Referral at work on a Monday morning, and everyone who deals with it."""
    async with TestHouse(server, {referral: app}, migrated=[intake]) as house:
        house.clock.move(to=MONDAY)
        yield Parties(house)
