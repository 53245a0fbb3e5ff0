"""The live process on a real Kafka: what it counts, what it forgives, and how it is rebuilt."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

import kernel.testing
from kernel.partitions import PARTITIONS
from kernel.service import Service
from kernel.testing.house import TestHouse
from kernel.testing.kafka import TestKafka
from kernel.testing.postgres import TestServer
from schemas.words import SupportArea
from services.monitor import monitor
from services.monitor.__main__ import app
from services.monitor.live.changelogs import LOGS
from tests.monitor.live.ground import Live, Request, Topics, signalled, signals

PLAIN = Path(kernel.testing.__file__).parent / "plain"
pytestmark = [pytest.mark.kafka, pytest.mark.slow]


@pytest.fixture
async def live(server: TestServer, kafka: TestKafka) -> AsyncIterator[Live]:
    tellers = [Service(name) for name in (*LOGS, "waardering")]
    async with TestHouse(server, {monitor: app}, migrated=tellers, folders={one.name: PLAIN for one in tellers}) as house:
        broker = kafka.broker(f"t{uuid4().hex[:10]}")
        for log in LOGS:
            await broker.topic(log)
        yield Live(house, broker)


@pytest.fixture
def topics(live: Live) -> Topics:
    return Topics(live.broker, live.house.clock.now)


async def test_signals_stand_in_their_windows_per_municipality_and_area_and_offers_wait_until_they_are_answered(
    live: Live, topics: Topics
) -> None:
    now = live.house.clock.now()
    yes, waits, over = Request(now), Request(now), Request(now)
    async with live.process():
        await topics.tell(*(signalled(now - timedelta(hours=3)) for _ in range(3)))
        await topics.tell(signalled(now, "GM0402", SupportArea.RESPITE, SupportArea.EDUCATION), signalled(now, "GM0406"))
        await topics.tell(signalled(now - timedelta(days=2)))
        await topics.tell(yes.offered, waits.offered, yes.accepted, over.handed_over, twice=True)
        found = await live.until(lambda it: signals(it) == 5 and it.handed_over_today == 1 and it.offers_waiting == 1)

    assert (signals(found, "hour"), signals(found, "five-minutes")) == (5, 2)
    assert (found.offers_waiting, found.handed_over_today) == (1, 1)
    lately = [one for one in found.windows if one.span == "five-minutes"]
    assert {one.municipality: one.count for one in lately if one.municipality} == {"GM0402": 1, "GM0406": 1}
    assert {one.support_area: one.count for one in lately if one.support_area} == {SupportArea.RESPITE: 2, SupportArea.EDUCATION: 1}
    assert {one.starts_at for one in lately} == {now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0)}


@pytest.mark.faults
async def test_after_a_crash_it_goes_on_from_what_it_kept_and_a_rebuild_comes_to_the_same(live: Live, topics: Topics) -> None:
    """Killed in the midst of its reading: at most one of each partition is counted twice, and a rebuild knows nothing of before."""
    now = live.house.clock.now()
    async with live.process(kill=True):
        await topics.tell(*(signalled(now) for _ in range(200)))
        before = signals(await live.until(lambda it: signals(it) == 200))
        await topics.tell(*(signalled(now) for _ in range(100)), twice=True)
    ended = live.house.clock.now()
    async with live.process():
        restarted = signals(await live.until(lambda it: signals(it) >= 300, after=ended))
        await topics.tell(signalled(now))
        gone_on = signals(await live.until(lambda it: signals(it) > restarted))
    ended = live.house.clock.now()
    async with live.process("--rebuild"):
        rebuilt = signals(await live.until(lambda it: signals(it) == 301, after=ended))

    assert before == 200
    assert 300 <= restarted <= 300 + PARTITIONS
    assert gone_on == restarted + 1
    assert rebuilt == 301


async def test_a_second_one_waits_until_the_first_is_gone(live: Live, topics: Topics) -> None:
    now = live.house.clock.now()
    async with live.process() as first, live.process():
        await topics.tell(signalled(now))
        alone = signals(await live.until(lambda it: signals(it) == 1))
        first.terminate()
        await asyncio.to_thread(first.wait, 30)
        ended = live.house.clock.now()
        await topics.tell(signalled(now))
        after = signals(await live.until(lambda it: signals(it) == 2, after=ended))

    assert (alone, after) == (1, 2)
