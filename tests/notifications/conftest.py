from collections.abc import AsyncIterator

import pytest

from kernel.testing.postgres import TestServer
from tests.notifications.world import House, house_in


@pytest.fixture
async def house(server: TestServer) -> AsyncIterator[House]:
    async with house_in(server) as house:
        yield house
