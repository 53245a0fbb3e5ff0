"""What pydantic found, in the words of someone who edits the files: Dutch, then English."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

Context = Mapping[str, Any]

SAYS: dict[str, Callable[[Context], str]] = {
    "missing": lambda c: "ontbreekt | is missing",
    "extra_forbidden": lambda c: "kennen wij niet; is het goed gespeld? | is not known here; is it spelt right?",
    "string_type": lambda c: "moet tekst zijn; zet er aanhalingstekens om | must be text; put quotes around it",
    "string_too_short": lambda c: "is leeg of te kort | is empty or too short",
    "string_too_long": lambda c: f"is langer dan {c['max_length']} tekens | is longer than {c['max_length']} characters",
    "string_pattern_mismatch": lambda c: f"heeft niet de goede vorm | does not have the right form ({c['pattern']})",
    "int_type": lambda c: "moet een heel getal zijn | must be a whole number",
    "int_parsing": lambda c: "moet een heel getal zijn | must be a whole number",
    "bool_type": lambda c: "moet true of false zijn | must be true or false",
    "bool_parsing": lambda c: "moet true of false zijn | must be true or false",
    "greater_than_equal": lambda c: f"moet {c['ge']} of meer zijn | must be {c['ge']} or more",
    "less_than_equal": lambda c: f"mag {c['le']} of minder zijn | must be {c['le']} or less",
    "enum": lambda c: f"moet een van deze zijn | must be one of: {c['expected']}",
    "literal_error": lambda c: f"moet een van deze zijn | must be one of: {c['expected']}",
    "date_from_datetime_parsing": lambda c: "moet een dag zijn zoals 2026-11-22 | must be a day such as 2026-11-22",
    "date_parsing": lambda c: "moet een dag zijn zoals 2026-11-22 | must be a day such as 2026-11-22",
    "too_short": lambda c: "heeft te weinig regels | has too few items",
    "too_long": lambda c: "heeft te veel regels | has too many items",
    "tuple_type": lambda c: "moet een lijst zijn | must be a list",
    "model_type": lambda c: "moet uit velden bestaan | must consist of fields",
    "model_attributes_type": lambda c: "moet uit velden bestaan | must consist of fields",
    "dict_type": lambda c: "moet uit velden bestaan | must consist of fields",
}


def said(error: ValidationError) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Where, and what is wrong there; the field is named first."""
    found = error.errors(include_url=False, include_input=False)
    for one in found:
        if one["type"] == "too_short" and any(
            len(other["loc"]) > len(one["loc"]) and other["loc"][: len(one["loc"])] == one["loc"] for other in found
        ):
            continue  # only because an item of it is wrong, which is told by itself
        where = tuple(step for step in one["loc"] if not _is_branch(step))
        name = next((str(step) for step in reversed(where) if isinstance(step, str)), "")
        message = _message(one["type"], one.get("ctx") or {})
        yield where, f"{name}: {message}" if name else message


def _message(kind: str, context: Context) -> str:
    if kind == "value_error":
        if "reason" in context:
            return "is geen mailadres | is not an e-mail address"
        dutch, _, english = str(context.get("error", "")).partition(" | ")
        return f"{dutch} | {english}" if english else f"klopt niet: {dutch} | is not right: {dutch}"
    say = SAYS.get(kind)
    return say(context) if say else f"klopt niet | is not right ({kind})"


def _is_branch(step: int | str) -> bool:
    """Pydantic names the branch of a union it tried, which stands nowhere in the file."""
    return isinstance(step, str) and (step in ("Span", "SameDay") or "[" in step)
