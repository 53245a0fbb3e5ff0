"""The pair of the listening suite over a real broker, with topics of the test's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from uuid import UUID, uuid4

import asyncpg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.records_to_delete import RecordsToDelete

from kernel.kafka.broker import Broker
from kernel.kafka.records import headers_of, read
from kernel.log import Row
from kernel.partitions import PARTITIONS, key_of, part_of
from kernel.testing.behaviour.ground import Ground
from kernel.testing.kafka import TestKafka

SOURCE = "urn:nld:kvknr:00000000.mantelbrug"
SCHEMAS = "http://127.0.0.1:8000"


class OverKafka(Ground):
    """A mixin before the ground's own fixture: it needs the broker's names when it makes the pair."""

    broker: Broker

    @pytest.fixture(autouse=True)
    async def _fresh(self, server: object, kafka: TestKafka) -> AsyncIterator[None]:
        self.kafka = kafka
        self.broker = kafka.broker(f"t{uuid4().hex[:10]}")
        ground = Ground._fresh.__wrapped__(self, server)  # type: ignore[attr-defined]  # the fixture that this one stands before
        await anext(ground)
        yield
        await self._drop_topics()
        async for _ in ground:
            pass

    async def _drop_topics(self) -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=self.broker.servers)
        await admin.start()
        try:
            mine = [name for name in await admin.list_topics() if name.startswith(f"{self.broker.names}.")]
            if mine:
                await admin.delete_topics(mine)
        finally:
            await admin.close()

    @property
    def topic(self) -> str:
        return self.broker.topic_of("teller")

    async def records(self) -> list[ConsumerRecord[bytes, bytes]]:
        """All that the topic holds."""
        consumer = AIOKafkaConsumer(bootstrap_servers=self.broker.servers, auto_offset_reset="earliest")
        await consumer.start()
        try:
            parts = [TopicPartition(self.topic, part) for part in range(PARTITIONS)]
            consumer.assign(parts)
            ends = await consumer.end_offsets(parts)
            found: list[ConsumerRecord[bytes, bytes]] = []
            while [tp for tp, end in ends.items() if await consumer.position(tp) < end]:
                for records in (await consumer.getmany(timeout_ms=200)).values():
                    found += records
            return found
        finally:
            await consumer.stop()

    async def chains(self) -> dict[int, list[tuple[int, int]]]:
        """Per partition the position before and the position of each record, in the order of the topic."""
        found: dict[int, list[tuple[int, int]]] = {}
        for record in await self.records():
            copy = read(record, "teller")
            found.setdefault(record.partition, []).append((copy.previous, copy.row.position))
        return found

    async def rows_of_log(self) -> list[Row]:
        rows = await self.rows("select position, event_id, type, subject, time, data::text, trace from teller.log order by position")
        return [Row("teller", *row) for row in rows]

    async def put(self, rows: Sequence[tuple[Row, int]], *, topic: str | None = None) -> None:
        """Records as a relay would send them, but chosen by the test: each row with the position that it names as the one before."""
        producer = AIOKafkaProducer(bootstrap_servers=self.broker.servers, acks="all")
        await producer.start()
        try:
            for row, previous in rows:
                headers = headers_of(row, previous, source=SOURCE, schemas=SCHEMAS)
                await producer.send_and_wait(
                    topic or self.topic, row.data.encode(), key_of(row.subject), part_of(row.subject), headers=headers
                )
        finally:
            await producer.stop()

    async def put_plain(self, value: bytes, part: int) -> None:
        """What somebody else put into our topic."""
        producer = AIOKafkaProducer(bootstrap_servers=self.broker.servers)
        await producer.start()
        try:
            await producer.send_and_wait(self.topic, value, b"key", part)
        finally:
            await producer.stop()

    async def connect(self) -> asyncpg.Connection:
        return await asyncpg.connect(self.url)

    async def acknowledged(self, position: int) -> bool:
        """Whether the relay knows everything up to here to be at the broker."""
        return bool(await self.rows("select 1 from teller.relay where part = -1 and position >= $1", position))

    async def delete_topic(self) -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=self.broker.servers)
        await admin.start()
        try:
            await admin.delete_topics([self.topic])
            while self.topic in await admin.list_topics():
                await asyncio.sleep(0.1)
        finally:
            await admin.close()

    async def forget_before(self, part: int, offset: int) -> None:
        """As retention does."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.broker.servers)
        await admin.start()
        try:
            await admin.delete_records({TopicPartition(self.topic, part): RecordsToDelete(before_offset=offset)})
        finally:
            await admin.close()

    async def offsets_of(self, service: str, reader: str) -> dict[int, int]:
        """Per partition the offset that this reader's group committed for the teller's topic."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.broker.servers)
        await admin.start()
        try:
            found = await admin.list_consumer_group_offsets(self.broker.group_of(service, reader, "teller"))
            return {tp.partition: told.offset for tp, told in found.items()}
        finally:
            await admin.close()

    async def relay_rows(self) -> dict[int, asyncpg.Record]:
        return {row["part"]: row for row in await self.rows("select part, position, dropped, kafka_offset, turn from teller.relay")}


def of_one_part(count: int = 1, part: int | None = None) -> list[UUID]:
    """Subjects that share a partition."""
    first = uuid4()
    wanted = part_of(first) if part is None else part
    found = [first] if part_of(first) == wanted else []
    while len(found) < count:
        if part_of(one := uuid4()) == wanted:
            found.append(one)
    return found
