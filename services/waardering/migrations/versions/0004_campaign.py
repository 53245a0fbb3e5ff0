"""Campaigns of the year: whom each invited, and who wants no invitation."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SCHEMA = "waardering"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Uuid(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("place", sa.Uuid()),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("reminds_at", MOMENT),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="campaign_pkey"),
        schema=SCHEMA,
    )
    op.create_index(
        "campaign_once_key", "campaign", ["scheme_id", "year"], unique=True, schema=SCHEMA, postgresql_where=sa.text("state <> 'stopped'")
    )
    op.create_index("campaign_region_ix", "campaign", ["region", "organisation", "id"], schema=SCHEMA)
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.Text()),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("invited_at", MOMENT, nullable=False),
        sa.Column("reminded_at", MOMENT),
        sa.Column("to_print", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.Text()),
        sa.Column("handled_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="invitation_pkey"),
        sa.ForeignKeyConstraint(["campaign_id"], ["waardering.campaign.id"], name="invitation_campaign_id_fkey"),
        sa.UniqueConstraint("scheme_id", "year", "person_id", name="invitation_once_key"),
        schema=SCHEMA,
    )
    op.create_index("invitation_campaign_ix", "invitation", ["campaign_id", "id"], schema=SCHEMA)
    op.create_index("invitation_person_ix", "invitation", ["person_id"], schema=SCHEMA)
    op.create_table(
        "contact_choice",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("may_invite", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="contact_choice_pkey"),
        schema=SCHEMA,
    )
