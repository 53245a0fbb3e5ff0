"""What falls due fires once at its moment, whatever happens in between."""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest

from kernel.clock import Clock
from kernel.deadlines import MOST_ATTEMPTS
from kernel.refusals import Unavailable
from kernel.testing import worker as program
from kernel.testing.behaviour import until
from kernel.testing.postgres import TestServer
from kernel.testing.worker import Look, Place, Worker
from kernel.work import Work

DAY = timedelta(days=1)


async def remind(worker: Worker, thing: UUID, *, after: timedelta, number: int = 0) -> None:
    async with worker.service.work() as work:
        work.remind(Look(thing=thing, number=number), at=work.now + after)


async def fired(place: Place) -> list[int]:
    return [row["number"] for row in await place.noted("due")]


async def left(place: Place) -> int:
    return len(await place.rows("select 1 from worker.deadline"))


async def test_it_fires_once_at_its_moment(worker: Worker, place: Place) -> None:
    clock = Clock()
    async with worker.running(place.url, clock):
        await remind(worker, uuid4(), after=DAY, number=1)
        clock.move(by=DAY - timedelta(minutes=1))
        await asyncio.sleep(0.2)
        assert await fired(place) == []

        clock.move(by=timedelta(minutes=1))
        await until(lambda: place.has_noted("due"), "the deadline")
        clock.move(by=DAY)
        await asyncio.sleep(0.2)

    assert await fired(place) == [1]
    assert await left(place) == 0


async def test_it_fires_by_itself_when_real_time_has_come(worker: Worker, place: Place) -> None:
    async with worker.running(place.url):
        await remind(worker, uuid4(), after=timedelta(milliseconds=300), number=1)
        await until(lambda: place.has_noted("due"), "the deadline", 4)


async def test_it_fires_after_a_restart_too(worker: Worker, place: Place) -> None:
    clock = Clock()
    async with worker.running(place.url, clock):
        await remind(worker, uuid4(), after=DAY, number=1)
    clock.move(by=2 * DAY)
    async with Worker().running(place.url, clock):
        await until(lambda: place.has_noted("due"), "the deadline")
    async with worker.running(place.url, clock):
        await asyncio.sleep(0.2)

    assert await fired(place) == [1]


async def test_a_new_one_of_the_same_kind_and_subject_replaces_it(worker: Worker, place: Place) -> None:
    clock, thing, other = Clock(), uuid4(), uuid4()
    async with worker.running(place.url, clock):
        await remind(worker, thing, after=DAY, number=1)
        await remind(worker, other, after=DAY, number=9)
        await remind(worker, thing, after=2 * DAY, number=2)
        clock.move(by=DAY)
        await until(lambda: place.has_noted("due"), "the other one")
        await asyncio.sleep(0.2)
        assert await fired(place) == [9]

        clock.move(by=DAY)
        await until(lambda: place.has_noted("due", 2), "the new one")

    assert await fired(place) == [9, 2]


async def test_what_is_forgotten_does_not_fire(worker: Worker, place: Place) -> None:
    clock, thing = Clock(), uuid4()
    async with worker.running(place.url, clock):
        await remind(worker, thing, after=DAY, number=1)
        async with worker.service.work() as work:
            work.forget(Look, thing)
        clock.move(by=DAY)
        await asyncio.sleep(0.3)

    assert await fired(place) == []


async def test_one_that_is_replaced_while_it_fires_fires_at_its_new_moment_only(worker: Worker, place: Place) -> None:
    clock, thing, begun, go_on = Clock(), uuid4(), asyncio.Event(), asyncio.Event()

    async def slowly(deadline: Look, work: Work) -> None:
        begun.set()
        await go_on.wait()
        await worker.look(deadline, work)

    worker.looks = slowly
    async with worker.running(place.url, clock):
        await remind(worker, thing, after=DAY, number=1)
        clock.move(by=DAY)
        await asyncio.wait_for(begun.wait(), 15)
        await remind(worker, thing, after=DAY, number=2)
        go_on.set()
        await asyncio.sleep(0.3)
        assert await fired(place) == []

        clock.move(by=2 * DAY)
        await until(lambda: place.has_noted("due"), "the second")

    assert await fired(place) == [2]


async def test_who_holds_what_it_is_about_and_then_forgets_it_never_waits_in_a_circle_with_the_clock(worker: Worker, place: Place) -> None:
    """The clock comes while a colleague has the thing in hands; both would end in the database's deadlock if it held the row already."""
    clock, thing, holding = Clock(), uuid4(), "select pg_advisory_xact_lock(815)"
    begun = asyncio.Event()

    async def looks_at_the_thing(deadline: Look, work: Work) -> None:
        begun.set()
        await asyncio.sleep(0.3)
        await work.connection.execute(holding)
        await worker.look(deadline, work)

    worker.looks = looks_at_the_thing
    async with worker.running(place.url, clock):
        await remind(worker, thing, after=DAY, number=1)
        async with worker.service.work() as work:
            await work.connection.execute(holding)
            clock.move(by=DAY)
            await asyncio.wait_for(begun.wait(), 15)
            work.forget(Look, thing)
        await asyncio.sleep(0.6)

    assert await fired(place) == []
    assert await left(place) == 0


async def test_one_whose_moment_is_moved_just_before_does_not_fire(worker: Worker, place: Place) -> None:
    """The mover holds the row when the moment comes; who fires waits for it, and sees another moment."""
    clock, thing = Clock(), uuid4()
    async with worker.running(place.url, clock):
        await remind(worker, thing, after=DAY, number=1)
        async with worker.service.work() as work:
            await work.connection.execute("select 1 from worker.deadline where subject = $1 for update", thing)
            work.remind(Look(thing=thing, number=2), at=work.now + 3 * DAY)
            clock.move(by=DAY)
            await asyncio.sleep(0.3)
        await asyncio.sleep(0.3)

    assert await fired(place) == []
    assert await left(place) == 1


async def test_what_it_does_may_set_the_next_one(worker: Worker, place: Place) -> None:
    clock = Clock()

    async def again(deadline: Look, work: Work) -> None:
        await worker.look(deadline, work)
        work.remind(Look(thing=deadline.thing, number=deadline.number + 1), at=work.now + DAY)

    worker.looks = again
    async with worker.running(place.url, clock):
        await remind(worker, uuid4(), after=DAY, number=1)
        for count in (1, 2, 3):
            clock.move(by=DAY)
            await until(lambda n=count: place.has_noted("due", n), f"number {count}")

    assert await fired(place) == [1, 2, 3]


async def test_one_that_fails_is_tried_later_and_holds_no_other_back(worker: Worker, place: Place) -> None:
    clock, bad = Clock(), uuid4()
    fails = [ValueError(), ValueError()]

    async def sometimes(deadline: Look, work: Work) -> None:
        await worker.look(deadline, work)
        if deadline.thing == bad and fails:
            raise fails.pop()

    worker.looks = sometimes
    async with worker.running(place.url, clock):
        await remind(worker, bad, after=DAY, number=1)
        await remind(worker, uuid4(), after=DAY + timedelta(seconds=1), number=2)
        clock.move(by=DAY + timedelta(seconds=1))
        await until(lambda: place.has_noted("due"), "the other one")
        assert await fired(place) == [2]

        for _ in range(4):
            clock.move(by=timedelta(seconds=5))
            await asyncio.sleep(0.1)
        await until(lambda: place.has_noted("due", 2), "the one that failed")

    assert await fired(place) == [2, 1]
    assert await place.tasks() == []


async def test_one_that_never_goes_well_becomes_a_persons_task(worker: Worker, place: Place) -> None:
    clock, tries = Clock(), 0

    async def never(deadline: Look, work: Work) -> None:
        nonlocal tries
        tries += 1
        raise ValueError

    worker.looks = never
    async with worker.running(place.url, clock):
        await remind(worker, uuid4(), after=DAY)
        for n in range(1, MOST_ATTEMPTS + 1):
            clock.move(by=DAY)
            await until(lambda n=n: tried(place, n), f"try {n}")
        clock.move(by=30 * DAY)
        await asyncio.sleep(0.2)

    assert tries == MOST_ATTEMPTS
    assert await place.tasks() == [("deadline-failed", "look")]


async def test_an_outage_does_not_count_as_a_failure(worker: Worker, place: Place) -> None:
    away = [Unavailable("a neighbour") for _ in range(3)]

    async def sometimes(deadline: Look, work: Work) -> None:
        if away:
            raise away.pop()
        await worker.look(deadline, work)

    worker.looks = sometimes
    async with worker.running(place.url):
        await remind(worker, uuid4(), after=timedelta(0), number=1)
        await until(lambda: place.has_noted("due"), "the deadline", 5)

    assert await fired(place) == [1]


@pytest.mark.faults
@pytest.mark.parametrize("point", ["deadline-taken", "before-commit"])
async def test_one_whose_process_is_killed_while_it_fires_fires_all_the_same(
    worker: Worker, place: Place, server: TestServer, point: str
) -> None:
    async with worker.service_only(place.url):
        await remind(worker, uuid4(), after=timedelta(0), number=1)
    assert await server.nursery.run(Path(program.__file__), "work", place.url, kill_at=point) == -9
    assert await fired(place) == []

    async with worker.running(place.url):
        await until(lambda: place.has_noted("due"), "the deadline")
        await asyncio.sleep(0.1)

    assert await fired(place) == [1]


async def test_two_processes_fire_it_once(worker: Worker, place: Place) -> None:
    other = Worker()
    async with worker.running(place.url), other.running(place.url):
        async with worker.service.work() as work:
            for number in range(40):
                work.remind(Look(thing=uuid4(), number=number), at=work.now + timedelta(milliseconds=300))
        await until(lambda: place.has_noted("due", 40), "all of them")
        await asyncio.sleep(0.2)

    assert sorted(await fired(place)) == list(range(40))


@pytest.mark.faults
async def test_two_processes_that_are_at_it_at_the_very_same_moment_fire_it_once(worker: Worker, place: Place) -> None:
    """Its row is held until both of them stand before it."""
    other, holder = Worker(), await asyncpg.connect(place.url)
    try:
        async with worker.running(place.url), other.running(place.url):
            await remind(worker, uuid4(), after=timedelta(seconds=1), number=1)
            holding = holder.transaction()
            await holding.start()
            await holder.execute("select from worker.deadline for update")

            async def both_wait() -> bool:
                waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
                return (await place.rows(waiting))[0][0] == 2

            await until(both_wait, "both before the row", 20)
            await holding.rollback()
            await until(lambda: place.has_noted("due"), "the deadline")
            await asyncio.sleep(0.3)
    finally:
        await holder.close()

    assert await fired(place) == [1]


async def tried(place: Place, times: int) -> bool:
    return [r["attempts"] for r in await place.rows("select attempts from worker.deadline")] == [times]
