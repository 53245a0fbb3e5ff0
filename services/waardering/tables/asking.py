"""Who asks for what under which scheme, what became of it, and what followed."""

from datetime import date, datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import BigInteger, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.waardering.tables.base import MOMENT, Table

OPEN = text("ended_at is null")
ROOMY = {"postgresql_with": {"fillfactor": 50}}
"""Half of each page stays free, so that the amounts of a whole pool are filled in where their rows stand, and no index is touched."""


class SchemeRow(Table, table=True):
    """A scheme as it was when an application was decided on it; a changed file is another row."""

    __tablename__ = "scheme"

    id: bytes = Field(primary_key=True, sa_type=LargeBinary)
    """Hash of its content."""
    region: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    content: dict[str, JsonValue] = Field(sa_type=JSONB)
    seen_at: datetime = Field(sa_type=MOMENT)


class PersonRow(Table, table=True):
    """A caregiver or care recipient as recognised within a region; found by keyed hashes only."""

    __tablename__ = "person"
    __table_args__ = (
        Index("person_identity_key", "region", "identity_hash", unique=True, postgresql_where=text("identity_hash is not null")),
        Index("person_name_ix", "region", "name_hash", postgresql_where=text("name_hash is not null")),
    )

    id: UUID = Field(primary_key=True)
    region: str = Field(sa_type=Text)
    address_hash: bytes | None = Field(default=None, sa_type=LargeBinary)
    identity_hash: bytes | None = Field(default=None, sa_type=LargeBinary)
    name_hash: bytes | None = Field(default=None, sa_type=LargeBinary)
    """Of the family name alone, by which an officer finds her."""
    sealed: bytes = Field(sa_type=LargeBinary)
    changed_at: datetime = Field(sa_type=MOMENT)
    erased_at: datetime | None = Field(default=None, sa_type=MOMENT)


class ApplicationRow(Table, table=True):
    """One request under a scheme, and how far it is."""

    __tablename__ = "application"
    __table_args__ = (
        Index("application_open_ix", "region", "decide_by", "id", postgresql_where=OPEN),
        Index("application_done_ix", "region", "ended_at", "id", postgresql_where=text("ended_at is not null")),
        Index("application_drawn_ix", "region", "decide_by", "id", postgresql_where=text("drawn")),
        Index("application_waiting_ix", "pot_id", "received_at", "id", postgresql_where=OPEN),
        Index("application_scheme_ix", "scheme_id", "year", "received_at", "id"),
        ROOMY,
    )

    id: UUID = Field(primary_key=True)
    version: int = 1
    reference: str = Field(sa_type=Text, unique=True)
    region: str = Field(sa_type=Text)
    organisation: UUID
    """Who decides on it."""
    sender: str = Field(sa_type=Text)
    scheme: str = Field(sa_type=Text)
    scheme_id: UUID
    scheme_hash: bytes = Field(sa_type=LargeBinary)
    year: int
    municipality: str | None = Field(default=None, sa_type=Text)
    applicant: str = Field(sa_type=Text)
    via: str = Field(sa_type=Text)
    person_id: UUID = Field(index=True)
    """Who applied."""
    recipient_id: UUID | None = None
    state: str = Field(sa_type=Text)
    received_at: datetime = Field(sa_type=MOMENT)
    """When it counts as received; a letter on the day it came."""
    decide_by: datetime = Field(sa_type=MOMENT)
    postponed: bool = False
    asked_at: datetime | None = Field(default=None, sa_type=MOMENT)
    """The decision term stands still since."""
    answer_by: datetime | None = Field(default=None, sa_type=MOMENT)
    owner: UUID | None = None
    climbed: int = 0
    pot_id: UUID | None = None
    reserved_cents: int = Field(default=0, sa_type=BigInteger)
    committed_cents: int = Field(default=0, sa_type=BigInteger)
    """What of the budget stands for it; a payment that is not made after all gives back."""
    places: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    """How many of its counted grants the budget keeps for it."""
    granted_cents: int | None = Field(default=None, sa_type=BigInteger)
    round: int = 1
    """Which decision this is; a revision or an upheld objection begins the next."""
    objected: bool = False
    form: str | None = Field(default=None, sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    article: str | None = Field(default=None, sa_type=Text)
    automatic: bool = False
    decided_at: datetime | None = Field(default=None, sa_type=MOMENT)
    decided_by: str | None = Field(default=None, sa_type=Text)
    objection_until: datetime | None = Field(default=None, sa_type=MOMENT)
    advice: str = Field(sa_type=Text)
    """What the rules say: grant, refuse, or a person has to look."""
    proposed_cents: int | None = Field(default=None, sa_type=BigInteger)
    """And how much; none where that is known only later."""
    drawn: bool = False
    """In the sample that a person looks at."""
    sealed: bytes = Field(sa_type=LargeBinary)
    """What was told, and why it was decided so; with the key of who applied."""
    history_length: int = 0
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)


class PartyRow(Table, table=True):
    """Someone who may get something by an application: its caregivers from 1 on, and the recipient as 0."""

    __tablename__ = "party"
    __table_args__ = (ROOMY,)

    application_id: UUID = Field(primary_key=True, foreign_key="waardering.application.id")
    position: int = Field(primary_key=True)
    person_id: UUID = Field(index=True)
    form: str | None = Field(default=None, sa_type=Text)
    form_key: str | None = Field(default=None, sa_type=Text)
    """Which one it is in the scheme, as chosen and then as granted."""
    share_cents: int | None = Field(default=None, sa_type=BigInteger)
    payee: UUID | None = None
    """Who is paid this share."""
    wishes_help: bool = False
    wishes_register: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    has_account: bool = False
    sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    """The account as it was given with this application, so that no later one can redirect it."""
    account_by: UUID | None = None
    """Of staff who put it in the place of another, and so never approve the run that pays to it."""


class ClaimRow(Table, table=True):
    """What counts against a cap: this caregiver, recipient or address was granted something."""

    __tablename__ = "claim"
    __table_args__ = (
        Index("claim_caregiver_ix", "caregiver_id"),
        Index("claim_recipient_ix", "recipient_id"),
        Index("claim_caregiver_address_ix", "caregiver_address"),
        Index("claim_recipient_address_ix", "recipient_address"),
        Index("claim_number_key", "region", "scheme", "year", "number", unique=True, postgresql_where=text("number is not null")),
    )

    application_id: UUID = Field(primary_key=True, foreign_key="waardering.application.id")
    caregiver_id: UUID = Field(primary_key=True)
    region: str = Field(sa_type=Text)
    scheme: str = Field(sa_type=Text)
    year: int
    on: date
    caregiver_address: bytes | None = Field(default=None, sa_type=LargeBinary)
    recipient_id: UUID | None = None
    recipient_address: bytes | None = Field(default=None, sa_type=LargeBinary)
    number: int | None = None
    """Of the year's first ones, where the scheme gives those something else; no two have the same."""


class CaseRow(Table, table=True):
    """An objection, a notice of default or a complaint, with an owner and a due time."""

    __tablename__ = "case_file"
    __table_args__ = (
        Index("case_open_ix", "region", "due_at", "id", postgresql_where=text("closed_at is null")),
        Index("case_done_ix", "region", "closed_at", "id", postgresql_where=text("closed_at is not null")),
    )

    id: UUID = Field(primary_key=True)
    version: int = 1
    region: str = Field(sa_type=Text)
    organisation: UUID
    application_id: UUID = Field(foreign_key="waardering.application.id", index=True)
    person_id: UUID
    kind: str = Field(sa_type=Text)
    received_at: datetime = Field(sa_type=MOMENT)
    due_at: datetime = Field(sa_type=MOMENT)
    late: bool = False
    posted_on: date | None = None
    in_time_by_post: bool = False
    """Came after the term, and is not late all the same."""
    extended: bool = False
    owner: UUID | None = None
    hearing: str | None = Field(default=None, sa_type=Text)
    hearing_at: datetime | None = Field(default=None, sa_type=MOMENT)
    outcome: str | None = Field(default=None, sa_type=Text)
    penalty_cents: int = Field(default=0, sa_type=BigInteger)
    sealed: bytes = Field(sa_type=LargeBinary)
    closed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    closed_by: UUID | None = None


class HistoryRow(Table, table=True):
    """One line of what happened to an application."""

    __tablename__ = "history"

    application_id: UUID = Field(primary_key=True)
    """Of a row in the same transaction; no key checks it, for a pool writes a hundred thousand lines at once."""
    position: int = Field(primary_key=True)
    at: datetime = Field(sa_type=MOMENT)
    what: str = Field(sa_type=Text)
    by: str = Field(sa_type=Text)
    code: str | None = Field(default=None, sa_type=Text)
