"""Signals, persons, consents, grants and what the desk does with them."""

import sqlalchemy as sa
from alembic import op

from kernel.migrations import kernel_tables

revision = "0001"
down_revision = None

SCHEMA = "intake"
MOMENT = sa.DateTime(timezone=True)
NO, ZERO = sa.text("false"), sa.text("0")


def upgrade() -> None:
    kernel_tables(op, SCHEMA)
    _persons()
    _signals()
    _what_happened()
    _consents_and_grants()
    _desk()


def _persons() -> None:
    hashed = ("family_name", "first_letters", "whole", "postcode", "phone", "email")
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("municipality", sa.String()),
        *(sa.Column(f"{name}_hash", sa.LargeBinary()) for name in hashed),
        sa.Column("do_not_contact", sa.Boolean(), nullable=False, server_default=NO),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("erased_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="person_pkey"),
        schema=SCHEMA,
    )
    for name in hashed:
        op.create_index(
            f"person_{name}_ix", "person", [f"{name}_hash"], schema=SCHEMA, postgresql_where=sa.text(f"{name}_hash is not null")
        )


def _signals() -> None:
    op.create_table(
        "signal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("external_id", sa.String()),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("signalled_by", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("support_areas", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("municipality", sa.String()),
        sa.Column("caregiver_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_id", sa.Uuid()),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False, server_default=NO),
        sa.Column("inform_by", MOMENT, nullable=False),
        sa.Column("informed_at", MOMENT),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default=ZERO),
        sa.Column("spoken", sa.Boolean(), nullable=False, server_default=NO),
        sa.Column("mark", sa.String()),
        sa.Column("stuck", sa.Boolean(), nullable=False, server_default=NO),
        sa.Column("escalation", sa.Integer(), nullable=False, server_default=ZERO),
        sa.Column("assessor", sa.Uuid()),
        sa.Column("referral_id", sa.Uuid()),
        sa.Column("referral_open", sa.Boolean(), nullable=False, server_default=NO),
        sa.Column("ending", sa.String()),
        sa.Column("closed_at", MOMENT),
        sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("changed_by", sa.String()),
        sa.Column("changed_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="signal_pkey"),
        schema=SCHEMA,
    )
    _index("signal_reference_key", "signal", ["reference"], unique=True)
    _index("signal_external_key", "signal", ["sender", "external_id"], where="external_id is not null", unique=True)
    _index("signal_open_ix", "signal", ["region", "stopped", "due_at", "id"], where="closed_at is null")
    _index("signal_closed_ix", "signal", ["region", "closed_at", "id"], where="closed_at is not null")
    _index("signal_caregiver_ix", "signal", ["caregiver_id"])
    _index("signal_recipient_ix", "signal", ["recipient_id"], where="recipient_id is not null")


def _what_happened() -> None:
    op.create_table(
        "happening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("signal_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("by", sa.String()),
        sa.Column("code", sa.String()),
        sa.PrimaryKeyConstraint("id", name="happening_pkey"),
        schema=SCHEMA,
    )
    _index("happening_signal_ix", "happening", ["signal_id", "id"])
    op.create_table(
        "call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("signal_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("informed", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="call_pkey"),
        schema=SCHEMA,
    )
    _index("call_signal_ix", "call", ["signal_id", "id"])


def _consents_and_grants() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("caregiver_id", sa.Uuid(), nullable=False),
        sa.Column("signal_id", sa.Uuid()),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="consent_pkey"),
        schema=SCHEMA,
    )
    _index("consent_caregiver_ix", "consent", ["caregiver_id"])
    _index("consent_signal_ix", "consent", ["signal_id"], where="signal_id is not null")
    op.create_table(
        "contact_grant",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("caregiver_id", sa.Uuid(), nullable=False),
        sa.Column("signal_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.Uuid(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("why_ended", sa.String()),
        sa.PrimaryKeyConstraint("referral_id", name="contact_grant_pkey"),
        schema=SCHEMA,
    )
    _index("contact_grant_open_ix", "contact_grant", ["caregiver_id", "provider"], where="ended_at is null")


def _desk() -> None:
    op.create_table(
        "appointment",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("signal_id", sa.Uuid(), nullable=False),
        sa.Column("caregiver_id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("assessor", sa.Uuid(), nullable=False),
        sa.Column("warm", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary()),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("referral_id", name="appointment_pkey"),
        schema=SCHEMA,
    )
    _index("appointment_caregiver_ix", "appointment", ["caregiver_id"])
    _index("appointment_signal_ix", "appointment", ["signal_id"])
    op.create_table(
        "judgement",
        sa.Column("low", sa.Uuid(), nullable=False),
        sa.Column("high", sa.Uuid(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("low", "high", name="judgement_pkey"),
        schema=SCHEMA,
    )
    op.create_table(
        "erasure",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("result", sa.String()),
        sa.Column("kept_until", MOMENT),
        sa.Column("answered_at", MOMENT),
        sa.PrimaryKeyConstraint("person_id", "holder", name="erasure_pkey"),
        schema=SCHEMA,
    )
    op.create_table(
        "reference_counter",
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("region", "year", name="reference_counter_pkey"),
        schema=SCHEMA,
    )


def _index(name: str, table: str, columns: list[str], *, where: str | None = None, unique: bool = False) -> None:
    op.create_index(name, table, columns, schema=SCHEMA, unique=unique, postgresql_where=sa.text(where) if where else None)
