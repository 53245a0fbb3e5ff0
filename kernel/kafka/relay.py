"""Copies one log to its topic: in position order per partition, and after any error anew from what was acknowledged.

One relay at a time by an advisory lock; what it remembers is written on the connection that holds the lock, so that one that
froze and lost it can write nothing. A second one is harmless all the same: readers drop what they took before.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import asyncpg
import structlog
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import DuplicateSequenceNumber, KafkaError

from kernel import log, logs, metrics
from kernel.kafka.acknowledged import UNKNOWN, Acknowledged, SentAgain
from kernel.kafka.broker import WrongTopic
from kernel.kafka.records import headers_of
from kernel.killpoints import reached
from kernel.partitions import PARTITIONS, key_of, part_of
from kernel.refusals import Unavailable
from kernel.surroundings import Backoff, are_away

if TYPE_CHECKING:
    from kernel.kafka.broker import Broker
    from kernel.settings import HouseSettings
    from kernel.wakes import Wakes

logger = structlog.get_logger("kernel.relay")
WINDOW = 5_000
"""Most records on their way at a time."""
SAVED_EVERY = 0.1
HEARTBEAT = 1.0
FROZEN = 5
"""Seconds of silence after which Postgres ends the session of a relay, and with it its lock."""
NET = 1.0
"""Seconds after which it looks by itself."""

_behind = metrics.gauge("relay_behind", "Positions of the log that the broker has not acknowledged yet.", "log")
_sent = metrics.counter("relay_records", "Records that the broker acknowledged.", "log")
_anew = metrics.counter("relay_anew", "Times that the relay began anew after an error.", "log")


class TailLost(RuntimeError):
    """The broker no longer holds what it acknowledged. Where one partition shows it, others may have grown past the sign since."""


class Relay:
    """`url`: the login of the service whose log it is. `woken`: set when the log may have grown."""

    def __init__(self, service: str, url: str, broker: Broker, *, source: str, schemas: str, woken: asyncio.Event | None = None) -> None:
        self.service, self.url, self.broker = service, url, broker
        self._source, self._schemas = source, schemas
        self._woken = woken or asyncio.Event()
        self._stopped = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        """asyncpg answers one question at a time."""

    @classmethod
    def of(cls, service: str, url: str, broker: Broker, settings: HouseSettings, wakes: Wakes) -> Relay:
        """As the settings say, woken with the readers of the log."""
        return cls(service, url, broker, source=settings.source, schemas=settings.where, woken=wakes.event("log", service))

    def stop(self) -> None:
        self._stopped.set()
        self._woken.set()

    @property
    def stopping(self) -> bool:
        return self._stopped.is_set()

    async def run(self) -> None:
        backoff = Backoff()
        while not self.stopping:
            try:
                async with self._lock() as connection:
                    await self.broker.topic(self.service)
                    backoff.well()
                    await self._relay(connection)
            except SentAgain:
                logger.info("relay.replays", log=self.service)
            except Exception as error:
                _anew.labels(self.service).inc()
                away = are_away(error) or isinstance(error, KafkaError | TailLost)
                pause = backoff.pause()
                said = {"log": self.service, "error": type(error).__name__, "pause": pause}
                if away:
                    logger.warning("relay.begins-anew", **said)
                else:
                    # Our own words, or the kind of error: another's text could hold what it was about.
                    logger.critical("relay.stands-still", cause=str(error) if isinstance(error, WrongTopic) else logs.cause(error), **said)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopped.wait(), pause)

    @asynccontextmanager
    async def _lock(self) -> AsyncIterator[asyncpg.Connection]:
        """Waits for its turn by trying: a relay that waits inside Postgres would be counted as alive when it is frozen."""
        connection = await asyncpg.connect(
            self.url,
            timeout=10,
            command_timeout=20,
            server_settings={"application_name": f"mantelbrug-relay-{self.service}", "idle_session_timeout": f"{FROZEN}s"},
        )
        beating: asyncio.Task[None] | None = None
        try:
            while not await connection.fetchval("select pg_try_advisory_lock(hashtextextended($1, 0))", f"relay {self.service}"):
                if self.stopping:
                    raise Unavailable("stopped while another relay works")
                await asyncio.sleep(NET)
            beating = asyncio.create_task(self._heartbeat(connection))
            yield connection
        finally:
            if beating is not None:
                beating.cancel()
                with contextlib.suppress(asyncio.CancelledError, Exception):
                    await beating
            connection.terminate()

    async def _heartbeat(self, connection: asyncpg.Connection) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            async with self._one_at_a_time:
                await connection.execute("select 1")

    async def _relay(self, connection: asyncpg.Connection) -> None:
        known = await Acknowledged.read(connection, self.service)
        if await self._tail_is_lost(known):
            logger.warning("relay.tail-lost", log=self.service)
            async with self._one_at_a_time:
                await known.lost(connection)
        producer = AIOKafkaProducer(
            enable_idempotence=True, acks="all", request_timeout_ms=10_000, linger_ms=0, **self.broker.reached_as(f"{self.service}-relay")
        )
        await producer.start()
        try:
            await _Sending(self, connection, known, producer).go()
        except TailLost:
            async with self._one_at_a_time:
                await (await Acknowledged.read(connection, self.service)).lost(connection)
            raise
        finally:
            await drop(producer)

    async def _tail_is_lost(self, known: Acknowledged) -> bool:
        """A topic that ends at or below what was acknowledged has lost it, though no chain shows that until a next record comes."""
        consumer = AIOKafkaConsumer(request_timeout_ms=10_000, **self.broker.reached_as(f"{self.service}-relay-ends"))
        await consumer.start()
        try:
            ends = await consumer.end_offsets([TopicPartition(self.broker.topic_of(self.service), part) for part in range(PARTITIONS)])
        finally:
            await consumer.stop()
        return any(end <= known.offsets[tp.partition] for tp, end in ends.items())


class _Sending:
    """From one start to the first error."""

    def __init__(self, relay: Relay, connection: asyncpg.Connection, known: Acknowledged, producer: AIOKafkaProducer) -> None:
        self.relay, self.connection, self.known, self.producer = relay, connection, known, producer
        self.topic = relay.broker.topic_of(relay.service)
        self.read_to = known.low
        self.last = list(known.positions)
        """Position sent last in each partition: what the next record names as the one before it."""
        self.under_way: deque[tuple[int, int, asyncio.Future[object] | None]] = deque()
        """Position, partition and answer, in the order of the log; nothing was sent for what was acknowledged before."""
        self.per_part: list[deque[tuple[int, asyncio.Future[object]]]] = [deque() for _ in range(PARTITIONS)]

    async def go(self) -> None:
        saved_at = 0.0
        loop = asyncio.get_running_loop()
        while not (self.relay.stopping and not self.under_way):
            self.relay._woken.clear()
            grown = await self._send_more() if len(self.under_way) < WINDOW and not self.relay.stopping else 0
            self._take_answers()
            if loop.time() - saved_at >= SAVED_EVERY or not self.under_way:
                await self._save()
                saved_at = loop.time()
            if grown:
                continue
            await self._wait()
        await self._save()

    async def _send_more(self) -> int:
        async with self.relay._one_at_a_time:
            rows = await log.after(self.connection, self.relay.service, self.read_to)
        for row in rows:
            part = part_of(row.subject)
            self.read_to = row.position
            if row.position <= self.known.positions[part]:
                self.under_way.append((row.position, part, None))
                continue
            headers = headers_of(row, self.last[part], source=self.relay._source, schemas=self.relay._schemas)
            # It may wait for room; an error here is an error like any other.
            sent = await self.producer.send(self.topic, row.data.encode(), key_of(row.subject), part, headers=headers)
            self.last[part] = row.position
            self.under_way.append((row.position, part, sent))
            self.per_part[part].append((row.position, sent))
        reached("relay-sent")
        return len(rows)

    def _take_answers(self) -> None:
        """Per partition only as far as everything before it was answered well; the first error ends this turn."""
        count = 0
        for part, waiting in enumerate(self.per_part):
            while waiting and waiting[0][1].done():
                position, answer = waiting.popleft()
                offset = _offset(answer)
                if offset != UNKNOWN and offset <= self.known.offsets[part]:
                    raise TailLost(self.topic)
                self.known.advance(part, position, offset)
                count += 1
        while self.under_way and self.under_way[0][0] <= self.known.positions[self.under_way[0][1]]:
            self.known.low = self.under_way.popleft()[0]
        if count:
            _sent.labels(self.relay.service).inc(count)

    async def _save(self) -> None:
        async with self.relay._one_at_a_time:
            await self.known.save(self.connection)
            head = await log.head(self.connection, self.relay.service)
        _behind.labels(self.relay.service).set(max(head - self.known.low, 0))
        reached("relay-saved")

    async def _wait(self) -> None:
        """For the oldest answer, or for something to send."""
        if self.under_way:
            oldest = next((answer for _, _, answer in self.under_way if answer is not None), None)
            if oldest is not None and not oldest.done():
                await asyncio.wait({oldest}, timeout=SAVED_EVERY)
            return
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.relay._woken.wait(), NET)
        if not self.relay.stopping:
            await self._asked_for_a_replay()

    async def _asked_for_a_replay(self) -> None:
        async with self.relay._one_at_a_time:
            turn = await self.connection.fetchval(f'select turn from "{self.relay.service}".relay where part = -1')
        if turn != self.known.turn:
            raise SentAgain(self.relay.service)


def _offset(answer: asyncio.Future[object]) -> int:
    try:
        return int(getattr(answer.result(), "offset", UNKNOWN))
    except DuplicateSequenceNumber:
        return UNKNOWN  # the broker had it already


async def drop(producer: AIOKafkaProducer) -> None:
    """Without a flush: what is pending stands behind something that failed, and must not pass it."""
    task = producer._sender.sender_task
    if task is not None:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await task
    producer._closed = True
    await producer.client.close()
