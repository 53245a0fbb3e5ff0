"""Sessions: whose cookie opens what. Without the cookie nothing in a row can be read, for its key is made of the cookie itself."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import DateTime, Index, Text
from sqlmodel import Field

from kernel.database import table_base

if TYPE_CHECKING:
    from sqlmodel import SQLModel as Table
else:
    Table = table_base("console")

MOMENT = DateTime(timezone=True)


class Session(Table, table=True):
    __tablename__ = "session"
    __table_args__ = (Index("session_ends_at_ix", "ends_at"),)

    id: bytes = Field(primary_key=True)
    """SHA-256 of the cookie."""
    kind: str = Field(sa_type=Text)
    """staff, link (her own page), kept (a form that waits for its sender to log in again), applied (an application's link)
    or asking (what is typed on one)."""
    subject: str = Field(sa_type=Text)
    """Whose it is: a staff id or a person id."""
    sealed: bytes
    """Tokens, or what was typed; opened by the cookie."""
    created_at: datetime = Field(sa_type=MOMENT)
    ends_at: datetime = Field(sa_type=MOMENT)
