"""The relay sends each log in the order of its positions, and begins anew from what was acknowledged after any error."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from structlog.testing import capture_logs

from kernel.kafka.broker import WrongTopic
from kernel.kafka.records import read
from kernel.partitions import part_of
from kernel.testing import listening
from kernel.testing.behaviour.ground import until
from kernel.testing.kafka import TestKafka
from kernel.testing.listening import Told, relayed
from kernel.testing.postgres import logins
from tests.kernel.kafka.ground import OverKafka


@pytest.mark.kafka
class TestRelay(OverKafka):
    @property
    def login(self) -> str:
        return logins(self.url, ["teller"])["teller"]

    async def tell(self, *numbers: int, thing: UUID | None = None) -> None:
        async with self.pair.running(self.url, hears=False, relays=False):
            await self.pair.tell(*(Told(thing=thing or uuid4(), number=number) for number in numbers))

    async def unbroken(self, count: int) -> bool:
        """Whether a reader from the beginning gets all of it: what does not follow on what it took is held, and must come again."""
        seen: set[int] = set()
        for chain in (await self.chains()).values():
            at = 0
            for previous, position in chain:
                if previous <= at < position:
                    at = position
                    seen.add(position)
        return len(seen) == count

    async def test_each_record_names_the_one_before_it_in_its_partition(self) -> None:
        await self.tell(*range(200))
        async with relayed(self.broker, self.login):
            await until(lambda: self.acknowledged(200), "all at the broker")

        assert await self.unbroken(200)
        assert all(previous < position for chain in (await self.chains()).values() for previous, position in chain)
        for record in await self.records():
            copy = read(record, "teller")
            assert record.partition == part_of(copy.row.subject)
            assert record.key == str(copy.row.subject).encode()

    async def test_it_goes_on_after_a_restart_where_it_was(self) -> None:
        thing = uuid4()
        await self.tell(1, 2, thing=thing)
        async with relayed(self.broker, self.login):
            await until(lambda: self.acknowledged(2), "two")
        await self.tell(3, thing=thing)
        async with relayed(self.broker, self.login):
            await until(lambda: self.acknowledged(3), "three")

        assert (await self.chains())[part_of(thing)] == [(0, 1), (1, 2), (2, 3)]

    async def test_a_topic_that_lost_its_tail_is_filled_again(self) -> None:
        """No chain shows that the last records are gone: only the offset that was acknowledged tells."""
        await self.tell(*range(30))
        async with relayed(self.broker, self.login):
            await until(lambda: self.acknowledged(30), "all at the broker")
        await self.delete_topic()
        await self.tell(*range(30, 35))
        async with relayed(self.broker, self.login):
            await until(lambda: self.acknowledged(35), "the rest")

        assert await self.unbroken(35)

    async def test_a_topic_lost_while_it_runs_is_filled_again(self) -> None:
        await self.tell(*range(30))
        async with relayed(self.broker, self.login):
            await until(lambda: self.acknowledged(30), "all at the broker")
            await self.delete_topic()
            await self.broker.topic("teller")
            await self.tell(*range(30, 60))
            await until(lambda: self.unbroken(60), "everything again", 40)

    @pytest.mark.faults
    @pytest.mark.parametrize("point", ["relay-sent", "relay-saved"])
    async def test_killed_between_two_steps_it_leaves_no_hole(self, point: str) -> None:
        await self.broker.topic("teller")
        await self.tell(*range(100))
        assert await self.server.nursery.run(Path(listening.__file__), "relay", self.told, kill_at=point) == -9
        async with relayed(self.broker, self.login):
            await until(lambda: self.acknowledged(100), "all at the broker")

        assert await self.unbroken(100)

    @pytest.mark.faults
    async def test_a_frozen_relay_loses_its_turn_and_writes_nothing_any_more(self) -> None:
        child = self.child()
        try:
            await self.tell(*range(10))
            await until(lambda: self.acknowledged(10), "ten")
            os.kill(child.pid, signal.SIGSTOP)
            await self.tell(*range(10, 20))
            async with relayed(self.broker, self.login):
                await until(lambda: self.acknowledged(20), "twenty, by the second relay", 20)
                os.kill(child.pid, signal.SIGCONT)
                await self.tell(*range(20, 30))
                await until(lambda: self.acknowledged(30), "thirty")
                held = await self.rows(
                    "select 1 from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'advisory' and l.granted "
                    "and a.application_name = 'mantelbrug-relay-teller' and a.datname = current_database()"
                )

                assert len(held) == 1
        finally:
            child.kill()
            child.wait(10)

        assert await self.unbroken(30)

    @pytest.mark.faults
    async def test_a_broker_killed_under_load_leaves_no_hole(self, kafka: TestKafka) -> None:
        """What was sent after something that failed may have arrived; it does not count, and comes again in order."""
        async with relayed(self.broker, self.login), self.pair.running(self.url, hears=False, relays=False):
            for round_ in range(3):
                await self.pair.tell(*(Told(thing=uuid4(), number=round_ * 1000 + n) for n in range(400)))
                await asyncio.sleep(0.02)
                kafka.kill()
                await self.pair.tell(*(Told(thing=uuid4(), number=round_ * 1000 + 400 + n) for n in range(100)))
                await asyncio.to_thread(kafka.start)
            await until(lambda: self.acknowledged(1500), "all at the broker", 60)

        assert await self.unbroken(1500)

    async def test_a_topic_with_another_number_of_partitions_is_refused(self) -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=self.broker.servers)
        await admin.start()
        await admin.create_topics([NewTopic(self.topic, 3, 1)])
        await admin.close()

        with pytest.raises(WrongTopic):
            await self.broker.topic("teller")

    async def test_a_relay_that_cannot_go_on_by_itself_says_so_as_something_critical(self) -> None:
        """As the alerts look for it: everything behind it waits until a person mends the cause."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.broker.servers)
        await admin.start()
        await admin.create_topics([NewTopic(self.topic, 3, 1)])
        await admin.close()
        await self.tell(1)
        with capture_logs() as said:
            async with relayed(self.broker, self.login):
                await until(lambda: [line for line in said if line["event"] == "relay.stands-still"], "it is said")

        (first, *_) = [line for line in said if line["event"] == "relay.stands-still"]
        assert (first["log_level"], first["log"], first["error"]) == ("critical", "teller", "WrongTopic")
        assert self.topic in first["cause"]
        assert "mantelbrug replay" in first["cause"]
        assert not await self.acknowledged(1)

    def child(self) -> subprocess.Popen[bytes]:
        program = "import asyncio, sys; from kernel.testing.listening import relay; asyncio.run(relay(sys.argv[1]))"
        return subprocess.Popen([sys.executable, "-c", program, self.told])


@pytest.mark.parametrize(
    ("subject", "part"),
    [
        ("00000000-0000-0000-0000-000000000000", 21),
        ("0190b1f0-5a3e-7c3b-8d52-3f6a1c2b4d5e", 19),
        ("6f1d7c1e-52b7-5d0e-9d5c-4a1f0e7a9b10", 20),
    ],
)
def test_the_partition_of_a_subject_is_what_java_chooses(subject: str, part: int) -> None:
    """That Java agrees is seen by its own producer in test_foreign; a change here would break the order of every house that runs."""
    assert part_of(UUID(subject)) == part
