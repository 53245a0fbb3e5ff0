"""The message rows, beside what the kernel keeps."""

import sqlalchemy as sa
from alembic import op

from kernel.migrations import kernel_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "notifications"


def upgrade() -> None:
    kernel_tables(op, SCHEMA)
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.Uuid(), nullable=False),
        sa.Column("signal_id", sa.Uuid()),
        sa.Column("referral_id", sa.Uuid()),
        sa.Column("person_id", sa.Uuid()),
        sa.Column("code", sa.Text()),
        sa.Column("sequence", sa.Integer()),
        sa.Column("meets_at", sa.DateTime(timezone=True)),
        sa.Column("minutes", sa.Integer()),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("channel", sa.Text()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="message_pkey"),
        sa.UniqueConstraint("cause", "kind", "recipient", "recipient_id", name="message_cause_key"),
        schema=SCHEMA,
    )
    for about in ("signal_id", "referral_id", "person_id"):
        op.create_index(f"message_{about}_ix", "message", [about], schema=SCHEMA)
