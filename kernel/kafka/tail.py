"""What is told from now on, over the topics, for live pages: one consumer for all of a service's listeners, without a cursor."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from typing import TYPE_CHECKING

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from kernel.kafka.records import NotOurs, read
from kernel.partitions import PARTITIONS
from kernel.refusals import Unavailable
from kernel.surroundings import Backoff

if TYPE_CHECKING:
    from kernel.kafka.broker import Broker
    from kernel.log import Row
    from kernel.service import Service

logger = structlog.get_logger("kernel.kafka")
MOST_WAITING = 1_000
"""Rows that a slow page may have waiting; older ones go, for a page that lost some reads itself anew."""


class TopicTail:
    """`run` follows; each `listen` gets what came since it began."""

    def __init__(self, service: Service, broker: Broker) -> None:
        self.service, self.broker = service, broker
        self._listeners: set[asyncio.Queue[Row]] = set()

    async def run(self) -> None:
        backoff = Backoff()
        while True:
            try:
                await self._follow(backoff)
            except (KafkaError, Unavailable, OSError) as error:
                logger.warning("tail.stopped-for-a-moment", service=self.service.name, error=type(error).__name__)
                await asyncio.sleep(backoff.pause())

    async def _follow(self, backoff: Backoff) -> None:
        logs = {self.broker.topic_of(log): log for log in self.service.tails}
        for log in self.service.tails:
            await self.broker.topic(log)
        consumer = AIOKafkaConsumer(enable_auto_commit=False, **self.broker.reached_as(f"{self.service.name}-tail"))
        await consumer.start()
        try:
            consumer.assign([TopicPartition(topic, part) for topic in logs for part in range(PARTITIONS)])
            await consumer.seek_to_end()
            while True:
                for tp, records in (await consumer.getmany(timeout_ms=5_000)).items():
                    for record in records:
                        self._hand_round(record, logs[tp.topic])
                backoff.well()
        finally:
            await consumer.stop()

    def _hand_round(self, record: object, log: str) -> None:
        try:
            row = read(record, log).row
        except NotOurs:
            return  # the readers say so
        for waiting in self._listeners:
            if waiting.full():
                waiting.get_nowait()
            waiting.put_nowait(row)

    async def listen(self, types: Collection[str], every: float) -> AsyncIterator[Row | None]:
        """None once it listens, and then when nothing came for so many seconds."""
        waiting: asyncio.Queue[Row] = asyncio.Queue(MOST_WAITING)
        self._listeners.add(waiting)
        try:
            yield None
            while True:
                try:
                    row = await asyncio.wait_for(waiting.get(), every)
                except TimeoutError:
                    yield None
                    continue
                if row.type in types:
                    yield row
        finally:
            self._listeners.discard(waiting)
