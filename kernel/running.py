"""Services at work in one process: their databases, keys, readers, deadlines and errands, and a graceful end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog

from kernel.clock import Clock
from kernel.database import Database
from kernel.deadlines import Deadlines
from kernel.errands import Errands
from kernel.housekeeping import keep_house
from kernel.listening.postgres import PostgresReader
from kernel.settings import HouseSettings
from kernel.wakes import Wakes

if TYPE_CHECKING:
    from types import TracebackType

    from kernel.asking import Asking
    from kernel.kafka.broker import Broker
    from kernel.kafka.reader import KafkaReader
    from kernel.kafka.relay import Relay
    from kernel.kafka.tail import TopicTail
    from kernel.sealing import Seals
    from kernel.service import Reader, Service

log = structlog.get_logger("kernel.running")
GRACE = 15.0
AGAIN = 1.0
"""Seconds before a loop that died begins again."""


class Running:
    """`async with Running(services, urls=...)`: bound, begun and listening inside the block; a finished batch at its end.

    `urls`: each service's own login. `listening=False`: bound to
    their rows only, for a command that does one thing and ends. `broker`: readers follow the topics, not the logs; `relaying`: and
    the logs are copied to them from this process.
    """

    def __init__(
        self,
        services: Sequence[Service],
        *,
        urls: Mapping[str, str],
        clock: Clock | None = None,
        seals: Mapping[str, Seals] | None = None,
        asking: Mapping[str, Asking] | None = None,
        settings: HouseSettings | None = None,
        alone: bool = True,
        listening: bool = True,
        broker: Broker | None = None,
        relaying: bool = False,
        pool: int = 3,
    ) -> None:
        self.services = list(services)
        self.clock = clock or Clock()
        self.wakes = Wakes()
        self.urls = dict(urls)
        self.databases = {s.name: Database(urls[s.name], s.name, size=pool) for s in services}
        self.seals: dict[str, Seals] = dict(seals or {})
        self.asking: dict[str, Asking] = dict(asking or {})
        self.settings = settings or HouseSettings()
        self.broker, self._relaying = broker, relaying
        self._relays: list[Relay] = []
        self.alone, self._listening = alone, listening
        self.readers: list[PostgresReader | KafkaReader] = []
        self.tails: dict[str, TopicTail] = {}
        self._errands: list[Errands] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._ending: list[asyncio.Task[None]] = []
        """Loops that finish by themselves when told to stop."""

    def bind(self) -> None:
        """The services know where they run, though nothing happens yet: enough to answer whether they are ready."""
        for service in self.services:
            service.bind(self)

    async def __aenter__(self) -> Running:
        self.bind()
        try:
            if self._listening:
                for service in self.services:
                    for begin in service.beginnings:
                        await begin()
                self._listen()
        except BaseException:
            await self.end()
            raise
        return self

    def _listen(self) -> None:
        for service in self.services:
            self.readers += [self._reader(service, reader) for reader in service.readers.values()]
            if service.deadlines:
                self._start(Deadlines(service).run, f"{service.name}.deadlines")
            self._start(partial(keep_house, service), f"{service.name}.housekeeping")
            if service.errands:
                self._errands.append(Errands(service))
        self._ending = [_loop(r.run, f"{r.service.name}.reads.{r.reader.log}") for r in self.readers]
        self._ending += [_loop(e.run, f"{e.service.name}.errands") for e in self._errands]
        if self.broker is not None:
            self._follow_topics(self.broker)
            return
        if followed := {s.name: {log for _, log in s.readers} | s.tails for s in self.services}:
            self._start(partial(self.wakes.watch, self.urls, followed), "watcher")
            if not self.alone:
                self._start(partial(self.wakes.tell_others, self.urls[self.services[0].name]), "notifier")

    def _reader(self, service: Service, reader: Reader) -> PostgresReader | KafkaReader:
        if self.broker is None:
            return PostgresReader(service, reader)
        from kernel.kafka.reader import KafkaReader  # not for a house without a broker

        return KafkaReader(service, reader, self.broker)

    def _follow_topics(self, broker: Broker) -> None:
        from kernel.kafka.relay import Relay
        from kernel.kafka.tail import TopicTail

        if self._relaying:
            self._relays = [Relay.of(s.name, self.urls[s.name], broker, self.settings, self.wakes) for s in self.services]
            self._ending += [_loop(relay.run, f"{relay.service}.relay") for relay in self._relays]
        for service in self.services:
            if service.tails:
                self.tails[service.name] = tail = TopicTail(service, broker)
                self._start(tail.run, f"{service.name}.tail")
        if not self.alone:
            self._start(partial(self.wakes.tell_others, self.urls[self.services[0].name]), "notifier")

    def _start(self, run: Callable[[], Coroutine[Any, Any, None]], name: str) -> None:
        self._tasks.append(_loop(run, name))

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.end()

    async def end(self) -> None:
        """Readers finish the batch in hand; errands under way get a moment, and come back with their lease when that was too short."""
        for reader in self.readers:
            reader.stop()
        for errands in self._errands:
            errands.stop()
        for relay in self._relays:
            relay.stop()
        if self._ending:
            await asyncio.wait(self._ending, timeout=GRACE)
        await _cancel({*self._tasks, *self._ending})
        for asks in self.asking.values():
            await asks.close()
        for database in self.databases.values():
            await database.close()
        for service in self.services:
            service.bind(None)


def broker_of(settings: HouseSettings) -> Broker | None:
    """None where the settings name no broker: readers then follow the logs themselves."""
    if not settings.kafka:
        return None
    from kernel.kafka.broker import Broker  # not for a house without one

    return Broker.of(settings)


async def _cancel(tasks: set[asyncio.Task[None]]) -> None:
    """Asks until all have ended: a connection that is just being made can swallow one request."""
    left = {task for task in tasks if not task.done()}
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=0.5)


def _loop(run: Callable[[], Coroutine[Any, Any, None]], name: str) -> asyncio.Task[None]:
    return asyncio.create_task(_for_ever(run, name), name=name)


async def _for_ever(run: Callable[[], Coroutine[Any, Any, None]], name: str) -> None:
    """A loop of the house ends only when told to: one that dies is said loudly, and begins again."""
    while True:
        try:
            return await run()
        except Exception as error:
            log.critical("loop.died", loop=name, error=type(error).__name__, exc_info=error)
            await asyncio.sleep(AGAIN)
