"""The owner of the database makes logins and schemas, and is no superuser: so it is where an operator or a provider runs PostgreSQL."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from kernel.clock import Clock
from kernel.database import as_user
from kernel.log import append, head
from kernel.migrations import migrate, missing, role_of
from kernel.service import Service
from kernel.testing.listening import FOLDER, Told
from kernel.testing.postgres import TestServer
from services.house.wiring import NAMES, wire

PASSWORDS = dict.fromkeys(NAMES, "x")


@pytest.fixture(scope="module")
def unused() -> Iterator[TestServer]:
    """A PostgreSQL in which nobody made our roles: those are the whole server's."""
    server = TestServer()
    yield server
    server.stop()


@pytest.fixture
async def owned(unused: TestServer) -> AsyncIterator[str]:
    """An empty database that its owner made, who may make databases and roles and nothing else."""
    name = f"owned_{uuid4().hex[:8]}"
    await unused.admin(f"create role {name} login nosuperuser createrole createdb")
    owner = await asyncpg.connect(as_user(unused.url(), name))
    await owner.execute(f"create database {name}")
    await owner.close()
    yield as_user(unused.url(name), name)
    await unused.admin(f"drop database {name} with (force)")
    for role in ("mantelbrug_log", "mantelbrug_teller", *map(role_of, NAMES), name):
        await unused.admin(f"drop role if exists {role}")


async def test_an_owner_who_is_no_superuser_migrates_everything_and_again(owned: str) -> None:
    services = list(wire())

    for _ in range(2):
        await migrate(owned, services, passwords=PASSWORDS)

    assert [await missing(as_user(owned, role_of(service.name)), service.name) for service in services] == [None] * len(services)
    owner = await asyncpg.connect(owned)
    assert await owner.fetchval("select rolsuper from pg_roles where rolname = current_user") is False
    await owner.close()


async def test_the_logins_that_such_an_owner_made_see_their_own_schema_and_no_other(owned: str) -> None:
    await migrate(owned, list(wire()), passwords=PASSWORDS)
    for mine in NAMES:
        login = await asyncpg.connect(as_user(owned, role_of(mine)))
        assert await login.fetchval(f'select count(*) from "{mine}".task') == 0
        for other in set(NAMES) - {mine}:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await login.fetchval(f'select count(*) from "{other}".task')
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await login.fetchval(f'select count(*) from "{mine}".log')
        await login.close()


async def test_a_log_that_such_an_owner_made_is_written_by_its_service_and_kept_when_the_service_grows(owned: str, tmp_path: Path) -> None:
    for file in FOLDER.glob("0*.py"):
        (tmp_path / file.name).write_text(file.read_text())
    teller = Service("teller")
    await migrate(owned, [teller], folders={"teller": tmp_path})
    login = await asyncpg.connect(as_user(owned, role_of("teller")))
    last, _ = await append(login, "teller", [Told(thing=uuid4(), number=1)], Clock().now())

    (tmp_path / "0003_later.py").write_text(LATER)
    await migrate(owned, [teller], folders={"teller": tmp_path})

    assert await head(login, "teller") == last
    assert await login.fetch("select * from teller.later") == []
    assert await login.fetchval("select pg_get_userbyid(relowner) from pg_class where oid = 'teller.log'::regclass") == "mantelbrug_log"
    await login.close()


async def test_whose_the_logs_are_may_make_nothing_in_a_schema_of_a_service(owned: str) -> None:
    await migrate(owned, list(wire()), passwords=PASSWORDS)
    owner = await asyncpg.connect(owned)

    may = {name: await owner.fetchval("select has_schema_privilege('mantelbrug_log', $1, 'create')", name) for name in NAMES}

    assert may == dict.fromkeys(NAMES, False)
    await owner.close()


LATER = """
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("create table teller.later (n integer)")
    op.execute("alter table teller.log add column later integer")
"""
