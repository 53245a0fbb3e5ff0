"""The account that a payee gives herself when a payment came back; it waits, sealed, until someone pays again."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("payment", sa.Column("new_account", sa.LargeBinary(), nullable=True), schema="waardering")
    op.add_column("payment", sa.Column("new_account_at", sa.DateTime(timezone=True), nullable=True), schema="waardering")
