"""Counts per day, histograms of how long steps take, and the little that is known of each signal and application to count by."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import BigInteger, DateTime, Index, SmallInteger, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from kernel.database import table_base

if TYPE_CHECKING:
    from sqlmodel import SQLModel as Table
else:
    Table = table_base("monitor")

MOMENT = DateTime(timezone=True)


class Daily(Table, table=True):
    __tablename__ = "daily"

    region: str = Field(primary_key=True, sa_type=Text)
    day: date = Field(primary_key=True)
    what: str = Field(primary_key=True, sa_type=Text)
    area: str = Field(primary_key=True, sa_type=Text)
    """Empty: whatever it asks for, counted once."""
    municipality: str = Field(primary_key=True, sa_type=Text)
    signalled_by: str = Field(primary_key=True, sa_type=Text)
    count: int = Field(sa_type=BigInteger)


class Lead(Table, table=True):
    __tablename__ = "lead"

    region: str = Field(primary_key=True, sa_type=Text)
    day: date = Field(primary_key=True)
    stage: str = Field(primary_key=True, sa_type=Text)
    bucket: int = Field(primary_key=True, sa_type=SmallInteger)
    count: int = Field(sa_type=BigInteger)


class Signal(Table, table=True):
    """No person in it: when intake erases her, nothing leads from here to anyone."""

    __tablename__ = "signal"

    signal_id: UUID = Field(primary_key=True)
    region: str = Field(sa_type=Text)
    municipality: str = Field(sa_type=Text)
    signalled_by: str = Field(sa_type=Text)
    areas: list[str] = Field(sa_type=ARRAY(Text))
    received_at: datetime = Field(sa_type=MOMENT)
    contacted_at: datetime | None = Field(default=None, sa_type=MOMENT)
    appointed_at: datetime | None = Field(default=None, sa_type=MOMENT)


class Live(Table, table=True):
    """What the live process told last about a region; one row, written over every few seconds."""

    __tablename__ = "live"

    region: str = Field(primary_key=True, sa_type=Text)
    at: datetime = Field(sa_type=MOMENT)
    behind: int = Field(sa_type=BigInteger)
    offers_waiting: int = Field(sa_type=BigInteger)
    handed_over_today: int = Field(sa_type=BigInteger)
    windows: list[JsonValue] = Field(sa_type=JSONB)


class Application(Table, table=True):
    """What one application for waardering became; no person in it."""

    __tablename__ = "application"
    __table_args__ = (Index("application_year_ix", "region", "year"),)

    application_id: UUID = Field(primary_key=True)
    region: str = Field(sa_type=Text)
    scheme_id: UUID
    year: int
    municipality: str = Field(sa_type=Text)
    """Empty when unknown."""
    caregivers: int
    requested_at: datetime = Field(sa_type=MOMENT)
    decide_by: datetime = Field(sa_type=MOMENT)
    queued: bool = False
    outcome: str | None = Field(default=None, sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    form: str | None = Field(default=None, sa_type=Text)
    automatic: bool = False
    cents: int | None = Field(default=None, sa_type=BigInteger)
    decided_at: datetime | None = Field(default=None, sa_type=MOMENT)
    """The first time."""
    in_time: bool | None = None
    paid_cents: int = Field(default=0, sa_type=BigInteger)
    returned_cents: int = Field(default=0, sa_type=BigInteger)
    paid_at: datetime | None = Field(default=None, sa_type=MOMENT)
    wishes: int = 0


class Invited(Table, table=True):
    """How many were invited and reminded."""

    __tablename__ = "invited"

    region: str = Field(primary_key=True, sa_type=Text)
    scheme_id: UUID = Field(primary_key=True)
    year: int = Field(primary_key=True)
    municipality: str = Field(primary_key=True, sa_type=Text)
    what: str = Field(primary_key=True, sa_type=Text)
    count: int = Field(sa_type=BigInteger)
