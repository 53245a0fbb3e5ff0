"""How far the relay of the log has come."""

from alembic import op

from kernel.migrations import kernel_step

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kernel_step(op, "notifications", "0002.sql")
