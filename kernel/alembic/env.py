"""Alembic's way in, the same for every service: one connection, one schema, one version table in it."""

from alembic import context

service = context.config.attributes["service"]
connection = context.config.attributes["connection"]

context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    version_table_schema=service,
    include_schemas=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
