"""What pydantic found, in plain Dutch for someone who edits the file: where, what, and what would be right."""

import re
import typing
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from pydantic import BaseModel, JsonValue, ValidationError
from pydantic_core import ErrorDetails

from services.waardering.schemes.meanings import AS_IN, IN_DUTCH, OFTEN_MEANT, SAID_OTHERWISE

Context = Mapping[str, Any]
Where = tuple[int | str, ...]

SAYS: dict[str, Callable[[Context], str]] = {
    "missing": lambda c: "ontbreekt; voeg deze regel toe",
    "string_type": lambda c: "moet tekst zijn; zet er aanhalingstekens om",
    "string_too_short": lambda c: "is leeg; schrijf er iets",
    "string_too_long": lambda c: f"is te lang; ten hoogste {c['max_length']} tekens",
    "int_type": lambda c: "moet een heel getal zijn, zoals 8",
    "int_parsing": lambda c: "moet een heel getal zijn, zoals 8",
    "int_from_float": lambda c: "moet een heel getal zijn, zoals 8",
    "float_type": lambda c: "moet een getal zijn, zoals 5 of 2.5",
    "float_parsing": lambda c: "moet een getal zijn, zoals 5 of 2.5",
    "bool_type": lambda c: "moet true of false zijn",
    "bool_parsing": lambda c: "moet true of false zijn",
    "greater_than": lambda c: f"moet meer dan {c['gt']} zijn",
    "greater_than_equal": lambda c: f"moet {c['ge']} of meer zijn",
    "less_than_equal": lambda c: f"mag {c['le']} of minder zijn",
    "date_from_datetime_parsing": lambda c: "moet een dag zijn, zoals 2026-10-01",
    "date_parsing": lambda c: "moet een dag zijn, zoals 2026-10-01",
    "date_type": lambda c: "moet een dag zijn, zoals 2026-10-01",
    "too_short": lambda c: "is leeg; noem er ten minste een",
    "tuple_type": lambda c: "moet een lijst zijn, zoals [a, b]",
    "frozen_set_type": lambda c: "moet een lijst zijn, zoals [a, b]",
    "model_type": lambda c: "moet uit velden bestaan, zoals {veld: waarde}",
    "model_attributes_type": lambda c: "moet uit velden bestaan, zoals {veld: waarde}",
    "invalid_key": lambda c: "is geen naam van een veld; een naam is tekst",
    "dict_type": lambda c: "moet uit velden bestaan, zoals {veld: waarde}",
}
FORMS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "gebruik kleine letters, cijfers en streepjes, zoals hilversum-2024",
    r"^GM\d{4}$": "een gemeente is haar CBS-code, zoals GM0402 voor Hilversum",
    r"^[a-z]{2,3}$": "een taal is haar code, zoals nl",
    r"^\d{2}-\d{2}$": "schrijf maand-dag, zoals 10-01 voor 1 oktober",
}
BRANCHES = ("bool", "int", "str", "date", "Range")
SHAPES: Mapping[str, str] = dict.fromkeys(
    ("model_type", "model_attributes_type", "dict_type", "mapping_type"), "moet uit velden bestaan"
) | {"tuple_type": "moet een lijst zijn, met [ ] eromheen", "union_tag_not_found": "noem eerst kind"}
ONE_OF_THREE = "moet true of false zijn, een bereik zoals {from: 8, to: 12}, of een lijst van keys zoals [a, b]"


def said(error: ValidationError, model: type[BaseModel], data: JsonValue) -> Iterator[tuple[Where, str]]:
    """Where, and what is wrong there; the field is named first."""
    found = error.errors(include_url=False)
    for one in found:
        if one["type"] == "too_short" and any(other is not one and other["loc"][: len(one["loc"])] == one["loc"] for other in found):
            continue  # only because an item of it is wrong, which is told by itself
        where, branch = _in_the_file(one, data)
        if one["type"] == "contradictions":
            for field, told in (one.get("ctx") or {}).get("found", ()):
                yield (*where, field), f"{field}: {told}"
            continue
        name = next((str(step) for step in reversed(where) if isinstance(step, str)), "")
        message = ONE_OF_THREE if branch else _message(one, model, name)
        yield where, f"{name}: {message}" if name else message


def _message(one: ErrorDetails, model: type[BaseModel], name: str) -> str:
    kind, context, written = one["type"], one.get("ctx") or {}, one.get("input")
    around = next((str(step) for step in reversed(one["loc"][:-1]) if isinstance(step, str)), "")
    otherwise = SAID_OTHERWISE.get((around, str(one["loc"][-1] if kind == "extra_forbidden" else written).lower()))
    if otherwise is not None and kind in ("extra_forbidden", "enum"):
        return f"kennen wij hier niet; {otherwise}" if kind == "extra_forbidden" else f"{written} bestaat niet; {otherwise}"
    if kind == "extra_forbidden":
        return _unknown(str(one["loc"][-1]), _fields_at(model, one["loc"][:-1]))
    if kind in ("enum", "literal_error"):
        return _one_of(written, re.findall(r"'([^']*)'|(\d+)", str(context.get("expected", ""))))
    if kind == "union_tag_invalid":
        return "kind " + _one_of(context.get("tag"), re.findall(r"'([^']*)'()", str(context.get("expected_tags", ""))))
    if kind == "union_tag_not_found":
        return "noem eerst kind, zoals {kind: fixed, per: caregiver, euros: 50}"
    if kind == "string_pattern_mismatch":
        return f"{_shown(written)} heeft niet de goede vorm; {FORMS.get(str(context['pattern']), 'kijk naar een ander bestand')}"
    if kind == "value_error":
        return str(context.get("error", "klopt niet"))
    if kind == "invalid_key" and isinstance(written, int):
        return "hier staat een los getal; schrijf een bedrag met een punt (200.50), want een komma begint een nieuw veld"
    if kind in SHAPES and name in AS_IN:
        return f"{SHAPES[kind]}, zoals {AS_IN[name]}"
    if kind == "missing" and name in AS_IN:
        return f"ontbreekt; voeg deze regel toe, zoals {name}: {AS_IN[name]}"
    say = SAYS.get(kind)
    return say(context) if say else f"klopt niet ({one['msg']})"


def _unknown(name: str, fields: list[str]) -> str:
    near = [one for one in OFTEN_MEANT.get(name, ()) if one in fields] or get_close_matches(name, fields, n=1, cutoff=0.6)
    near = near or [field for field in fields if len(name) > 3 and field.startswith(name)]
    allowed = ", ".join(fields)
    return f"kennen wij hier niet; {f'bedoelt u {near[0]}?' if near else f'hier mag: {allowed}'}"


def _one_of(written: object, expected: list[tuple[str, str]]) -> str:
    words = [first or second for first, second in expected]
    near = [one for one in IN_DUTCH.get(str(written).lower(), ()) if one in words] or get_close_matches(
        str(written), words, n=1, cutoff=0.6
    )
    return f"{_shown(written)} bestaat niet; {f'bedoelt u {near[0]}? Kies' if near else 'kies'} uit {', '.join(words)}"


def _shown(written: object) -> str:
    return str(written) if isinstance(written, str | int | float) else "dit"


def _in_the_file(one: ErrorDetails, data: JsonValue) -> tuple[Where, bool]:
    """The place without the branches of a union that pydantic names and that stand nowhere in the file."""
    where: list[int | str] = []
    at: JsonValue = data
    steps = one["loc"]
    for place, step in enumerate(steps):
        last = place == len(steps) - 1
        if isinstance(at, dict) and isinstance(step, str) and (step in at or (last and one["type"] == "missing")):
            where.append(step)
            at = at.get(step)
        elif isinstance(at, list) and isinstance(step, int) and step < len(at):
            where.append(step)
            at = at[step]
        elif isinstance(step, str) and (step in BRANCHES or "[" in step):
            return tuple(where), True
    return tuple(where), False


def _fields_at(model: type[BaseModel], where: tuple[int | str, ...]) -> list[str]:
    """Which fields may stand at a place."""
    here = [model]
    for step in where:
        if isinstance(step, int):
            continue
        inner = [found for one in here for field in _named(one, step) for found in _models(field)]
        here = inner or [one for one in here if step in _kinds(one)] or here
    return sorted({field.alias or name for one in here for name, field in one.model_fields.items()})


def _named(model: type[BaseModel], step: str) -> list[object]:
    return [field.annotation for name, field in model.model_fields.items() if (field.alias or name) == step]


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) is not None:
        for inner in get_args(annotation):
            yield from _models(inner)


def _kinds(model: type[BaseModel]) -> tuple[object, ...]:
    field = model.model_fields.get("kind")
    return typing.get_args(field.annotation) if field else ()
