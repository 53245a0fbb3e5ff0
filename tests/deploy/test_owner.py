"""The owner of the database makes logins and schemas, and is no superuser: so it is where an operator runs PostgreSQL."""

import re
from collections.abc import AsyncIterator
from contextlib import suppress
from uuid import uuid4

import asyncpg
import pytest

from kernel.database import as_user
from kernel.migrations import migrate, missing, role_of
from kernel.testing.postgres import TestServer
from services.house.wiring import wire
from tools.helm import CHART

OWNER_SQL = CHART / "files" / "owner.sql"


@pytest.fixture
async def owned(server: TestServer) -> AsyncIterator[str]:
    """The address of an empty database for its owner, prepared as the chart prepares it and no further."""
    name = f"owned_{uuid4().hex[:8]}"
    await server.admin(f"create role {name} login")
    await server.admin(f"create database {name} owner {name}")
    superuser = await asyncpg.connect(server.url(name))
    for statement in OWNER_SQL.read_text().splitlines():
        with suppress(asyncpg.DuplicateObjectError):  # another test's database on this same server
            await superuser.execute(re.sub(r"\bmantelbrug\b", name, statement))
    for (role,) in await superuser.fetch("select rolname from pg_roles where rolname like 'mantelbrug\\_%'"):
        await superuser.execute(f"grant {role} to {name} with admin true, inherit true, set true")
    await superuser.close()
    yield as_user(server.url(name), name)
    await server.admin(f"drop database {name} with (force)")


async def test_an_owner_who_is_no_superuser_migrates_everything(owned: str) -> None:
    services = list(wire())

    await migrate(owned, services, passwords={service.name: "x" for service in services})

    assert [await missing(as_user(owned, role_of(service.name)), service.name) for service in services] == [None] * len(services)
    connection = await asyncpg.connect(owned)
    assert await connection.fetchval("select rolsuper from pg_roles where rolname = current_user") is False
    await connection.close()
