"""What referral keeps: the referral, whom it asked, its meetings, notes and history. No name stands here; free text is sealed."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import BigInteger, Index, LargeBinary, Sequence, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TIMESTAMP
from sqlalchemy.dialects.postgresql import UUID as PgUuid
from sqlmodel import Field

from kernel.database import table_base

if TYPE_CHECKING:
    from sqlmodel import SQLModel as Table
else:
    Table = table_base("referral")

MOMENT = TIMESTAMP(timezone=True)
OPEN, DONE = text("ended_at is null"), text("ended_at is not null")
REFERENCES = Sequence("reference_seq", schema="referral", metadata=Table.metadata, data_type=BigInteger)
"""Numbers for people to read out."""


class ReferralRow(Table, table=True):
    """One request for help and how far it is."""

    __tablename__ = "referral"
    __table_args__ = (
        Index("referral_open_provider_ix", "provider", "due_at", "id", postgresql_where=OPEN),
        Index("referral_open_desk_ix", "organisation", "due_at", "id", postgresql_where=OPEN),
        Index("referral_done_provider_ix", "provider", "ended_at", "id", postgresql_where=DONE),
        Index("referral_done_desk_ix", "organisation", "ended_at", "id", postgresql_where=DONE),
    )

    id: UUID = Field(primary_key=True)
    version: int = 1
    reference: str = Field(sa_type=Text, unique=True)
    region: str = Field(sa_type=Text)
    organisation: UUID
    """The desk that asks."""
    signal_id: UUID = Field(index=True)
    caregiver_id: UUID = Field(index=True)
    assessor: UUID
    offers: list[UUID] = Field(sa_type=ARRAY(PgUuid(as_uuid=True)))
    providers: list[UUID] = Field(sa_type=ARRAY(PgUuid(as_uuid=True)))
    support_areas: list[str] = Field(sa_type=ARRAY(Text))
    municipality: str | None = Field(default=None, sa_type=Text)
    urgency: str = Field(sa_type=Text)
    groups: list[str] = Field(sa_type=ARRAY(Text))
    language: str = Field(sa_type=Text)
    age_from: int | None = None
    warm: bool
    state: str = Field(sa_type=Text)
    provider: UUID | None = None
    offer: UUID | None = None
    receiver: UUID | None = None
    receiver_met: bool = False
    her_word: str | None = Field(default=None, sa_type=Text)
    asked_for_her_word: int = 0
    tries: list[JsonValue] = Field(default_factory=list, sa_type=JSONB)
    """Days and channels of vain attempts to reach her."""
    due_at: datetime | None = Field(default=None, sa_type=MOMENT)
    climbed: int = 0
    check_at: datetime | None = Field(default=None, sa_type=MOMENT)
    outcome: str | None = Field(default=None, sa_type=Text)
    history_length: int = 0
    created_at: datetime = Field(sa_type=MOMENT)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)


class AttemptRow(Table, table=True):
    """One provider that was asked, and its answer."""

    __tablename__ = "attempt"

    referral_id: UUID = Field(primary_key=True, foreign_key="referral.referral.id")
    number: int = Field(primary_key=True)
    provider: UUID
    offer: UUID
    offered_at: datetime = Field(sa_type=MOMENT)
    answer_due: datetime = Field(sa_type=MOMENT)
    answer: str | None = Field(default=None, sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    answered_at: datetime | None = Field(default=None, sa_type=MOMENT)
    answered_by: UUID | None = None


class MeetingRow(Table, table=True):
    """One planned meeting; the highest sequence counts. Place and message are sealed with her key."""

    __tablename__ = "meeting"

    referral_id: UUID = Field(primary_key=True, foreign_key="referral.referral.id")
    sequence: int = Field(primary_key=True)
    id: UUID
    """Binds the sealed texts to this row."""
    at: datetime = Field(sa_type=MOMENT)
    minutes: int
    way: str = Field(sa_type=Text)
    assessor: UUID
    receiver: UUID
    took_place: bool | None = None
    other_time_asked: bool = False
    place: bytes | None = Field(default=None, sa_type=LargeBinary)
    message: bytes | None = Field(default=None, sa_type=LargeBinary)


class HistoryRow(Table, table=True):
    """One line of what happened."""

    __tablename__ = "history"

    referral_id: UUID = Field(primary_key=True, foreign_key="referral.referral.id")
    position: int = Field(primary_key=True)
    at: datetime = Field(sa_type=MOMENT)
    what: str = Field(sa_type=Text)
    by: str = Field(sa_type=Text)
    code: str | None = Field(default=None, sa_type=Text)


class NoteRow(Table, table=True):
    """A sentence that someone added to a step; sealed with her key."""

    __tablename__ = "note"

    id: UUID = Field(primary_key=True)
    referral_id: UUID = Field(index=True, foreign_key="referral.referral.id")
    at: datetime = Field(sa_type=MOMENT)
    by: str = Field(sa_type=Text)
    organisation: UUID | None = None
    about: str = Field(sa_type=Text)
    text: bytes | None = Field(default=None, sa_type=LargeBinary)
    """Empty once she was erased."""
