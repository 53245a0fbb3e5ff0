"""One service's way to its own Postgres schema: connections on which SQLModel and plain asyncpg share a transaction."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from functools import cached_property
from time import monotonic
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg
from sqlalchemy import Connection, MetaData
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.orm import registry
from sqlalchemy.pool import NullPool, PoolProxiedConnection
from sqlmodel import SQLModel

from kernel.surroundings import AWAY

PATIENCE = 30.0
"""Seconds to wait for a connection when all are in use."""
UNUSED = 60.0
"""Seconds after which a connection above the usual number is closed."""
SCHEMA = re.compile(r"^[a-z][a-z0-9_]{0,40}$")
CONVENTION = {
    "ix": "%(table_name)s_%(column_0_N_name)s_ix",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}


def table_base(service: str) -> type[SQLModel]:
    """The base class of a service's tables; they live in the schema of its name and in metadata of their own."""
    return type(
        "Table",
        (SQLModel,),
        {"__module__": f"services.{service}.tables"},
        registry=registry(metadata=MetaData(schema=service, naming_convention=CONVENTION)),
    )


class NothingKept(RuntimeError):
    """A database error was swallowed on the way: it had broken the transaction, and nothing of it was kept."""


class Lease:
    """A connection for one user at a time; `raw` and `sqlalchemy` are the same wire."""

    def __init__(self, engine: AsyncEngine, wire: PoolProxiedConnection, raw: asyncpg.Connection) -> None:
        self.raw = raw
        self._engine, self._wire = engine, wire

    @cached_property
    def sqlalchemy(self) -> AsyncConnection:
        """Dressed when it is first asked for: the hot path never does, and it would cost more than a round trip."""
        return AsyncConnection(self._engine, Connection(self._engine.sync_engine, connection=self._wire))

    async def commit(self) -> None:
        # Postgres answers a COMMIT of a broken transaction with ROLLBACK, and no error.
        if await self.raw.execute("commit") != "COMMIT":
            raise NothingKept

    async def rollback(self) -> None:
        """Also when no transaction seems open: after a BEGIN that was cut off nobody knows."""
        if not self.raw.is_closed():
            with contextlib.suppress(*AWAY, asyncpg.InterfaceError):
                await self.raw.execute("rollback")


class Database:
    """A pool of connections in autocommit: the kernel says BEGIN and COMMIT itself."""

    def __init__(self, url: str, schema: str, *, size: int = 5, overflow: int = 10) -> None:
        if not SCHEMA.match(schema):
            raise ValueError(f"not a schema name: {schema!r}")
        self.url, self.schema = url, schema
        self.engine: AsyncEngine = create_async_engine(
            "postgresql+asyncpg://",
            async_creator=self._connect,
            isolation_level="AUTOCOMMIT",
            poolclass=NullPool,
            pool_reset_on_return=None,
        )
        self._size, self._idle = size, list[tuple[PoolProxiedConnection, asyncpg.Connection, float]]()
        self._places = asyncio.Semaphore(size + overflow)
        self._closed = False

    async def _connect(self) -> asyncpg.Connection:
        return await asyncpg.connect(
            self.url,
            timeout=10,
            command_timeout=60,
            server_settings={"search_path": f"{self.schema},pg_catalog", "application_name": f"mantelbrug-{self.schema}", "jit": "off"},
        )

    @asynccontextmanager
    async def lease(self) -> AsyncIterator[Lease]:
        """A connection outside any transaction; left in one, or in the middle of a question, it is thrown away."""
        async with asyncio.timeout(PATIENCE) if self._places.locked() else nullcontext():
            await self._places.acquire()
        try:
            wire, raw = await self._wire()
            cut_off = True
            try:
                yield Lease(self.engine, wire, raw)
                cut_off = False
            except Exception:
                cut_off = False
                raise
            finally:
                if cut_off or self._closed or raw.is_closed() or raw.is_in_transaction():
                    raw.terminate()
                else:
                    self._idle.append((wire, raw, monotonic()))
                    await self._shrink()
        finally:
            self._places.release()

    async def _shrink(self) -> None:
        """Above the usual number one connection goes when nobody has needed it for a while; a new one costs ten milliseconds of CPU."""
        if len(self._idle) > self._size and self._idle[0][2] < monotonic() - UNUSED:
            await self._idle.pop(0)[1].close(timeout=2)

    async def _wire(self) -> tuple[PoolProxiedConnection, asyncpg.Connection]:
        """The one used last, which is the one most at hand; a dead one is dropped: the server was restarted."""
        while self._idle:
            wire, raw, _ = self._idle.pop()
            if not raw.is_closed():
                return wire, raw
        wire = await self.engine.raw_connection()
        fresh = wire.driver_connection
        assert fresh is not None
        wire.detach()  # kept by us from here on, not by SQLAlchemy's pool
        return wire, fresh

    async def close(self) -> None:
        """Whoever still has a lease keeps it to its end."""
        self._closed = True
        while self._idle:
            _, raw, _ = self._idle.pop()
            if not raw.is_closed():
                await raw.close(timeout=2)
        await self.engine.dispose()


def as_user(url: str, user: str, password: str | None = None, database: str | None = None) -> str:
    """The same server's address for another login or database."""
    parts = urlsplit(url)
    where = parts.netloc.rpartition("@")[2]
    login = quote(user) + (f":{quote(password)}" if password else "")
    return urlunsplit(parts._replace(netloc=f"{login}@{where}", path=f"/{database}" if database else parts.path))
