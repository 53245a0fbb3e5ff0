"""Who said yes to intake's register: to be invited once, and recognised, without her name."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SCHEMA = "waardering"
MOMENT = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "registered",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.Column("to_ask", sa.Boolean(), nullable=False),
        sa.Column("municipality", sa.Text()),
        sa.Column("identity_hash", sa.LargeBinary()),
        sa.Column("name_hash", sa.LargeBinary()),
        sa.Column("by_email", sa.Boolean(), nullable=False),
        sa.Column("by_letter", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="registered_pkey"),
        schema=SCHEMA,
    )
    op.create_index("registered_to_ask_ix", "registered", ["person_id"], schema=SCHEMA, postgresql_where=sa.text("to_ask"))
    op.create_index("registered_town_ix", "registered", ["region", "municipality"], schema=SCHEMA)
    op.create_index("registered_identity_ix", "registered", ["region", "identity_hash"], schema=SCHEMA)
    op.create_index("registered_name_ix", "registered", ["region", "name_hash"], schema=SCHEMA)
