"""A service: what it hears, what falls due, what it sends out, and its transactions once it runs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from kernel.caller import Caller
from schemas.base import Event

if TYPE_CHECKING:
    from kernel.asking import Asking
    from kernel.clock import Clock
    from kernel.database import Database
    from kernel.deadlines import Deadline
    from kernel.errands import Errand, Outing
    from kernel.log import Heard
    from kernel.running import Running
    from kernel.sealing import Seals
    from kernel.settings import HouseSettings
    from kernel.work import Work

E = TypeVar("E", bound=Event)
D = TypeVar("D", bound="Deadline")
R = TypeVar("R", bound="Errand")

Reaction = Callable[[Any, "Work"], Awaitable[None]]
"""What is done when an event (or many of a kind) is heard, or a deadline falls due."""


class Since(Enum):
    """Where a reader begins that was never here before."""

    BEGINNING = "beginning"
    NOW = "now"


@dataclass
class Reader:
    """One follower of one log, with a cursor of its own."""

    name: str
    log: str
    since: Since
    single: dict[str, list[Reaction]] = field(default_factory=dict)
    many: dict[str, list[Reaction]] = field(default_factory=dict)

    def wants(self, event_type: str) -> bool:
        return event_type in self.single or event_type in self.many

    def together(self, event_type: str) -> object:
        """The same for kinds that come to the same reactions in one run: all of them hear many, and none hears one."""
        return event_type if event_type in self.single else tuple(self.many[event_type])


@dataclass(frozen=True)
class ErrandHandler:
    run: Callable[[Any, Outing], Awaitable[None]]
    attempts: int
    gives_up: Callable[[Any, Work], Awaitable[None]] | None


class NotRunning(RuntimeError):
    """The service is declared but no process runs it; enter `kernel.running.Running` first."""


class Service:
    """Declared once at import; bound to a database, a clock and its neighbours while it runs."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.readers: dict[tuple[str, str], Reader] = {}
        self.deadlines: dict[str, tuple[type[Deadline], Reaction]] = {}
        self.errands: dict[str, tuple[type[Errand], ErrandHandler]] = {}
        self.beginnings: list[Callable[[], Awaitable[None]]] = []
        self.tidying: list[Callable[[Work], Awaitable[int]]] = []
        self.tails: set[str] = set()
        """Logs that are followed from now on for live pages, without effects."""
        self._running: Running | None = None

    def _reader(self, event: type[Event], name: str, since: Since) -> Reader:
        reader = self.readers.setdefault((name, event.told_by()), Reader(name, event.told_by(), since))
        if reader.since is not since:
            raise ValueError(f"reader {name!r} of {self.name} begins at {reader.since.value} already")
        return reader

    def hears(
        self, event: type[E], *, reader: str = "main", since: Since = Since.BEGINNING
    ) -> Callable[[Callable[[E, Work], Awaitable[None]]], Callable[[E, Work], Awaitable[None]]]:
        """Reacts to one event at a time; up to 500 share a transaction, and a failing one is tried alone.

        Reactions have no outside effects: they may run again. What leaves the house is an errand.
        """

        def add(reaction: Callable[[E, Work], Awaitable[None]]) -> Callable[[E, Work], Awaitable[None]]:
            self._reader(event, reader, since).single.setdefault(event.type, []).append(reaction)
            return reaction

        return add

    def hears_many(
        self, *events: type[E], reader: str = "main", since: Since = Since.BEGINNING
    ) -> Callable[[Callable[[Sequence[Heard[E]], Work], Awaitable[None]]], Callable[[Sequence[Heard[E]], Work], Awaitable[None]]]:
        """Reacts to all events in a batch that follow each other and are of these kinds at once; for the hot ones, with one statement."""

        def add(reaction: Callable[[Sequence[Heard[E]], Work], Awaitable[None]]) -> Callable[[Sequence[Heard[E]], Work], Awaitable[None]]:
            for event in events:
                self._reader(event, reader, since).many.setdefault(event.type, []).append(reaction)
            return reaction

        return add

    def when_due(self, deadline: type[D]) -> Callable[[Callable[[D, Work], Awaitable[None]]], Callable[[D, Work], Awaitable[None]]]:
        """Acts once when the moment has come; the handler looks again whether it still matters."""

        def add(reaction: Callable[[D, Work], Awaitable[None]]) -> Callable[[D, Work], Awaitable[None]]:
            self.deadlines[deadline.type] = (deadline, reaction)
            return reaction

        return add

    def errand(
        self, errand: type[R], *, attempts: int = 8, gives_up: Callable[[R, Work], Awaitable[None]] | None = None
    ) -> Callable[[Callable[[R, Outing], Awaitable[None]]], Callable[[R, Outing], Awaitable[None]]]:
        """Does something outside the house; at least once, with the same id each time."""

        def add(run: Callable[[R, Outing], Awaitable[None]]) -> Callable[[R, Outing], Awaitable[None]]:
            self.errands[errand.type] = (errand, ErrandHandler(run, attempts, gives_up))
            return run

        return add

    def starts(self) -> Callable[[Callable[[], Awaitable[None]]], Callable[[], Awaitable[None]]]:
        """Runs at every start, after the migrations and before the readers; must be harmless when done again."""

        def add(begin: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
            self.beginnings.append(begin)
            return begin

        return add

    def tidies(self) -> Callable[[Callable[[Work], Awaitable[int]]], Callable[[Work], Awaitable[int]]]:
        """Once an hour throws away rows whose time is over; answers how many."""

        def add(tidy: Callable[[Work], Awaitable[int]]) -> Callable[[Work], Awaitable[int]]:
            self.tidying.append(tidy)
            return tidy

        return add

    # while it runs --------------------------------------------------------------------------------

    def bind(self, running: Running | None) -> None:
        self._running = running

    @property
    def running(self) -> Running:
        if self._running is None:
            raise NotRunning(self.name)
        return self._running

    @property
    def database(self) -> Database:
        return self.running.databases[self.name]

    @property
    def clock(self) -> Clock:
        return self.running.clock

    @property
    def settings(self) -> HouseSettings:
        return self.running.settings

    @property
    def seals(self) -> Seals:
        return self.running.seals[self.name]

    @property
    def asks(self) -> Asking:
        return self.running.asking[self.name]

    def itself(self, region: str = "") -> Caller:
        """The service as the one who acts, in reactions and errands."""
        return Caller.service_itself(self.name, region=region)

    @asynccontextmanager
    async def work(self, *, by: Caller | None = None, purpose: str | None = None) -> AsyncIterator[Work]:
        """One transaction: committed when the block ends well, undone by any exception."""
        from kernel.work import Work

        async with self.database.lease() as lease:
            work = Work(self, lease, by=by or self.itself(), purpose=purpose)
            try:
                await lease.raw.execute("begin")
                yield work
                await work.finish()
                await lease.commit()
            except BaseException:
                await work.undo()
                raise
        work.announce()
