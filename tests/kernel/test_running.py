"""A house at work: it recovers from what happens to its surroundings, and ends when told to."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Literal
from uuid import uuid4

import asyncpg
import pytest
from structlog.testing import capture_logs

from kernel import log
from kernel.clock import Clock
from kernel.running import Running
from kernel.service import NotRunning
from kernel.testing.behaviour import until
from kernel.testing.listening import FOLDER, Pair, Told
from kernel.testing.postgres import TestServer, logins
from kernel.testing.worker import Look, Place, Worker
from kernel.wakes import CHANNEL


@pytest.fixture
def pair() -> Pair:
    return Pair()


@pytest.fixture
async def house(server: TestServer, pair: Pair) -> AsyncIterator[Place]:
    services = [pair.teller, pair.hearer]
    url = await server.fresh(services, {s.name: FOLDER for s in services})
    yield Place(url)
    await server.drop(url)


async def effects(place: Place) -> list[int]:
    return [r["number"] for r in await place.rows("select number from hearer.effect order by n")]


async def heard(place: Place, count: int) -> bool:
    return len(await effects(place)) >= count


@pytest.mark.faults
@pytest.mark.parametrize("mode", ["fast", "immediate"])
async def test_all_goes_on_after_the_database_was_restarted(
    worker: Worker, place: Place, server: TestServer, mode: Literal["fast", "immediate"]
) -> None:
    async with worker.running(place.url):
        await worker.send(uuid4())
        await until(lambda: place.has_noted("outcome"), "an errand before")
        await asyncio.to_thread(server.restart, mode)
        async with worker.service.work() as work:  # the first who asks notices nothing
            work.remind(Look(thing=uuid4(), number=1), at=work.now)
        await worker.send(uuid4())
        await until(lambda: place.has_noted("outcome", 2), "an errand after", 8)
        await until(lambda: place.has_noted("due"), "a deadline after", 8)


@pytest.mark.faults
async def test_what_is_asked_while_the_database_is_away_goes_on_when_it_is_back(worker: Worker, place: Place, server: TestServer) -> None:
    async with worker.running(place.url):
        async with worker.service.work() as work:
            work.remind(Look(thing=uuid4(), number=1), at=work.now + timedelta(seconds=0.5))
        await asyncio.to_thread(server.server.stop, "fast")
        try:
            with pytest.raises((OSError, asyncpg.PostgresError)):
                await worker.send(uuid4())
            await asyncio.sleep(1)
        finally:
            await asyncio.to_thread(server.restart)
        await until(lambda: place.has_noted("due"), "what fell due meanwhile", 12)


class StumblingClock(Clock):
    """Makes every loop die that waits for it once."""

    def __init__(self) -> None:
        super().__init__()
        self.stumbled: set[str] = set()

    async def until(self, moment: datetime | None, *, at_most: float, woken: asyncio.Event) -> None:
        task = asyncio.current_task()
        if task is not None and task.get_name() not in self.stumbled:
            self.stumbled.add(task.get_name())
            raise RuntimeError("stumbled")
        await super().until(moment, at_most=at_most, woken=woken)


async def test_a_loop_that_dies_is_said_loudly_and_begins_again(worker: Worker, place: Place) -> None:
    clock = StumblingClock()
    with capture_logs() as said:
        async with worker.running(place.url, clock):
            await until(lambda: len(clock.stumbled) >= 2, "two loops that die")
            await asyncio.sleep(0.1)
            await worker.send(uuid4())
            async with worker.service.work() as work:
                work.remind(Look(thing=uuid4()), at=work.now)
            await until(lambda: place.has_noted("outcome"), "an errand")
            await until(lambda: place.has_noted("due"), "a deadline")

    died = [(line["log_level"], line["error"]) for line in said if line["event"] == "loop.died"]
    assert died == [("critical", "RuntimeError")] * len(clock.stumbled)


async def test_it_ends_soon_under_load_and_nothing_is_lost_or_doubled(pair: Pair, house: Place) -> None:
    stop = asyncio.Event()
    told = 0

    async def tell() -> None:
        nonlocal told
        while not stop.is_set():
            await pair.tell(*(Told(thing=uuid4(), number=told + n) for n in range(20)))
            told += 20
            await asyncio.sleep(0.01)

    hearing = Running([Pair().hearer], urls=logins(house.url, ["hearer"]))
    async with pair.running(house.url, hears=False), hearing:
        telling = asyncio.create_task(tell())
        await until(lambda: heard(house, 100), "a good deal")
        begun = time.monotonic()
        await hearing.end()
        took = time.monotonic() - begun
        stop.set()
        await telling
    assert took < 10
    assert not await heard(house, told)
    async with pair.running(house.url):
        await until(lambda: heard(house, told), "all of it", 30)

    assert await effects(house) == list(range(told))


async def test_an_errand_that_does_not_end_holds_no_stop_for_long(worker: Worker, place: Place) -> None:
    begun = asyncio.Event()

    async def go(*_: object) -> None:
        begun.set()
        await asyncio.sleep(600)

    worker.goes = go
    async with worker.running(place.url) as running:
        await worker.send(uuid4())
        await asyncio.wait_for(begun.wait(), 15)
        before = time.monotonic()
        await running.end()

    assert time.monotonic() - before < 12
    assert [r["state"] for r in await place.errands()] == ["waiting"]


async def test_a_process_that_nobody_notifies_looks_by_itself(pair: Pair, house: Place) -> None:
    """The two are strangers: no wake-up of the teller reaches the hearer."""
    async with (
        Running([pair.hearer], urls=logins(house.url, ["hearer"])),
        Running([pair.teller], urls=logins(house.url, ["teller"])),
    ):
        await asyncio.sleep(0.5)
        await pair.tell(Told(thing=uuid4(), number=1))
        await until(lambda: heard(house, 1), "the effect", 8)


async def test_an_append_that_came_to_nothing_delays_what_stands_behind_it_only_a_moment(pair: Pair, house: Place) -> None:
    """Nobody tells that it was undone: not who wrote it, and not the one who had to wait for it."""
    stranger = await asyncpg.connect(logins(house.url, ["teller"])["teller"])
    async with pair.running(house.url):
        transaction = stranger.transaction()
        await transaction.start()
        await log.append(stranger, "teller", [Told(thing=uuid4(), number=1)], pair.teller.clock.now())
        await pair.tell(Told(thing=uuid4(), number=2))
        await asyncio.sleep(2.5)
        assert await effects(house) == []

        await transaction.rollback()
        await until(lambda: heard(house, 1), "the one behind it", 8)
    await stranger.close()

    assert await effects(house) == [2]


async def test_other_processes_are_notified_after_the_commit(pair: Pair, house: Place) -> None:
    notified: list[object] = []
    listener = await asyncpg.connect(house.url)
    await listener.add_listener(CHANNEL, lambda *said: notified.append(said[3]))
    async with pair.running(house.url, hears=False):
        await asyncio.sleep(0.3)
        async with pair.teller.work() as work:
            work.publish(Told(thing=uuid4(), number=1))
            await asyncio.sleep(0.2)
            assert notified == []
        await until(lambda: notified, "a notification", 8)
    await listener.close()

    assert notified == ["teller"]


async def test_a_beginning_runs_before_anything_is_heard_and_its_failure_stops_the_start(pair: Pair, house: Place) -> None:
    order: list[str] = []
    begins = True

    @pair.hearer.starts()
    async def begin() -> None:
        await asyncio.sleep(0.2)
        order.append(f"{len(pair.seen)} heard")
        assert begins

    async with pair.running(house.url, hears=False):
        await pair.tell(Told(thing=uuid4(), number=1))
    async with pair.running(house.url):
        await until(lambda: heard(house, 1), "the effect")
    assert order == ["0 heard"]

    begins = False
    with pytest.raises(AssertionError):
        await pair.running(house.url).__aenter__()
    with pytest.raises(NotRunning):
        _ = pair.hearer.database
