"""Follows a log over its topic. The cursor is the log's position, per partition, in the service's own database.

What stands at or below the cursor was taken before and is dropped; a record that does not follow on it shows a hole, which is
held: not taken, not skipped, and said until what fills it has come.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, ConsumerRecord, TopicPartition
from aiokafka.errors import IllegalStateError, KafkaError

from kernel import metrics
from kernel.kafka.records import Copy, NotOurs, read
from kernel.listening import cursors, parking
from kernel.listening.failing import Fenced
from kernel.listening.taking import Taker
from kernel.service import Since
from kernel.surroundings import Backoff, are_away

if TYPE_CHECKING:
    from kernel.kafka.broker import Broker
    from kernel.log import Row
    from kernel.service import Reader, Service

logger = structlog.get_logger("kernel.kafka")
T = TypeVar("T")
MOST = 500
WAIT = 1.0
"""Seconds that one question to the broker may last when there is nothing."""
COMMIT = 1.0
"""Seconds. Committed offsets save a restarted reader a look at what it took before, and tell whoever watches the group what waits."""
FENCED_PAUSE = 1.0

_holes = metrics.gauge("topic_holes", "Partitions in which something is missing; what comes after it waits.", "service", "log")
_foreign = metrics.counter("topic_foreign_records", "Records in a topic of ours that no relay of ours sent.", "service", "log")


class _Rebalanced(ConsumerRebalanceListener):  # type: ignore[misc]  # the library has no types
    """Runs in another task, in the middle of a batch: it only says that something changed."""

    def __init__(self) -> None:
        self.changed = True

    def on_partitions_revoked(self, revoked: object) -> None:
        self.changed = True

    def on_partitions_assigned(self, assigned: object) -> None:
        self.changed = True


Came = Mapping[TopicPartition, Sequence[ConsumerRecord[bytes | None, bytes | None]]]


class KafkaReader:
    """The loop of one reader. Stops between batches, never in one."""

    def __init__(self, service: Service, reader: Reader, broker: Broker) -> None:
        self.service, self.reader, self.broker = service, reader, broker
        self.taker = Taker(service, reader)
        self.cursors: dict[int, int] = {}
        self.holes: dict[int, int] = {}
        """Per partition the cursor before the hole."""
        self._sought: set[tuple[int, int]] = set()
        self._rebalanced = _Rebalanced()
        self._stopping = asyncio.Event()
        self._about = {"service": service.name, "reader": reader.name, "log": reader.log}

    def stop(self) -> None:
        """Finishes the batch in hand and then ends."""
        self._stopping.set()

    async def run(self) -> None:
        backoff = Backoff()
        while not self._stopping.is_set():
            try:
                await self._follow(backoff)
            except Fenced:
                logger.warning("reader.fenced", **self._about)
                await self._sleep(FENCED_PAUSE)
            except Exception as error:
                pause = backoff.pause()
                level = 30 if are_away(error) or isinstance(error, KafkaError) else 40
                logger.log(level, "reader.stopped-for-a-moment", error=parking.describe(error), pause=pause, **self._about)
                await self._sleep(pause)

    async def _sleep(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _follow(self, backoff: Backoff) -> None:
        await self.broker.topic(self.reader.log)  # one that is not there yet would be seen only half a minute later
        consumer = AIOKafkaConsumer(
            group_id=self.broker.group_of(self.service.name, self.reader.name, self.reader.log),
            group_instance_id=f"{self.broker.member}.{self.reader.name}.{self.reader.log}" if self.broker.member else None,
            enable_auto_commit=False,
            # With "latest" a partition that is assigned while something is told would skip it.
            auto_offset_reset="earliest",
            session_timeout_ms=6_000,
            heartbeat_interval_ms=2_000,
            max_poll_interval_ms=600_000,
            **self.broker.reached_as(f"{self.service.name}-{self.reader.name}-{self.reader.log}"),
        )
        consumer.subscribe([self.broker.topic_of(self.reader.log)], listener=self._rebalanced)
        self._rebalanced.changed = True
        await consumer.start()
        try:
            committed_at, retry_at, uncommitted = 0.0, None, False
            while not self._stopping.is_set():
                if self._rebalanced.changed:
                    self._rebalanced.changed = False
                    await self._begin(consumer)
                copies = await self._ask(consumer, retry_at)
                if copies is None:
                    break
                if self._rebalanced.changed:
                    _put_back(consumer, copies)
                    continue
                await self._take(consumer, copies)
                retry_at = await self._try_set_aside()
                backoff.well()
                now, uncommitted = asyncio.get_running_loop().time(), uncommitted or bool(copies)
                if uncommitted and now - committed_at > COMMIT:
                    committed_at = now
                    with contextlib.suppress(KafkaError):
                        await self._unless_stopped(self._commit(consumer))
                        uncommitted = False
        finally:
            await consumer.stop()

    async def _begin(self, consumer: AIOKafkaConsumer) -> None:
        """After every change of who reads what: the cursors as they stand now."""
        start = 0 if self.reader.since is Since.BEGINNING else None
        async with self.service.database.lease() as lease:
            self.cursors = await cursors.for_the_topics(lease.raw, self.service.name, self.reader, start)
            self.taker.parked = await cursors.parked_in(lease.raw, self.service.name, self.reader)
        self._forget_holes()
        await self._unless_stopped(self._from_one_before(consumer))
        if start is None:
            await self._from_now(consumer)

    async def _from_one_before(self, consumer: AIOKafkaConsumer) -> None:
        """The database may be behind what this group committed: restored, or made anew, while the topics and the offsets stayed.

        Then it goes back at once, and not only when a next record comes. The last record before the offset is read again in any case:
        one that knows it drops it, one that waited at a hole sees the hole.
        """
        mine = [tp for tp in consumer.assignment() if tp.partition in self.cursors]
        try:
            committed = await consumer._coordinator.fetch_committed_offsets(mine)
            for tp in mine:
                if position := await consumer.position(tp):
                    consumer.seek(tp, position - 1)
                told, cursor = committed.get(tp), self.cursors[tp.partition]
                if told is not None and told.metadata.isdecimal() and int(told.metadata) > cursor:
                    self.holes[tp.partition] = cursor
                    await self._mind_the_hole(consumer, tp, cursor)
        except IllegalStateError:
            self._rebalanced.changed = True  # somebody else reads it by now

    async def _commit(self, consumer: AIOKafkaConsumer) -> None:
        """Beside each offset the cursor that belongs to it, as the group's own memory of how far the database was."""
        mine = [tp for tp in consumer.assignment() if tp.partition in self.cursors]
        if mine:
            await consumer.commit({tp: (await consumer.position(tp), str(self.cursors[tp.partition])) for tp in mine})

    async def _from_now(self, consumer: AIOKafkaConsumer) -> None:
        """Partitions never read begin behind their last record; an empty one begins with its first."""
        fresh = [tp for tp in consumer.assignment() if tp.partition not in self.cursors]
        ends, begins = (await consumer.end_offsets(fresh), await consumer.beginning_offsets(fresh)) if fresh else ({}, {})
        waited_for = {tp for tp in fresh if ends[tp] > begins[tp]}
        for tp in waited_for:
            consumer.seek(tp, ends[tp] - 1)
        while waited_for:
            for tp, records in (await consumer.getmany(*waited_for, timeout_ms=500)).items():
                self.cursors[tp.partition] = read(records[0], self.reader.log).row.position
                consumer.seek(tp, records[0].offset + 1)
                waited_for.discard(tp)
                async with self.service.database.lease() as lease:
                    position = self.cursors[tp.partition]
                    await cursors.begin_part(lease.raw, self.service.name, self.reader, tp.partition, position)

    async def _ask(self, consumer: AIOKafkaConsumer, retry_at: datetime | None) -> Came | None:
        """What came; None when told to stop. A question that is cut off loses nothing: no cursor moved."""
        wait = WAIT
        if retry_at is not None:
            wait = min(WAIT, max(0.01, (retry_at - self.service.clock.now()).total_seconds()))
        return await self._unless_stopped(consumer.getmany(timeout_ms=int(wait * 1000), max_records=MOST))

    async def _unless_stopped(self, question: Coroutine[object, object, T]) -> T | None:
        """None when told to stop; the broker may be away for long."""
        asking = asyncio.ensure_future(question)
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return asking.result() if asking.done() else None
        finally:
            for task in (asking, stopping):
                if not task.done():
                    task.cancel()
                    with contextlib.suppress(asyncio.CancelledError):
                        await task

    async def _take(self, consumer: AIOKafkaConsumer, came: Came) -> None:
        rows: list[Row] = []
        at, begin = dict(self.cursors), dict[int, int]()
        for tp, records in came.items():
            for record in records:
                try:
                    copy = read(record, self.reader.log)
                except NotOurs as error:
                    _foreign.labels(self.service.name, self.reader.log).inc()
                    logger.error("record.foreign", cause=str(error), **self._about)
                    continue
                if tp.partition not in at:
                    at[tp.partition] = begin[tp.partition] = copy.previous
                if self._follows(copy, at[tp.partition]):
                    at[tp.partition] = copy.row.position
                    rows.append(copy.row)
            if tp.partition in at:
                await self._mind_the_hole(consumer, tp, at[tp.partition])
        if rows:
            if begin:
                async with self.service.database.lease() as lease:
                    for part, position in begin.items():
                        await cursors.begin_part(lease.raw, self.service.name, self.reader, part, position)
            self.cursors |= begin
            async with self.service.database.lease() as lease:
                self.cursors |= await self.taker.take(rows, self.cursors, lease=lease)

    def _follows(self, copy: Copy, cursor: int) -> bool:
        if copy.row.position <= cursor:
            return False
        if copy.previous > cursor:
            self.holes[copy.row.part] = cursor
            return False
        return True

    async def _mind_the_hole(self, consumer: AIOKafkaConsumer, tp: TopicPartition, cursor: int) -> None:
        """What fills a hole comes at a higher offset, or stands at a lower one that was passed: each is looked back for once."""
        if tp.partition not in self.holes:
            return
        if cursor > self.holes[tp.partition]:
            logger.info("topic.hole-healed", partition=tp.partition, **self._about)
            del self.holes[tp.partition]
        elif (tp.partition, cursor) not in self._sought:
            self._sought.add((tp.partition, cursor))
            logger.error("topic.hole", partition=tp.partition, after=cursor, **self._about)
            with contextlib.suppress(KafkaError):
                await consumer.seek_to_beginning(tp)
        _holes.labels(self.service.name, self.reader.log).set(len(self.holes))

    def _forget_holes(self) -> None:
        self.holes.clear()
        self._sought.clear()
        _holes.labels(self.service.name, self.reader.log).set(0)

    async def _try_set_aside(self) -> datetime | None:
        """Tries what was set aside and may be tried now; answers when to look again."""
        counts = [self.taker.parked.get(part) for part in self.cursors]
        if None not in counts and not any(counts):
            return None
        async with self.service.database.lease() as lease:
            self.taker.parked = await cursors.parked_in(lease.raw, self.service.name, self.reader)
        if not any(self.taker.parked.values()):
            return None
        ready, retry_at = await parking.due(self.service, self.reader)
        for part, position in ready:
            if part in self.cursors:
                await parking.try_again(self.taker, part, position)
        return self.service.clock.now() if ready else retry_at


def _put_back(consumer: AIOKafkaConsumer, came: Came) -> None:
    """Who reads what changed while these came: they are asked for again when the cursors are known."""
    mine = consumer.assignment()
    for tp, records in came.items():
        if tp in mine and records:
            consumer.seek(tp, records[0].offset)
