"""Services in processes of their own over a real Kafka. One is down: the others go on, what it missed is seen to wait, and arrives once."""

from __future__ import annotations

import io
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import httpx
import pytest
import pytest_asyncio
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from rich.console import Console

from kernel.partitions import PARTITIONS
from kernel.testing.behaviour.ground import until
from kernel.testing.kafka import TestKafka
from kernel.testing.postgres import TestServer
from services.story import signals
from services.story.playing import Story
from services.story.telling import Telling
from tools.apart import Apart

pytestmark = [pytest.mark.kafka, pytest.mark.faults, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
COORDINATOR = "ruud-veenstra"
SOON = 40.0


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(server: TestServer, kafka: TestKafka) -> AsyncIterator[Apart]:
    with tempfile.TemporaryDirectory(prefix="mb-apart-", ignore_cleanup_errors=True) as folder:
        async with Apart(Path(folder), server.url, kafka.broker("apart")) as house:
            yield house


@asynccontextmanager
async def story_at(house: Apart) -> AsyncIterator[Story]:
    """Its parties, logged in; each test lets them take the steps that it needs."""
    async with httpx.AsyncClient(base_url=house.where, timeout=30) as http:
        story = Story(http, Telling(Console(file=io.StringIO())), house.clock)
        await story.logs_in()
        yield story


async def waiting(house: Apart, service: str, log: str) -> int:
    """Records of a log that this service's group has not read, as every tool that watches a broker tells it."""
    topic, servers = house.broker.topic_of(log), house.broker.servers
    admin, consumer = AIOKafkaAdminClient(bootstrap_servers=servers), AIOKafkaConsumer(bootstrap_servers=servers)
    await admin.start()
    await consumer.start()
    try:
        read = await admin.list_consumer_group_offsets(house.broker.group_of(service, "main", log))
        ends = await consumer.end_offsets([TopicPartition(topic, part) for part in range(PARTITIONS)])
    finally:
        await consumer.stop()
        await admin.close()
    return sum(end - (read[tp].offset if tp in read else 0) for tp, end in ends.items())


async def what_is_stuck(house: Apart) -> str:
    """The page, as the coordinator reads it in her browser."""
    async with httpx.AsyncClient(base_url=house.where, timeout=30, follow_redirects=True) as browser:
        login = await browser.get("/inloggen", params={"naar": "/vastgelopen"})
        page = await browser.post(login.url.copy_with(query=None), data={**dict(login.url.params), "person": COORDINATOR})
    assert page.status_code == 200, page.text
    assert page.url.path == "/vastgelopen"
    return page.text


async def rows(house: Apart, service: str, question: str, *values: object) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(house.databases[service])
    try:
        return list(await connection.fetch(question, *values))
    finally:
        await connection.close()


async def mails_about(story: Story, to: str, containing: str) -> list[str]:
    answer = await story.http.get("/v1/dev-mailbox")
    return [str(mail["text"]) for mail in answer.json()["items"] if to in mail["to"] and containing in mail["text"]]


async def test_without_referral_people_are_signalled_and_appointed_and_the_provider_is_asked_once_it_is_back(house: Apart) -> None:
    async with story_at(house) as story:
        async with house.without("referral", how=signal.SIGKILL):
            await story.signal_arrives()
            await story.parking_is_answered()
            await story.desk_appoints()
            marloes = await story.providers.of("versa-welzijn")
            await marloes.ask("GET", f"/v1/referrals/{story.referral}", expect=503)
            await until(lambda: waiting(house, "referral", "intake"), "what waits for referral")
            shown = await what_is_stuck(house)
        await story.provider_accepts()
        await until(lambda: none_waiting(house), "all of it read", SOON)
        asked = await rows(house, "referral", "select id from referral.referral where signal_id = $1", story.signal["id"])
        back = await what_is_stuck(house)

    assert "‘overdracht’ geeft nu geen antwoord" in shown
    assert "geeft nu geen antwoord" not in back
    assert [str(row["id"]) for row in asked] == [story.referral]


async def test_without_notifications_everything_goes_on_and_each_mail_comes_once_it_is_back(house: Apart) -> None:
    async with story_at(house) as story:
        async with house.without("notifications"):
            await story.signal_arrives()
            await story.desk_appoints()
            await story.provider_accepts()
            reference = str(story.signal["reference"])
            meanwhile = await mails_about(story, signals.GP_MAIL, reference)
            await until(lambda: waiting(house, "notifications", "referral"), "what waits for notifications")
            shown = await what_is_stuck(house)
        await until(lambda: came(story, reference), "word back to the GP", SOON)
        await until(lambda: none_waiting(house), "all of it read", SOON)
        mails = await mails_about(story, signals.GP_MAIL, reference)

    assert meanwhile == []
    assert "‘berichten’ geeft nu geen antwoord" in shown
    assert len(mails) == len(set(mails)) == 2


async def came(story: Story, reference: str) -> bool:
    return len(await mails_about(story, signals.GP_MAIL, reference)) >= 2


async def none_waiting(house: Apart) -> bool:
    """Neither in the topics nor as an errand."""
    behind = [await waiting(house, *pair) for pair in (("referral", "intake"), ("intake", "referral"), ("notifications", "referral"))]
    errands = await rows(house, "notifications", "select 1 from notifications.errand where state = 'waiting'")
    return not any(behind) and not errands
