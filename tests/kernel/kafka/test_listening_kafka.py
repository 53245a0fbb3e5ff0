import pytest

from kernel.testing.behaviour import ListeningBehaviour
from tests.kernel.kafka.ground import OverKafka


@pytest.mark.kafka
class TestKafkaListening(OverKafka, ListeningBehaviour):
    """The same promises, with a relay and a topic between the log and its reader."""
