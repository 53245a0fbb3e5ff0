"""What an applicant keeps on the way and hands in; sealed, and gone when its time is over."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, Text
from sqlmodel import Field

from services.waardering.tables.base import MOMENT, Table


class DraftRow(Table, table=True):
    """A form that is not finished; whoever has its link goes on with it. Its key is its own."""

    __tablename__ = "draft"

    id: UUID = Field(primary_key=True)
    region: str = Field(sa_type=Text)
    scheme: str = Field(sa_type=Text)
    sealed: bytes = Field(sa_type=LargeBinary)
    changed_at: datetime = Field(sa_type=MOMENT)
    expires_at: datetime = Field(sa_type=MOMENT)


class EvidenceRow(Table, table=True):
    """A paper that was handed in; name and content are sealed with the key of who applied."""

    __tablename__ = "evidence"

    id: UUID = Field(primary_key=True)
    application_id: UUID = Field(foreign_key="waardering.application.id", index=True)
    person_id: UUID = Field(index=True)
    kind: str | None = Field(default=None, sa_type=Text)
    """Of the scheme's own kinds; None: it answers a question."""
    media_type: str = Field(sa_type=Text)
    size: int
    scan: str = Field(sa_type=Text)
    name: bytes = Field(sa_type=LargeBinary)
    content: bytes = Field(sa_type=LargeBinary)
    added_at: datetime = Field(sa_type=MOMENT)
    accepted: bool | None = None
    looked_by: str | None = Field(default=None, sa_type=Text)
