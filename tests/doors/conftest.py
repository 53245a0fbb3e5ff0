from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from kernel.testing.postgres import TestServer
from tests.doors.town import Town, a_town, play


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(server: TestServer) -> AsyncIterator[Town]:
    """The whole house, with rows of a region that not everyone may see."""
    with tempfile.TemporaryDirectory(prefix="mb-doors-", ignore_cleanup_errors=True) as folder:
        async with a_town(server, Path(folder)) as town:
            await play(town)
            yield town
