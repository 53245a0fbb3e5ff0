"""What cannot take effect is set aside with those behind it of the same subject, and nothing else waits for it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from kernel.clock import Clock
from kernel.listening import parked as desk
from kernel.refusals import NotFound
from kernel.testing import listening
from kernel.testing.behaviour.ground import Ground, until
from kernel.testing.listening import Told, ToldMuch


class SettingAside(Ground):
    @pytest.mark.parametrize("kind", [Told, ToldMuch])
    async def test_poison_is_parked_with_its_subject_while_others_go_on(self, kind: type[Told] | type[ToldMuch]) -> None:
        bad, good = uuid4(), uuid4()
        self.pair.poisonous = {10}
        async with self.pair.running(self.url):
            await self.pair.tell(*(kind(thing=bad if n % 2 == 0 else good, number=n) for n in range(8, 20)))
            await until(lambda: self.heard(7), "the others")
            await asyncio.sleep(0.2)

            assert await self.taken() == [8, 9, 11, 13, 15, 17, 19]
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
            assert 2 not in await self.effects()
            assert await self.parked() == []

            self.pair.away = set()
            await until(lambda: self.heard(3), "all three")

        assert await self.taken() == [1, 2, 3]

    async def test_those_behind_a_poison_are_tried_one_by_one(self) -> None:
        """A second poison behind the first becomes the head of the others; a retry that fails leaves all as it was."""
        thing = uuid4()
        self.pair.poisonous = {1, 3}
        async with self.pair.running(self.url):
            await self.pair.tell(*(Told(thing=thing, number=n) for n in (1, 2, 3, 4)))
            await until(self.parked, "the poison parked")
            first = (await self.parked())[0][0]
            await desk.retry(self.pair.hearer, reader="main", log="teller", position=first)
            await until(self.parked_again, "the retry that fails")
            still = await self.parked()

            self.pair.poisonous = {3}
            await desk.retry(self.pair.hearer, reader="main", log="teller", position=first)
            second = "select 1 from hearer.parked where state = 'parked' and position > $1"
            await until(lambda: self.rows(second, first), "the second poison")
            then = await self.parked()
            heard = await self.effects()

            self.pair.poisonous = set()
            await desk.retry(self.pair.hearer, reader="main", log="teller", position=then[0][0])
            await until(lambda: self.heard(4), "all")

        assert [state for _, state in still] == ["parked", "behind", "behind", "behind"]
        assert [state for _, state in then] == ["parked", "behind"]
        assert heard == [1, 2]
        assert await self.effects() == [1, 2, 3, 4]

    @pytest.mark.faults
    async def test_a_process_killed_between_a_retry_and_those_behind_it_forgets_none(self) -> None:
        thing = uuid4()
        self.pair.not_yet = {1}
        async with self.pair.running(self.url):
            await self.pair.tell(*(Told(thing=thing, number=n) for n in (1, 2, 3)))
            await until(self.parked, "the first set aside")

        assert await self.server.nursery.run(Path(listening.__file__), "hear", self.told, kill_at="one-behind-follows") == -9
        assert await self.effects() == [1]
        self.pair.not_yet = set()
        async with self.pair.running(self.url):
            await until(lambda: self.heard(3), "those behind it")

        assert await self.effects() == [1, 2, 3]

    async def test_not_yet_for_too_long_becomes_a_persons_task(self) -> None:
        clock = Clock()
        self.pair.not_yet = {1}
        async with self.pair.running(self.url, clock=clock):
            await self.pair.tell(Told(thing=uuid4(), number=1))
            await until(self.parked, "it waits")
            assert await self.rows("select * from hearer.task") == []

            clock.move(by=timedelta(hours=2))
            await until(lambda: self.tasks(1), "a task")

        assert [state for _, state in await self.parked()] == ["parked"]

    async def test_too_early_in_the_middle_of_a_batch_holds_its_own_subject_only(self) -> None:
        early, other = uuid4(), uuid4()
        self.pair.not_yet = {3}
        async with self.pair.running(self.url, hears=False):
            await self.pair.tell(*(ToldMuch(thing=early if n in (1, 3, 5) else other, number=n) for n in range(1, 7)))
        async with self.pair.running(self.url):
            await until(lambda: self.heard(4), "the others and what stands before it")
            assert await self.taken() == [1, 2, 4, 6]

            self.pair.not_yet = set()
            await until(lambda: self.heard(6), "the rest")

        assert (await self.effects())[4:] == [3, 5]

    async def test_what_goes_well_but_cannot_be_committed_is_parked_too(self) -> None:
        self.pair.unkeepable = {2}
        async with self.pair.running(self.url, hears=False):
            await self.pair.tell(*(Told(thing=uuid4(), number=n) for n in (1, 2, 3)))
        async with self.pair.running(self.url):
            await until(lambda: self.heard(2), "the others")
            await until(self.parked, "the one that cannot be kept")
            await desk.retry(self.pair.hearer, reader="main", log="teller", position=(await self.parked())[0][0])
            await until(self.parked_again, "a retry that fails in the same way")
            await self.pair.tell(Told(thing=uuid4(), number=4))
            await until(lambda: self.heard(3), "what comes after")

        assert await self.taken() == [1, 3, 4]
        assert [state for _, state in await self.parked()] == ["parked"]

    async def test_who_swallows_what_the_database_said_is_parked_and_not_the_next_one(self) -> None:
        self.pair.swallowing = {1}
        async with self.pair.running(self.url, hears=False):
            await self.pair.tell(*(Told(thing=uuid4(), number=n) for n in (1, 2, 3, 4)))
        async with self.pair.running(self.url):
            await until(lambda: self.heard(3), "the others")
            await until(self.parked, "the one that swallowed")

        assert await self.taken() == [2, 3, 4]
        assert [r["position"] for r in await self.rows("select position from hearer.parked")] == [1]

    async def test_what_cannot_be_understood_is_parked(self) -> None:
        async with self.pair.running(self.url):
            async with self.pair.teller.work() as work:
                await work.connection.execute(
                    "select teller.log_append(array[$1::uuid], array['nl.mantelbrug.teller.told.v1'], array[$1::uuid], "
                    'array[\'{"thing": "a thing"}\'], $2, array[null])',
                    uuid4(),
                    work.now,
                )
            await self.pair.tell(Told(thing=uuid4(), number=1))
            await until(lambda: self.heard(1), "the next one")

        assert [r["error"].split(":")[0] for r in await self.rows("select error from hearer.parked")] == ["ValidationError"]

    async def tasks(self, count: int) -> bool:
        """While one is open, the same again is no second one."""
        return len(await self.rows("select 1 from hearer.task where kind = 'event-parked'")) >= count

    async def parked_again(self) -> bool:
        return bool(await self.rows("select 1 from hearer.parked where state = 'parked' and attempts >= 2"))
