"""A body of the wrong form may be wrong in other ways too: what is broken is set aside, and the rest is checked as well."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, cast

from pydantic import JsonValue, ValidationError
from pydantic_core import ErrorDetails, from_json, to_json

from kernel.caller import Caller
from kernel.http.expected import pointer
from kernel.refusals import InputError
from schemas.api.intake import SignalIn
from services.intake.domain.checks import check
from services.intake.domain.wrong import Wrong
from services.intake.region import region
from services.intake.usecases.receive import as_errors, not_yours

Path = tuple[str | int, ...]
Body = dict[str, JsonValue]
INSTEAD: Final[dict[Path, JsonValue]] = {
    ("signaller",): {"kind": "other"},
    ("signaller", "kind"): "other",
    ("caregiver",): {"familyName": "x"},
    ("caregiver", "familyName"): "x",
}
"""What is required is filled in, so that the rest can be read."""
ITEMS = ("consents", "grounds")


def besides(body: bytes, error: ValidationError, *, by: Caller, now: datetime) -> list[InputError]:
    """Everything else that is wrong, as far as it does not follow from what is broken."""
    found = error.errors(include_url=False, include_input=False)
    if any(one["type"] == "json_invalid" for one in found):
        return []
    raw = cast(JsonValue, from_json(body))
    if not isinstance(raw, dict):
        return []
    for one in found:
        _set_aside(raw, one["loc"])
    try:
        told = SignalIn.model_validate_json(to_json(_without_gaps(raw)))
    except ValidationError:
        return []
    here = region(by.region)
    wrong = (*check(told, today=here.local_day(now)).wrong, *not_yours(told, by, here))
    return as_errors(tuple(one for one in wrong if not _follows(one, _broken(found))))


def _broken(found: Sequence[ErrorDetails]) -> list[str]:
    """An unknown field breaks nothing else."""
    return [pointer(one["loc"]) for one in found if one["type"] != "extra_forbidden"]


def _follows(wrong: Wrong, broken: Sequence[str]) -> bool:
    return any(_within(at, b) or _within(b, at) for at in (wrong.pointer, *wrong.seen) for b in broken)


def _within(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith(outer + "/")


def _set_aside(raw: Body, path: Path) -> None:
    if not path:
        return
    if path[0] in ITEMS and len(path) > 1:
        path = path[:2]
    parent: JsonValue = raw
    for step in path[:-1]:
        parent = _inside(parent, step)
    last = path[-1]
    if path in INSTEAD and isinstance(parent, dict):
        parent[str(last)] = INSTEAD[path]
    elif isinstance(parent, dict):
        parent.pop(str(last), None)
    elif isinstance(parent, list) and isinstance(last, int) and last < len(parent):
        parent[last] = None


def _without_gaps(value: JsonValue) -> JsonValue:
    if isinstance(value, dict):
        return {key: _without_gaps(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_gaps(inner) for inner in value if inner is not None]
    return value


def _inside(value: JsonValue, step: str | int) -> JsonValue:
    if isinstance(value, dict):
        return value.get(str(step))
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
