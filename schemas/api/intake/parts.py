"""Pieces of text as people type them, with their bounds."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, Strict, StringConstraints, validate_email

USUAL_ADDRESS = re.compile(
    r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:nl|com|org|net|eu|be|de|example)"
)


def _address(typed: str) -> str:
    """Nearly all addresses have the usual form; the others are looked at by the library, which takes a hundred times as long."""
    if len(typed) <= 100 and USUAL_ADDRESS.fullmatch(typed) and "--" not in typed:
        return typed
    return validate_email(typed)[1]


Email = Annotated[str, Field(max_length=254, json_schema_extra={"format": "email"}), AfterValidator(_address)]
"""An address that mail can be sent to, as far as its form tells."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]


Line = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]


Note = Annotated[str, StringConstraints(max_length=4000, strip_whitespace=True)]


Phone = Annotated[str, StringConstraints(min_length=8, max_length=20)]
"""As typed; kept as E.164 (+31612345678)."""


Postcode = Annotated[str, StringConstraints(min_length=6, max_length=7)]
"""As typed; kept as 1216AB."""


HouseNumber = Annotated[int, Field(ge=1, le=99_999), Strict()]


def _no_number(typed: object) -> object:
    """Pydantic would take 0 for the first of January 1970."""
    if isinstance(typed, int | float):
        raise ValueError("This is not a date. | a date such as 2026-11-20")
    return typed


Day = Annotated[date, BeforeValidator(_no_number)]


YesOrNo = Annotated[bool, Strict()]
"""Nothing that only looks like a yes: help and consents stand on it."""
