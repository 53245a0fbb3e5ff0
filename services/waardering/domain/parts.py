"""What every part of a scheme's file is made of: closed fields, plain texts, whole cents, days of the year."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from stdnum import iban as ibans
from stdnum.exceptions import ValidationError as StdnumError

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""A lasting short name; what is granted is counted by it, so it never changes."""
Name = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
LetterText = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
MOST_EUROS = 100_000_000


def _in_cents(written: object) -> object:
    """Exact: 12.5 is 1250 cents, and a third decimal is refused rather than rounded."""
    if isinstance(written, bool) or not isinstance(written, int | float | str):
        raise ValueError("moet een bedrag in euro's zijn, zoals 150 of 12.50")
    if isinstance(written, str) and re.fullmatch(r"\s*\d{1,3}(\.000)+\s*", written):
        raise ValueError(f"een punt staat hier voor centen; schrijf duizenden zonder punt, zoals {written.strip().replace('.', '')}")
    try:
        cents = Decimal(str(written).strip()) * 100
    except InvalidOperation:
        raise ValueError("moet een bedrag in euro's zijn, zoals 150 of 12.50 (met een punt, zonder euroteken)") from None
    if not cents.is_finite() or cents != cents.to_integral_value():
        raise ValueError("moet een bedrag in hele centen zijn, zoals 150 of 12.50")
    if not 0 <= cents <= MOST_EUROS * 100:
        raise ValueError(f"moet tussen 0 en {MOST_EUROS} euro liggen")
    return int(cents)


def _in_euros(cents: int) -> int | float:
    return cents // 100 if cents % 100 == 0 else cents / 100


Euros = Annotated[
    int,
    BeforeValidator(_in_cents),
    PlainSerializer(_in_euros, when_used="json"),
    WithJsonSchema(
        {"type": "number", "minimum": 0, "maximum": MOST_EUROS, "description": "In euros, with at most two decimals: 150 or 12.50"}
    ),
]
"""Written in euros, held in whole cents."""


def _day_of_year(written: object) -> object:
    if isinstance(written, str):
        try:
            date.fromisoformat(f"2024-{written}")
        except ValueError:
            raise ValueError("moet een dag in het jaar zijn als maand-dag, zoals 10-01 voor 1 oktober") from None
    return written


DayOfYear = Annotated[str, BeforeValidator(_day_of_year), StringConstraints(pattern=r"^\d{2}-\d{2}$")]
"""Month and day, such as 10-01 for 1 October."""


def _word_or_day(*words: str) -> BeforeValidator:
    def check(written: object) -> object:
        if written in words:
            return written
        try:
            return _day_of_year(written)
        except ValueError:
            raise ValueError(f"{written} bestaat niet; kies uit {', '.join(words)}, of een dag als maand-dag, zoals 11-10") from None

    return BeforeValidator(check)


def _schema_of(*words: str) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [{"enum": list(words)}, {"type": "string", "pattern": r"^\d{2}-\d{2}$"}]})


AGE_DAYS = ("application", "start-of-year", "end-of-year")
HOME_DAYS = ("at-application", "over-the-year")
AgeDay = Annotated[str, _word_or_day(*AGE_DAYS), _schema_of(*AGE_DAYS)]
"""At the application, at either end of the year, or on a day of it."""
HomeDay = Annotated[str, _word_or_day(*HOME_DAYS), _schema_of(*HOME_DAYS)]
"""At the application, over the year, or on a day of it."""


def _lowest_first(written: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    if any(first > last for first, last in written):
        raise ValueError("postcodes noemt de laagste eerst, zoals [6511, 6515]")
    return written


PostcodeDigits = Annotated[int, Field(ge=1000, le=9999)]
Postcodes = Annotated[tuple[tuple[PostcodeDigits, PostcodeDigits], ...], AfterValidator(_lowest_first)]
"""Parts of a municipality by the four digits: from and to, both counted."""


def _iban(written: object) -> object:
    try:
        return ibans.validate(str(written))
    except StdnumError:
        raise ValueError(f"{written} is geen goed rekeningnummer; schrijf het zoals NL91 ABNA 0417 1643 00") from None


Iban = Annotated[str, BeforeValidator(_iban)]


class Part(BaseModel):
    """Unknown fields are refused by name: most are a misspelt known one."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Sourced(Part):
    """`source` says where it was read; `article` is what a refusal names."""

    source: Text | None = None
    article: Text | None = None


class Range(Part):
    """From and to both count; one of them may be left out."""

    least: Annotated[int, Field(ge=0, le=10_000)] | None = Field(default=None, alias="from")
    most: Annotated[int, Field(ge=0, le=10_000)] | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.least is None and self.most is None:
            raise ValueError("noem from, to of allebei, zoals {from: 18}")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(f"from ({self.least}) is hoger dan to ({self.most}); draai ze om")
        return self

    def __contains__(self, number: int) -> bool:
        return (self.least is None or number >= self.least) and (self.most is None or number <= self.most)
