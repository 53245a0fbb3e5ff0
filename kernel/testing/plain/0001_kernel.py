"""The kernel's tables and nothing else, for services that only a test knows."""

from alembic import context, op

from kernel.migrations import kernel_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    service = context.config.attributes["service"]
    kernel_tables(op, service)
    op.execute(
        f'create table "{service}".effect (n bigint generated always as identity, '
        "event_id uuid not null, subject uuid not null, number integer not null, by text not null)"
    )
