"""Who put another account in the place of the one that was given: never approves the run that pays to it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("party", sa.Column("account_by", sa.Uuid(), nullable=True), schema="waardering")
