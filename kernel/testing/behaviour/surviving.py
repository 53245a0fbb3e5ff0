"""What dies, freezes, restarts or moves loses nothing and doubles nothing."""

from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path
from typing import Literal
from uuid import uuid4

import pytest

from kernel.embedded.binaries import binary
from kernel.migrations import migrate
from kernel.testing import listening
from kernel.testing.behaviour.ground import Ground, until
from kernel.testing.listening import FOLDER, Told
from kernel.testing.postgres import TestServer

KILL_POINTS = ["before-effects", "after-effects", "before-append", "before-commit", "after-commit"]


class Surviving(Ground):
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

        assert await self.taken() == list(range(30))
        assert await self.parked() == []

    @pytest.mark.faults
    @pytest.mark.parametrize("mode", ["fast", "immediate"])
    async def test_a_database_restarted_under_a_running_pair_loses_and_doubles_nothing(self, mode: Literal["fast", "immediate"]) -> None:
        async with self.pair.running(self.url):
            await self.pair.tell(*(Told(thing=uuid4(), number=n) for n in range(100)))
            await asyncio.to_thread(self.server.restart, mode)
            for number in range(100, 110):
                await self.pair.tell(Told(thing=uuid4(), number=number))
            await until(lambda: self.heard(110), "everything", 30)

        assert await self.taken() == list(range(110))
        assert await self.parked() == []

    async def test_a_second_process_is_fenced(self) -> None:
        child = self.child()
        try:
            async with self.pair.running(self.url):
                for number in range(100):
                    await self.pair.tell(Told(thing=uuid4(), number=number))
                await until(lambda: self.heard(100), "a hundred effects")
        finally:
            end(child)

        assert await self.taken() == list(range(100))

    @pytest.mark.faults
    @pytest.mark.parametrize("point", KILL_POINTS)
    async def test_a_process_killed_between_two_steps_loses_and_doubles_nothing(self, point: str) -> None:
        async with self.pair.running(self.url, hears=False):
            await self.pair.tell(*(Told(thing=uuid4(), number=n) for n in range(20)))
            assert await self.server.nursery.run(Path(listening.__file__), "hear", self.told, kill_at=point) == -9
        async with self.pair.running(self.url):
            await until(lambda: self.heard(20), "all twenty")

        assert await self.taken() == list(range(20))
        assert len(await self.rows("select 1 from hearer.log")) == 20

    async def test_a_graceful_stop_finishes_its_batch(self) -> None:
        self.pair.slow = 0.05
        async with self.pair.running(self.url):
            await self.pair.tell(*(Told(thing=uuid4(), number=n) for n in range(10)))
            await until(lambda: len(self.pair.seen) >= 3, "the batch begun")

        assert await self.taken() == sorted(self.pair.seen)
        assert len(self.pair.seen) >= 3

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
            effects = await self.taken()
            leap = (await self.rows("select max(position) - min(position) as leap from teller.log"))[0]["leap"]
        finally:
            self.url = self.home
            other.stop()

        assert effects == list(range(61))
        assert leap >= 1_000_000

    # how ------------------------------------------------------------------------------------------

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
