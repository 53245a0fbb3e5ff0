"""The embedded PostgreSQL, for the house and the peers alike, with the same settings."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from kernel.embedded import EmbeddedPostgres, start

HOST = "127.77.0.1"
"""An address of the loopback that nobody else's server has, so that its port is free; the peers' programs need TCP."""
SETTINGS = {
    "listen_addresses": HOST,
    "max_connections": "200",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "track_commit_timestamp": "on",
}
"""As the peers' own instructions say; durability is as in the house: fsync and synchronous_commit on."""


@dataclass(frozen=True)
class Server:
    embedded: EmbeddedPostgres

    @property
    def pid(self) -> int:
        pid = self.embedded.pid
        assert pid is not None
        return pid

    @property
    def port(self) -> int:
        return self.embedded.port

    def url(self, database: str, user: str = "postgres") -> str:
        return f"postgresql://{user}@{HOST}:{self.port}/{database}"

    async def connect(self, database: str) -> asyncpg.Connection:
        return await asyncpg.connect(self.url(database), timeout=10)

    async def fresh(self, database: str) -> None:
        """An empty database, and nothing left to write of the one before."""
        connection = await self.connect("postgres")
        try:
            await connection.execute(f'drop database if exists "{database}" with (force)')
            await connection.execute(f'create database "{database}"')
            await connection.execute("checkpoint")
        finally:
            await connection.close()


@asynccontextmanager
async def postgres(**settings: str) -> AsyncIterator[Server]:
    folder = _folder()
    try:
        embedded = start(folder / "data", settings={**SETTINGS, **settings})
        try:
            # The house talks over a socket only; for this run, loopback too.
            _admit(folder / "data")
            connection = await asyncpg.connect(embedded.dsn("postgres"))
            await connection.execute("select pg_reload_conf()")
            await connection.close()
            yield Server(embedded)
        finally:
            embedded.stop("fast")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    """The server's user has to come into it."""
    folder = Path(tempfile.mkdtemp(prefix="mb-bench-"))
    folder.chmod(0o755)
    return folder


def _admit(data: Path) -> None:
    (data / "pg_hba.conf").write_text("local all all trust\nhost all all 127.0.0.0/8 trust\n")
