"""Letters, each kept as it was sent, and the batches in which they are printed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SCHEMA = "waardering"
MOMENT = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "print_batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Uuid(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("posted_at", MOMENT),
        sa.Column("posted_by", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name="print_batch_pkey"),
        schema=SCHEMA,
    )
    _index("print_batch_region_ix", "print_batch", ["region", "organisation", "id"])
    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Uuid()),
        sa.Column("cause", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("has_address", sa.Boolean(), nullable=False),
        sa.Column("sheet", sa.LargeBinary()),
        sa.Column("pdf", sa.LargeBinary()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("made_at", MOMENT),
        sa.Column("sent_at", MOMENT),
        sa.Column("batch_id", sa.Uuid()),
        sa.Column("position", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="letter_pkey"),
        sa.ForeignKeyConstraint(["batch_id"], ["waardering.print_batch.id"], name="letter_batch_id_fkey"),
        schema=SCHEMA,
    )
    _index("letter_application_id_ix", "letter", ["application_id"])
    _index("letter_batch_ix", "letter", ["batch_id", "position"], where="batch_id is not null")
    _index("letter_cause_key", "letter", ["cause", "kind"], unique=True)
    _index("letter_held_ix", "letter", ["region", "organisation", "id"], where="state = 'held'")
    _index("letter_person_id_ix", "letter", ["person_id"])
    _index("letter_to_make_ix", "letter", ["id"], where="state = 'to-make'")
    _index("letter_to_print_ix", "letter", ["region", "organisation", "id"], where="state = 'to-print'")


def _index(name: str, table: str, columns: list[str], *, unique: bool = False, where: str | None = None) -> None:
    op.create_index(name, table, columns, unique=unique, schema=SCHEMA, postgresql_where=sa.text(where) if where else None)
