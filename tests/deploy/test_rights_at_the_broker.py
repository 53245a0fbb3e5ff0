"""What the chart grants at the broker is enough for each part to do its work, and for nothing else: on a real Kafka that asks."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import GroupAuthorizationFailedError, KafkaError, TopicAuthorizationFailedError

import kernel.testing
from kernel.kafka.broker import Broker
from kernel.kafka.relay import Relay
from kernel.partitions import PARTITIONS
from kernel.service import Service
from kernel.testing.guarded_kafka import ITSELF, GuardedKafka, Right
from kernel.testing.house import TestHouse
from kernel.testing.kafka import free_port
from kernel.testing.postgres import TestServer, logins
from services.house.wiring import NAMES, wire
from services.monitor import monitor
from services.monitor.__main__ import app
from services.monitor.live.changelogs import LOGS, name_of
from tests.monitor.live.ground import Live, Request, signalled, signals
from tools.helm import template

PLAIN = Path(kernel.testing.__file__).parent / "plain"
SOURCE = "urn:nld:kvknr:00000000.mantelbrug"
pytestmark = [pytest.mark.java, pytest.mark.helm, pytest.mark.slow]


def granted(folder: Path) -> dict[str, Sequence[Right]]:
    """By the name of each KafkaUser that the chart renders."""
    found: dict[str, Sequence[Right]] = {}
    for one in yaml.safe_load_all(template({}, folder)):
        if one and one["kind"] == "KafkaUser":
            acls: list[Any] = one["spec"]["authorization"]["acls"]
            found[one["metadata"]["name"]] = [
                Right(acl["resource"]["type"], acl["resource"]["name"], acl["resource"]["patternType"], operation)
                for acl in acls
                for operation in acl["operations"]
            ]
    return found


async def prepare(kafka: GuardedKafka, users: dict[str, Sequence[Right]]) -> None:
    """As the operator does: the topics of the logs, and everybody's rights."""
    for log in NAMES:
        await kafka.broker_as(ITSELF).topic(log)
    for name, rights in users.items():
        await kafka.grant(name, rights)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GuardedKafka]:
    kafka = GuardedKafka()
    kafka.start()
    try:
        asyncio.run(prepare(kafka, granted(tmp_path_factory.mktemp("chart"))))
        yield kafka
    finally:
        kafka.stop()


@contextlib.asynccontextmanager
async def consuming(broker: Broker, topic: str, group: str | None) -> AsyncIterator[AIOKafkaConsumer]:
    consumer = AIOKafkaConsumer(topic, group_id=group, enable_auto_commit=False, **broker.reached_as("test"))
    await consumer.start()
    try:
        yield consumer
    finally:
        await consumer.stop()


async def sends(broker: Broker, topic: str) -> None:
    producer = AIOKafkaProducer(acks="all", **broker.reached_as("test"))
    await producer.start()
    try:
        await producer.send_and_wait(topic, b"{}", b"key", 0)
    finally:
        await producer.stop()


@pytest.fixture
async def live(server: TestServer, guarded: GuardedKafka) -> AsyncIterator[Live]:
    """A house whose two logs are copied by their relays, each with its own certificate."""
    tellers = [Service(name) for name in (*LOGS, "waardering")]
    async with TestHouse(server, {monitor: app}, migrated=tellers, folders={one.name: PLAIN for one in tellers}) as house:
        urls = logins(house.url, LOGS)
        relays = [Relay(log, urls[log], guarded.broker_as(f"mb-relay-{log}"), source=SOURCE, schemas="http://house.test") for log in LOGS]
        running = [asyncio.create_task(one.run()) for one in relays]
        yield Live(house, guarded.broker_as("mb-live"))
        for one in relays:
            one.stop()
        await asyncio.gather(*running)


async def test_relays_copy_and_the_figures_of_this_moment_are_counted_with_what_each_was_granted(live: Live) -> None:
    now, port = live.house.clock.now(), free_port()
    async with live.process(f"--port={port}"):
        await live.house.tell(signalled(now), signalled(now), Request(now).offered)
        counted = await live.until(lambda it: signals(it) == 2 and it.offers_waiting == 1)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as machine_room:
            lives, figures = await machine_room.get("/livez"), await machine_room.get("/metrics")
    ended = live.house.clock.now()
    async with live.process("--rebuild"):
        rebuilt = await live.until(lambda it: signals(it) == 2, after=ended)

    assert (signals(counted), counted.offers_waiting) == (2, 1)
    assert lives.status_code == 200
    assert "mantelbrug_live_behind 0.0" in figures.text
    assert (signals(rebuilt), rebuilt.offers_waiting) == (2, 1)


@pytest.mark.parametrize("name", NAMES)
async def test_a_service_joins_the_groups_of_its_readers_and_reads_what_they_follow(guarded: GuardedKafka, name: str) -> None:
    service = next(one for one in wire() if one.name == name)
    broker = guarded.broker_as(f"mb-{name}")
    for reader, log in service.readers:
        await broker.topic(log)
        async with consuming(broker, broker.topic_of(log), broker.group_of(name, reader, log)) as consumer:
            await consumer.getmany(timeout_ms=100)
            await consumer.commit(dict.fromkeys(consumer.assignment(), 0))

            assert len(consumer.assignment()) == PARTITIONS
    for log in service.tails:
        async with consuming(broker, broker.topic_of(log), None) as consumer:
            await consumer.getmany(timeout_ms=100)


async def test_nobody_writes_in_the_log_of_another(guarded: GuardedKafka) -> None:
    for name in ("mb-live", "mb-monitor", "mb-relay-referral"):
        with pytest.raises(TopicAuthorizationFailedError):
            await sends(guarded.broker_as(name), "mantelbrug.intake")


async def test_a_service_reads_no_log_that_it_does_not_listen_to(guarded: GuardedKafka) -> None:
    heard = {f"mb-{service.name}": {log for _, log in service.readers} | service.tails for service in wire()}
    read = {name: logs for name, logs in {**heard, "mb-live": set(LOGS)}.items() if logs}
    for name, log in [(name, log) for name, logs in read.items() for log in sorted(set(NAMES) - logs)]:
        with pytest.raises(TopicAuthorizationFailedError):
            async with consuming(guarded.broker_as(name), f"mantelbrug.{log}", None) as consumer:
                await consumer.getmany(timeout_ms=2_000)


async def test_nobody_moves_the_group_of_another(guarded: GuardedKafka) -> None:
    broker = guarded.broker_as("mb-monitor")
    with pytest.raises(GroupAuthorizationFailedError):
        async with consuming(broker, "mantelbrug.intake", name_of(broker)) as consumer:
            await consumer.getmany(timeout_ms=2_000)


async def test_who_has_no_certificate_is_nobody(guarded: GuardedKafka) -> None:
    with pytest.raises(KafkaError):
        await sends(guarded.broker_as(""), "mantelbrug.intake")
