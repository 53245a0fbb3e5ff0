"""What a house keeps in its folder, and the lock that says that it is at home."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from kernel.database import as_user
from kernel.embedded import EmbeddedPostgres, start
from kernel.migrations import role_of
from kernel.settings import HouseSettings

DATABASE = "mantelbrug"


class AnotherHouse(RuntimeError):
    """Another house runs on this folder. Stop that one first, or give this one a folder of its own: MANTELBRUG_DATA=..."""


@contextmanager
def at_home(data: Path) -> Iterator[None]:
    """Only one house at a time lives in a folder; the lock goes with the process, however it ends."""
    data.mkdir(parents=True, exist_ok=True)
    handle = os.open(data / "house.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AnotherHouse(f"{AnotherHouse.__doc__} ({data})") from None
        yield
    finally:
        os.close(handle)


async def database_of(settings: HouseSettings) -> tuple[str, EmbeddedPostgres | None]:
    """The owner's address of the house's database; starts the embedded server when there is no other."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value(), None
    server = await asyncio.to_thread(start, settings.data.resolve() / "postgres")
    connection = await asyncpg.connect(server.dsn("postgres"), timeout=30)
    try:
        if not await connection.fetchval("select 1 from pg_database where datname = $1", DATABASE):
            await connection.execute(f"create database {DATABASE}")
    finally:
        await connection.close()
    return server.dsn(DATABASE), server


def login(settings: HouseSettings, url: str, service: str) -> str:
    """The service's own address: in a database of its own where one is named, else beside the others in the house's."""
    if service in settings.database_urls:
        return settings.database_urls[service].get_secret_value()
    return as_user(url, role_of(service), passwords(settings).get(service))


def passwords(settings: HouseSettings) -> dict[str, str]:
    return {name: secret.get_secret_value() for name, secret in settings.database_passwords.items()}
