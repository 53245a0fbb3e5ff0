"""Each event takes effect once, in order, in every reader, wherever that begins."""

from __future__ import annotations

import asyncio
import random
from uuid import uuid4

import asyncpg
import pytest

from kernel import log
from kernel.listening.failing import Fenced
from kernel.service import Since
from kernel.testing.behaviour.ground import Ground, until
from kernel.testing.listening import Told, ToldMuch
from kernel.testing.postgres import logins
from kernel.traces import begin, follow


class OnceAndInOrder(Ground):
    async def test_what_is_told_takes_effect_once_and_is_told_on(self) -> None:
        thing = uuid4()
        async with self.pair.running(self.url):
            await self.pair.tell(Told(thing=thing, number=1), ToldMuch(thing=thing, number=2))
            await until(lambda: self.heard(2), "two effects")

        assert await self.taken() == [1, 2]
        assert [r["type"] for r in await self.rows("select type from hearer.log")] == ["nl.mantelbrug.hearer.told-on.v1"]

    async def test_the_same_batch_twice_takes_effect_once(self) -> None:
        async with self.pair.running(self.url) as running:
            await self.pair.tell(Told(thing=uuid4(), number=1))
            await until(lambda: self.heard(1), "the effect")
            reader = running.readers[0]
            async with self.pair.hearer.database.lease() as lease:
                again = await log.after(lease.raw, "teller", 0)

            with pytest.raises(Fenced):
                await reader.taker.take(again, {-1: 0})

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

    async def test_a_reader_added_later_begins_at_the_beginning(self) -> None:
        async with self.pair.running(self.url):
            await self.pair.tell(Told(thing=uuid4(), number=1))
            await until(lambda: self.heard(1), "the first reader")
        later = self.another(reader="later")
        async with later.running(self.url):
            await until(lambda: self.heard(2), "the later reader")

        assert await self.effects() == [1, 1]

    async def test_a_reader_added_later_may_begin_at_now(self) -> None:
        async with self.pair.running(self.url):
            await self.pair.tell(Told(thing=uuid4(), number=1))
            await until(lambda: self.heard(1), "the first reader")
        later = self.another(reader="later", since=Since.NOW)
        async with later.running(self.url):
            await until(lambda: self.rows("select 1 from hearer.cursor where reader = 'later'"), "its cursor")
            await later.tell(Told(thing=uuid4(), number=2))
            await until(lambda: self.heard(2), "what is told from now on")

        assert await self.taken() == [1, 2]

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

    async def test_a_trace_goes_along_to_what_is_told_on(self) -> None:
        thing = uuid4()
        async with self.pair.running(self.url):
            first = begin()
            await self.pair.tell(Told(thing=thing, number=1))
            second = begin()
            await self.pair.tell(Told(thing=thing, number=2))
            follow(None)
            await self.pair.tell(Told(thing=thing, number=3))
            await until(lambda: self.heard(3), "three effects")

        assert await self.effects() == [1, 2, 3]
        assert [r["trace"] for r in await self.rows("select trace from teller.log order by position")] == [first, second, None]
        assert [r["trace"] for r in await self.rows("select trace from hearer.log order by position")] == [first, second, None]
