"""Budgets and their movements, pools, and payments in the runs in which they leave the house."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary, Text, text
from sqlmodel import Field

from services.waardering.tables.base import MOMENT, Table


class PotRow(Table, table=True):
    """A budget of a year. What is reserved and committed never exceeds it; the table itself refuses."""

    __tablename__ = "pot"
    __table_args__ = (
        CheckConstraint("reserved_cents >= 0 and committed_cents >= 0", name="never_below_zero"),
        CheckConstraint("total_cents is null or reserved_cents + committed_cents <= total_cents", name="never_above_total"),
        CheckConstraint("places_taken >= 0 and (places is null or places_taken <= places)", name="never_more_places"),
    )

    id: UUID = Field(primary_key=True)
    region: str = Field(sa_type=Text)
    organisation: UUID
    """Whose it is; the first scheme that used it told."""
    key: str = Field(sa_type=Text)
    year: int
    total_cents: int | None = Field(default=None, sa_type=BigInteger)
    """None: no ceiling was set."""
    reserved_cents: int = Field(default=0, sa_type=BigInteger)
    committed_cents: int = Field(default=0, sa_type=BigInteger)
    places: int | None = None
    """So many grants; None: they are not counted."""
    places_taken: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})


class EntryRow(Table, table=True):
    """One movement of a budget; the sums of the movements are its figures."""

    __tablename__ = "entry"

    id: UUID = Field(primary_key=True)
    pot_id: UUID = Field(foreign_key="waardering.pot.id", index=True)
    application_id: UUID | None = Field(default=None, index=True)
    what: str = Field(sa_type=Text)
    cents: int = Field(sa_type=BigInteger)
    at: datetime = Field(sa_type=MOMENT)
    by: str = Field(sa_type=Text)


class PoolRow(Table, table=True):
    """A pool is divided once, after its window."""

    __tablename__ = "pool"

    scheme_id: UUID = Field(primary_key=True)
    year: int = Field(primary_key=True)
    region: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=MOMENT)
    by: str = Field(sa_type=Text)
    applications: int
    total_cents: int = Field(sa_type=BigInteger)
    rule: str = Field(sa_type=Text)
    """How the remainder was dealt, in words."""


class RunRow(Table, table=True):
    """Payments that leave the house together: one makes it, another approves it, the file is made once."""

    __tablename__ = "run"
    __table_args__ = (
        CheckConstraint("approved_by is null or approved_by <> made_by", name="four_eyes"),
        Index("run_region_ix", "region", "made_at", "id"),
    )

    id: UUID = Field(primary_key=True)
    version: int = 1
    region: str = Field(sa_type=Text)
    organisation: UUID
    form: str = Field(sa_type=Text)
    supplier: str | None = Field(default=None, sa_type=Text)
    state: str = Field(sa_type=Text)
    made_at: datetime = Field(sa_type=MOMENT)
    made_by: UUID
    approved_at: datetime | None = Field(default=None, sa_type=MOMENT)
    approved_by: UUID | None = None
    count: int
    total_cents: int = Field(sa_type=BigInteger)
    file: bytes | None = Field(default=None, sa_type=LargeBinary)
    """Sealed with a key of its own, so that it outlives its payees' erasure as long as the law asks, and no longer."""
    file_hash: bytes | None = Field(default=None, sa_type=LargeBinary)


class PaymentRow(Table, table=True):
    """One payee's share on its way; again only as a new one that names the one it repeats."""

    __tablename__ = "payment"
    __table_args__ = (
        Index("payment_repeats_key", "repeats", unique=True, postgresql_where=text("repeats is not null")),
        Index(
            "payment_once_key",
            "application_id",
            "person_id",
            "form",
            text("coalesce(supplier, '')"),
            "part",
            "round",
            unique=True,
            postgresql_where=text("repeats is null and state <> 'cancelled'"),
        ),
        Index("payment_due_ix", "region", "form", "id", postgresql_where=text("state = 'due'")),
        Index("payment_run_ix", "run_id", "id", postgresql_where=text("run_id is not null")),
        Index("payment_returned_ix", "region", "organisation", "id", postgresql_where=text("state = 'returned'")),
    )

    id: UUID = Field(primary_key=True)
    region: str = Field(sa_type=Text)
    organisation: UUID
    application_id: UUID = Field(index=True)
    person_id: UUID = Field(index=True)
    form: str = Field(sa_type=Text)
    cents: int = Field(sa_type=BigInteger)
    round: int = 1
    state: str = Field(sa_type=Text)
    run_id: UUID | None = Field(default=None, foreign_key="waardering.run.id")
    repeats: UUID | None = Field(default=None, foreign_key="waardering.payment.id")
    position: int | None = None
    """Of the party whose account it goes to."""
    payable_from: datetime = Field(sa_type=MOMENT)
    has_account: bool = False
    sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    """A voucher's or card's code, with the payee's key."""
    note: bytes | None = Field(default=None, sa_type=LargeBinary)
    """Who signed for it, or why it is not paid after all; sealed as well."""
    returned: str | None = Field(default=None, sa_type=Text)
    supplier: str | None = Field(default=None, sa_type=Text)
    """Of a voucher or card, and of money the good cause that it goes to; each has a list of its own."""
    part: int = Field(default=1, sa_column_kwargs={"server_default": text("1")})
    """Of those in which a grant is paid."""
    account: bytes | None = Field(default=None, sa_type=LargeBinary)
    """Another than was given with the application: of a good cause, or filled in by staff when a payment came back; sealed."""
    account_by: UUID | None = None
    """Who filled it in, or paid again to what she gave herself, and so never approves its run."""
    new_account: bytes | None = Field(default=None, sa_type=LargeBinary)
    """Given by the payee herself when it came back; sealed. It goes to the payment that repeats this one."""
    new_account_at: datetime | None = Field(default=None, sa_type=MOMENT)
    confirmed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    """When the bank's report was read that says that it was paid."""
    collected_at: datetime | None = Field(default=None, sa_type=MOMENT)
    collected_by: str | None = Field(default=None, sa_type=Text)
    at: datetime = Field(sa_type=MOMENT)
    changed_at: datetime = Field(sa_type=MOMENT)
