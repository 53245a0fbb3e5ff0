from collections.abc import Iterator

import pytest

from kernel.testing.kafka import TestKafka


@pytest.fixture(scope="session")
def kafka() -> Iterator[TestKafka]:
    """One real Apache Kafka for the whole run; a test that kills it starts it again."""
    kafka = TestKafka()
    kafka.start()
    yield kafka
    kafka.stop()
