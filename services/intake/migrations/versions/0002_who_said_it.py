"""Who said yes for whom, and why and by whom someone was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

SCHEMA = "intake"


def upgrade() -> None:
    op.add_column("consent", sa.Column("said_by", sa.String(), nullable=False, server_default=sa.text("'self'")), schema=SCHEMA)
    op.add_column("consent", sa.Column("reason", sa.String()), schema=SCHEMA)
    op.add_column("consent", sa.Column("of_child", sa.Boolean(), nullable=False, server_default=sa.text("false")), schema=SCHEMA)
    op.add_column("erasure", sa.Column("asked_by", sa.String()), schema=SCHEMA)
    op.add_column("erasure", sa.Column("reason", sa.String()), schema=SCHEMA)
    op.add_column("erasure", sa.Column("ground", sa.String()), schema=SCHEMA)
