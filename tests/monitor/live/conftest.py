from collections.abc import Iterator

import pytest

from kernel.testing.kafka import TestKafka


@pytest.fixture(scope="package")
def kafka() -> Iterator[TestKafka]:
    """One real Apache Kafka for these tests."""
    kafka = TestKafka()
    kafka.start()
    yield kafka
    kafka.stop()
