"""When an objection was posted, and whether that is why it counts as in time (Awb 6:9 lid 2)."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_file", sa.Column("posted_on", sa.Date(), nullable=True), schema="waardering")
    op.add_column("case_file", sa.Column("in_time_by_post", sa.Boolean(), server_default=sa.false(), nullable=False), schema="waardering")
