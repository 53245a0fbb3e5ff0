"""One transaction: state, events, deadlines, errands, tasks and access records stand or fall together."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlmodel import Field, select

from kernel.access import NoPurpose
from kernel.caller import Caller
from kernel.database import NothingKept, table_base
from kernel.refusals import Conflict
from kernel.testing.worker import Deliver, Look, Place, Worked, Worker, note
from kernel.work import Work, WorkIsOver

DAY = timedelta(days=1)
TABLES = ("effect", "log", "deadline", "errand", "task", "access_log")
Table = table_base("worker")


class Effect(Table, table=True):  # type: ignore[valid-type,misc]
    __tablename__ = "effect"
    n: int | None = Field(default=None, primary_key=True)
    event_id: UUID
    subject: UUID
    number: int
    by: str


async def counts(place: Place) -> list[int]:
    return [(await place.rows(f"select count(*) from worker.{table}"))[0][0] for table in TABLES]


async def everything(work: Work, thing: UUID) -> None:
    await note(work.connection, thing, thing, 1, "raw")
    work.session.add(Effect(event_id=thing, subject=thing, number=2, by="session"))
    work.publish(Worked(thing=thing))
    work.remind(Look(thing=thing), at=work.now + DAY)
    work.errand(Deliver(thing=thing), not_before=work.now + DAY)
    work.task("look", thing, "a-reason")
    work.record(thing, what="file")


async def failing(worker: Worker, *, purpose: str | None = "triage") -> None:
    async with worker.service.work(purpose=purpose) as work:
        await everything(work, uuid4())
        await work.flush()
        if purpose:
            raise Conflict


async def test_all_of_it_is_kept(worker: Worker, place: Place) -> None:
    async with worker.running(place.url), worker.service.work(purpose="triage") as work:
        await everything(work, uuid4())

    assert await counts(place) == [2, 1, 1, 1, 1, 1]


async def test_nothing_of_it_is_kept_after_an_exception(worker: Worker, place: Place) -> None:
    async with worker.running(place.url):
        for purpose, error in (("triage", Conflict), (None, NoPurpose)):  # the second fails at its last step only
            with pytest.raises(error):
                await failing(worker, purpose=purpose)

        async with worker.service.work() as work:
            await note(work.connection, uuid4(), uuid4(), 7, "after")

    assert await counts(place) == [1, 0, 0, 0, 0, 0]


async def test_the_session_and_the_plain_connection_share_one_transaction(worker: Worker, place: Place) -> None:
    thing = uuid4()
    async with worker.running(place.url), worker.service.work() as work:
        work.session.add(Effect(event_id=thing, subject=thing, number=2, by="session"))
        await work.flush()
        await note(work.connection, thing, thing, 1, "raw")

        assert await work.connection.fetchval("select count(*) from effect") == 2
        assert [e.by for e in await work.session.exec(select(Effect).order_by(Effect.n))] == ["session", "raw"]
        assert await counts(place) == [0, 0, 0, 0, 0, 0]


async def test_a_point_to_return_to_undoes_what_came_after_it_only(worker: Worker, place: Place) -> None:
    thing = uuid4()
    async with worker.running(place.url), worker.service.work() as work:
        work.session.add(Effect(event_id=thing, subject=thing, number=1, by="before"))
        await work.flush()
        async with work.session.begin_nested() as point:
            work.session.add(Effect(event_id=thing, subject=thing, number=2, by="inside"))
            await work.flush()
            await point.rollback()
        await note(work.connection, thing, thing, 3, "after")

    assert [r["by"] for r in await place.rows("select by from worker.effect order by n")] == ["before", "after"]


async def test_events_keep_the_order_in_which_they_were_published(worker: Worker, place: Place) -> None:
    async with worker.running(place.url):
        for tens in (0, 10):
            async with worker.service.work() as work:
                for number in range(10):
                    work.publish(Worked(thing=uuid4(), number=tens + number))

    logged = await place.rows("select (data->>'number')::int as number from worker.log order by position")
    assert [r["number"] for r in logged] == list(range(20))


async def test_looking_at_a_person_needs_a_purpose(worker: Worker, place: Place) -> None:
    async with worker.running(place.url):
        with pytest.raises(NoPurpose):
            await failing(worker, purpose=None)

    assert await counts(place) == [0, 0, 0, 0, 0, 0]


async def test_who_looked_at_whom_and_why_is_kept_with_it(worker: Worker, place: Place) -> None:
    daughter, father, desk = uuid4(), uuid4(), uuid4()
    assessor = Caller("person", str(uuid4()), "console", "gooi", organisation=desk, roles=frozenset({"assessor"}), name="never kept")
    async with worker.running(place.url), worker.service.work(by=assessor, purpose="triage") as work:
        work.record(daughter, father, what="file")
        work.record(daughter, what="file")
        work.record(daughter, what="phone", action="change")

    rows = await place.rows("select * from worker.access_log order by id")
    assert [(r["person"], r["what"], r["action"]) for r in rows] == [
        (daughter, "file", "read"),
        (father, "file", "read"),
        (daughter, "phone", "change"),
    ]
    assert {(r["by_subject"], r["by_client"], r["organisation"], r["region"], r["role"], r["purpose"]) for r in rows} == {
        (assessor.subject, "console", desk, "gooi", "assessor", "triage")
    }
    assert "never kept" not in str(rows)


async def test_nobody_is_woken_before_it_is_committed(worker: Worker, place: Place) -> None:
    async with worker.service_only(place.url) as running:
        sleepers = [running.wakes.event(what, "worker") for what in ("log", "deadlines", "errands")]
        with pytest.raises(Conflict):
            await failing(worker)
        assert [s.is_set() for s in sleepers] == [False, False, False]

        async with worker.service.work(purpose="triage") as work:
            await everything(work, uuid4())
            assert [s.is_set() for s in sleepers] == [False, False, False]

    assert [s.is_set() for s in sleepers] == [True, True, True]


AFTERWARDS: list[Callable[[Work], object]] = [
    lambda work: work.publish(Worked(thing=uuid4())),
    lambda work: work.remind(Look(thing=uuid4()), at=work.now),
    lambda work: work.forget(Look, uuid4()),
    lambda work: work.errand(Deliver(thing=uuid4())),
    lambda work: work.task("look", None, "a-reason"),
    lambda work: work.record(uuid4(), what="file"),
    lambda work: work.session,
    lambda work: work.connection,
]


@pytest.mark.parametrize("ends_well", [True, False])
async def test_what_is_asked_of_a_work_that_is_over_is_refused(worker: Worker, place: Place, ends_well: bool) -> None:
    async with worker.running(place.url):
        try:
            async with worker.service.work() as work:
                assert ends_well
        except AssertionError:
            pass

        for ask in AFTERWARDS:
            with pytest.raises(WorkIsOver):
                ask(work)


async def swallowing(worker: Worker) -> None:
    async with worker.service.work() as work:
        await note(work.connection, uuid4(), uuid4(), 1, "lost")
        with contextlib.suppress(asyncpg.PostgresError):
            await work.connection.execute("select 1 / 0")


async def test_swallowing_what_the_database_said_is_no_success(worker: Worker, place: Place) -> None:
    async with worker.running(place.url):
        with pytest.raises(NothingKept):
            await swallowing(worker)

    assert await counts(place) == [0, 0, 0, 0, 0, 0]


async def cut_and_failing(worker: Worker, place: Place) -> None:
    async with worker.service.work():
        await cut(place)
        raise Conflict


async def test_its_own_error_is_told_also_when_the_connection_dies_with_it(worker: Worker, place: Place) -> None:
    async with worker.running(place.url):
        with pytest.raises(Conflict):
            await cut_and_failing(worker, place)


async def test_connections_that_died_in_the_pool_trouble_nobody(worker: Worker, place: Place) -> None:
    async with worker.running(place.url):
        async with worker.service.work(), worker.service.work(), worker.service.work():
            pass
        await cut(place)
        for _ in range(5):
            async with worker.service.work() as work:
                await note(work.connection, uuid4(), uuid4(), 1, "after")

    assert len(await place.noted("after")) == 5


async def test_one_that_is_cut_off_at_any_moment_leaves_no_open_transaction_behind(worker: Worker, place: Place) -> None:
    """Who takes the connection next must not write into a transaction that nobody ends."""

    async def some() -> None:
        async with worker.service.work() as work:
            await note(work.connection, uuid4(), uuid4(), 1, "cut off")
            await asyncio.sleep(0)
            await work.connection.execute("select pg_sleep(10)")

    async with worker.service_only(place.url):
        for step in range(24):
            task = asyncio.create_task(some())
            await asyncio.sleep(step * 0.00025)
            task.cancel()
            await asyncio.wait([task])
            async with worker.service.database.lease() as lease:
                await note(lease.raw, uuid4(), uuid4(), step, "next")

    assert [r["number"] for r in await place.noted("next")] == list(range(24))
    assert await place.noted("cut off") == []


async def cut(place: Place) -> None:
    """Ends the service's connections, as a restart of the server does."""
    await place.rows(
        "select pg_terminate_backend(pid) from pg_stat_activity "
        "where datname = current_database() and application_name = 'mantelbrug-worker'"
    )
    await asyncio.sleep(0.1)
