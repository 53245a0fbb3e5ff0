from collections.abc import Iterator

import pytest

from kernel.testing.postgres import TestServer


@pytest.fixture(scope="session")
def server() -> Iterator[TestServer]:
    """One real Postgres for the whole run."""
    server = TestServer()
    yield server
    server.stop()
