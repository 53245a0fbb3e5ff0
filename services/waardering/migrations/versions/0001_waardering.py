"""Schemes as they were, people, applications, budgets, payments and cases, beside what the kernel keeps."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

from kernel.migrations import kernel_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "waardering"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    kernel_tables(op, SCHEMA)
    op.execute(sa.schema.CreateSequence(sa.Sequence("reference_seq", schema=SCHEMA, data_type=sa.BigInteger)))
    _people()
    _applications()
    _budgets()
    _payments()


def _index(name: str, table: str, columns: Sequence[str], *, unique: bool = False, where: str | None = None) -> None:
    op.create_index(name, table, list(columns), schema=SCHEMA, unique=unique, postgresql_where=sa.text(where) if where else None)


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.LargeBinary()),
        sa.Column("identity_hash", sa.LargeBinary()),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("erased_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="person_pkey"),
        schema=SCHEMA,
    )
    _index("person_identity_key", "person", ["region", "identity_hash"], unique=True, where="identity_hash is not null")
    op.create_table(
        "scheme",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("content", pg.JSONB(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="scheme_pkey"),
        schema=SCHEMA,
    )


def _applications() -> None:
    op.create_table(
        "application",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Uuid(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("scheme_hash", sa.LargeBinary(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.Text()),
        sa.Column("applicant", sa.Text(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_id", sa.Uuid()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("decide_by", MOMENT, nullable=False),
        sa.Column("postponed", sa.Boolean(), nullable=False),
        sa.Column("asked_at", MOMENT),
        sa.Column("answer_by", MOMENT),
        sa.Column("owner", sa.Uuid()),
        sa.Column("climbed", sa.Integer(), nullable=False),
        sa.Column("pot_id", sa.Uuid()),
        sa.Column("reserved_cents", sa.BigInteger(), nullable=False),
        sa.Column("committed_cents", sa.BigInteger(), nullable=False),
        sa.Column("granted_cents", sa.BigInteger()),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("objected", sa.Boolean(), nullable=False),
        sa.Column("form", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("article", sa.Text()),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("decided_at", MOMENT),
        sa.Column("decided_by", sa.Text()),
        sa.Column("objection_until", MOMENT),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("drawn", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("history_length", sa.Integer(), nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="application_pkey"),
        sa.UniqueConstraint("reference", name="application_reference_key"),
        postgresql_with={"fillfactor": 50},
        schema=SCHEMA,
    )
    _index("application_done_ix", "application", ["region", "ended_at", "id"], where="ended_at is not null")
    _index("application_open_ix", "application", ["region", "decide_by", "id"], where="ended_at is null")
    _index("application_person_id_ix", "application", ["person_id"])
    _index("application_scheme_ix", "application", ["scheme_id", "year", "received_at", "id"])
    op.create_table(
        "history",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("code", sa.Text()),
        sa.PrimaryKeyConstraint("application_id", "position", name="history_pkey"),
        schema=SCHEMA,
    )
    op.create_table(
        "case_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("owner", sa.Uuid()),
        sa.Column("outcome", sa.Text()),
        sa.Column("penalty_cents", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("closed_by", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name="case_file_pkey"),
        sa.ForeignKeyConstraint(["application_id"], ["waardering.application.id"], name="case_file_application_id_fkey"),
        schema=SCHEMA,
    )
    _index("case_file_application_id_ix", "case_file", ["application_id"])
    _index("case_open_ix", "case_file", ["region", "due_at", "id"], where="closed_at is null")
    op.create_table(
        "claim",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("caregiver_id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("caregiver_address", sa.LargeBinary()),
        sa.Column("recipient_id", sa.Uuid()),
        sa.Column("recipient_address", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("application_id", "caregiver_id", name="claim_pkey"),
        sa.ForeignKeyConstraint(["application_id"], ["waardering.application.id"], name="claim_application_id_fkey"),
        schema=SCHEMA,
    )
    _index("claim_caregiver_address_ix", "claim", ["caregiver_address"])
    _index("claim_caregiver_ix", "claim", ["caregiver_id"])
    _index("claim_recipient_address_ix", "claim", ["recipient_address"])
    _index("claim_recipient_ix", "claim", ["recipient_id"])
    op.create_table(
        "party",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.Text()),
        sa.Column("share_cents", sa.BigInteger()),
        sa.Column("payee", sa.Uuid()),
        sa.Column("wishes_help", sa.Boolean(), nullable=False),
        sa.Column("has_account", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("application_id", "position", name="party_pkey"),
        sa.ForeignKeyConstraint(["application_id"], ["waardering.application.id"], name="party_application_id_fkey"),
        postgresql_with={"fillfactor": 50},
        schema=SCHEMA,
    )
    _index("party_person_id_ix", "party", ["person_id"])


def _budgets() -> None:
    op.create_table(
        "pool",
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("applications", sa.Integer(), nullable=False),
        sa.Column("total_cents", sa.BigInteger(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scheme_id", "year", name="pool_pkey"),
        schema=SCHEMA,
    )
    op.create_table(
        "pot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("total_cents", sa.BigInteger()),
        sa.Column("reserved_cents", sa.BigInteger(), nullable=False),
        sa.Column("committed_cents", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pot_pkey"),
        sa.CheckConstraint(
            "total_cents is null or reserved_cents + committed_cents <= total_cents", name=op.f("pot_never_above_total_check")
        ),
        sa.CheckConstraint("reserved_cents >= 0 and committed_cents >= 0", name=op.f("pot_never_below_zero_check")),
        schema=SCHEMA,
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pot_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid()),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="entry_pkey"),
        sa.ForeignKeyConstraint(["pot_id"], ["waardering.pot.id"], name="entry_pot_id_fkey"),
        schema=SCHEMA,
    )
    _index("entry_application_id_ix", "entry", ["application_id"])
    _index("entry_pot_id_ix", "entry", ["pot_id"])


def _payments() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Uuid(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("supplier", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("approved_at", MOMENT),
        sa.Column("approved_by", sa.Uuid()),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("total_cents", sa.BigInteger(), nullable=False),
        sa.Column("file", sa.LargeBinary()),
        sa.Column("file_hash", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="run_pkey"),
        sa.CheckConstraint("approved_by is null or approved_by <> made_by", name=op.f("run_four_eyes_check")),
        schema=SCHEMA,
    )
    _index("run_region_ix", "run", ["region", "made_at", "id"])
    op.create_table(
        "payment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Uuid()),
        sa.Column("repeats", sa.Uuid()),
        sa.Column("position", sa.Integer()),
        sa.Column("payable_from", MOMENT, nullable=False),
        sa.Column("has_account", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary()),
        sa.Column("note", sa.LargeBinary()),
        sa.Column("returned", sa.Text()),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="payment_pkey"),
        sa.ForeignKeyConstraint(["repeats"], ["waardering.payment.id"], name="payment_repeats_fkey"),
        sa.ForeignKeyConstraint(["run_id"], ["waardering.run.id"], name="payment_run_id_fkey"),
        schema=SCHEMA,
    )
    _index("payment_application_id_ix", "payment", ["application_id"])
    _index("payment_due_ix", "payment", ["region", "form", "id"], where="state = 'due'")
    _index(
        "payment_once_key",
        "payment",
        ["application_id", "person_id", "form", "round"],
        unique=True,
        where="repeats is null and state <> 'cancelled'",
    )
    _index("payment_person_id_ix", "payment", ["person_id"])
    _index("payment_repeats_key", "payment", ["repeats"], unique=True, where="repeats is not null")
    _index("payment_run_ix", "payment", ["run_id", "id"], where="run_id is not null")
