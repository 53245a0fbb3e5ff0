"""What is known of one application: everything may be unknown, and what is unknown is never guessed."""

from datetime import date
from typing import Annotated

from pydantic import Field

from schemas.base import MunicipalityCode
from schemas.words import Applicant, AppliedVia, Group, Relation, WaarderingForm
from services.waardering.domain.parts import Key, Part
from services.waardering.domain.words import CareLaw, Country, EvidenceKind, Exclusion, Household, LateReason

Cents = Annotated[int, Field(ge=0, le=10_000_000_000)]
Answer = bool | int | str
"""A day is text, such as 2026-11-22."""
Id = Annotated[str, Field(min_length=1, max_length=100)]
"""The caller's own name for a person, an address or a household: an id or a keyed hash, never a name or a street."""


class Stay(Part):
    """Lived in this municipality from this day, up to and including that one; without an end she still does."""

    municipality: MunicipalityCode
    since: date
    until: date | None = None


class Indication(Part):
    law: CareLaw
    since: date
    until: date | None = None


class Person(Part):
    """`municipality` is where she lives on the day of the application; `lived` tells a whole period."""

    key: Id
    birth_date: date | None = None
    municipality: MunicipalityCode | None = None
    postcode_area: Annotated[int, Field(ge=1000, le=9999)] | None = None
    """The four digits, where a scheme is for a part of a municipality."""
    lived: tuple[Stay, ...] = ()
    address: Id | None = None
    household: Id | None = None
    died_on: date | None = None
    exclusions: dict[Exclusion, bool] = Field(default_factory=dict)
    """What was answered; what is not in it was not asked."""
    answers: dict[Key, Answer] = Field(default_factory=dict)
    """To the scheme's own questions."""
    income_cents: Cents | None = None
    household_kind: Household | None = None


class CareRecipient(Person):
    """`indications` None is unknown; empty is: has none."""

    country: Country | None = None
    """Where a scheme asks for it; elsewhere there is no Dutch postcode and no municipality."""
    indications: tuple[Indication, ...] | None = None
    caregivers: Annotated[int, Field(ge=0, le=100)] | None = None
    """How many care for this person, also those who ask for nothing."""


class Caregiver(Person):
    """One for whom the appreciation is asked."""

    relation: Relation | None = None
    groups: frozenset[Group] | None = None
    hours_a_week: Annotated[int, Field(ge=0, le=168)] | None = None
    cares_since: date | None = None
    cares_until: date | None = None
    """None: she still does."""
    months_of_care: Annotated[int, Field(ge=0, le=1200)] | None = None
    """Where only the length was asked. Days count for more when they are known."""
    recipients: Annotated[int, Field(ge=0, le=50)] | None = None
    """For how many people she cares."""
    turn: Annotated[int, Field(ge=1)] | None = None
    """Which grant of the year this would be, in order of receipt; counted by the house, never told by her."""
    registered: bool | None = None
    registered_since: date | None = None
    form: WaarderingForm | None = None
    form_key: Key | None = None
    """Which of several of one form, where the scheme names them by a key."""
    chosen_cents: Cents | None = None
    """Her share, where whoever asks divides it."""


class EarlierGrant(Part):
    """What one caregiver was granted before under a scheme; an application for three leaves three."""

    application: Id
    scheme: Key
    year: int
    on: date
    asked_on: date | None = None
    """When it came in; without it the day of the grant counts."""
    cents: Cents
    caregiver: Id
    caregiver_address: Id | None = None
    caregiver_household: Id | None = None
    recipient: Id | None = None
    recipient_address: Id | None = None
    recipient_household: Id | None = None


class Facts(Part):
    """One application as it is known now. The same facts under the same scheme give the same assessment."""

    application: Id
    received_on: date
    by: Applicant | None
    """None: nobody asked; it is given to whoever is registered."""
    via: AppliedVia
    recipient: CareRecipient | None = None
    caregivers: tuple[Caregiver, ...]
    earlier: tuple[EarlierGrant, ...] = ()
    """Of everyone here, at all their addresses, for as long back as the scheme's caps look."""
    late_reason: LateReason | None = None
    late_accepted: bool | None = None
    """What a person found of that reason."""
    declared: bool | None = None
    """Whoever asks signed that it is all true."""
    evidence: dict[EvidenceKind, bool | None] = Field(default_factory=dict)
    """What was handed in: accepted, turned down, or None where nobody looked yet."""
    checked: bool | None = None
    """What a person found in the spot check; None while nobody looked."""
    budget_left_cents: int | None = None
    """None: not looked at; the reservation itself decides."""
    forms_taken: dict[Key, int] | None = None
    """How often each form of which there are so many was given this year, or asked for before this; None as above."""
    grants_left: int | None = None
    """Of a budget that counts grants; None as above."""
    answers: dict[Key, Answer] = Field(default_factory=dict)
    """To the scheme's questions about the application as a whole."""
