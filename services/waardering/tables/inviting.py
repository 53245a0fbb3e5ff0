"""Campaigns, whom each invited, and who said whether she wants that. No name, no address."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field

from services.waardering.tables.base import MOMENT, Table


class CampaignRow(Table, table=True):
    """The invitations of one scheme and year. `phase` says how far it is, `place` after which person or invitation it goes on."""

    __tablename__ = "campaign"
    __table_args__ = (
        Index("campaign_once_key", "scheme_id", "year", unique=True, postgresql_where=text("state <> 'stopped'")),
        Index("campaign_region_ix", "region", "organisation", "id"),
    )

    id: UUID = Field(primary_key=True)
    version: int = 1
    region: str = Field(sa_type=Text)
    organisation: UUID
    scheme: str = Field(sa_type=Text)
    scheme_id: UUID
    year: int
    state: str = Field(sa_type=Text)
    phase: str = Field(default="inviting", sa_type=Text)
    place: UUID | None = None
    starts_at: datetime = Field(sa_type=MOMENT)
    reminds_at: datetime | None = Field(default=None, sa_type=MOMENT)
    expected: int = 0
    made_by: UUID
    made_at: datetime = Field(sa_type=MOMENT)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)


class InvitationRow(Table, table=True):
    """One person under one scheme in one year: the table itself refuses a second."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("scheme_id", "year", "person_id", name="invitation_once_key"),
        Index("invitation_campaign_ix", "campaign_id", "id"),
        Index("invitation_person_ix", "person_id"),
    )

    id: UUID = Field(primary_key=True)
    campaign_id: UUID = Field(foreign_key="waardering.campaign.id")
    scheme_id: UUID
    year: int
    person_id: UUID
    municipality: str | None = Field(default=None, sa_type=Text)
    channel: str = Field(sa_type=Text)
    invited_at: datetime = Field(sa_type=MOMENT)
    reminded_at: datetime | None = Field(default=None, sa_type=MOMENT)
    to_print: bool = False
    """A letter that waits for the printer."""
    outcome: str | None = Field(default=None, sa_type=Text)
    handled_at: datetime | None = Field(default=None, sa_type=MOMENT)


class ContactChoiceRow(Table, table=True):
    """What someone said about yearly invitations; without a row she was never asked."""

    __tablename__ = "contact_choice"

    person_id: UUID = Field(primary_key=True)
    region: str = Field(sa_type=Text)
    may_invite: bool
    why: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=MOMENT)


class RegisteredRow(Table, table=True):
    """Someone who said yes to intake's register, as far as it decides on an invitation: how she is reached is asked when it goes."""

    __tablename__ = "registered"
    __table_args__ = (
        Index("registered_to_ask_ix", "person_id", postgresql_where=text("to_ask")),
        Index("registered_town_ix", "region", "municipality"),
        Index("registered_identity_ix", "region", "identity_hash"),
        Index("registered_name_ix", "region", "name_hash"),
    )

    person_id: UUID = Field(primary_key=True)
    """As intake knows her."""
    region: str = Field(sa_type=Text)
    said_at: datetime = Field(sa_type=MOMENT)
    heard_at: datetime = Field(sa_type=MOMENT)
    """When something of her was heard last, so that an answer to an older question is not taken for the newest."""
    to_ask: bool = True
    municipality: str | None = Field(default=None, sa_type=Text)
    identity_hash: bytes | None = None
    name_hash: bytes | None = None
    by_email: bool = False
    by_letter: bool = False
