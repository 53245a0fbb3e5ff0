"""Counts per day, histograms of lead times, and what is known of each signal."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from kernel.migrations import kernel_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "monitor"


def upgrade() -> None:
    kernel_tables(op, SCHEMA)
    op.create_table(
        "daily",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("municipality", sa.Text(), nullable=False),
        sa.Column("signalled_by", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("region", "day", "what", "area", "municipality", "signalled_by", name="daily_pkey"),
        schema=SCHEMA,
    )
    op.create_table(
        "lead",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("bucket", sa.SmallInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("region", "day", "stage", "bucket", name="lead_pkey"),
        schema=SCHEMA,
    )
    op.create_table(
        "signal",
        sa.Column("signal_id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("municipality", sa.Text(), nullable=False),
        sa.Column("signalled_by", sa.Text(), nullable=False),
        sa.Column("areas", ARRAY(sa.Text()), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contacted_at", sa.DateTime(timezone=True)),
        sa.Column("appointed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("signal_id", name="signal_pkey"),
        schema=SCHEMA,
    )
