"""Organisations, staff, offers and reported room, beside what the kernel keeps."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

from kernel.migrations import kernel_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "directory"


def upgrade() -> None:
    kernel_tables(op, SCHEMA)
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("website", sa.Text()),
        sa.Column("municipalities", pg.ARRAY(sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="organisation_pkey"),
        schema=SCHEMA,
    )
    op.create_index("organisation_region_name_ix", "organisation", ["region", "name", "id"], schema=SCHEMA)
    op.create_table(
        "staff",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text()),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("roles", pg.ARRAY(sa.Text()), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="staff_pkey"),
        sa.ForeignKeyConstraint(["organisation"], ["directory.organisation.id"], name="staff_organisation_fkey"),
        schema=SCHEMA,
    )
    op.create_index("staff_organisation_ix", "staff", ["organisation"], schema=SCHEMA)
    op.create_table(
        "offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("support_areas", pg.ARRAY(sa.Text()), nullable=False),
        sa.Column("municipalities", pg.ARRAY(sa.Text()), nullable=False),
        sa.Column("postcodes", pg.JSONB(), nullable=False),
        sa.Column("groups", pg.ARRAY(sa.Text()), nullable=False),
        sa.Column("languages", pg.ARRAY(sa.Text()), nullable=False),
        sa.Column("respite_form", sa.Text()),
        sa.Column("free", sa.Boolean(), nullable=False),
        sa.Column("cost", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("collective", sa.Boolean(), nullable=False),
        sa.Column("warm_handover", sa.Boolean(), nullable=False),
        sa.Column("available", sa.Integer()),
        sa.Column("waiting_days", sa.Integer()),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="offer_pkey"),
        sa.ForeignKeyConstraint(["organisation"], ["directory.organisation.id"], name="offer_organisation_fkey"),
        schema=SCHEMA,
    )
    op.create_index("offer_region_name_ix", "offer", ["region", "name", "id"], schema=SCHEMA)
    op.create_index("offer_support_areas_ix", "offer", ["support_areas"], schema=SCHEMA, postgresql_using="gin")
    op.create_index("offer_organisation_ix", "offer", ["organisation"], schema=SCHEMA)
    op.create_table(
        "capacity",
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("available", sa.Integer()),
        sa.Column("waiting_days", sa.Integer()),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("offer_id", name="capacity_pkey"),
        sa.ForeignKeyConstraint(["offer_id"], ["directory.offer.id"], name="capacity_offer_id_fkey", ondelete="CASCADE"),
        schema=SCHEMA,
    )
