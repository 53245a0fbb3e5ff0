"""Tells a failing event from failing surroundings: a database or neighbour that is away is no reason to park anything."""

import asyncpg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from kernel.refusals import Unavailable

AWAY: tuple[type[BaseException], ...] = (
    Unavailable,
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InsufficientResourcesError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.LockNotAvailableError,
    asyncpg.QueryCanceledError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.InvalidPasswordError,
    asyncpg.InvalidCatalogNameError,
)


def are_away(error: BaseException) -> bool:
    """Whether trying again later can help without anything being changed about the event."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        if isinstance(link, AWAY) or isinstance(link, OperationalError | InterfaceError):
            return True
        if isinstance(link, DBAPIError) and link.connection_invalidated:
            return True
        link = getattr(link, "orig", None) or link.__cause__ or link.__context__
    return False


class Backoff:
    """Waiting longer each time, up to a bound; `pause` is in seconds."""

    def __init__(self, first: float = 0.05, most: float = 5.0) -> None:
        self._first, self._most, self.failures = first, most, 0

    def pause(self) -> float:
        self.failures += 1
        return min(self._most, self._first * 2.0 ** min(self.failures - 1, 16))

    def well(self) -> None:
        self.failures = 0
