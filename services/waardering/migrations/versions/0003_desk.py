"""What the officer's desk lists and finds by: a keyed hash of a family name, what is proposed, what was drawn, and a hearing."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table waardering.person add column name_hash bytea")
    op.execute("create index person_name_ix on waardering.person (region, name_hash) where name_hash is not null")
    op.execute("alter table waardering.application add column proposed_cents bigint")
    op.execute("create index application_drawn_ix on waardering.application (region, decide_by, id) where drawn")
    op.execute("alter table waardering.case_file add column hearing text, add column hearing_at timestamptz")
    op.execute("create index case_done_ix on waardering.case_file (region, closed_at, id) where closed_at is not null")
