"""Hypothesis strategies read from the events' own fields, so that a new field is tried without a word here."""

import types
import typing
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

from annotated_types import Ge, Le, MaxLen, MinLen
from hypothesis import settings
from hypothesis import strategies as st
from pydantic import AwareDatetime
from pydantic.fields import FieldInfo

from schemas.base import Event, LanguageCode, MunicipalityCode, RegionCode
from schemas.generate.known import events

settings.register_profile("without haste", deadline=None)
settings.load_profile("without haste")  # two busy cores are no failure

MICROSECONDS = st.integers(0, 100 * 365 * 86_400 * 1_000_000)
MOMENTS = MICROSECONDS.map(lambda passed: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(microseconds=passed))
PATTERNS = {MunicipalityCode: r"GM[0-9]{4}", RegionCode: r"[a-z][a-z-]{1,30}", LanguageCode: r"[a-z]{2,3}"}


def of(annotation: Any) -> st.SearchStrategy[Any]:
    for code, pattern in PATTERNS.items():
        if annotation == code:
            return st.from_regex(pattern, fullmatch=True)
    while hasattr(annotation, "__supertype__"):
        annotation = annotation.__supertype__
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return st.one_of([st.none() if option is types.NoneType else of(option) for option in arguments])
    if origin is Annotated:
        return of_bounded(arguments[0], [m for mark in arguments[1:] for m in getattr(mark, "metadata", [mark])])
    if annotation is UUID:
        return st.uuids()
    if annotation is bool:
        return st.booleans()
    if annotation is AwareDatetime or annotation is datetime:
        return MOMENTS
    assert issubclass(annotation, Enum), annotation
    return st.sampled_from(annotation)


def of_bounded(inner: Any, marks: list[Any]) -> st.SearchStrategy[Any]:
    def bound(kind: type, name: str) -> int | None:
        return next((getattr(mark, name) for mark in marks if isinstance(mark, kind)), None)

    if inner is int:
        return st.integers(bound(Ge, "ge"), bound(Le, "le"))
    if typing.get_origin(inner) is tuple:
        most = min(bound(MaxLen, "max_length") or 0, 8)
        return st.lists(of(typing.get_args(inner)[0]), min_size=bound(MinLen, "min_length") or 0, max_size=most).map(tuple)
    if inner is str:
        pattern = next(getattr(mark, "pattern", None) for mark in marks if getattr(mark, "pattern", None))
        return st.from_regex(pattern.strip("^$"), fullmatch=True)
    return of(inner)


def of_field(field: FieldInfo) -> st.SearchStrategy[Any]:
    return of(Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation)


def of_event(event: type[Event]) -> st.SearchStrategy[Event]:
    return st.fixed_dictionaries({name: of_field(field) for name, field in event.model_fields.items()}).map(lambda fields: event(**fields))


EVENTS = events()
ANY_EVENT = st.one_of([of_event(event) for event in EVENTS])
