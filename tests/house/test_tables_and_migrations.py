"""The models of every service say what its migrations make."""

from importlib import import_module

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData
from sqlalchemy.ext.asyncio import create_async_engine

from kernel.migrations import KERNEL_TABLES, config, head
from kernel.testing.postgres import TestServer
from services.house.wiring import NAMES


def differences(connection: Connection, service: str, metadata: MetaData) -> list[object]:
    def ours(name: str | None, kind: str, parents: object) -> bool:
        return name == service if kind == "schema" else name not in KERNEL_TABLES

    context = MigrationContext.configure(
        connection, opts={"include_schemas": True, "include_name": ours, "compare_type": True, "target_metadata": metadata}
    )
    return list(compare_metadata(context, metadata))


@pytest.mark.parametrize("name", NAMES)
async def test_models_and_migrations_agree(server: TestServer, name: str) -> None:
    service = getattr(import_module(f"services.{name}"), name)
    metadata = import_module(f"services.{name}.tables").Table.metadata
    url = await server.fresh([service])
    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://"))

    async with engine.connect() as connection:
        found = await connection.run_sync(differences, name, metadata)
    await engine.dispose()
    await server.drop(url)

    assert metadata.tables
    assert found == []


@pytest.mark.parametrize("name", NAMES)
def test_the_needed_revision_is_the_one_that_alembic_knows_as_its_last(name: str) -> None:
    assert head(name) == ScriptDirectory.from_config(config(name)).get_current_head()
