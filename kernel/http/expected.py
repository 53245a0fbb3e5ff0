"""Turns what pydantic found into words: where, what is wrong, what would be right. Never repeats what was sent."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from kernel.refusals import InputError

Context = Mapping[str, Any]
Words = tuple[str, str | None]

SAYS: dict[str, Callable[[Context], Words]] = {
    "missing": lambda c: ("This is required.", "a value"),
    "extra_forbidden": lambda c: ("This is not known here.", "leave it out, or check its spelling (camelCase)"),
    "json_invalid": lambda c: ("This is not JSON.", "one JSON document in UTF-8"),
    "string_type": lambda c: ("This is not text.", "text"),
    "string_too_short": lambda c: ("This is too short.", f"at least {c['min_length']} characters"),
    "string_too_long": lambda c: ("This is too long.", f"at most {c['max_length']} characters"),
    "string_pattern_mismatch": lambda c: ("This has another form than is taken here.", f"text that matches {c['pattern']}"),
    "string_unicode": lambda c: ("This is not valid Unicode.", "text in UTF-8"),
    "int_type": lambda c: ("This is not a whole number.", "a whole number"),
    "int_parsing": lambda c: ("This is not a whole number.", "a whole number"),
    "int_from_float": lambda c: ("This is not a whole number.", "a whole number"),
    "int_parsing_size": lambda c: ("This number is too large.", "a smaller whole number"),
    "float_type": lambda c: ("This is not a number.", "a number"),
    "float_parsing": lambda c: ("This is not a number.", "a number"),
    "finite_number": lambda c: ("This is not a finite number.", "a number"),
    "bool_type": lambda c: ("This is neither true nor false.", "true or false"),
    "bool_parsing": lambda c: ("This is neither true nor false.", "true or false"),
    "greater_than": lambda c: ("This is too low.", f"more than {c['gt']}"),
    "greater_than_equal": lambda c: ("This is too low.", f"{c['ge']} or more"),
    "less_than": lambda c: ("This is too high.", f"less than {c['lt']}"),
    "less_than_equal": lambda c: ("This is too high.", f"{c['le']} or less"),
    "enum": lambda c: ("This is not in the code list.", f"one of {c['expected']}"),
    "literal_error": lambda c: ("This is not in the code list.", f"one of {c['expected']}"),
    "uuid_parsing": lambda c: ("This is not an id.", "a UUID"),
    "uuid_type": lambda c: ("This is not an id.", "a UUID"),
    "date_type": lambda c: ("This is not a date.", "a date such as 2026-11-20"),
    "date_parsing": lambda c: ("This is not a date.", "a date such as 2026-11-20"),
    "date_from_datetime_parsing": lambda c: ("This is not a date.", "a date such as 2026-11-20"),
    "date_from_datetime_inexact": lambda c: ("This is a moment, not a date.", "a date such as 2026-11-20"),
    "datetime_type": lambda c: ("This is not a moment.", "a moment such as 2026-11-20T14:30:00+01:00"),
    "datetime_parsing": lambda c: ("This is not a moment.", "a moment such as 2026-11-20T14:30:00+01:00"),
    "datetime_from_date_parsing": lambda c: ("This is not a moment.", "a moment such as 2026-11-20T14:30:00+01:00"),
    "datetime_object_invalid": lambda c: ("This is not a moment.", "a moment such as 2026-11-20T14:30:00+01:00"),
    "timezone_aware": lambda c: ("This moment has no time zone.", "a moment such as 2026-11-20T14:30:00+01:00"),
    "too_short": lambda c: ("There are too few of these.", f"at least {c['min_length']}"),
    "too_long": lambda c: ("There are too many of these.", f"at most {c['max_length']}"),
    "tuple_type": lambda c: ("This is not a list.", "a list"),
    "list_type": lambda c: ("This is not a list.", "a list"),
    "dict_type": lambda c: ("This is not an object.", "an object"),
    "model_type": lambda c: ("This is not an object.", "an object"),
    "model_attributes_type": lambda c: ("This is not an object.", "an object"),
    "none_required": lambda c: ("This has to be left out.", "null, or nothing"),
}


def own_words(error: ErrorDetails) -> Words:
    """A validator of ours (`ValueError("what is wrong | what would be right")`) speaks for itself."""
    text = str((error.get("ctx") or {}).get("error") or "This is not right.")
    detail, _, expected = text.partition(" | ")
    return detail, expected or None


def words(error: ErrorDetails) -> Words:
    kind = error["type"]
    if kind in ("value_error", "assertion_error"):
        # Pydantic's own e-mail check says what is wrong after a colon, without the address.
        if "reason" in (error.get("ctx") or {}):
            return "This is not an e-mail address.", "an address such as naam@voorbeeld.example"
        return own_words(error)
    say = SAYS.get(kind)
    return say(error.get("ctx") or {}) if say else ("This is not right.", None)


def input_errors(errors: Sequence[ErrorDetails], *, whole: str | None = None) -> list[InputError]:
    """All of them at once. `whole` is set where the location has no body, query, path or header in front."""
    found: dict[InputError, None] = {}
    for error in errors:
        place, path = (whole, error["loc"]) if whole else (str(error["loc"][0]), error["loc"][1:])
        if error["type"] == "json_invalid":
            path = ()
        detail, expected = words(error)
        found[InputError(pointer(path), detail, expected, place if place in ("query", "path", "header", "cookie") else "body")] = None
    return list(found)


def pointer(path: Sequence[int | str]) -> str:
    """RFC 6901; the empty pointer is the whole."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
