from collections.abc import AsyncIterator

import pytest

from kernel.testing.listening import FOLDER
from kernel.testing.postgres import TestServer
from kernel.testing.worker import Place, Worker


@pytest.fixture
def worker() -> Worker:
    """A service with an errand, of at most three attempts, and a deadline."""
    return Worker()


@pytest.fixture
async def place(server: TestServer, worker: Worker) -> AsyncIterator[Place]:
    """Its database."""
    url = await server.fresh([worker.service], {"worker": FOLDER})
    yield Place(url)
    await server.drop(url)
