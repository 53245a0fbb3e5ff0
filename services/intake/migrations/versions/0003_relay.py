"""How far the relay of the log has come."""

from alembic import op

from kernel.migrations import kernel_step

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kernel_step(op, "intake", "0002.sql")
