from collections.abc import AsyncIterator

import pytest

from kernel.testing.postgres import TestServer
from tests.intake.world import World, world_in


@pytest.fixture
async def world(server: TestServer) -> AsyncIterator[World]:
    async with world_in(server) as world:
        yield world
