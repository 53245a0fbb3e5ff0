"""Letters, each kept as it was sent, and the batches in which they are printed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, Text, text
from sqlmodel import Field

from services.waardering.tables.base import MOMENT, Table


class LetterRow(Table, table=True):
    """One letter to one person. The same event makes it once; what it says is sealed with that person's key."""

    __tablename__ = "letter"
    __table_args__ = (
        Index("letter_cause_key", "cause", "kind", unique=True),
        Index("letter_to_make_ix", "id", postgresql_where=text("state = 'to-make'")),
        Index("letter_to_print_ix", "region", "organisation", "id", postgresql_where=text("state = 'to-print'")),
        Index("letter_held_ix", "region", "organisation", "id", postgresql_where=text("state = 'held'")),
        Index("letter_batch_ix", "batch_id", "position", postgresql_where=text("batch_id is not null")),
    )

    id: UUID = Field(primary_key=True)
    region: str = Field(sa_type=Text)
    organisation: UUID
    application_id: UUID = Field(index=True)
    """Of a row in the same schema; no key checks it, for a pool writes a hundred thousand letters."""
    person_id: UUID = Field(index=True)
    """To whom it is."""
    kind: str = Field(sa_type=Text)
    about: UUID | None = None
    """The payment or case that it tells of."""
    cause: UUID
    """The event that asked for it; told twice it is still one letter."""
    state: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    has_address: bool = False
    sheet: bytes | None = Field(default=None, sa_type=LargeBinary)
    """What it says, to be printed with others; sealed, as its PDF."""
    pdf: bytes | None = Field(default=None, sa_type=LargeBinary)
    created_at: datetime = Field(sa_type=MOMENT)
    made_at: datetime | None = Field(default=None, sa_type=MOMENT)
    sent_at: datetime | None = Field(default=None, sa_type=MOMENT)
    batch_id: UUID | None = Field(default=None, foreign_key="waardering.print_batch.id")
    position: int | None = None
    """In postal order within its batch."""


class PrintBatchRow(Table, table=True):
    """Letters that are printed together, and posted together."""

    __tablename__ = "print_batch"
    __table_args__ = (Index("print_batch_region_ix", "region", "organisation", "id"),)

    id: UUID = Field(primary_key=True)
    version: int = 1
    region: str = Field(sa_type=Text)
    organisation: UUID
    count: int
    made_at: datetime = Field(sa_type=MOMENT)
    made_by: UUID
    posted_at: datetime | None = Field(default=None, sa_type=MOMENT)
    posted_by: UUID | None = None
