"""The event: a fact that may travel, made of a closed list of field types so that no name can be in it."""

import builtins
import re
import types
import typing
from datetime import datetime
from enum import Enum
from typing import Annotated, Any, ClassVar, NewType, Self
from uuid import UUID, uuid5

from annotated_types import Ge, Gt, Le, Lt, MaxLen
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

MunicipalityCode = Annotated[str, StringConstraints(pattern=r"^GM\d{4}$")]
"""CBS code of a municipality, such as GM0402 for Hilversum."""

RegionCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{1,30}$")]
"""Name of a region's folder, such as `gooi`."""

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
"""ISO 639 code, such as `nl`."""

PersonId = NewType("PersonId", UUID)
SignalId = NewType("SignalId", UUID)
OrganisationId = NewType("OrganisationId", UUID)
OfferId = NewType("OfferId", UUID)
StaffId = NewType("StaffId", UUID)
ReferralId = NewType("ReferralId", UUID)
MessageId = NewType("MessageId", UUID)
ApplicationId = NewType("ApplicationId", UUID)
SchemeId = NewType("SchemeId", UUID)
CaseId = NewType("CaseId", UUID)
PaymentId = NewType("PaymentId", UUID)
LetterId = NewType("LetterId", UUID)
CampaignId = NewType("CampaignId", UUID)
InvitationId = NewType("InvitationId", UUID)
DraftId = NewType("DraftId", UUID)

NAMESPACE = UUID("6f1d7c1e-52b7-5d0e-9d5c-4a1f0e7a9b10")
CODES = (MunicipalityCode, RegionCode, LanguageCode)
TYPE = re.compile(r"^nl\.mantelbrug\.(?P<service>[a-z]+)\.(?P<fact>[a-z0-9-]+)\.v\d+$")
MAX_BYTES = 16_384


def id_of(region: str, kind: str, key: str) -> UUID:
    """The lasting id of something that a region's files name by a key, the same on every machine."""
    return uuid5(NAMESPACE, f"{region}/{kind}/{key}")


class NotForTheWire(TypeError):
    """An event's fields are ids, enums, codes, aware datetimes, bounded numbers and booleans; nothing else may travel."""


class Words(BaseModel):
    """Immutable, camelCase outside, snake_case inside, and no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class Event(Words):
    """A fact. Its class name is past tense; `type` is for good: a changed meaning is a new version beside it.

    `subject` names the field whose value orders it: events of one subject in one log keep their order.
    """

    type: ClassVar[str]
    subject: ClassVar[str]
    known: ClassVar["dict[str, builtins.type[Event]]"] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if "type" not in cls.__dict__:
            return  # a base of several events
        if not TYPE.match(cls.type):
            raise NotForTheWire(f"{cls.__name__}.type must look like nl.mantelbrug.<service>.<fact>.v1, not {cls.type!r}")
        if cls.model_config.get("extra") != "forbid" or cls.model_computed_fields or _written_otherwise(cls):
            raise NotForTheWire(f"{cls.__name__}: only its own fields may travel, as they are")
        subject = cls.model_fields.get(getattr(cls, "subject", ""))
        if subject is None or not _is_id(subject.annotation):
            raise NotForTheWire(f"{cls.__name__}.subject must name a field that is an id")
        for name, field in cls.model_fields.items():
            annotation = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
            if not may_travel(annotation):
                raise NotForTheWire(f"{cls.__name__}.{name}: {annotation!r} may not travel")
        if Event.known.setdefault(cls.type, cls) is not cls and Event.known[cls.type].__qualname__ != cls.__qualname__:
            raise NotForTheWire(f"{cls.type} is declared twice")
        Event.known[cls.type] = cls

    @classmethod
    def told_by(cls) -> str:
        """The service whose log it stands in; a reader refuses it from any other."""
        match = TYPE.match(cls.type)
        assert match
        return match["service"]

    def subject_id(self) -> UUID:
        return typing.cast(UUID, getattr(self, self.subject))

    def to_json(self) -> str:
        return self.model_dump_json(by_alias=True, exclude_none=True)

    @classmethod
    def from_json(cls, data: str | bytes) -> Self:
        """Leaves out fields that it does not know: the teller may be newer than the one who hears."""
        return cls.model_validate_json(data, extra="ignore")


def may_travel(annotation: Any) -> bool:
    """Whether a field of this type can hold no name, date of birth or free text."""
    if any(annotation == code for code in CODES):
        return True
    while hasattr(annotation, "__supertype__"):
        annotation = annotation.__supertype__
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return all(may_travel(a) for a in arguments if a is not types.NoneType)
    if origin is Annotated:
        inner, *marks = arguments
        if inner is int:
            return _has(marks, Ge, Gt) and _has(marks, Le, Lt)
        if inner is datetime:
            return annotation == AwareDatetime or any(type(m).__name__ == "AwareDatetime" for m in marks)
        if inner is str:
            return any(annotation == code or set(typing.get_args(code)[1:]) <= set(marks) for code in CODES)
        if typing.get_origin(inner) is tuple:
            each, *more = typing.get_args(inner)
            return more == [Ellipsis] and _has(marks, MaxLen) and may_travel(each)
        return may_travel(inner)
    if isinstance(annotation, type):
        return annotation in (UUID, bool, AwareDatetime) or issubclass(annotation, Enum)
    return annotation is AwareDatetime


def _is_id(annotation: Any) -> bool:
    while hasattr(annotation, "__supertype__"):
        annotation = annotation.__supertype__
    return annotation is UUID


def _written_otherwise(cls: type[BaseModel]) -> bool:
    decorators = cls.__pydantic_decorators__
    return bool(decorators.field_serializers or decorators.model_serializers)


def _has(marks: list[Any], *kinds: type) -> bool:
    flat = [m for mark in marks for m in (getattr(mark, "metadata", None) or [mark])]
    return any(isinstance(m, kinds) for m in flat)


def up_to(most: int, *, least: int = 0) -> Any:
    """A bounded number of an event: `Annotated[int, up_to(100)]`."""
    return Field(ge=least, le=most)
