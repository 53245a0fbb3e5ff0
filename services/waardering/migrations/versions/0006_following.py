"""What follows on a payment: the bank's reports, its own history, another account, whose supplier, and lists to hand over from."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SCHEMA = "waardering"
MOMENT = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.add_column("payment", sa.Column("supplier", sa.Text()), schema=SCHEMA)
    op.add_column("payment", sa.Column("account", sa.LargeBinary()), schema=SCHEMA)
    op.add_column("payment", sa.Column("account_by", sa.Uuid()), schema=SCHEMA)
    op.add_column("payment", sa.Column("confirmed_at", MOMENT), schema=SCHEMA)
    op.add_column("payment", sa.Column("collected_at", MOMENT), schema=SCHEMA)
    op.add_column("payment", sa.Column("collected_by", sa.Text()), schema=SCHEMA)
    op.create_index(
        "payment_returned_ix", "payment", ["region", "organisation", "id"], schema=SCHEMA, postgresql_where=sa.text("state = 'returned'")
    )
    op.create_table(
        "bank_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.Column("read_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="bank_report_pkey"),
        schema=SCHEMA,
    )
    op.create_index("bank_report_once_key", "bank_report", ["region", "organisation", "hash"], unique=True, schema=SCHEMA)
    op.create_index("bank_report_region_ix", "bank_report", ["region", "organisation", "id"], schema=SCHEMA)
    op.create_table(
        "bank_line",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.Uuid()),
        sa.Column("cents", sa.BigInteger()),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("report_id", "position", name="bank_line_pkey"),
        sa.ForeignKeyConstraint(["report_id"], ["waardering.bank_report.id"], name="bank_line_report_id_fkey"),
        schema=SCHEMA,
    )
    op.create_table(
        "payment_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("code", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="payment_line_pkey"),
        sa.ForeignKeyConstraint(["payment_id"], ["waardering.payment.id"], name="payment_line_payment_id_fkey"),
        schema=SCHEMA,
    )
    op.create_index("payment_line_payment_ix", "payment_line", ["payment_id", "id"], schema=SCHEMA)
    op.create_table(
        "hand_out",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="hand_out_pkey"),
        schema=SCHEMA,
    )
    op.create_index("hand_out_region_ix", "hand_out", ["region", "organisation", "id"], schema=SCHEMA)
    op.create_table(
        "hand_out_line",
        sa.Column("hand_out_id", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hand_out_id", "payment_id", name="hand_out_line_pkey"),
        sa.UniqueConstraint("token_hash", name="hand_out_line_token_hash_key"),
        sa.ForeignKeyConstraint(["hand_out_id"], ["waardering.hand_out.id"], name="hand_out_line_hand_out_id_fkey"),
        sa.ForeignKeyConstraint(["payment_id"], ["waardering.payment.id"], name="hand_out_line_payment_id_fkey"),
        schema=SCHEMA,
    )
    op.create_table(
        "run_fetch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="run_fetch_pkey"),
        sa.ForeignKeyConstraint(["run_id"], ["waardering.run.id"], name="run_fetch_run_id_fkey"),
        schema=SCHEMA,
    )
    op.create_index("run_fetch_run_ix", "run_fetch", ["run_id", "id"], schema=SCHEMA)
