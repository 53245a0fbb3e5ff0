"""Referrals, whom they were offered to, meetings, notes and history, beside what the kernel keeps."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

from kernel.migrations import kernel_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "referral"
MOMENT = sa.DateTime(timezone=True)
REFERRAL = "referral.referral.id"


def upgrade() -> None:
    kernel_tables(op, SCHEMA)
    op.execute(sa.schema.CreateSequence(sa.Sequence("reference_seq", schema=SCHEMA, data_type=sa.BigInteger)))
    op.create_table(
        "referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Uuid(), nullable=False),
        sa.Column("signal_id", sa.Uuid(), nullable=False),
        sa.Column("caregiver_id", sa.Uuid(), nullable=False),
        sa.Column("assessor", sa.Uuid(), nullable=False),
        sa.Column("offers", pg.ARRAY(pg.UUID()), nullable=False),
        sa.Column("providers", pg.ARRAY(pg.UUID()), nullable=False),
        sa.Column("support_areas", pg.ARRAY(sa.Text()), nullable=False),
        sa.Column("municipality", sa.Text()),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("groups", pg.ARRAY(sa.Text()), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("age_from", sa.Integer()),
        sa.Column("warm", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("provider", sa.Uuid()),
        sa.Column("offer", sa.Uuid()),
        sa.Column("receiver", sa.Uuid()),
        sa.Column("receiver_met", sa.Boolean(), nullable=False),
        sa.Column("her_word", sa.Text()),
        sa.Column("asked_for_her_word", sa.Integer(), nullable=False),
        sa.Column("tries", pg.JSONB(), nullable=False),
        sa.Column("due_at", MOMENT),
        sa.Column("climbed", sa.Integer(), nullable=False),
        sa.Column("check_at", MOMENT),
        sa.Column("outcome", sa.Text()),
        sa.Column("history_length", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="referral_pkey"),
        sa.UniqueConstraint("reference", name="referral_reference_key"),
        schema=SCHEMA,
    )
    for who in ("provider", "organisation"):
        by = {"provider": "provider", "organisation": "desk"}[who]
        op.create_index(
            f"referral_open_{by}_ix", "referral", [who, "due_at", "id"], schema=SCHEMA, postgresql_where=sa.text("ended_at is null")
        )
        op.create_index(
            f"referral_done_{by}_ix", "referral", [who, "ended_at", "id"], schema=SCHEMA, postgresql_where=sa.text("ended_at is not null")
        )
    for about in ("signal_id", "caregiver_id"):
        op.create_index(f"referral_{about}_ix", "referral", [about], schema=SCHEMA)
    op.create_table(
        "attempt",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("provider", sa.Uuid(), nullable=False),
        sa.Column("offer", sa.Uuid(), nullable=False),
        sa.Column("offered_at", MOMENT, nullable=False),
        sa.Column("answer_due", MOMENT, nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("answered_at", MOMENT),
        sa.Column("answered_by", sa.Uuid()),
        sa.PrimaryKeyConstraint("referral_id", "number", name="attempt_pkey"),
        sa.ForeignKeyConstraint(["referral_id"], [REFERRAL], name="attempt_referral_id_fkey"),
        schema=SCHEMA,
    )
    op.create_table(
        "meeting",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("assessor", sa.Uuid(), nullable=False),
        sa.Column("receiver", sa.Uuid(), nullable=False),
        sa.Column("took_place", sa.Boolean()),
        sa.Column("other_time_asked", sa.Boolean(), nullable=False),
        sa.Column("place", sa.LargeBinary()),
        sa.Column("message", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("referral_id", "sequence", name="meeting_pkey"),
        sa.ForeignKeyConstraint(["referral_id"], [REFERRAL], name="meeting_referral_id_fkey"),
        schema=SCHEMA,
    )
    op.create_table(
        "history",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("code", sa.Text()),
        sa.PrimaryKeyConstraint("referral_id", "position", name="history_pkey"),
        sa.ForeignKeyConstraint(["referral_id"], [REFERRAL], name="history_referral_id_fkey"),
        schema=SCHEMA,
    )
    op.create_table(
        "note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Uuid()),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("text", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="note_pkey"),
        sa.ForeignKeyConstraint(["referral_id"], [REFERRAL], name="note_referral_id_fkey"),
        schema=SCHEMA,
    )
    op.create_index("note_referral_id_ix", "note", ["referral_id"], schema=SCHEMA)
