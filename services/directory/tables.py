"""What the directory keeps: organisations, staff and offers as the region's files say, and the room that providers report."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import Index, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TIMESTAMP
from sqlmodel import Field

from kernel.database import table_base

if TYPE_CHECKING:
    from sqlmodel import SQLModel as Table
else:
    Table = table_base("directory")


class OrganisationRow(Table, table=True):
    """Who offers, signals or decides in a region."""

    __tablename__ = "organisation"
    __table_args__ = (Index("organisation_region_name_ix", "region", "name", "id"),)

    id: UUID = Field(primary_key=True)
    region: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    phone: str = Field(sa_type=Text)
    email: str = Field(sa_type=Text)
    website: str | None = Field(default=None, sa_type=Text)
    municipalities: list[str] = Field(sa_type=ARRAY(Text))
    source: str = Field(sa_type=Text)
    active: bool = True
    """False once it is no longer in the region's files; what points to it still finds its name."""


class StaffRow(Table, table=True):
    """Who works where; the id is the subject of her token."""

    __tablename__ = "staff"

    id: UUID = Field(primary_key=True)
    region: str = Field(sa_type=Text)
    organisation: UUID = Field(index=True, foreign_key="directory.organisation.id")
    name: str = Field(sa_type=Text)
    given_name: str = Field(sa_type=Text)
    unit: str | None = Field(default=None, sa_type=Text)
    email: str = Field(sa_type=Text)
    roles: list[str] = Field(sa_type=ARRAY(Text))
    active: bool = True


class OfferRow(Table, table=True):
    """One kind of help by one organisation."""

    __tablename__ = "offer"
    __table_args__ = (
        Index("offer_region_name_ix", "region", "name", "id"),
        Index("offer_support_areas_ix", "support_areas", postgresql_using="gin"),
    )

    id: UUID = Field(primary_key=True)
    region: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    organisation: UUID = Field(index=True, foreign_key="directory.organisation.id")
    name: str = Field(sa_type=Text)
    summary: str = Field(sa_type=Text)
    support_areas: list[str] = Field(sa_type=ARRAY(Text))
    municipalities: list[str] = Field(sa_type=ARRAY(Text))
    postcodes: list[JsonValue] = Field(sa_type=JSONB)
    """Ranges of four digits; empty: all of its municipalities."""
    groups: list[str] = Field(sa_type=ARRAY(Text))
    languages: list[str] = Field(sa_type=ARRAY(Text))
    respite_form: str | None = Field(default=None, sa_type=Text)
    free: bool
    cost: str = Field(sa_type=Text)
    access: str = Field(sa_type=Text)
    collective: bool
    warm_handover: bool
    available: int | None = None
    waiting_days: int | None = None
    checked_on: date
    source: str = Field(sa_type=Text)
    active: bool = True


class CapacityRow(Table, table=True):
    """What the provider itself last said of its room; it counts until the region's file says something new."""

    __tablename__ = "capacity"

    offer_id: UUID = Field(primary_key=True, foreign_key="directory.offer.id", ondelete="CASCADE")
    version: int = 1
    available: int | None = None
    waiting_days: int | None = None
    changed_at: datetime = Field(sa_type=TIMESTAMP(timezone=True))
    changed_by: str = Field(sa_type=Text)
