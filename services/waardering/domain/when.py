"""The cases of a scheme: for whom a row of amounts, a form or an exception is meant."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import (
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    StrictBool,
    WrapSerializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from schemas.base import MunicipalityCode
from schemas.words import Group, Relation
from services.waardering.domain.parts import DayOfYear, Key, Part, Postcodes, Range, Sourced
from services.waardering.domain.words import CareLaw, Exclusion


class Period(Part):
    """Of a year, both days counted; one that closes before it opens runs over New Year."""

    opens: DayOfYear
    closes: DayOfYear

    def __contains__(self, day: str) -> bool:
        """Whether a day of the year, written as month and day, lies in it."""
        if self.opens <= self.closes:
            return self.opens <= day <= self.closes
        return day >= self.opens or day <= self.closes


class When(Part):
    """A case: all that stands here has to hold."""

    caregiver_age: Range | None = None
    recipient_age: Range | None = None
    hours_a_week: Range | None = None
    months_of_care: Range | None = None
    recipients: Range | None = None
    """For how many people she cares."""
    place: Range | None = None
    """Which caregiver of this recipient she is this year: {from: 1, to: 1} is the first."""
    years_before: Range | None = None
    """In how many earlier years she was granted this: {to: 0} is the first time, {from: 4, to: 4} the fifth."""
    registered: StrictBool | None = None
    """Whether she is known as a caregiver where the scheme's registration says."""
    first: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    """Only the first so many of the year, in order of receipt; what is given back goes to the next."""
    received: Period | None = None
    """Asked for in this part of the year, as where a second round gives another amount."""
    caregivers: Range | None = None
    """How many care for the recipient; where that was not asked: how many this application is for."""
    relations: tuple[Relation, ...] = ()
    groups: tuple[Group, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    """One of these holds, such as shares-home; here it keeps nobody out."""
    laws: tuple[CareLaw, ...] = ()
    municipalities: tuple[MunicipalityCode, ...] = ()
    """Where the caregiver lives."""
    recipient_municipalities: tuple[MunicipalityCode, ...] = ()
    """Where the recipient lives."""
    postcodes: Postcodes = ()
    """Where the caregiver lives, by the four digits: from and to, both counted."""
    recipient_postcodes: Postcodes = ()
    """Where the recipient lives, as above."""
    answers: dict[Key, StrictBool | Range | tuple[Key, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_dump(exclude_defaults=True):
            raise ValueError("noem een geval, zoals {caregiver_age: {to: 17}}")
        return self


class _OneOrMore:
    """Written as one, or as a list of which one is enough."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        several = handler(schema)
        return {"anyOf": [several["items"], several]}


def _in_a_list(written: object) -> object:
    if isinstance(written, str | int | float):
        raise ValueError("moet een geval zijn, zoals {caregiver_age: {to: 17}}, of een lijst van gevallen")
    return (written,) if isinstance(written, Mapping | When) else written


def _as_written(cases: tuple[When, ...], dumped: SerializerFunctionWrapHandler) -> object:
    """One stands alone again, so that a scheme keeps the fingerprint under which was decided."""
    written = dumped(cases)
    return written[0] if len(written) == 1 else written


Cases = Annotated[tuple[When, ...], Field(min_length=1), BeforeValidator(_in_a_list), WrapSerializer(_as_written), _OneOrMore()]
"""One of these is enough: `{caregiver_age: {to: 17}}`, or a list of such cases."""


class Excusable(Sourced):
    """`unless` names the case in which this condition is not asked, such as care for someone who is dying."""

    unless: Cases | None = None
