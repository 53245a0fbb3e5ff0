"""Group commit without BEGIN and COMMIT: rows and their events in one statement still stand or fall together."""

import asyncio
from collections.abc import Sequence
from uuid import UUID, uuid4

import asyncpg

from kernel import log
from kernel.group_commit import GroupCommit, Written
from kernel.testing.worker import Place, Worked, Worker

WRITE = "insert into worker.effect (event_id, subject, number, by) select i, i, 100 / n, 'one' from unnest($1::uuid[], $2::int[]) u(i, n)"
BAD = 0


def group_of(worker: Worker) -> GroupCommit[tuple[UUID, int], UUID]:
    async def write(connection: asyncpg.Connection, items: Sequence[tuple[UUID, int]]) -> Written[UUID]:
        things = [thing for thing, _ in items]
        events = [Worked(thing=thing) for thing in things]
        values, at = (things, [number for _, number in items]), worker.service.clock.now()
        return Written(things, await log.append_with(connection, "worker", WRITE, values, events, at))

    return GroupCommit(worker.service, write, one_statement=True)


async def kept(place: Place) -> list[UUID]:
    return [row[0] for row in await place.rows("select e.subject from worker.effect e join worker.log l on l.subject = e.subject")]


async def test_rows_and_their_events_are_kept_in_one_statement(worker: Worker, place: Place) -> None:
    things = [uuid4() for _ in range(30)]
    async with worker.service_only(place.url):
        group = group_of(worker)
        answers = await asyncio.gather(*(group.add((thing, 1)) for thing in things))

    assert answers == things
    assert sorted(await kept(place)) == sorted(things)


async def test_one_that_cannot_be_kept_leaves_neither_row_nor_event_and_harms_no_other(worker: Worker, place: Place) -> None:
    good, bad = [uuid4() for _ in range(5)], uuid4()
    async with worker.service_only(place.url):
        group = group_of(worker)
        asked = [*(group.add((thing, 1)) for thing in good), group.add((bad, BAD))]
        answers = await asyncio.gather(*asked, return_exceptions=True)

    assert isinstance(answers[-1], asyncpg.DivisionByZeroError)
    assert sorted(await kept(place)) == sorted(good)
    assert await place.rows("select 1 from worker.log where subject = $1", bad) == []
