"""What could hold a name is refused when the event's class is defined, long before anybody tells it."""

from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID, uuid4

import pytest
from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    NaiveDatetime,
    StringConstraints,
    ValidationError,
    computed_field,
    field_serializer,
)

from schemas.base import Event, LanguageCode, MunicipalityCode, NotForTheWire, PersonId, RegionCode, up_to


class Colour(StrEnum):
    RED = "red"


class Nested(BaseModel):
    name: str


TRAVELS = {
    "an id": PersonId,
    "a bare id": UUID,
    "a code list": Colour,
    "yes or no": bool,
    "a municipality": MunicipalityCode,
    "a region": RegionCode,
    "a language": LanguageCode,
    "a moment": AwareDatetime,
    "a bounded number": Annotated[int, up_to(10)],
    "a bounded number with strict bounds": Annotated[int, Field(gt=0, lt=10)],
    "a number or nothing": Annotated[int, up_to(10)] | None,
    "a municipality or nothing": MunicipalityCode | None,
    "a short list of ids": Annotated[tuple[PersonId, ...], Field(max_length=5)],
    "a short list of words": Annotated[tuple[Colour, ...], Field(max_length=5)],
}

STAYS = {
    "text": str,
    "short text": Annotated[str, StringConstraints(max_length=3)],
    "text with a pattern of its own": Annotated[str, StringConstraints(pattern=r"^[A-Z]\d$")],
    "text or nothing": str | None,
    "an id or text": UUID | str,
    "a date": date,
    "a time": time,
    "a moment without a zone": datetime,
    "a naive moment": NaiveDatetime,
    "a number without bounds": int,
    "a number without an upper bound": Annotated[int, Field(ge=0)],
    "a number without a lower bound": Annotated[int, Field(le=10)],
    "a fraction": float,
    "a fraction with bounds": Annotated[float, Field(ge=0, le=1)],
    "a decimal": Decimal,
    "bytes": bytes,
    "a word out of the blue": Literal["Annie"],
    "a list of any length": tuple[PersonId, ...],
    "a short list of texts": Annotated[tuple[str, ...], Field(max_length=5)],
    "a pair": tuple[UUID, UUID],
    "a changeable list": list[UUID],
    "a set": frozenset[UUID],
    "a mapping": dict[str, UUID],
    "a model": Nested,
    "anything": Any,
    "an object": object,
}


def event_with(annotation: Any) -> type[Event]:
    return type(
        "Tried",
        (Event,),
        {
            "__module__": __name__,
            "__annotations__": {"type": ClassVar[str], "subject": ClassVar[str], "thing": UUID, "tried": annotation},
            "type": f"nl.mantelbrug.tests.tried-{uuid4().hex}.v1",
            "subject": "thing",
        },
    )


@pytest.mark.parametrize("annotation", TRAVELS.values(), ids=TRAVELS)
def test_what_holds_no_name_may_travel(annotation: Any) -> None:
    assert "tried" in event_with(annotation).model_fields


@pytest.mark.parametrize("annotation", STAYS.values(), ids=STAYS)
def test_what_could_hold_a_name_may_not(annotation: Any) -> None:
    with pytest.raises(NotForTheWire, match="tried"):
        event_with(annotation)


def test_an_event_that_takes_unknown_fields_is_refused() -> None:
    with pytest.raises(NotForTheWire, match="only its own fields"):

        class Open(Event):
            model_config = ConfigDict(extra="allow")
            type: ClassVar[str] = "nl.mantelbrug.tests.open.v1"
            subject: ClassVar[str] = "thing"
            thing: UUID


def test_a_field_that_is_computed_is_refused() -> None:
    with pytest.raises(NotForTheWire, match="only its own fields"):

        class Computed(Event):
            type: ClassVar[str] = "nl.mantelbrug.tests.computed.v1"
            subject: ClassVar[str] = "thing"
            thing: UUID

            @computed_field
            def name(self) -> str:
                return "Annie"


def test_a_field_that_is_written_otherwise_is_refused() -> None:
    with pytest.raises(NotForTheWire, match="only its own fields"):

        class Otherwise(Event):
            type: ClassVar[str] = "nl.mantelbrug.tests.otherwise.v1"
            subject: ClassVar[str] = "thing"
            thing: UUID

            @field_serializer("thing")
            def written(self, thing: UUID) -> str:
                return "Annie"


@pytest.mark.parametrize(
    "wrong", ["caregiver-signalled", "nl.mantelbrug.intake.CaregiverSignalled.v1", "nl.mantelbrug.intake.caregiver-signalled"]
)
def test_a_type_that_does_not_look_like_one_is_refused(wrong: str) -> None:
    with pytest.raises(NotForTheWire, match="must look like"):

        class Misnamed(Event):
            type: ClassVar[str] = wrong
            subject: ClassVar[str] = "thing"
            thing: UUID


@pytest.mark.parametrize("wrong", ["nothing", "colour", "maybe"])
def test_a_subject_that_is_no_id_of_the_event_is_refused(wrong: str) -> None:
    with pytest.raises(NotForTheWire, match="must name a field that is an id"):

        class Adrift(Event):
            type: ClassVar[str] = "nl.mantelbrug.tests.adrift.v1"
            subject: ClassVar[str] = wrong
            thing: UUID
            colour: Colour
            maybe: UUID | None = None


def test_one_type_has_one_class() -> None:
    with pytest.raises(NotForTheWire, match="declared twice"):

        class SignalledAgain(Event):
            type: ClassVar[str] = "nl.mantelbrug.intake.caregiver-signalled.v1"
            subject: ClassVar[str] = "thing"
            thing: UUID


def test_a_name_in_a_field_that_is_not_there_is_refused_when_told() -> None:
    tried = event_with(bool)

    with pytest.raises(ValidationError, match="givenName"):
        tried.model_validate({"thing": uuid4(), "tried": True, "givenName": "Annie"})
