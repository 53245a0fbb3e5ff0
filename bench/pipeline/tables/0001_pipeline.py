"""The kernel's tables and one row each for the three services of the measurement."""

from alembic import context, op

from kernel.migrations import kernel_tables

revision = "0001"
down_revision = None

TABLES = {
    "first": "signal (id uuid primary key, kind text not null, payload jsonb not null, at timestamptz not null default clock_timestamp())",
    "second": "reaction (id uuid primary key, payload jsonb not null, at timestamptz not null default clock_timestamp())",
    "third": "reaction (id uuid primary key, t0 double precision not null, at timestamptz not null default clock_timestamp())",
}


def upgrade() -> None:
    service = context.config.attributes["service"]
    kernel_tables(op, service)
    op.execute(f'create table "{service}".{TABLES[service]}')
