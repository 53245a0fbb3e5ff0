"""What became of each application for waardering, without anyone in it, and how many were invited."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SCHEMA = "monitor"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "application",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.Text(), nullable=False),
        sa.Column("caregivers", sa.Integer(), nullable=False),
        sa.Column("requested_at", MOMENT, nullable=False),
        sa.Column("decide_by", MOMENT, nullable=False),
        sa.Column("queued", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("form", sa.Text()),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("cents", sa.BigInteger()),
        sa.Column("decided_at", MOMENT),
        sa.Column("in_time", sa.Boolean()),
        sa.Column("paid_cents", sa.BigInteger(), nullable=False),
        sa.Column("returned_cents", sa.BigInteger(), nullable=False),
        sa.Column("paid_at", MOMENT),
        sa.Column("wishes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("application_id", name="application_pkey"),
        schema=SCHEMA,
    )
    op.create_index("application_year_ix", "application", ["region", "year"], schema=SCHEMA)
    op.create_table(
        "invited",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("region", "scheme_id", "year", "municipality", "what", name="invited_pkey"),
        schema=SCHEMA,
    )
