"""A reader that sees a hole holds it: nothing behind it is taken, nothing is skipped, and it goes on when the hole is filled."""

import asyncio
from uuid import uuid4

import pytest

from kernel.kafka.acknowledged import send_again
from kernel.kafka.dropping import drop_until
from kernel.kafka.reader import KafkaReader
from kernel.partitions import part_of
from kernel.running import Running
from kernel.service import Since
from kernel.testing.behaviour.ground import until
from kernel.testing.kafka import TestKafka
from kernel.testing.listening import Told
from tests.kernel.kafka.ground import OverKafka, of_one_part


def holes_of(running: Running) -> dict[int, int]:
    return {part: after for reader in running.readers if isinstance(reader, KafkaReader) for part, after in reader.holes.items()}


@pytest.mark.kafka
class TestHoles(OverKafka):
    async def told(self, *numbers: int) -> None:
        """In the log of the teller, all of one partition, and not relayed."""
        things = of_one_part(len(numbers))
        async with self.pair.running(self.url, hears=False, relays=False):
            await self.pair.tell(*(Told(thing=thing, number=number) for thing, number in zip(things, numbers, strict=True)))

    async def test_what_stands_behind_a_hole_waits_until_the_hole_is_filled(self) -> None:
        await self.broker.topic("teller")
        await self.told(1, 2, 3)
        first, second, third = await self.rows_of_log()
        await self.put([(first, 0), (third, second.position)])
        async with self.pair.running(self.url, tells=False) as running:
            await until(lambda: self.heard(1), "the first")
            await until(lambda: holes_of(running), "the hole")
            await asyncio.sleep(0.5)
            assert await self.effects() == [1]

            await self.put([(second, first.position), (third, second.position)])
            await until(lambda: self.heard(3), "all three")
            await until(lambda: not holes_of(running), "no hole any more")

        assert await self.effects() == [1, 2, 3]

    async def test_what_fills_a_hole_may_stand_before_it_in_the_topic(self) -> None:
        """A reader that began in the middle looks back once."""
        await self.broker.topic("teller")
        await self.told(1, 2, 3)
        first, second, third = await self.rows_of_log()
        await self.put([(second, first.position), (first, 0), (third, second.position)])
        async with self.pair.running(self.url, tells=False):
            await until(lambda: self.heard(3), "all three")

        assert await self.effects() == [1, 2, 3]

    async def test_what_was_taken_before_is_dropped(self) -> None:
        await self.broker.topic("teller")
        await self.told(1, 2)
        first, second = await self.rows_of_log()
        await self.put([(first, 0), (first, 0), (second, first.position), (first, 0), (second, first.position)])
        async with self.pair.running(self.url, tells=False):
            await until(lambda: self.heard(2), "both")
            await asyncio.sleep(0.5)

        assert await self.effects() == [1, 2]

    async def test_a_reader_from_now_takes_over_what_came_before_the_first_record(self) -> None:
        await self.broker.topic("teller")
        await self.told(1, 2, 3)
        first, second, third = await self.rows_of_log()
        await self.put([(first, 0)])
        later = self.another(reader="later", since=Since.NOW)
        async with later.running(self.url, tells=False) as running:
            await until(lambda: self.rows("select 1 from hearer.cursor where reader = 'later'"), "its cursor")
            await self.put([(second, first.position), (third, second.position)])
            await until(lambda: self.heard(2), "what came since")

            assert not holes_of(running)

        assert await self.effects() == [2, 3]

    async def test_a_foreign_record_is_counted_and_harms_nobody(self) -> None:
        await self.broker.topic("teller")
        await self.told(1)
        (row,) = await self.rows_of_log()
        producer_garbage = [(row, 0)]
        await self.put_plain(b"{}", part_of(row.subject))
        await self.put(producer_garbage)
        async with self.pair.running(self.url, tells=False):
            await until(lambda: self.heard(1), "the one that is ours")

        assert await self.effects() == [1]

    async def test_rows_that_were_dropped_from_the_log_leave_no_hole_behind(self) -> None:
        """What is left still names what came before it, also when all of it is sent again."""
        thing = uuid4()
        async with self.pair.running(self.url):
            for number in range(10):
                await self.pair.tell(Told(thing=thing, number=number))
            await until(lambda: self.heard(10), "all ten")
            await until(lambda: self.acknowledged(10), "all ten at the broker")
        connection = await self.connect()
        try:
            assert await drop_until(connection, "teller", 6) == 6
            await send_again(connection, "teller")
        finally:
            await connection.close()
        async with self.pair.running(self.url) as running:
            await self.pair.tell(Told(thing=thing, number=10))
            await until(lambda: self.heard(11), "the eleventh")
            await until(lambda: self.acknowledged(11), "everything again")

            assert not holes_of(running)

        again = (await self.chains())[part_of(thing)][10:]
        assert again == [(6, 7), (7, 8), (8, 9), (9, 10), (10, 11)]
        assert await self.effects() == list(range(11))

    async def test_retention_that_passed_before_a_reader_came_back_is_said_and_mended_by_a_replay(self, kafka: TestKafka) -> None:
        thing = uuid4()
        async with self.pair.running(self.url):
            await self.pair.tell(Told(thing=thing, number=0))
            await until(lambda: self.heard(1), "the first")
        async with self.pair.running(self.url, hears=False):
            await self.pair.tell(*(Told(thing=thing, number=n) for n in range(1, 6)))
            await until(lambda: self.acknowledged(6), "six at the broker")
        await self.forget_before(part_of(thing), 4)
        async with self.pair.running(self.url) as running:
            await until(lambda: holes_of(running), "the hole")
            assert await self.effects() == [0]

            connection = await self.connect()
            await send_again(connection, "teller")
            await connection.close()
            await until(lambda: self.heard(6), "everything")

        assert await self.effects() == list(range(6))
