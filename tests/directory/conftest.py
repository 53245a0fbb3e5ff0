from collections.abc import AsyncIterator

import pytest

from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from services.directory import directory
from services.directory.__main__ import app


@pytest.fixture
async def house(server: TestServer) -> AsyncIterator[TestHouse]:
    async with TestHouse(server, {directory: app}) as house:
        yield house
