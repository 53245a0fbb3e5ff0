"""What another service answered, and its refusals as our own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from kernel import refusals
from kernel.refusals import BadInput, InputError, Refused, TooMany, Unavailable

A = TypeVar("A", bound=BaseModel)
BY_STATUS: Mapping[int, type[Refused]] = {
    401: refusals.Unauthorised,
    403: refusals.Forbidden,
    404: refusals.NotFound,
    409: refusals.Conflict,
    410: refusals.Gone,
    412: refusals.Stale,
    413: refusals.TooLarge,
    415: refusals.WrongContentType,
    428: refusals.PreconditionRequired,
}


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def version(self) -> int | None:
        """From the ETag: what a later change names as read."""
        tag = self.headers.get("etag", "").removeprefix("W/").strip('"')
        return int(tag) if tag.isdecimal() else None

    @property
    def location(self) -> str | None:
        return self.headers.get("location")

    def read(self, model: type[A]) -> A:
        """An answer of another shape than agreed is a neighbour of another version: it will be well again after its update."""
        try:
            return model.model_validate_json(self.body)
        except ValidationError as error:
            raise Unavailable(f"an answer that is no {model.__name__}") from error


class HeardError(BaseModel):
    pointer: str = ""
    detail: str = ""
    expected: str | None = None
    place: str = "body"


class HeardProblem(BaseModel):
    """RFC 9457 as another service says it."""

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    title: str = ""
    detail: str | None = None
    inDutch: str | None = None
    errors: list[HeardError] = []


def refusal_of(answer: Answer) -> Refused:
    try:
        heard = HeardProblem.model_validate_json(answer.body)
    except ValidationError:
        heard = HeardProblem()
    made = _refusal(answer, heard)
    about = {name: value for name, value in (heard.model_extra or {}).items() if isinstance(value, str | int | bool) and name != "status"}
    return made.as_heard(
        code=heard.type.rpartition(":")[2] if heard.type.startswith("urn:") else made.code,
        title=heard.title,
        in_dutch=heard.inDutch or made.in_dutch,
        about=about,
    )


def _refusal(answer: Answer, heard: HeardProblem) -> Refused:
    if answer.status == 429:
        seconds = answer.headers.get("retry-after", "")
        return TooMany(int(seconds) if seconds.isdecimal() else 60, heard.detail)
    if answer.status in BY_STATUS:
        return BY_STATUS[answer.status](heard.detail)
    return BadInput([InputError(e.pointer, e.detail, e.expected, e.place) for e in heard.errors], heard.detail)
