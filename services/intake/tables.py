"""Intake's rows. Who someone is and what was told is sealed; what lists are sorted and filtered by is not."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ARRAY, Column, Index, Text, text
from sqlmodel import DateTime, Field

from kernel.database import table_base

if TYPE_CHECKING:
    from sqlmodel import SQLModel as Table
else:
    Table = table_base("intake")

MOMENT = DateTime(timezone=True)
OPEN = text("closed_at is null")
CLOSED = text("closed_at is not null")


class Person(Table, table=True):
    """A caregiver or someone who is cared for: sealed details, and hashes of what they are found by."""

    __tablename__ = "person"
    __table_args__ = tuple(
        Index(f"person_{name}_ix", f"{name}_hash", postgresql_where=text(f"{name}_hash is not null"))
        for name in ("family_name", "first_letters", "whole", "postcode", "phone", "email")
    )

    id: UUID = Field(primary_key=True)
    region: str
    role: str
    sealed: bytes
    municipality: str | None = None
    family_name_hash: bytes | None = None
    first_letters_hash: bytes | None = None
    whole_hash: bytes | None = None
    postcode_hash: bytes | None = None
    phone_hash: bytes | None = None
    email_hash: bytes | None = None
    do_not_contact: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    changed_at: datetime = Field(sa_type=MOMENT)
    erased_at: datetime | None = Field(default=None, sa_type=MOMENT)


class Signal(Table, table=True):
    """Someone told us that a caregiver needs attention; one row from the door to the end."""

    __tablename__ = "signal"
    __table_args__ = (
        Index("signal_reference_key", "reference", unique=True),
        Index("signal_external_key", "sender", "external_id", unique=True, postgresql_where=text("external_id is not null")),
        Index("signal_open_ix", "region", "stopped", "due_at", "id", postgresql_where=OPEN),
        Index("signal_closed_ix", "region", "closed_at", "id", postgresql_where=CLOSED),
        Index("signal_caregiver_ix", "caregiver_id"),
        Index("signal_recipient_ix", "recipient_id", postgresql_where=text("recipient_id is not null")),
    )

    id: UUID = Field(primary_key=True)
    region: str
    reference: str
    sender: str
    """The client that posted it, or the person who did."""
    external_id: str | None = None
    content_hash: bytes
    signalled_by: str
    urgency: str
    support_areas: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    municipality: str | None = None
    caregiver_id: UUID
    recipient_id: UUID | None = None
    sealed: bytes
    state: str
    step: str
    restricted: bool = False
    """Was about safety at any time: stays out of her page and of what others hear."""
    received_at: datetime = Field(sa_type=MOMENT)
    due_at: datetime = Field(sa_type=MOMENT)
    stopped: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    """She was tried or reached: the triage clock stands still."""
    inform_by: datetime = Field(sa_type=MOMENT)
    informed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    attempts: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    spoken: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    mark: str | None = None
    stuck: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    escalation: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    assessor: UUID | None = None
    referral_id: UUID | None = None
    referral_open: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    ending: str | None = None
    closed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    version: int = Field(default=1, sa_column_kwargs={"server_default": text("1")})
    changed_by: str | None = None
    changed_at: datetime | None = Field(default=None, sa_type=MOMENT)


class Happening(Table, table=True):
    """One line of a signal's history. That it was received is its own row."""

    __tablename__ = "happening"
    __table_args__ = (Index("happening_signal_ix", "signal_id", "id"),)

    id: UUID = Field(primary_key=True)
    signal_id: UUID
    at: datetime = Field(sa_type=MOMENT)
    what: str
    by: str | None = None
    code: str | None = None


class Call(Table, table=True):
    """An attempt to reach her, and what was said."""

    __tablename__ = "call"
    __table_args__ = (Index("call_signal_ix", "signal_id", "id"),)

    id: UUID = Field(primary_key=True)
    signal_id: UUID
    at: datetime = Field(sa_type=MOMENT)
    by: str
    outcome: str
    channel: str
    informed: bool
    sealed: bytes | None = None


class Consent(Table, table=True):
    """One yes or no; never changed, the last word counts."""

    __tablename__ = "consent"
    __table_args__ = (
        Index("consent_caregiver_ix", "caregiver_id"),
        Index("consent_signal_ix", "signal_id", postgresql_where=text("signal_id is not null")),
    )

    id: UUID = Field(primary_key=True)
    caregiver_id: UUID
    signal_id: UUID | None = None
    about: str
    purpose: str
    given: bool
    said_on: date
    how: str
    said_by: str = Field(default="self", sa_column_kwargs={"server_default": text("'self'")})
    reason: str | None = None
    of_child: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    """Was under sixteen then: one yes is not enough."""
    by: str
    at: datetime = Field(sa_type=MOMENT)


class Appointment(Table, table=True):
    """The assessor asked for help: the referral that runs on it, and whether it still does."""

    __tablename__ = "appointment"
    __table_args__ = (Index("appointment_caregiver_ix", "caregiver_id"), Index("appointment_signal_ix", "signal_id"))

    referral_id: UUID = Field(primary_key=True)
    signal_id: UUID
    caregiver_id: UUID
    region: str
    assessor: UUID
    warm: bool
    sealed: bytes | None = None
    """Why the handover is warm."""
    at: datetime = Field(sa_type=MOMENT)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)


class Grant(Table, table=True):
    """This provider may read how to reach this caregiver, until the referral or her consent ends."""

    __tablename__ = "contact_grant"
    __table_args__ = (Index("contact_grant_open_ix", "caregiver_id", "provider", postgresql_where=text("ended_at is null")),)

    referral_id: UUID = Field(primary_key=True)
    caregiver_id: UUID
    signal_id: UUID
    provider: UUID
    region: str
    begun_at: datetime = Field(sa_type=MOMENT)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)
    why_ended: str | None = None


class Judgement(Table, table=True):
    """A person judged whether two files are of one person; the lower id stands first."""

    __tablename__ = "judgement"

    low: UUID = Field(primary_key=True)
    high: UUID = Field(primary_key=True)
    same: bool
    by: str
    at: datetime = Field(sa_type=MOMENT)


class Erasure(Table, table=True):
    """The receipt of an erasure: a line for each holder, filled in as it answers."""

    __tablename__ = "erasure"

    person_id: UUID = Field(primary_key=True)
    holder: str = Field(primary_key=True)
    asked_at: datetime = Field(sa_type=MOMENT)
    asked_by: str | None = None
    reason: str | None = None
    result: str | None = None
    kept_until: datetime | None = Field(default=None, sa_type=MOMENT)
    ground: str | None = None
    answered_at: datetime | None = Field(default=None, sa_type=MOMENT)


class ReferenceCounter(Table, table=True):
    """The last reference number given out, per region and year."""

    __tablename__ = "reference_counter"

    region: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    last: int
