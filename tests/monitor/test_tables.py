"""The models say what the migrations make."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from kernel.migrations import KERNEL_TABLES
from kernel.testing.postgres import TestServer
from services.monitor import monitor
from services.monitor.tables import Table


async def test_models_and_migrations_agree(server: TestServer) -> None:
    url = await server.fresh([monitor])
    engine = create_async_engine(url.replace("postgresql://", "postgresql+asyncpg://"))

    def differences(connection: Connection) -> list[object]:
        def ours(name: str | None, kind: str, parents: object) -> bool:
            return name == "monitor" if kind == "schema" else name not in KERNEL_TABLES

        context = MigrationContext.configure(
            connection, opts={"include_schemas": True, "include_name": ours, "compare_type": True, "target_metadata": Table.metadata}
        )
        return list(compare_metadata(context, Table.metadata))

    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()
    await server.drop(url)

    assert found == []
