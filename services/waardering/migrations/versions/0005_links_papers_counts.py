"""What an applicant saved and handed in, and budgets that count grants beside euros."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SCHEMA = "waardering"
MOMENT = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="draft_pkey"),
        schema=SCHEMA,
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text()),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("scan", sa.Text(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("accepted", sa.Boolean()),
        sa.Column("looked_by", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="evidence_pkey"),
        sa.ForeignKeyConstraint(["application_id"], ["waardering.application.id"], name="evidence_application_id_fkey"),
        schema=SCHEMA,
    )
    op.create_index("evidence_application_id_ix", "evidence", ["application_id"], schema=SCHEMA)
    op.create_index("evidence_person_id_ix", "evidence", ["person_id"], schema=SCHEMA)
    op.add_column("party", sa.Column("wishes_register", sa.Boolean(), nullable=False, server_default=sa.false()), schema=SCHEMA)
    op.add_column("application", sa.Column("places", sa.Integer(), nullable=False, server_default="0"), schema=SCHEMA)
    op.add_column("pot", sa.Column("places", sa.Integer()), schema=SCHEMA)
    op.add_column("pot", sa.Column("places_taken", sa.Integer(), nullable=False, server_default="0"), schema=SCHEMA)
    op.create_check_constraint(
        op.f("pot_never_more_places_check"),
        "pot",
        "places_taken >= 0 and (places is null or places_taken <= places)",
        schema=SCHEMA,
    )
