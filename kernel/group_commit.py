"""Many small writes as one: whatever came while the last transaction ran is the next one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextvars import Context
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import asyncpg

from kernel.killpoints import reached
from kernel.surroundings import are_away

if TYPE_CHECKING:
    from kernel.log import Appended
    from kernel.service import Service

T = TypeVar("T")
R = TypeVar("R")
MOST = 500


class Written(NamedTuple, Generic[R]):
    """The answers, and what was told in the log."""

    results: Sequence[R | Exception]
    told: Appended | None


class GroupCommit(Generic[T, R]):
    """One flusher; at once when idle. `write` answers a result or an exception for each item, in order, in one transaction.

    A batch that fails as a whole is tried item by item, so that one bad item harms no other. `one_statement`: `write` says one
    statement only, which is a transaction by itself (`log.append_with`); a lone item then costs one round trip instead of four.
    """

    def __init__(
        self,
        service: Service,
        write: Callable[[asyncpg.Connection, Sequence[T]], Awaitable[Written[R]]],
        *,
        most: int = MOST,
        one_statement: bool = False,
    ) -> None:
        self._service, self._write, self._most, self._bare = service, write, most, one_statement
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._flusher: asyncio.Task[None] | None = None

    async def add(self, item: T) -> R:
        """Answers when the item is on disk."""
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        future.add_done_callback(_seen)
        self._waiting.append((item, future))
        if self._flusher is None or self._flusher.done():
            # The flusher works for many: it follows nobody's trace.
            self._flusher = asyncio.create_task(self._flush(), context=Context())
        return await future  # who goes away takes only its own future along; the item is written all the same

    async def _flush(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            try:
                await self._commit(batch)
            except Exception as error:
                if len(batch) == 1 or are_away(error):
                    _fail(batch, error)
                else:
                    for one in batch:
                        try:
                            await self._commit([one])
                        except Exception as alone:
                            _fail([one], alone)

    async def _commit(self, batch: list[tuple[T, asyncio.Future[R]]]) -> None:
        async with self._service.database.lease() as lease:
            try:
                if not self._bare:
                    await lease.raw.execute("begin")
                results, told = await self._write(lease.raw, [item for item, _ in batch])
                if len(results) != len(batch):
                    raise ValueError(f"{len(results)} answers to {len(batch)} items")
                if not self._bare:
                    reached("before-commit")
                    await lease.commit()
            except BaseException:
                await lease.rollback()
                raise
        reached("after-commit")
        if told is not None:
            self._service.running.wakes.appended(self._service.name, told.lone)
        for (_, future), result in zip(batch, results, strict=True):
            if future.done():
                continue
            if isinstance(result, Exception):
                future.set_exception(result)
            else:
                future.set_result(result)


def _seen(future: asyncio.Future[R]) -> None:
    """Who asked may have gone away; nobody else has to hear of its failure."""
    if not future.cancelled():
        future.exception()


def _fail(batch: Sequence[tuple[T, asyncio.Future[R]]], error: Exception) -> None:
    for _, future in batch:
        if not future.done():
            future.set_exception(error)
