"""What follows on a payment: what the bank said, what was done with it, and lists on which it is handed over."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, LargeBinary, Text
from sqlmodel import Field

from services.waardering.tables.base import MOMENT, Table


class BankReportRow(Table, table=True):
    """A file of the bank's, read once; of the file itself only its hash is kept."""

    __tablename__ = "bank_report"
    __table_args__ = (
        Index("bank_report_once_key", "region", "organisation", "hash", unique=True),
        Index("bank_report_region_ix", "region", "organisation", "id"),
    )

    id: UUID = Field(primary_key=True)
    region: str = Field(sa_type=Text)
    organisation: UUID
    hash: bytes = Field(sa_type=LargeBinary)
    kind: str = Field(sa_type=Text)
    read_at: datetime = Field(sa_type=MOMENT)
    read_by: UUID


class BankLineRow(Table, table=True):
    """One line of such a file; what is not ours is kept without what it said."""

    __tablename__ = "bank_line"

    report_id: UUID = Field(primary_key=True, foreign_key="waardering.bank_report.id")
    position: int = Field(primary_key=True)
    payment_id: UUID | None = None
    cents: int | None = Field(default=None, sa_type=BigInteger)
    outcome: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)


class PaymentLineRow(Table, table=True):
    """One line of what happened to a payment after it was made; what its run tells stands there."""

    __tablename__ = "payment_line"
    __table_args__ = (Index("payment_line_payment_ix", "payment_id", "id"),)

    id: UUID = Field(primary_key=True)
    payment_id: UUID = Field(foreign_key="waardering.payment.id")
    at: datetime = Field(sa_type=MOMENT)
    what: str = Field(sa_type=Text)
    by: str = Field(sa_type=Text)
    code: str | None = Field(default=None, sa_type=Text)


class HandOutRow(Table, table=True):
    """A meeting at which presents, vouchers or cards are handed over."""

    __tablename__ = "hand_out"
    __table_args__ = (Index("hand_out_region_ix", "region", "organisation", "id"),)

    id: UUID = Field(primary_key=True)
    region: str = Field(sa_type=Text)
    organisation: UUID
    title: str = Field(sa_type=Text)
    on: date
    made_at: datetime = Field(sa_type=MOMENT)
    made_by: str = Field(sa_type=Text)


class HandOutLineRow(Table, table=True):
    """One payment on that list, found by the hash of what its square code says."""

    __tablename__ = "hand_out_line"

    hand_out_id: UUID = Field(primary_key=True, foreign_key="waardering.hand_out.id")
    payment_id: UUID = Field(primary_key=True, foreign_key="waardering.payment.id")
    token_hash: bytes = Field(sa_type=LargeBinary, unique=True)


class RunFetchRow(Table, table=True):
    """Who took a run's file, and when."""

    __tablename__ = "run_fetch"
    __table_args__ = (Index("run_fetch_run_ix", "run_id", "id"),)

    id: UUID = Field(primary_key=True)
    run_id: UUID = Field(foreign_key="waardering.run.id")
    at: datetime = Field(sa_type=MOMENT)
    by: str = Field(sa_type=Text)
