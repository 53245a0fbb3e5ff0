"""Tells a failing event from failing surroundings: a database or neighbour that is away is no reason to park anything."""

from collections.abc import Iterator

import asyncpg
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolIsEmpty

from kernel.refusals import Unavailable

AWAY: tuple[type[BaseException], ...] = (
    Unavailable,
    OSError,
    TimeoutError,
    PoolIsEmpty,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.LockNotAvailableError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.InvalidPasswordError,
    asyncpg.InvalidCatalogNameError,
    # The schema was just migrated under this connection.
    asyncpg.InvalidCachedStatementError,
    # A connection that is cut off in the middle of an answer.
    asyncpg.InternalClientError,
)


def are_away(error: BaseException) -> bool:
    """Whether trying again later can help without anything being changed about the event."""
    return any(
        isinstance(link, (*AWAY, OperationalError)) or _is_closed(link) or (isinstance(link, DBAPIError) and link.connection_invalidated)
        for link in _links(error)
    )


def is_broken_before(error: BaseException) -> bool:
    """Whether the database only refused because an earlier statement of the transaction had failed."""
    return any(isinstance(link, asyncpg.InFailedSQLTransactionError) for link in _links(error))


def _is_closed(error: BaseException) -> bool:
    """asyncpg has one error for a closed connection and for a wrong use of an open one; only its words tell."""
    return isinstance(error, asyncpg.InterfaceError) and "clos" in str(error)


def _links(error: BaseException) -> Iterator[BaseException]:
    """An error and what it came from."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = getattr(link, "orig", None) or link.__cause__ or (None if link.__suppress_context__ else link.__context__)


class Backoff:
    """Waiting longer each time, up to a bound; `pause` is in seconds."""

    def __init__(self, first: float = 0.05, most: float = 5.0) -> None:
        self._first, self._most, self.failures = first, most, 0

    def pause(self) -> float:
        self.failures += 1
        return min(self._most, self._first * 2.0 ** min(self.failures - 1, 16))

    def well(self) -> None:
        self.failures = 0
