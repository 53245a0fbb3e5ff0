"""One row a message: of what kind, about whom, what became of it. No address, no name, no text."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import DateTime, Text, UniqueConstraint
from sqlmodel import Field

from kernel.database import table_base

if TYPE_CHECKING:
    from sqlmodel import SQLModel as Table
else:
    Table = table_base("notifications")

MOMENT = DateTime(timezone=True)


class Message(Table, table=True):
    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("cause", "kind", "recipient", "recipient_id", name="message_cause_key"),)

    id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    region: str = Field(sa_type=Text)
    recipient: str = Field(sa_type=Text)
    recipient_id: UUID
    cause: UUID
    """The event that asked for it; told twice it is still one message."""
    signal_id: UUID | None = Field(default=None, index=True)
    referral_id: UUID | None = Field(default=None, index=True)
    person_id: UUID | None = Field(default=None, index=True)
    """The caregiver it is about."""
    code: str | None = Field(default=None, sa_type=Text)
    sequence: int | None = None
    meets_at: datetime | None = Field(default=None, sa_type=MOMENT)
    minutes: int | None = None
    due_at: datetime | None = Field(default=None, sa_type=MOMENT)
    state: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    """Why it was withheld or failed, as a code."""
    channel: str | None = Field(default=None, sa_type=Text)
    created_at: datetime = Field(sa_type=MOMENT)
    sent_at: datetime | None = Field(default=None, sa_type=MOMENT)
