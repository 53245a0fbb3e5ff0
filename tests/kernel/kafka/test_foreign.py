"""Others read and write our topics with their own tools: the Java console programs, and the official CloudEvents SDK."""

import asyncio
import json
from datetime import UTC
from uuid import uuid4

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from kernel.partitions import PARTITIONS, key_of, part_of
from kernel.testing.behaviour.ground import until
from kernel.testing.kafka import java
from kernel.testing.listening import Told, relayed
from kernel.testing.postgres import logins
from tests.kernel.kafka.ground import OverKafka

SLOW = 60


async def tool(name: str, *arguments: str, given: bytes = b"") -> str:
    pipe = asyncio.subprocess.PIPE
    command = [*java("-Xmx128m", "-XX:TieredStopAtLevel=1"), f"org.apache.kafka.tools.{name}", *arguments]
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=pipe)
    said, worries = await asyncio.wait_for(process.communicate(given), SLOW)
    assert process.returncode == 0, worries.decode()[-2000:]
    return said.decode()


@pytest.mark.kafka
@pytest.mark.java
class TestForeign(OverKafka):
    async def relayed_event(self) -> Told:
        told = Told(thing=uuid4(), number=7)
        async with self.pair.running(self.url, hears=False, relays=False):
            await self.pair.tell(told)
        async with relayed(self.broker, logins(self.url, ["teller"])["teller"]):
            await until(lambda: self.acknowledged(1), "the event at the broker")
        return told

    async def test_the_official_sdk_reads_an_event_in_binary_mode(self) -> None:
        told = await self.relayed_event()
        (record,) = await self.records()
        message = KafkaMessage(headers=dict(record.headers), key=record.key, value=record.value)
        event = from_binary(message, JSONFormat(), CloudEvent)
        (row,) = await self.rows_of_log()

        assert event.get_id() == str(row.id)
        assert event.get_type() == Told.type
        assert event.get_subject() == str(told.thing)
        assert event.get_source() == "urn:nld:kvknr:00000000.mantelbrug-teller"
        assert event.get_dataschema() == f"http://127.0.0.1:8000/schemas/json/{Told.type}.json"
        assert event.get_datacontenttype() == "application/json"
        time = event.get_time()
        assert time is not None
        assert time.astimezone(UTC) == row.time
        assert event.get_extension("sequence") == "1"
        assert event.get_data() == json.loads(told.to_json())

    async def test_the_console_consumer_reads_it_with_its_headers(self) -> None:
        told = await self.relayed_event()
        said = await tool(
            "consumer.ConsoleConsumer",
            *("--bootstrap-server", self.broker.servers, "--topic", self.topic, "--from-beginning", "--max-messages", "1"),
            *("--property", "print.headers=true", "--property", "print.key=true", "--timeout-ms", "20000"),
        )

        assert f"ce_type:{Told.type}" in said
        assert "content-type:application/json" in said
        assert str(told.thing) in said
        assert said.strip().endswith(told.to_json())

    async def test_a_java_producer_chooses_the_same_partition_for_a_subject(self) -> None:
        await self.broker.topic("teller")
        subjects = [uuid4() for _ in range(3 * PARTITIONS)]
        await tool(
            "ConsoleProducer",
            *("--bootstrap-server", self.broker.servers, "--topic", self.topic),
            *("--property", "parse.key=true", "--property", "key.separator=|"),
            given=b"".join(key_of(subject) + b"|{}\n" for subject in subjects),
        )
        records = await self.records()

        assert {record.key: record.partition for record in records} == {key_of(subject): part_of(subject) for subject in subjects}
