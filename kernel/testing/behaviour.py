"""What listening promises, written once; every way to listen runs it (`class TestPostgres(ListeningBehaviour)`)."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from uuid import uuid4

import asyncpg
import pytest

from kernel import log
from kernel.embedded.binaries import binary
from kernel.listening import parked as desk
from kernel.migrations import migrate
from kernel.refusals import NotFound
from kernel.service import Since
from kernel.testing.listening import FOLDER, Pair, Told, ToldMuch
from kernel.testing.postgres import TestServer, logins

KILL_POINTS = ["before-effects", "after-effects", "before-append", "before-commit", "after-commit"]


async def until(happened: Callable[[], object], what: str, seconds: float = 15.0) -> None:
    """Waits for a condition of an asynchronous world; says what did not come."""
    for _ in range(int(seconds / 0.02)):
        found = happened()
        if asyncio.iscoroutine(found):
            found = await found
        if found:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"waited {seconds} s in vain: {what}")


class ListeningBehaviour:
    """Subclasses say how events travel; `url` is a fresh database with teller and hearer in it."""

    pair: Pair
    url: str

    @pytest.fixture(autouse=True)
    async def _fresh(self, server: TestServer) -> AsyncIterator[None]:
        self.pair = Pair()
        self.server = server
        services = [self.pair.teller, self.pair.hearer]
        self.url = await server.fresh(services, {s.name: FOLDER for s in services})
        yield
        await server.drop(self.url)

    async def rows(self, question: str, *values: object) -> list[asyncpg.Record]:
        connection = await asyncpg.connect(self.url)
        try:
            return list(await connection.fetch(question, *values))
        finally:
            await connection.close()

    async def effects(self) -> list[int]:
        return [row["number"] for row in await self.rows("select number from hearer.effect order by n")]

    async def heard(self, count: int) -> bool:
        return len(await self.effects()) >= count

    async def parked(self) -> list[tuple[int, str]]:
        return [(r["position"], r["state"]) for r in await self.rows("select position, state from hearer.parked order by position")]

    # the promises ---------------------------------------------------------------------------------

    async def test_what_is_told_takes_effect_once_and_is_told_on(self) -> None:
        thing = uuid4()
        async with self.pair.running(self.url):
            await self.pair.tell(Told(thing=thing, number=1), ToldMuch(thing=thing, number=2))
            await until(lambda: self.heard(2), "two effects")

        assert await self.effects() == [1, 2]
        assert [r["type"] for r in await self.rows("select type from hearer.log")] == ["nl.mantelbrug.hearer.told-on.v1"]

    async def test_the_same_batch_twice_takes_effect_once(self) -> None:
        from kernel.listening.failing import Fenced

        async with self.pair.running(self.url) as running:
            await self.pair.tell(Told(thing=uuid4(), number=1))
            await until(lambda: self.heard(1), "the effect")
            reader = running.readers[0]
            async with self.pair.hearer.database.lease() as lease:
                again = await log.after(lease.raw, "teller", 0)

            with pytest.raises(Fenced):
                await reader.taker.take(again, 0)

        assert await self.effects() == [1]

    async def test_one_subject_keeps_its_order(self) -> None:
        things = [uuid4() for _ in range(5)]
        async with self.pair.running(self.url):
            for number in range(200):
                kind = Told if number % 3 else ToldMuch
                await self.pair.tell(kind(thing=things[number % 5], number=number))
            await until(lambda: self.heard(200), "200 effects")

        rows = await self.rows("select subject, number from hearer.effect order by n")
        for thing in things:
            numbers = [r["number"] for r in rows if r["subject"] == thing]
            assert numbers == sorted(numbers)

    @pytest.mark.parametrize("kind", [Told, ToldMuch])
    async def test_poison_is_parked_with_its_subject_while_others_go_on(self, kind: type[Told] | type[ToldMuch]) -> None:
        bad, good = uuid4(), uuid4()
        self.pair.poisonous = {10}
        async with self.pair.running(self.url):
            await self.pair.tell(*(kind(thing=bad if n % 2 == 0 else good, number=n) for n in range(8, 20)))
            await until(lambda: self.heard(7), "the others")
            await asyncio.sleep(0.2)

            assert await self.effects() == [8, 9, 11, 13, 15, 17, 19]
            assert [state for _, state in await self.parked()] == ["parked", "behind", "behind", "behind", "behind"]
            assert [r["kind"] for r in await self.rows("select kind from hearer.task")] == ["event-parked"]

            self.pair.poisonous = set()
            position = (await self.parked())[0][0]
            await desk.retry(self.pair.hearer, reader="main", log="teller", position=position)
            await until(lambda: self.heard(12), "those behind it")
            await self.pair.tell(kind(thing=bad, number=20))
            await until(lambda: self.heard(13), "the next one")

        assert (await self.effects())[7:] == [10, 12, 14, 16, 18, 20]
        assert await self.parked() == []

    async def test_a_dropped_poison_lets_those_behind_it_through(self) -> None:
        thing = uuid4()
        self.pair.poisonous = {1}
        async with self.pair.running(self.url):
            await self.pair.tell(*(Told(thing=thing, number=n) for n in (1, 2, 3)))
            await until(self.parked, "the poison parked")
            await desk.drop(self.pair.hearer, reader="main", log="teller", position=(await self.parked())[0][0])
            await until(lambda: self.heard(2), "the other two")

        assert await self.effects() == [2, 3]

    async def test_what_is_not_parked_cannot_be_retried(self) -> None:
        async with self.pair.running(self.url):
            with pytest.raises(NotFound):
                await desk.retry(self.pair.hearer, reader="main", log="teller", position=7)

    async def test_not_yet_is_tried_again_by_itself_in_order(self) -> None:
        early, other = uuid4(), uuid4()
        self.pair.not_yet = {1}
        async with self.pair.running(self.url):
            await self.pair.tell(Told(thing=early, number=1), Told(thing=early, number=2), Told(thing=other, number=3))
            await until(lambda: self.heard(1), "the other subject")
            assert await self.effects() == [3]

            self.pair.not_yet = set()
            await until(lambda: self.heard(3), "what was too early")

        assert await self.effects() == [3, 1, 2]
        assert await self.rows("select * from hearer.task") == []

    async def test_an_outage_is_not_poison(self) -> None:
        self.pair.away = {2}
        async with self.pair.running(self.url):
            await self.pair.tell(*(Told(thing=uuid4(), number=n) for n in (1, 2, 3)))
            await until(lambda: self.pair.seen.count(2) >= 3, "three tries")
            assert await self.effects() == []
            assert await self.parked() == []

            self.pair.away = set()
            await until(lambda: self.heard(3), "all three")

        assert await self.effects() == [1, 2, 3]

    async def test_cut_connections_lose_and_double_nothing(self) -> None:
        async with self.pair.running(self.url):
            for number in range(30):
                await self.pair.tell(Told(thing=uuid4(), number=number))
                if number % 10 == 5:
                    await self.rows(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() "
                        "and pid <> pg_backend_pid() and application_name = 'mantelbrug-hearer'"
                    )
            await until(lambda: self.heard(30), "all thirty", 30)

        assert sorted(await self.effects()) == list(range(30))
        assert await self.parked() == []

    async def test_a_reader_added_later_begins_at_the_beginning(self) -> None:
        async with self.pair.running(self.url):
            await self.pair.tell(Told(thing=uuid4(), number=1))
            await until(lambda: self.heard(1), "the first reader")
        later = Pair(reader="later")
        async with later.running(self.url):
            await until(lambda: self.heard(2), "the later reader")

        assert await self.effects() == [1, 1]

    async def test_a_reader_added_later_may_begin_at_now(self) -> None:
        async with self.pair.running(self.url):
            await self.pair.tell(Told(thing=uuid4(), number=1))
            await until(lambda: self.heard(1), "the first reader")
        later = Pair(reader="later", since=Since.NOW)
        async with later.running(self.url):
            await until(lambda: self.rows("select 1 from hearer.cursor where reader = 'later'"), "its cursor")
            await later.tell(Told(thing=uuid4(), number=2))
            await until(lambda: self.heard(2), "what is told from now on")

        assert await self.effects() == [1, 2]

    async def test_a_second_process_is_fenced(self) -> None:
        child = self.child()
        try:
            async with self.pair.running(self.url):
                for number in range(100):
                    await self.pair.tell(Told(thing=uuid4(), number=number))
                await until(lambda: self.heard(100), "a hundred effects")
        finally:
            end(child)

        assert sorted(await self.effects()) == list(range(100))

    @pytest.mark.faults
    @pytest.mark.parametrize("point", KILL_POINTS)
    async def test_a_process_killed_between_two_steps_loses_and_doubles_nothing(self, point: str) -> None:
        async with self.pair.running(self.url, hears=False):
            await self.pair.tell(*(Told(thing=uuid4(), number=n) for n in range(20)))
            child = self.child(kill_at=point)
            assert await asyncio.get_running_loop().run_in_executor(None, child.wait) == -9
        async with self.pair.running(self.url):
            await until(lambda: self.heard(20), "all twenty")

        assert await self.effects() == list(range(20))
        assert len(await self.rows("select 1 from hearer.log")) == 20

    async def test_no_gap_under_writers_that_pause_and_roll_back(self) -> None:
        """Positions are given out in another order than they become visible; a cursor that trusted them would skip."""
        total, chance = 0, random.Random(7)

        async def write(seed: int) -> int:
            mine, dice = 0, random.Random(seed)
            connection = await asyncpg.connect(logins(self.url, ["teller"])["teller"])
            for _ in range(60):
                keep, many = dice.random() < 0.8, dice.randint(1, 3)
                transaction = connection.transaction()
                await transaction.start()
                events = [Told(thing=uuid4(), number=seed * 1000 + mine + i) for i in range(many)]
                await log.append(connection, "teller", events, self.pair.teller.clock.now())
                await asyncio.sleep(dice.random() * 0.01)
                if keep:
                    await transaction.commit()
                    mine += many
                else:
                    await transaction.rollback()
            await connection.close()
            return mine

        async with self.pair.running(self.url):
            total = sum(await asyncio.gather(*(write(seed) for seed in chance.sample(range(100), 8))))
            await until(lambda: self.heard(total), f"{total} effects", 30)
            await asyncio.sleep(0.3)

        numbers = await self.effects()
        assert len(numbers) == total
        assert len(set(numbers)) == total

    async def test_a_graceful_stop_finishes_its_batch(self) -> None:
        self.pair.slow = 0.05
        async with self.pair.running(self.url):
            await self.pair.tell(*(Told(thing=uuid4(), number=n) for n in range(10)))
            await until(lambda: len(self.pair.seen) >= 3, "the batch begun")

        assert await self.effects() == list(range(10))

    async def test_dump_and_restore_into_a_new_cluster_loses_nothing(self) -> None:
        async with self.pair.running(self.url):
            await self.pair.tell(*(Told(thing=uuid4(), number=n) for n in range(50)))
            await until(lambda: self.heard(50), "the first fifty")
        async with self.pair.running(self.url, hears=False):
            await self.pair.tell(*(Told(thing=uuid4(), number=n) for n in range(50, 60)))

        other = TestServer()
        try:
            await self.move_to(other)
            async with self.pair.running(self.url):
                await self.pair.tell(Told(thing=uuid4(), number=60))
                await until(lambda: self.heard(61), "what was waiting and what came after")
            effects = await self.effects()
            leap = (await self.rows("select max(position) - min(position) as leap from teller.log"))[0]["leap"]
        finally:
            self.url = self.home
            other.stop()

        assert effects == list(range(61))
        assert leap >= 1_000_000

    # how ------------------------------------------------------------------------------------------

    def child(self, kill_at: str = "") -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-m", "kernel.testing.listening"],
            env={**os.environ, "TEST_URL": self.url, "MANTELBRUG_KILL_AT": kill_at},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        if not kill_at:
            assert child.stdout.readline() == "ready\n"
        return child

    async def move_to(self, other: TestServer) -> None:
        """Dumps this test's database and restores it in another cluster, as a backup would."""
        self.home, name = self.url, "moved"
        await other.admin(f"create database {name}")
        await migrate(other.url(name), [])
        roles = await tool("pg_dumpall", "--roles-only", "-d", self.url)
        await tool("psql", "-q", "-d", other.url(name), given=roles)
        dump = await tool("pg_dump", "-Fc", "-d", self.url)
        await tool("pg_restore", "-d", other.url(name), given=dump)
        services = [self.pair.teller, self.pair.hearer]
        await migrate(other.url(name), services, folders={s.name: FOLDER for s in services})
        self.url = other.url(name)


async def tool(name: str, *arguments: str, given: bytes = b"") -> bytes:
    """One of PostgreSQL's own programs; what it says of its worries is not shown."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(str(binary(name)), *arguments, stdin=pipe, stdout=pipe, stderr=pipe)
    said, worries = await process.communicate(given)
    assert process.returncode == 0, worries.decode()
    return said


def end(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None
    child.stdin.close()
    child.wait(20)
