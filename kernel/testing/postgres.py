"""A real Postgres for a test run, and fresh databases in it, copied from a migrated one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol
from uuid import uuid4

import asyncpg

from kernel.database import as_user
from kernel.embedded import EmbeddedPostgres, start
from kernel.migrations import migrate, role_of
from kernel.testing.children import Nursery

if TYPE_CHECKING:
    from kernel.service import Service

SETTINGS = {"fsync": "off", "full_page_writes": "off", "max_connections": "200"}
"""A power cut does not happen in a test; a killed server loses nothing with these either."""


Mode = Literal["fast", "immediate"]


class Ground(Protocol):
    """Where a test's server runs; it does when this is made. `stop` of one that stands still does nothing."""

    def dsn(self, database: str) -> str: ...

    def stop(self, mode: Mode) -> None: ...

    def start(self) -> None: ...

    def forget(self) -> None:
        """With all that it kept."""


class Wheel:
    """The embedded server, in a temporary folder."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="mb-pg-", ignore_cleanup_errors=True)
        Path(self._folder.name).chmod(0o755)
        self.start()

    def dsn(self, database: str) -> str:
        return self._server.dsn(database)

    def stop(self, mode: Mode) -> None:
        self._server.stop(mode)

    def start(self) -> None:
        self._server: EmbeddedPostgres = start(Path(self._folder.name) / "data", settings=SETTINGS)

    def forget(self) -> None:
        self.stop("immediate")
        self._folder.cleanup()


class TestServer:
    """One server for all tests of a run, ended with it; the embedded one, unless another ground is given."""

    __test__ = False

    def __init__(self, ground: Ground | None = None) -> None:
        self.server: Ground = ground or Wheel()
        self.nursery = Nursery()
        self._templates: dict[frozenset[tuple[str, Path | None]], str] = {}

    def restart(self, mode: Mode = "fast") -> None:
        """Ends every session, as a new version of the server or a crash would."""
        self.server.stop(mode)
        self.server.start()

    def url(self, database: str = "postgres") -> str:
        return self.server.dsn(database)

    async def admin(self, statement: str) -> None:
        connection = await asyncpg.connect(self.url(), timeout=20)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    async def fresh(self, services: Iterable[Service], folders: dict[str, Path] | None = None) -> str:
        """The owner's address of a new database with these services migrated."""
        services = list(services)
        # The same names with other migrations are another database.
        names = frozenset((service.name, (folders or {}).get(service.name)) for service in services)
        if names not in self._templates:
            template = f"template_{uuid4().hex[:12]}"
            await self.admin(f"create database {template}")
            await migrate(self.url(template), services, folders=folders)
            self._templates[names] = template
        name = f"t_{uuid4().hex[:12]}"
        await self.admin(f"create database {name} template {self._templates[names]}")
        return self.url(name)

    async def drop(self, url: str) -> None:
        name = url.split("?")[0].rsplit("/", 1)[1]
        await self.admin(f"drop database if exists {name} with (force)")

    def stop(self) -> None:
        self.nursery.close()
        self.server.forget()


def logins(url: str, services: Iterable[str]) -> dict[str, str]:
    """Each service's own login of one database."""
    return {name: as_user(url, role_of(name)) for name in services}
