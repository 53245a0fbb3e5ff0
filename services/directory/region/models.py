"""The shape of a region's files: what its staff may write, field by field."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, EmailStr, Field, StringConstraints, model_validator

from kernel.working_time import Span, Term, WorkingTime
from schemas.base import LanguageCode, MunicipalityCode, RegionCode
from schemas.words import Group, Role, SignallerKind, SupportArea

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""A lasting short name; ids are made from it, so it never changes."""
Text = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
Phone = Annotated[str, StringConstraints(pattern=r"^(\+[1-9]\d{7,14}|\d{3}|0[89]00-?\d{4,7})$")]
"""As +31355550100; safety numbers may be short (112, 0800-2000)."""
Website = Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$", max_length=200)]
RESPITE_FORMS = Literal["light", "presence", "general-facility", "day-care", "overnight", "course", "professional-takeover"]


def _in_order(span: tuple[int, int]) -> tuple[int, int]:
    if not 1000 <= span[0] <= span[1] <= 9999:
        raise ValueError("een reeks postcodes loopt van laag naar hoog | two numbers of four digits, the lower first")
    return span


Postcodes = Annotated[tuple[int, int], AfterValidator(_in_order)]


class Part(BaseModel):
    """Unknown fields are refused by name: most are a misspelt known one."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sourced(Part):
    source: Text


class Municipality(Sourced):
    code: MunicipalityCode
    name: Name
    postcodes: Annotated[tuple[Postcodes, ...], Field(min_length=1)]
    places: tuple[Name, ...] = ()
    """Towns and villages by which people look for it."""


class Desk(Sourced):
    organisation: Key
    name: Name
    phone: Phone
    email: EmailStr
    address: Text
    opening_hours: dict[str, tuple[tuple[str, str], ...]]
    closing_days: tuple[dict[str, str], ...] = ()
    rota_outside_hours: bool = False

    @model_validator(mode="after")
    def hours_make_a_calendar(self) -> Self:
        WorkingTime.model_validate({"opening_hours": self.opening_hours, "closing_days": self.closing_days})
        return self


class Attempts(Sourced):
    amount: Annotated[int, Field(ge=1, le=20)]
    unit: Literal["attempts"]


class Terms(Part):
    safety: Term
    today: Term
    soon: Term
    routine: Term
    answer_today: Span
    answer_soon: Span
    answer_routine: Span
    plan_handover: Span
    call_when_not_confirmed: Span
    attempts_before_coordinator: Attempts
    outcome: Span | None = None
    climbs: Span | None = None
    art14: Span
    access_request: Span
    contact_data_after_no: Span
    caregiver_link: Span
    complaint: Span
    directory_check: Span


class Entrance(Sourced):
    key: Key
    name: Name
    website: Website | None = None
    organisation: Key
    municipalities: tuple[MunicipalityCode, ...]
    on_site: Text | None = None
    text: Text


class SafetyNumber(Part):
    key: Key
    name: Name
    phone: Phone
    when: Text


class Safety(Sourced):
    officer: Name
    officer_role: Name
    numbers: Annotated[tuple[SafetyNumber, ...], Field(min_length=1)]
    text: Text
    outside_hours: Text


class Texts(Sourced):
    owner: Text
    controller: Text
    privacy: Text
    who_reads: Text
    no_bsn: Text
    what_next: Text
    call_us: Text
    complaint: Text


class Region(Part):
    """region.yml"""

    code: RegionCode
    name: Name
    reference_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}$")]
    theme: Key
    language: LanguageCode
    time_zone: Literal["Europe/Amsterdam"]
    municipalities: Annotated[tuple[Municipality, ...], Field(min_length=1)]
    desk: Desk
    terms: Terms
    entrances: tuple[Entrance, ...] = ()
    safety: Safety
    texts: Texts


class Organisation(Sourced):
    """One of organisations.yml"""

    key: Key
    name: Name
    kind: Literal["intake", "welfare", "volunteer", "neighbourhood-team", "client-support", "respite", "care", "municipality", "signaller"]
    roles_in_house: tuple[Role, ...]
    website: Website | None = None
    phone: Phone
    email: EmailStr
    municipalities: tuple[MunicipalityCode, ...] = ()


class Capacity(Part):
    available: Annotated[int, Field(ge=0, le=10_000)] | None
    waiting_days: Annotated[int, Field(ge=0, le=1000)] | None


class Offer(Sourced):
    """One of offers.yml"""

    key: Key
    organisation: Key
    name: Name
    summary: Text
    support_areas: Annotated[tuple[SupportArea, ...], Field(min_length=1, max_length=8)]
    municipalities: Annotated[tuple[MunicipalityCode, ...], Field(min_length=1)]
    postcodes: tuple[Postcodes, ...] = ()
    groups: tuple[Group, ...]
    languages: Annotated[tuple[LanguageCode, ...], Field(min_length=1)]
    respite_form: RESPITE_FORMS | None = None
    cost: Literal["free", "own-contribution"]
    cost_text: Text
    access: Literal["without-indication", "with-indication"]
    access_law: Literal["wmo", "wlz", "zvw", "jeugdwet"] | None = None
    capacity: Capacity
    collective: bool
    warm_handover: bool
    checked_on: date

    @model_validator(mode="after")
    def says_which_law(self) -> Self:
        if (self.access == "with-indication") != (self.access_law is not None):
            raise ValueError(
                "access_law hoort bij with-indication, en alleen daarbij | access_law where an indication is needed, and only there"
            )
        return self


class FullName(Part):
    given: Name
    prefix: Annotated[str, StringConstraints(max_length=20)] | None = None
    family: Name

    def __str__(self) -> str:
        return " ".join(part for part in (self.given, self.prefix, self.family) if part)


class Person(Part):
    """One of people.yml"""

    key: Key
    name: FullName
    email: EmailStr
    organisation: Key
    unit: Name
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    about: Text


class Client(Part):
    """A system of people.yml that signals without a person."""

    key: Key
    client_id: Key
    name: Name
    organisation: Key
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    kinds: tuple[SignallerKind, ...] = ()


class People(Part):
    """people.yml"""

    people: tuple[Person, ...]
    clients: tuple[Client, ...] = ()
