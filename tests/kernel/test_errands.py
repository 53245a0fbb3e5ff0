"""What leaves the house: once when all goes well, at least once otherwise, and a person where it never goes well."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from kernel.clock import Clock
from kernel.errands import AT_ONCE, LEASE, Outing, TakenOver
from kernel.refusals import GiveUp, Unavailable
from kernel.testing import worker as program
from kernel.testing.behaviour import until
from kernel.testing.postgres import TestServer
from kernel.testing.worker import Deliver, Place, Worker, note
from kernel.work import Work

DAY = timedelta(days=1)


def failing(worker: Worker, *errors: Exception) -> list[int]:
    """Fails with these in turn and then goes well; answers the attempts as they come."""
    left, attempts = list(errors), list[int]()

    async def go(errand: Deliver, out: Outing) -> None:
        attempts.append(out.attempt)
        if left:
            raise left.pop(0)
        await worker.deliver(errand, out)

    worker.goes = go
    return attempts


async def test_it_is_done_once_when_all_goes_well(worker: Worker, place: Place) -> None:
    thing = uuid4()
    async with worker.running(place.url):
        sent = await worker.send(thing)
        await until(lambda: place.has_noted("outcome"), "the outcome")
        await asyncio.sleep(0.2)

    assert [(r["id"], r["thing"], r["number"]) for r in await place.noted("outside")] == [(sent, thing, 1)]
    assert await place.errands() == []
    assert len(await place.rows("select 1 from worker.log")) == 1


async def test_one_without_an_outcome_of_its_own_is_ended_by_the_kernel(worker: Worker, place: Place) -> None:
    worker.goes = worker.outside
    async with worker.running(place.url):
        await worker.send(uuid4())
        await until(lambda: place.has_noted("outside"), "the deed")
        await until(lambda: gone(place), "its end")

    assert len(await place.noted("outside")) == 1


async def test_it_waits_for_its_moment(worker: Worker, place: Place) -> None:
    clock = Clock()
    async with worker.running(place.url, clock):
        async with worker.service.work() as work:
            work.errand(Deliver(thing=uuid4()), not_before=work.now + DAY)
        await asyncio.sleep(0.2)
        assert await place.noted("outside") == []

        clock.move(by=DAY)
        await until(lambda: place.has_noted("outcome"), "the outcome")


@pytest.mark.faults
@pytest.mark.parametrize(
    ("point", "what", "acted"), [("errand-claimed", "work", 0), ("before-commit", "work", 1), ("errand-acted", "work_plainly", 1)]
)
async def test_one_whose_process_is_killed_is_done_again_with_the_same_id(
    worker: Worker, place: Place, server: TestServer, point: str, what: str, acted: int
) -> None:
    thing = uuid4()
    sent = await laid_ready(place, thing)
    assert await server.nursery.run(Path(program.__file__), what, place.url, kill_at=point) == -9
    assert len(await place.noted("outside")) == acted
    assert await place.noted("outcome") == []

    clock = Clock()
    async with worker.running(place.url, clock):
        await asyncio.sleep(0.2)
        assert await place.noted("outcome") == [], "its lease has not run out"

        clock.move(by=LEASE)
        await until(lambda: place.has_noted("outcome"), "the outcome")

    assert [r["id"] for r in await place.noted("outside")] == [sent] * (acted + 1)
    assert [(r["id"], r["number"]) for r in await place.noted("outcome")] == [(sent, 2)]


async def test_a_failure_is_tried_again_later_each_time(worker: Worker, place: Place) -> None:
    clock = Clock()
    attempts = failing(worker, ValueError(), ValueError())
    async with worker.running(place.url, clock):
        await worker.send(uuid4())
        waits = []
        for tried in (1, 2):
            await until(lambda n=tried: failed(place, n), f"failure {tried}")
            row = (await place.errands())[0]
            waits.append(round((row["next_at"] - clock.now()).total_seconds()))
            assert row["error"] == "ValueError"
            clock.move(to=max(row["next_at"], clock.now()))
        await until(lambda: place.has_noted("outcome"), "the outcome")

    assert attempts == [1, 2, 3]
    assert [abs(wait - wanted) <= 2 for wait, wanted in zip(waits, (5, 20), strict=True)] == [True, True]


async def test_what_is_away_does_not_count_as_an_attempt(worker: Worker, place: Place) -> None:
    clock = Clock()
    attempts = failing(worker, *(Unavailable("the mail server") for _ in range(5)))
    async with worker.running(place.url, clock):
        await worker.send(uuid4())
        for n in range(1, 6):
            await until(lambda n=n: tried(attempts, n, place), f"try {n}")
            clock.move(by=timedelta(seconds=6))
        await until(lambda: place.has_noted("outcome"), "the outcome")

    assert attempts == [1, 1, 1, 1, 1, 1]
    assert await place.tasks() == []


async def test_after_its_last_attempt_a_person_takes_it_over(worker: Worker, place: Place) -> None:
    clock = Clock()
    attempts = failing(worker, *(ValueError() for _ in range(9)))
    async with worker.running(place.url, clock):
        sent = await worker.send(uuid4())
        for n in range(1, 4):
            await until(lambda n=n: tried(attempts, n, place), f"try {n}")
            clock.move(by=DAY)
        await until(place.tasks, "a task")
        clock.move(by=10 * DAY)
        await asyncio.sleep(0.2)

    assert attempts == [1, 2, 3]
    assert [(r["id"], r["state"]) for r in await place.errands()] == [(sent, "given-up")]
    assert await place.tasks() == [("errand-given-up", "deliver: ValueError")]
    assert len(await place.noted("given-up")) == 1


async def test_what_can_never_succeed_is_given_up_at_once(worker: Worker, place: Place) -> None:
    attempts = failing(worker, GiveUp("address-refused"))
    async with worker.running(place.url):
        await worker.send(uuid4())
        await until(place.tasks, "a task")

    assert attempts == [1]
    assert await place.tasks() == [("errand-given-up", "deliver: address-refused")]


async def test_a_person_hears_of_it_also_when_giving_up_fails(worker: Worker, place: Place) -> None:
    failing(worker, GiveUp("address-refused"))

    async def fail(errand: Deliver, work: Work) -> None:
        await worker.note_given_up(errand, work)
        raise ValueError

    worker.gives_up = fail
    async with worker.running(place.url):
        await worker.send(uuid4())
        await until(place.tasks, "a task")

    assert [r["state"] for r in await place.errands()] == ["given-up"]
    assert await place.noted("given-up") == []


async def test_one_that_kills_its_process_each_time_is_not_tried_for_ever(worker: Worker, place: Place) -> None:
    await laid_ready(place, uuid4(), attempts=3)
    async with worker.running(place.url):
        await until(place.tasks, "a task")

    assert await place.tasks() == [("errand-given-up", "deliver: its-process-died-each-time")]
    assert await place.noted("outside") == []


async def test_one_of_a_kind_that_nobody_knows_any_more_is_a_persons_task(worker: Worker, place: Place) -> None:
    await laid_ready(place, uuid4(), kind="forgotten")
    async with worker.running(place.url):
        await until(place.tasks, "a task")

    assert await place.tasks() == [("errand-given-up", "forgotten: unknown-errand")]


async def test_the_outcome_and_the_end_are_one_transaction(worker: Worker, place: Place) -> None:
    clock, tries = Clock(), list[int]()

    async def go(errand: Deliver, out: Outing) -> None:
        tries.append(out.attempt)
        async with out.done() as work:
            await note(work.connection, out.id, errand.thing, out.attempt, "outcome")
            if len(tries) == 1:
                raise ValueError

    worker.goes = go
    async with worker.running(place.url, clock):
        await worker.send(uuid4())
        await until(lambda: failed(place, 1), "the failure")
        assert await place.noted("outcome") == []

        clock.move(by=DAY)
        await until(lambda: gone(place), "its end")

    assert [r["number"] for r in await place.noted("outcome")] == [2]


async def test_who_was_too_slow_cannot_end_what_another_took_over(worker: Worker, place: Place) -> None:
    told = asyncio.Event()
    errors: list[Exception] = []

    async def go(errand: Deliver, out: Outing) -> None:
        await place.rows("update worker.errand set lease_until = lease_until + interval '1 minute', attempts = 2")
        try:
            await worker.deliver(errand, out)
        except Exception as error:
            errors.append(error)
            raise
        finally:
            told.set()

    worker.goes = go
    async with worker.running(place.url):
        await worker.send(uuid4())
        await asyncio.wait_for(told.wait(), 15)
        await asyncio.sleep(0.2)

    assert [type(error) for error in errors] == [TakenOver]
    assert await place.noted("outcome") == []
    assert [(r["state"], r["attempts"], r["error"]) for r in await place.errands()] == [("waiting", 2, "")]


async def test_two_processes_share_the_errands(worker: Worker, place: Place) -> None:
    other = Worker()
    for running in (worker, other):
        running.goes = running.outside
    async with worker.running(place.url), other.running(place.url):
        sent = [await worker.send(uuid4()) for _ in range(40)]
        await until(lambda: gone(place), "all done")

    assert sorted(r["id"] for r in await place.noted("outside")) == sorted(sent)


async def test_a_few_go_at_once_and_the_others_follow(worker: Worker, place: Place) -> None:
    out_now, most = 0, 0

    async def go(errand: Deliver, out: Outing) -> None:
        nonlocal out_now, most
        out_now += 1
        most = max(most, out_now)
        await asyncio.sleep(0.05)
        out_now -= 1

    worker.goes = go
    async with worker.running(place.url):
        async with worker.service.work() as work:
            for _ in range(3 * AT_ONCE):
                work.errand(Deliver(thing=uuid4()))
        await until(lambda: gone(place), "all done")

    assert most == AT_ONCE


async def test_what_is_under_way_may_end_well_when_the_house_stops(worker: Worker, place: Place) -> None:
    begun = asyncio.Event()

    async def go(errand: Deliver, out: Outing) -> None:
        begun.set()
        await asyncio.sleep(0.3)
        await worker.deliver(errand, out)

    worker.goes = go
    async with worker.running(place.url):
        await worker.send(uuid4())
        await asyncio.wait_for(begun.wait(), 15)

    assert len(await place.noted("outcome")) == 1
    assert await place.errands() == []


async def laid_ready(place: Place, thing: object, *, kind: str = "deliver", attempts: int = 0) -> object:
    """An errand in the table, while no process runs."""
    sent = uuid4()
    await place.rows(
        "insert into worker.errand (id, type, data, attempts, next_at, created_at) values ($1, $2, $3, $4, $5, $5)",
        sent,
        kind,
        f'{{"thing": "{thing}"}}',
        attempts,
        datetime.now(UTC),
    )
    return sent


async def gone(place: Place) -> bool:
    return await place.errands() == []


async def resting(place: Place) -> bool:
    """Nobody has it in hand at this moment."""
    return [r["lease_until"] for r in await place.errands()] == [None]


async def failed(place: Place, times: int) -> bool:
    row = (await place.errands())[0]
    return row["attempts"] == times and row["lease_until"] is None


async def tried(attempts: list[int], times: int, place: Place) -> bool:
    return len(attempts) >= times and await resting(place)
