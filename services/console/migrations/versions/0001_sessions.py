"""The sessions, beside what the kernel keeps."""

import sqlalchemy as sa
from alembic import op

from kernel.migrations import kernel_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "console"


def upgrade() -> None:
    kernel_tables(op, SCHEMA)
    op.create_table(
        "session",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="session_pkey"),
        schema=SCHEMA,
    )
    op.create_index("session_ends_at_ix", "session", ["ends_at"], schema=SCHEMA)
