"""The first grants of a year by number, which form was chosen, and payments in parts or to a good cause."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SCHEMA = "waardering"


def upgrade() -> None:
    op.add_column("claim", sa.Column("number", sa.Integer()), schema=SCHEMA)
    op.create_index(
        "claim_number_key",
        "claim",
        ["region", "scheme", "year", "number"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("number is not null"),
    )
    op.add_column("party", sa.Column("form_key", sa.Text()), schema=SCHEMA)
    op.add_column("payment", sa.Column("part", sa.Integer(), server_default=sa.text("1"), nullable=False), schema=SCHEMA)
    op.drop_index("payment_once_key", table_name="payment", schema=SCHEMA)
    op.create_index(
        "payment_once_key",
        "payment",
        ["application_id", "person_id", "form", sa.text("coalesce(supplier, '')"), "part", "round"],
        unique=True,
        schema=SCHEMA,
        postgresql_where=sa.text("repeats is null and state <> 'cancelled'"),
    )
