from collections.abc import Iterator

import pytest

from kernel.testing.kafka import TestKafka
from kernel.testing.postgres import TestServer
from tools import grounds


@pytest.fixture(scope="session")
def server() -> Iterator[TestServer]:
    """One real Postgres for the whole run."""
    server = grounds.postgres()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def kafka() -> Iterator[TestKafka]:
    """One real Apache Kafka for the whole run; a test that kills it starts it again."""
    kafka = grounds.kafka()
    kafka.start()
    yield kafka
    kafka.stop()
