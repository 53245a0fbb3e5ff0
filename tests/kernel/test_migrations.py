"""Schemas: brought up to date once, forward only, with the rights that belong to them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from kernel.log import append, head
from kernel.migrations import KERNEL_TABLES, migrate, missing
from kernel.service import Service
from kernel.testing.listening import FOLDER, Pair, Told
from kernel.testing.postgres import TestServer, logins

SECOND = """
from alembic import context, op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    service = context.config.attributes["service"]
    op.execute(f'create table "{service}".later (n integer)')
"""


@pytest.fixture
async def url(server: TestServer) -> AsyncIterator[str]:
    """An empty database."""
    name = f"empty_{uuid4().hex[:12]}"
    await server.admin(f"create database {name}")
    yield server.url(name)
    await server.drop(server.url(name))


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """The versions of a newer service."""
    for file in FOLDER.glob("0*.py"):
        (tmp_path / file.name).write_text(file.read_text())
    (tmp_path / "0003_later.py").write_text(SECOND)
    return tmp_path


async def bring(url: str, folder: Path = FOLDER) -> None:
    pair = Pair()
    await migrate(url, [pair.teller, pair.hearer], folders={"teller": folder, "hearer": folder})


async def ask(url: str, question: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(url)
    try:
        return list(await connection.fetch(question))
    finally:
        await connection.close()


async def test_the_kernels_tables_are_all_there(url: str) -> None:
    await bring(url)

    found = {row[0] for row in await ask(url, "select tablename from pg_tables where schemaname = 'teller'")}
    assert found == KERNEL_TABLES | {"effect"}


async def test_two_at_once_do_it_once(url: str) -> None:
    await asyncio.gather(bring(url), bring(url), bring(url))

    assert [tuple(row) for row in await ask(url, "select version_num from teller.alembic_version")] == [("0002",)]
    assert await missing(logins(url, ["teller"])["teller"], "teller", FOLDER) is None


async def test_a_role_that_another_database_of_the_cluster_is_just_making_is_shared(server: TestServer, url: str) -> None:
    other = await asyncpg.connect(server.url())
    making = other.transaction()
    await making.start()
    await other.execute("create role mantelbrug_twin login noinherit")
    migrating = asyncio.create_task(migrate(url, [Service("twin")], folders={"twin": FOLDER}))
    await asyncio.sleep(0.3)
    await making.commit()
    await other.close()
    await migrating

    assert await missing(logins(url, ["twin"])["twin"], "twin", FOLDER) is None


async def test_a_service_whose_schema_is_not_there_is_told_which_revision_it_lacks(url: str, second: Path) -> None:
    assert await missing(url, "teller", FOLDER) == "0002"

    await bring(url)

    assert await missing(url, "teller", FOLDER) is None
    assert await missing(logins(url, ["teller"])["teller"], "teller", second) == "0003"


async def test_what_was_there_stays_when_a_service_grows(url: str, second: Path) -> None:
    await bring(url)
    login = logins(url, ["teller"])["teller"]
    teller = await asyncpg.connect(login)
    last, _ = await append(teller, "teller", [Told(thing=uuid4(), number=1)], datetime.now(UTC))
    await bring(url, second)

    assert await head(teller, "teller") == last
    assert await teller.fetch("select * from teller.later") == [], "its own role may use the new table"
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await teller.execute("delete from teller.log")
    await teller.close()


async def test_there_is_no_way_back(url: str, second: Path) -> None:
    """Older code on a newer schema does nothing to it, and says so."""
    await bring(url, second)
    with pytest.raises(Exception, match="0003"):
        await bring(url)

    assert await missing(url, "teller", FOLDER) == "0002"
    assert [tuple(row) for row in await ask(url, "select version_num from teller.alembic_version")] == [("0003",)]


@pytest.mark.faults
async def test_a_process_killed_before_it_gave_out_the_rights_leaves_nothing_half_open(server: TestServer, url: str) -> None:
    assert await server.nursery.run(Path(__file__), "bring", url, kill_at="schema-without-rights") == -9
    assert await ask(url, "select 1 from pg_tables where schemaname = 'teller'") == []

    await bring(url)
    teller = await asyncpg.connect(logins(url, ["teller"])["teller"])
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await teller.execute("delete from teller.log")
    await teller.close()
