"""The log: who may write and read it, and what may stand in it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, ClassVar
from uuid import UUID, uuid4

import asyncpg
import pytest
from annotated_types import MaxLen

from kernel import log
from kernel.migrations import LEAP, migrate
from kernel.testing.listening import FOLDER, Pair, Told, ToldOn
from kernel.testing.postgres import TestServer, logins
from schemas.base import MAX_BYTES, Event


class ToldOfMany(Event):
    """About more things than an event should name."""

    type: ClassVar[str] = "nl.mantelbrug.teller.told-of-many.v1"
    subject: ClassVar[str] = "thing"
    thing: UUID
    others: Annotated[tuple[UUID, ...], MaxLen(10_000)]


@dataclass
class Logs:
    """Two services' logs; the hearer follows the teller, not the other way around."""

    url: str

    @asynccontextmanager
    async def as_service(self, name: str) -> AsyncIterator[asyncpg.Connection]:
        connection = await asyncpg.connect(logins(self.url, [name])[name])
        try:
            yield connection
        finally:
            await connection.close()

    @asynccontextmanager
    async def as_owner(self) -> AsyncIterator[asyncpg.Connection]:
        connection = await asyncpg.connect(self.url)
        try:
            yield connection
        finally:
            await connection.close()


@pytest.fixture(scope="module")
def locked(server: TestServer) -> Logs:
    """One database for all who try what they may not."""
    pair = Pair()
    services = [pair.teller, pair.hearer]
    return Logs(asyncio.run(server.fresh(services, {s.name: FOLDER for s in services})))


@pytest.fixture
async def logs(server: TestServer) -> AsyncIterator[Logs]:
    pair = Pair()
    services = [pair.teller, pair.hearer]
    url = await server.fresh(services, {s.name: FOLDER for s in services})
    yield Logs(url)
    await server.drop(url)


def now() -> datetime:
    return datetime.now(UTC)


@pytest.mark.parametrize(
    "statement",
    [
        "insert into teller.log (event_id, type, subject, time, data) select gen_random_uuid(), 't', gen_random_uuid(), now(), '{}'",
        "insert into teller.log (position, event_id, type, subject, time, data) "
        "select 7, gen_random_uuid(), 't', gen_random_uuid(), now(), '{}'",
        "update teller.log set type = 'other'",
        "delete from teller.log",
        "truncate teller.log",
        "select * from teller.log",
        "select nextval('teller.log_position_seq')",
        "select setval('teller.log_position_seq', 1)",
        "select teller.log_appending()",
        "update teller.cluster set timeline = 7",
        "alter table teller.log disable trigger all",
        "drop function teller.log_append",
        "update teller.access_log set what = 'nothing'",
        "delete from teller.access_log",
        "truncate teller.access_log",
    ],
)
async def test_not_even_its_own_service_goes_around_the_logs_functions(locked: Logs, statement: str) -> None:
    async with locked.as_service("teller") as teller:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await teller.execute(statement)


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("teller", "select * from hearer.log_after(0, 10)"),
        ("teller", "select hearer.log_head()"),
        ("hearer", "select teller.log_append('{}', '{}', '{}', '{}', now(), '{}')"),
        ("hearer", "select * from teller.log"),
        ("hearer", "select * from teller.effect"),
        ("hearer", "select * from teller.access_log"),
        ("hearer", "insert into teller.task values (gen_random_uuid(), 'k', null, 'r', now())"),
    ],
)
async def test_a_service_reaches_nothing_of_another_but_the_events_it_hears(locked: Logs, name: str, question: str) -> None:
    async with locked.as_service(name) as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.fetch(question)


async def test_a_service_reads_the_log_that_it_hears(logs: Logs) -> None:
    thing = uuid4()
    async with logs.as_service("teller") as teller, logs.as_service("hearer") as hearer:
        last, _ = await log.append(teller, "teller", [Told(thing=thing, number=1), Told(thing=thing, number=2)], now())
        rows = await log.after(hearer, "teller", 0)

        assert [(row.position, row.type, row.subject) for row in rows] == [(last - 1, Told.type, thing), (last, Told.type, thing)]
        assert [Told.from_json(row.data).number for row in rows] == [1, 2]
        assert await log.head(hearer, "teller") == last
        assert await log.after(hearer, "teller", last) == []


async def test_an_open_append_holds_back_what_was_appended_after_it(logs: Logs) -> None:
    async with logs.as_service("teller") as slow, logs.as_service("teller") as quick, logs.as_service("hearer") as hearer:
        await log.append(quick, "teller", [Told(thing=uuid4(), number=0)], now())
        transaction = slow.transaction()
        await transaction.start()
        await log.append(slow, "teller", [Told(thing=uuid4(), number=1)], now())
        await log.append(quick, "teller", [Told(thing=uuid4(), number=2)], now())

        assert [row.position for row in await log.after(hearer, "teller", 0)] == [1]
        assert await hearer.fetchval("select teller.log_readable(0)") == 1

        await transaction.rollback()

        assert [row.position for row in await log.after(hearer, "teller", 0)] == [1, 3]
        assert await hearer.fetchval("select teller.log_readable(1)") == 3


async def test_another_isolation_than_read_committed_is_refused(logs: Logs) -> None:
    """With one snapshot for all three steps of a read, a row that is committed between them would be passed for good."""
    async with logs.as_service("hearer") as hearer:
        for level in ("repeatable_read", "serializable"):
            with pytest.raises(asyncpg.RaiseError, match="read committed"):
                await after_in(hearer, level)


async def after_in(connection: asyncpg.Connection, level: str) -> None:
    async with connection.transaction(isolation=level):  # type: ignore[arg-type]  # one of asyncpg's own words
        await log.after(connection, "teller", 0)


async def test_an_event_of_another_service_is_refused(logs: Logs) -> None:
    async with logs.as_service("teller") as teller:
        with pytest.raises(asyncpg.CheckViolationError):
            await log.append(teller, "teller", [Told(thing=uuid4(), number=1), ToldOn(thing=uuid4(), number=2)], now())

        assert await teller.fetchval("select teller.log_head()") == 0


async def test_an_event_that_a_broker_might_refuse_is_refused_here(logs: Logs) -> None:
    fits, too_big = (ToldOfMany(thing=uuid4(), others=tuple(uuid4() for _ in range(n))) for n in (400, 430))
    assert len(fits.to_json()) < MAX_BYTES < len(too_big.to_json())
    async with logs.as_service("teller") as teller:
        with pytest.raises(log.TooBig):
            await log.append(teller, "teller", [fits, too_big], now())
        assert await teller.fetchval("select teller.log_head()") == 0

        await log.append(teller, "teller", [fits], now())


async def test_a_lost_right_on_the_sequence_is_said_and_not_taken_for_an_empty_log(logs: Logs) -> None:
    async with logs.as_owner() as owner, logs.as_service("hearer") as hearer, logs.as_service("teller") as teller:
        await log.append(teller, "teller", [Told(thing=uuid4(), number=1)], now())
        await owner.execute("alter sequence teller.log_position_seq owner to current_user")
        await owner.execute("revoke all on sequence teller.log_position_seq from mantelbrug_log")

        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await log.head(hearer, "teller")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await log.after(hearer, "teller", 0)


OTHER_CLUSTER = "update teller.cluster set system_identifier = 1"
OTHER_TIMELINE = "update teller.cluster set timeline = timeline + 1"


@pytest.mark.parametrize(("happened", "leaps"), [(OTHER_CLUSTER, True), (OTHER_TIMELINE, True), ("select 1", False)])
async def test_positions_leap_ahead_where_some_may_have_been_lost(logs: Logs, happened: str, leaps: bool) -> None:
    """A position that was given out before a recovery may be known elsewhere; it is never given out again."""
    pair = Pair()
    async with logs.as_owner() as owner, logs.as_service("teller") as teller:
        before, _ = await log.append(teller, "teller", [Told(thing=uuid4(), number=1)], now())
        await owner.execute(happened)
        for _ in range(2):  # the second time it is known
            await migrate(logs.url, [pair.teller, pair.hearer], folders={"teller": FOLDER, "hearer": FOLDER})
        after, _ = await log.append(teller, "teller", [Told(thing=uuid4(), number=2)], now())

    assert after == before + 1 + (LEAP if leaps else 0)


async def test_a_position_that_was_rolled_back_is_passed(logs: Logs) -> None:
    async with logs.as_service("teller") as teller, logs.as_service("hearer") as hearer:
        transaction = teller.transaction()
        await transaction.start()
        await log.append(teller, "teller", [Told(thing=uuid4(), number=1)], now())
        await transaction.rollback()
        last, _ = await log.append(teller, "teller", [Told(thing=uuid4(), number=2)], now())

        assert [row.position for row in await log.after(hearer, "teller", 0)] == [last] == [2]
