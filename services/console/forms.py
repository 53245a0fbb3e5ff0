"""What a person typed: kept as it was, read with care, and each error beside its field in words that help."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from starlette.requests import Request

from kernel.refusals import Refused

Code = TypeVar("Code", bound=StrEnum)

SECRETS = frozenset({"csrf", "eenmalig", "versie", "website"})
"""Fields of a form that a person did not type."""
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass
class Form:
    """Typed values by field id, and errors by field id in the order of the page."""

    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def of(cls, request: Request) -> "Form":
        data = await request.form()
        typed: dict[str, tuple[str, ...]] = {}
        for name, value in data.multi_items():
            if isinstance(value, str):
                typed[name] = (*typed.get(name, ()), UNSEEN.sub("", value).replace("\r\n", "\n"))
        return cls(typed)

    @classmethod
    def filled(cls, **values: str | Iterable[str] | None) -> "Form":
        """A form that starts with what is known already."""
        return cls({name: (value,) if isinstance(value, str) else tuple(value) for name, value in values.items() if value is not None})

    def text(self, name: str) -> str:
        """The one value of a field, without spaces around it."""
        return (self.typed.get(name) or ("",))[0].strip()

    def line(self, name: str) -> str | None:
        return self.text(name) or None

    def chosen(self, name: str) -> tuple[str, ...]:
        return self.typed.get(name, ())

    def has(self, name: str, value: str) -> bool:
        return value in self.typed.get(name, ())

    def code(self, name: str, codes: type[Code], missing: str | None = None) -> Code | None:
        """One of a code list; with `missing` it must be there."""
        try:
            return codes(self.text(name))
        except ValueError:
            if missing:
                self.wrong(name, missing)
            return None

    def codes(self, name: str, codes: type[Code]) -> tuple[Code, ...]:
        known = {code.value: code for code in codes}
        return tuple(dict.fromkeys(known[value] for value in self.chosen(name) if value in known))

    def number(self, name: str, error: str) -> int | None:
        text = self.text(name)
        if not text:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", text):
            self.wrong(name, error)
            return None
        return int(text)

    def need(self, name: str, message: str) -> str:
        text = self.text(name)
        if not text:
            self.wrong(name, message)
        return text

    def wrong(self, name: str, message: str) -> None:
        self.errors.setdefault(name, message)

    def blame(self, refused: Refused, fields: Mapping[str, str], *, otherwise: str) -> None:
        """A service's refusal, told at the field it is about. `fields`: the start of a JSON pointer -> field id."""
        for error in refused.errors:
            found = max((p for p in fields if error.pointer.startswith(p)), key=len, default=None)
            self.wrong(fields[found] if found else otherwise, error.detail)
        if not self.errors:
            self.wrong(otherwise, refused.detail or refused.in_dutch or refused.title)

    def in_order(self, fields: Sequence[str]) -> None:
        """The summary lists errors as the page does, from top to bottom."""
        place = {name: i for i, name in enumerate(fields)}
        self.errors = dict(sorted(self.errors.items(), key=lambda item: place.get(item[0], len(place))))

    def what_was_typed(self) -> dict[str, tuple[str, ...]]:
        return {name: values for name, values in self.typed.items() if name not in SECRETS}
