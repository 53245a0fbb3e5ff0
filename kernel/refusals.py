"""How the house says no, not yet, or not now. The class docstring is what the asker reads."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self, TypeAlias

Fact: TypeAlias = str | int | bool | None
"""What a refusal may tell besides its text: small facts, such as since when or which version."""


@dataclass(frozen=True)
class InputError:
    """One thing wrong with the input: where (a JSON pointer in the sender's own spelling), what, and what would be right."""

    pointer: str
    detail: str
    expected: str | None = None
    place: str = "body"
    """`body`, `query`, `path` or `header`; the pointer of the last three is the parameter's name after a slash."""


class Refused(Exception):
    """This cannot be done now."""

    status: ClassVar[int] = 409
    in_dutch: str | None = None
    """The same for a person, where a page shows it."""

    def __init__(self, detail: str | None = None, *, code: str | None = None, **about: Fact) -> None:
        self.detail = detail
        self.about: Mapping[str, Fact] = about
        self._code, self._title = code, ""
        super().__init__(detail or self.title)

    @property
    def title(self) -> str:
        return self._title or (type(self).__doc__ or "Refused").strip().splitlines()[0]

    @property
    def code(self) -> str:
        """Short lasting name, the end of the problem's `type`; kept when a refusal travels from one service to another."""
        return self._code or re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(self).__name__).lower()

    def as_heard(self, *, code: str, title: str, in_dutch: str | None, about: Mapping[str, Fact]) -> Self:
        """Another service's refusal, in its own words."""
        self._code, self._title, self.in_dutch, self.about = code, title, in_dutch, about
        return self

    @property
    def errors(self) -> Sequence[InputError]:
        return ()

    @property
    def headers(self) -> Mapping[str, str]:
        return {}


class BadInput(Refused):
    """The input is not right."""

    status = 400
    in_dutch = "Er klopt iets niet in wat u hebt ingevuld."

    def __init__(self, errors: Sequence[InputError] = (), detail: str | None = None) -> None:
        self._errors = tuple(errors)
        super().__init__(detail)

    def __str__(self) -> str:
        return self.detail or "; ".join(f"{e.place} {e.pointer}: {e.detail}" for e in self._errors) or self.title

    @property
    def errors(self) -> Sequence[InputError]:
        return self._errors


class Unauthorised(Refused):
    """Who you are is not known here: a valid token is needed."""

    status = 401
    in_dutch = "U bent niet (meer) ingelogd."

    @property
    def headers(self) -> Mapping[str, str]:
        return {"WWW-Authenticate": 'Bearer error="invalid_token"' if self.detail else "Bearer"}


class Forbidden(Refused):
    """This is not yours to do."""

    status = 403
    in_dutch = "U mag dit niet doen."


class NotFound(Refused):
    """There is nothing here that you may see."""

    status = 404
    in_dutch = "Dit bestaat niet, of u mag het niet zien."


class Conflict(Refused):
    """This goes against what is already there."""

    status = 409


class Gone(Refused):
    """This was here once and is no longer."""

    status = 410
    in_dutch = "Dit is niet meer geldig."


class Stale(Refused):
    """Someone changed this after you read it."""

    status = 412
    in_dutch = "Iemand anders heeft dit net veranderd."


class PreconditionRequired(Refused):
    """Say with If-Match which version you have read."""

    status = 428


class TooLarge(Refused):
    """The body is larger than is taken here."""

    status = 413
    in_dutch = "Dit is te groot om te versturen."


class WrongContentType(Refused):
    """The body is of a kind that is not taken here."""

    status = 415


class TooMany(Refused):
    """Too many of these in a short time."""

    status = 429
    in_dutch = "Dit is te vaak geprobeerd. Wacht even en probeer het opnieuw."

    def __init__(self, retry_after: int = 60, detail: str | None = None) -> None:
        self.retry_after = max(1, retry_after)
        super().__init__(detail)

    @property
    def headers(self) -> Mapping[str, str]:
        return {"Retry-After": str(self.retry_after)}


class NotYet(Exception):
    """What this builds on has not arrived; the reader comes back to it."""


class Unavailable(Exception):
    """A surrounding (database, neighbour, mail server) does not answer; nothing is wrong with what was asked."""


class GiveUp(Exception):
    """This errand will never succeed; a person takes it over. Its text is a short code, never a name."""
