"""Who sleeps until something is committed, and how that reaches another process."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

import asyncpg
import structlog

from kernel.surroundings import AWAY, Backoff

if TYPE_CHECKING:
    from kernel.log import Row

log = structlog.get_logger("kernel.wakes")
CHANNEL = "mantelbrug"
LOST: tuple[type[BaseException], ...] = (*AWAY, asyncpg.PostgresError, asyncpg.InterfaceError)
NET = 1.0
"""Seconds between two looks of the watcher at all logs, for wake-ups that got lost."""


class Wakes:
    """Wake-ups by name inside a process."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str], set[asyncio.Event]] = defaultdict(set)
        self._grown: set[str] = set()
        self._told = asyncio.Event()
        self.lone: dict[str, Row | None] = {}
        """Per log what this process appended last, when it was one event: a reader that stands right before it has it already."""

    def event(self, what: str, name: str) -> asyncio.Event:
        event = asyncio.Event()
        self.join(what, name, event)
        return event

    def join(self, what: str, name: str, event: asyncio.Event) -> None:
        self._waiting[what, name].add(event)

    def drop(self, what: str, name: str, event: asyncio.Event) -> None:
        self._waiting[what, name].discard(event)

    def poke(self, what: str, name: str) -> None:
        for event in self._waiting[what, name]:
            event.set()

    def appended(self, log_name: str, lone: Row | None = None) -> None:
        """A log of ours grew, and that is committed: our readers wake now, those of other processes by `tell_others`."""
        self.lone[log_name] = lone
        self.poke("log", log_name)
        self._grown.add(log_name)
        self._told.set()

    async def tell_others(self, url: str) -> None:
        """NOTIFY, after the commit and on a connection of its own: inside the writing transaction it takes a lock of the whole cluster."""
        backoff = Backoff()
        while True:
            try:
                connection = await asyncpg.connect(url, timeout=10)
                try:
                    await connection.add_listener(CHANNEL, lambda *heard: self.poke("log", str(heard[3])))
                    connection.add_termination_listener(lambda _: self._told.set())
                    while not connection.is_closed():
                        with contextlib.suppress(TimeoutError):
                            await asyncio.wait_for(self._told.wait(), NET * 30)
                        self._told.clear()
                        grown, self._grown = self._grown, set()
                        for name in grown:
                            await connection.execute("select pg_notify($1, $2)", CHANNEL, name)
                        backoff.well()
                finally:
                    await connection.close(timeout=2)
            except LOST:
                await asyncio.sleep(backoff.pause())

    async def watch(self, urls: Mapping[str, str], followed: Mapping[str, set[str]]) -> None:
        """Looks how far each followed log may be read, and wakes who sleeps beside one that grew.

        `followed`: the logs that each service may look at; as few logins as can see them all are used.
        """
        left = set().union(*followed.values())
        logins: list[tuple[str, list[str]]] = []
        for name, logs in sorted(followed.items(), key=lambda one: -len(one[1])):
            if mine := sorted(left & logs):
                logins.append((urls[name], mine))
                left.difference_update(mine)
        await asyncio.gather(*(self._watch(url, names) for url, names in logins))

    async def _watch(self, url: str, names: list[str]) -> None:
        seen = dict.fromkeys(names, -1)
        backoff = Backoff()
        question = "select " + ", ".join(f'"{name}".log_readable(${n})' for n, name in enumerate(names, 1))
        while True:
            try:
                connection = await asyncpg.connect(url, timeout=10, command_timeout=10)
                try:
                    while True:
                        readable = await connection.fetchrow(question, *seen.values())
                        for name, position in zip(names, readable or (), strict=True):
                            if seen[name] != position:
                                seen[name] = position
                                self.poke("log", name)
                        backoff.well()
                        await asyncio.sleep(NET)
                finally:
                    await connection.close(timeout=2)
            except LOST as error:
                log.warning("watcher.lost", error=type(error).__name__)
                await asyncio.sleep(backoff.pause())
