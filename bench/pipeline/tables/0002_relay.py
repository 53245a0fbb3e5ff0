"""How far the relay of the log has come."""

from alembic import context, op

from kernel.migrations import kernel_step

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    kernel_step(op, context.config.attributes["service"], "0002.sql")
