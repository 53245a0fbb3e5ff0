"""A reader's database was put back from a backup, while topics and the group's offsets stayed: it goes back by itself.

Nothing is told anew in these tests: a chain shows a hole only when a next record comes, and that may be weeks away.
"""

from uuid import uuid4

import pytest

from kernel.kafka.acknowledged import send_again
from kernel.kafka.reader import KafkaReader
from kernel.partitions import part_of
from kernel.running import Running
from kernel.testing.behaviour.ground import until
from kernel.testing.listening import Told
from tests.kernel.kafka.ground import OverKafka

THING = uuid4()


def holes_of(running: Running) -> dict[int, int]:
    return {part: after for reader in running.readers if isinstance(reader, KafkaReader) for part, after in reader.holes.items()}


@pytest.mark.kafka
class TestRestored(OverKafka):
    async def told_and_heard(self, last: int) -> None:
        """Of one partition, and the group's offset stands behind all of it."""
        async with self.pair.running(self.url):
            await self.pair.tell(*(Told(thing=THING, number=number) for number in range(1, last + 1)))
            await until(lambda: self.heard(last), "all of it")
            await until(lambda: self.committed(last), "the group's offset")

    async def committed(self, offset: int) -> bool:
        offsets = await self.offsets_of("hearer", "main")
        return offsets.get(part_of(THING), 0) >= offset

    async def put_back(self, position: int) -> None:
        """The hearer's tables, as they were when it had taken this position."""
        await self.rows("delete from hearer.effect where number > $1", position)
        await self.rows("update hearer.cursor set position = $1 where part = $2", position, part_of(THING))

    async def test_a_restored_reader_takes_what_it_forgot_though_nothing_new_comes(self) -> None:
        await self.told_and_heard(4)
        await self.put_back(1)
        async with self.pair.running(self.url, tells=False) as running:
            await until(lambda: self.heard(4), "what it had forgotten")
            await until(lambda: not holes_of(running), "no hole any more")

        assert await self.effects() == [1, 2, 3, 4]

    async def test_one_record_that_was_forgotten_is_taken_too(self) -> None:
        """The last one alone: it follows on the cursor, so that there is no hole to look back for."""
        await self.told_and_heard(3)
        await self.put_back(2)
        async with self.pair.running(self.url, tells=False):
            await until(lambda: self.heard(3), "the last one")

        assert await self.effects() == [1, 2, 3]

    async def test_where_the_topic_no_longer_has_it_the_hole_is_said_at_once_and_filled_by_a_replay(self) -> None:
        await self.told_and_heard(5)
        await self.put_back(1)
        await self.forget_before(part_of(THING), 3)
        async with self.pair.running(self.url) as running:
            await until(lambda: holes_of(running), "the hole")
        async with self.pair.running(self.url) as running:
            await until(lambda: holes_of(running), "the hole, after another start too")
            assert holes_of(running) == {part_of(THING): 1}
            assert await self.effects() == [1]

            connection = await self.connect()
            await send_again(connection, "teller")
            await connection.close()
            await until(lambda: self.heard(5), "everything")

        assert await self.effects() == [1, 2, 3, 4, 5]

    async def test_where_the_topic_has_nothing_left_of_it_the_hole_is_said_all_the_same(self) -> None:
        """No record is left to compare with: the group's offset carries the position that the database had."""
        await self.told_and_heard(3)
        await self.put_back(1)
        await self.forget_before(part_of(THING), 3)
        async with self.pair.running(self.url) as running:
            await until(lambda: holes_of(running), "the hole")
            assert holes_of(running) == {part_of(THING): 1}

            connection = await self.connect()
            await send_again(connection, "teller")
            await connection.close()
            await until(lambda: self.heard(3), "everything")
            await until(lambda: not holes_of(running), "no hole any more")

        assert await self.effects() == [1, 2, 3]

    async def test_a_database_made_anew_begins_at_the_beginning_of_the_topics(self) -> None:
        await self.told_and_heard(3)
        await self.rows("delete from hearer.effect")
        await self.rows("delete from hearer.cursor")
        async with self.pair.running(self.url, tells=False):
            await until(lambda: self.heard(3), "all of it")

        assert await self.effects() == [1, 2, 3]

    async def test_a_reader_that_forgot_nothing_takes_nothing_twice(self) -> None:
        await self.told_and_heard(3)
        async with self.pair.running(self.url) as running:
            await self.pair.tell(Told(thing=THING, number=4))
            await until(lambda: self.heard(4), "the next one")

            assert not holes_of(running)

        assert await self.effects() == self.pair.seen == [1, 2, 3, 4]
