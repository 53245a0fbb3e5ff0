"""What a running pair lives through: rebalances, doubled relays, a broker that dies or is emptied, and a change of the way itself."""

import asyncio
from functools import partial
from uuid import uuid4

import pytest

from kernel.kafka.acknowledged import send_again
from kernel.kafka.broker import Broker
from kernel.testing.behaviour.ground import until
from kernel.testing.behaviour.surviving import end
from kernel.testing.kafka import TestKafka
from kernel.testing.listening import Pair, Told, relayed
from kernel.testing.postgres import logins
from tests.kernel.kafka.ground import OverKafka


@pytest.mark.kafka
class TestLivingThrough(OverKafka):
    @pytest.mark.faults
    async def test_readers_that_come_and_go_under_load_lose_and_double_nothing(self) -> None:
        async with self.pair.running(self.url):
            for round_ in range(3):
                child = self.child()
                try:
                    for number in range(40):
                        await self.pair.tell(Told(thing=uuid4(), number=round_ * 100 + number))
                        await asyncio.sleep(0.03)
                finally:
                    end(child)
            await until(lambda: self.heard(120), "all of them", 40)

        assert sorted(await self.effects()) == [round_ * 100 + number for round_ in range(3) for number in range(40)]

    async def test_a_doubled_relay_doubles_nothing(self) -> None:
        """Two that both believe that it is their turn: each sends all; readers drop what they took."""
        connection = await self.connect()
        try:
            async with self.pair.running(self.url):
                for number in range(100):
                    await self.pair.tell(Told(thing=uuid4(), number=number))
                    if number % 20 == 10:
                        await send_again(connection, "teller")
                await until(lambda: self.heard(100), "all of them")
                await until(lambda: self.acknowledged(100), "all again")
        finally:
            await connection.close()

        assert sorted(await self.effects()) == list(range(100))
        assert sum(len(chain) for chain in (await self.chains()).values()) > 100

    @pytest.mark.faults
    async def test_signals_told_while_the_broker_is_away_are_taken_when_it_is_back(self, kafka: TestKafka) -> None:
        async with self.pair.running(self.url):
            await self.pair.tell(*(Told(thing=uuid4(), number=n) for n in range(20)))
            kafka.kill()
            for number in range(20, 40):
                await self.pair.tell(Told(thing=uuid4(), number=number))
            assert len(await self.rows("select 1 from teller.log")) == 40

            await asyncio.to_thread(kafka.start)
            await until(lambda: self.heard(40), "everything", 60)

        assert sorted(await self.effects()) == list(range(40))
        assert await self.parked() == []

    @pytest.mark.faults
    async def test_a_broker_that_lost_all_it_had_is_filled_again_and_nothing_is_doubled(self, kafka: TestKafka) -> None:
        async with self.pair.running(self.url):
            await self.pair.tell(*(Told(thing=uuid4(), number=n) for n in range(30)))
            await until(lambda: self.heard(30), "the first thirty")
        async with self.pair.running(self.url, hears=False):
            await self.pair.tell(*(Told(thing=uuid4(), number=n) for n in range(30, 40)))
            await until(lambda: self.acknowledged(40), "forty at the broker")
        kafka.kill()
        await asyncio.to_thread(kafka.empty)
        await asyncio.to_thread(kafka.start)
        async with self.pair.running(self.url):
            await self.pair.tell(*(Told(thing=uuid4(), number=n) for n in range(40, 50)))
            await until(lambda: self.heard(50), "everything", 40)

        assert sorted(await self.effects()) == list(range(50))
        assert sum(len(chain) for chain in (await self.chains()).values()) >= 50

    async def test_a_running_house_moves_to_topics_and_back_without_loss_or_doubles(self) -> None:
        things = [uuid4() for _ in range(7)]
        straight, over = Pair(), self.pair
        number = 0
        for turn in range(3):
            for pair in (straight, over):
                async with pair.running(self.url):
                    await pair.tell(*(Told(thing=things[n % 7], number=n) for n in range(number, number + 25)))
                    number += 25
                    if turn != 1:
                        await until(partial(self.heard, number), f"{number} effects")
                    else:
                        await asyncio.sleep(0.15)  # the next way takes over what is left
        async with over.running(self.url):
            await until(lambda: self.heard(number), "all of them")

        assert sorted(await self.effects()) == list(range(number))
        rows = await self.rows("select subject, number from hearer.effect order by n")
        for thing in things:
            mine = [row["number"] for row in rows if row["subject"] == thing]
            assert mine == sorted(mine)

    async def test_two_ways_at_once_fence_each_other(self) -> None:
        straight = Pair()
        async with self.pair.running(self.url), straight.running(self.url, tells=False):
            for number in range(60):
                await self.pair.tell(Told(thing=uuid4(), number=number))
                await asyncio.sleep(0.01)
            await until(lambda: self.heard(60), "all of them", 30)

        assert sorted(await self.effects()) == list(range(60))

    async def test_what_was_set_aside_stays_so_when_the_way_changes(self) -> None:
        bad = uuid4()
        straight = Pair()
        straight.poisonous = self.pair.poisonous = {1}
        async with straight.running(self.url):
            await straight.tell(Told(thing=bad, number=1), Told(thing=bad, number=2))
            await until(lambda: self.rows("select 1 from hearer.parked having count(*) = 2"), "both set aside")
        async with self.pair.running(self.url):
            await self.pair.tell(Told(thing=bad, number=3), Told(thing=uuid4(), number=4))
            await until(lambda: self.heard(1), "the other subject")
            await until(lambda: self.rows("select 1 from hearer.parked having count(*) = 3"), "the third behind them")

        assert await self.effects() == [4]
        assert [state for _, state in await self.parked()] == ["parked", "behind", "behind"]

    async def test_a_type_on_the_wrong_topic_is_refused(self) -> None:
        """Whoever may write to one topic cannot speak for another service."""
        await self.broker.topic("teller")
        async with self.pair.running(self.url, hears=False, relays=False):
            await self.pair.tell(Told(thing=uuid4(), number=1))
        (row,) = await self.rows_of_log()
        forged = type(row)("teller", row.position, row.id, "nl.mantelbrug.hearer.told-on.v1", row.subject, row.time, row.data, None)
        self.pair.hearer.readers["main", "teller"].single["nl.mantelbrug.hearer.told-on.v1"] = [self.pair._hear]
        await self.put([(forged, 0)])
        async with self.pair.running(self.url, tells=False):
            await until(lambda: self.parked(), "it is set aside")

        assert await self.effects() == []


@pytest.mark.kafka
@pytest.mark.java
@pytest.mark.faults
@pytest.mark.slow
class TestThreeBrokers(OverKafka):
    async def test_a_leader_killed_again_and_again_loses_nothing_that_was_acknowledged(self) -> None:
        nodes, home = TestKafka.three(), self.broker
        try:
            self.broker = Broker(",".join(node.address for node in nodes), self.broker.names, copies=3)
            self.pair = Pair(broker=self.broker)
            async with (
                relayed(self.broker, logins(self.url, ["teller"])["teller"]),
                self.pair.running(self.url, relays=False),
            ):
                for round_, node in enumerate(nodes):
                    for number in range(50):
                        await self.pair.tell(Told(thing=uuid4(), number=round_ * 100 + number))
                        if number == 20:
                            node.kill()
                    await asyncio.to_thread(node.start)
                await until(lambda: self.heard(150), "all of them", 90)
        finally:
            self.broker = home
            for node in nodes:
                node.stop()

        assert sorted(await self.effects()) == [round_ * 100 + number for round_ in range(3) for number in range(50)]
