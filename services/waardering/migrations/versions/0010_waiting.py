"""Who waits for a budget stands in an index, in order: the line is asked at each application and each euro that comes back.

Not by its state: a pool changes that of all its rows, and no index is touched then."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("create index application_waiting_ix on waardering.application (pot_id, received_at, id) where ended_at is null")
