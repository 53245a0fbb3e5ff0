"""What the live process told last, one row for each region."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "live",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("behind", sa.BigInteger(), nullable=False),
        sa.Column("offers_waiting", sa.BigInteger(), nullable=False),
        sa.Column("handed_over_today", sa.BigInteger(), nullable=False),
        sa.Column("windows", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("region", name="live_pkey"),
        schema="monitor",
    )
