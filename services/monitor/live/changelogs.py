"""The topics in which Faust keeps its tables: made before it starts, and emptied when all has to be counted anew.

Faust would make them itself, but then begins before its consumer knows of them, and an agent fails on a topic "with 0 partitions".
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.records_to_delete import RecordsToDelete
from aiokafka.errors import (
    CommitFailedError,
    IllegalGenerationError,
    KafkaError,
    RebalanceInProgressError,
    TopicAlreadyExistsError,
    UnknownMemberIdError,
    for_code,
)

from kernel.kafka.broker import Broker
from kernel.partitions import PARTITIONS
from kernel.refusals import Unavailable

logger = structlog.get_logger("monitor.live")
LOGS = ("intake", "referral")
FIVE_MINUTES, HOURS, OFFERS_WAITING = TABLES = ("five-minutes", "hours", "offers-waiting")
SESSION = 8.0
"""Seconds of silence after which the broker gives the work of a killed process away; Faust's own 60 would stop the figures for minutes."""
PATIENCE = SESSION + 20.0
KEPT = {"cleanup.policy": "compact,delete", "retention.ms": str(31 * 24 * 3_600_000)}
"""As long as what is counted, and a day."""
STILL_THERE = (CommitFailedError, UnknownMemberIdError, IllegalGenerationError, RebalanceInProgressError)
"""What the broker answers as long as a group has members."""


def name_of(broker: Broker) -> str:
    """Of the group, and what its own topics begin with."""
    return f"{broker.names}.monitor.live"


def topics_of(broker: Broker) -> list[str]:
    return [f"{name_of(broker)}-{table}-changelog" for table in TABLES]


async def make(broker: Broker) -> None:
    """Those that are not there; waits until the broker tells of all their partitions."""
    async with _admin(broker) as admin:
        there = await admin.list_topics()
        new = [NewTopic(topic, PARTITIONS, broker.copies, topic_configs=KEPT) for topic in topics_of(broker) if topic not in there]
        for topic, code, *_ in (await admin.create_topics(new)).topic_errors if new else ():
            if code and for_code(code) is not TopicAlreadyExistsError:
                raise for_code(code)(topic)
            logger.info("topic.made", topic=topic, copies=broker.copies)
        while True:
            told = await admin.describe_topics(topics_of(broker))
            if all(len(about["partitions"]) == PARTITIONS for about in told):
                return
            await asyncio.sleep(0.2)


async def forget(broker: Broker) -> None:
    """Nobody may count meanwhile. One that was killed stays in the group until its session ends; that is waited for."""
    async with _admin(broker) as admin:
        await _read_from_the_beginning(broker)
        everything = RecordsToDelete(before_offset=-1)
        await admin.delete_records({TopicPartition(topic, part): everything for topic in topics_of(broker) for part in range(PARTITIONS)})


async def _read_from_the_beginning(broker: Broker) -> None:
    beginning = {TopicPartition(broker.topic_of(log), part): 0 for log in LOGS for part in range(PARTITIONS)}
    consumer = AIOKafkaConsumer(group_id=name_of(broker), enable_auto_commit=False, **broker.reached_as("live-rebuild"))
    await consumer.start()
    try:
        consumer.assign(list(beginning))
        while True:
            try:
                await consumer.commit(beginning)
                return
            except STILL_THERE:
                await asyncio.sleep(1)
    finally:
        await consumer.stop()


@asynccontextmanager
async def _admin(broker: Broker) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(request_timeout_ms=10_000, **broker.reached_as("live-topics"))
    try:
        async with asyncio.timeout(PATIENCE):
            await admin.start()
            yield admin
    except (KafkaError, TimeoutError, OSError) as error:
        raise Unavailable(f"the broker: {type(error).__name__}") from error
    finally:
        await admin.close()
