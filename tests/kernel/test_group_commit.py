"""Many small writes in few transactions, and each answered for itself."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from kernel import log
from kernel.database import NothingKept
from kernel.group_commit import GroupCommit, Written
from kernel.surroundings import are_away
from kernel.testing.postgres import TestServer
from kernel.testing.worker import Place, Worked, Worker, note


@dataclass
class Desk:
    """Notes numbers; some are bad in their own way."""

    worker: Worker
    batches: list[list[int]] = field(default_factory=list)
    poison: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()
    swallowed: frozenset[int] = frozenset()
    unanswered: frozenset[int] = frozenset()
    cut: frozenset[int] = frozenset()
    slow: float = 0.0

    async def write(self, connection: asyncpg.Connection, items: Sequence[int]) -> Written[int]:
        self.batches.append(list(items))
        await asyncio.sleep(self.slow)
        answers: list[int | Exception] = []
        for item in items:
            if item in self.poison:
                raise ValueError(item)
            if item in self.refused:
                answers.append(KeyError(item))
                continue
            await note(connection, uuid4(), uuid4(), item, "group")
            if item in self.cut:
                await connection.execute("select pg_terminate_backend(pg_backend_pid())")
            answers += [item * 10] * (item not in self.unanswered)
        told = [Worked(thing=uuid4(), number=item) for item in items]
        appended = await log.append(connection, "worker", told, self.worker.service.clock.now())
        if self.swallowed.intersection(items):
            with contextlib.suppress(asyncpg.PostgresError):
                await connection.execute("select 1 / 0")
        return Written(answers, appended)

    def group(self, most: int = 500) -> GroupCommit[int, int]:
        return GroupCommit(self.worker.service, self.write, most=most)


@pytest.fixture
def desk(worker: Worker) -> Desk:
    return Desk(worker)


async def kept(place: Place) -> list[int]:
    return [row["number"] for row in await place.noted("group")]


async def add_all(group: GroupCommit[int, int], items: Sequence[int]) -> list[int | BaseException]:
    return await asyncio.wait_for(asyncio.gather(*(group.add(item) for item in items), return_exceptions=True), 20)


async def test_what_comes_while_one_is_written_is_written_together(worker: Worker, place: Place, desk: Desk) -> None:
    desk.slow = 0.05
    async with worker.service_only(place.url):
        answers = await add_all(desk.group(), range(50))

    assert answers == [n * 10 for n in range(50)]
    assert len(desk.batches) <= 2
    assert await kept(place) == list(range(50))


async def test_no_transaction_takes_more_than_it_may(worker: Worker, place: Place, desk: Desk) -> None:
    async with worker.service_only(place.url):
        await add_all(desk.group(most=20), range(50))

    assert max(map(len, desk.batches)) == 20
    assert await kept(place) == list(range(50))


async def test_a_lone_one_is_written_at_once_and_the_next_after_a_pause_too(worker: Worker, place: Place, desk: Desk) -> None:
    async with worker.service_only(place.url):
        group = desk.group()
        assert await asyncio.wait_for(group.add(1), 5) == 10
        await asyncio.sleep(0.05)
        assert await asyncio.wait_for(group.add(2), 5) == 20


async def test_a_bad_one_fails_alone(worker: Worker, place: Place, desk: Desk) -> None:
    desk.poison = frozenset({3})
    async with worker.service_only(place.url):
        answers = await add_all(desk.group(), range(6))

    assert [answer for answer in answers if not isinstance(answer, ValueError)] == [0, 10, 20, 40, 50]
    assert isinstance(answers[3], ValueError)
    assert sorted(await kept(place)) == [0, 1, 2, 4, 5]


async def test_one_that_is_answered_with_a_refusal_harms_no_other(worker: Worker, place: Place, desk: Desk) -> None:
    desk.refused = frozenset({2})
    async with worker.service_only(place.url):
        answers = await add_all(desk.group(), range(4))

    assert isinstance(answers[2], KeyError)
    assert await kept(place) == [0, 1, 3]
    assert len(desk.batches) == 1


@pytest.mark.parametrize("how", ["swallowed", "unanswered"])
async def test_nobody_hears_that_it_is_kept_when_it_is_not(worker: Worker, place: Place, desk: Desk, how: str) -> None:
    """Swallowing a database error undoes the transaction silently; an answer too few would go to somebody else."""
    setattr(desk, how, frozenset({1}))
    async with worker.service_only(place.url):
        answers = await add_all(desk.group(), range(3))

    assert isinstance(answers[1], NothingKept if how == "swallowed" else ValueError)
    assert (answers[0], answers[2]) == (0, 20)
    assert sorted(await kept(place)) == [0, 2]


async def test_a_client_that_goes_away_takes_nothing_with_it(worker: Worker, place: Place, desk: Desk) -> None:
    desk.slow = 0.05
    async with worker.service_only(place.url):
        group = desk.group()
        asking = [asyncio.create_task(group.add(n)) for n in range(4)]
        await asyncio.sleep(0.02)
        asking[0].cancel()
        asking[2].cancel()
        answers = await asyncio.wait_for(asyncio.gather(*asking, return_exceptions=True), 10)

    assert [type(answer) for answer in answers] == [asyncio.CancelledError, int, asyncio.CancelledError, int]
    assert await kept(place) == [0, 1, 2, 3]


async def test_after_an_outage_the_next_one_is_written(worker: Worker, place: Place, desk: Desk) -> None:
    desk.cut = frozenset({1})
    async with worker.service_only(place.url):
        group = desk.group()
        answers = await add_all(group, range(3))
        assert all(isinstance(answer, Exception) and are_away(answer) for answer in answers)

        assert await asyncio.wait_for(group.add(5), 5) == 50

    assert await kept(place) == [5]


async def test_those_who_listen_are_woken_after_it_is_kept(worker: Worker, place: Place, desk: Desk) -> None:
    async with worker.service_only(place.url) as running:
        woken = running.wakes.event("log", "worker")
        desk.poison = frozenset({1})
        await add_all(desk.group(), [1])
        assert not woken.is_set()

        await add_all(desk.group(), [2])
        assert woken.is_set()


@pytest.mark.faults
@pytest.mark.parametrize(("point", "count"), [("before-commit", 0), ("after-commit", 20)])
async def test_a_process_killed_at_its_commit_keeps_all_or_nothing(place: Place, server: TestServer, point: str, count: int) -> None:
    assert await server.nursery.run(Path(__file__), "add_twenty", place.url, kill_at=point) == -9

    assert await kept(place) == list(range(count))
    assert len(await place.rows("select 1 from worker.log")) == count


async def add_twenty(url: str) -> None:
    worker = Worker()
    async with worker.service_only(url):
        await add_all(Desk(worker).group(), range(20))
