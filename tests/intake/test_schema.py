"""The models and the migrations say the same."""

import asyncpg
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from kernel.migrations import KERNEL_TABLES
from services.intake.tables import Table


def differences(connection: Connection) -> list[object]:
    def ours(name: str | None, kind: str, _parents: object) -> bool:
        return name == "intake" if kind == "schema" else not (kind == "table" and name in KERNEL_TABLES)

    options = {"include_schemas": True, "include_name": ours, "compare_type": True, "compare_server_default": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), Table.metadata))


async def test_the_models_and_the_migrations_agree(world):
    engine = create_async_engine("postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(world.url))
    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()

    assert found == []
