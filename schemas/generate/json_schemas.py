"""JSON Schema 2020-12 of each event and of each noun's resources, described by the docstrings of the code."""

import ast
import inspect
import textwrap
from enum import Enum
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from schemas.api.base import Resource
from schemas.base import Event
from schemas.generate.known import events, resources

Json = dict[str, Any]
"""A JSON object; a JSON Schema may hold anything JSON can."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schemas/json"


def dataschema(event: type[Event]) -> str:
    """The path at which the schema is published, whatever the host; an event's CloudEvents `dataschema` ends with it."""
    return f"/{FOLDER}/{event.type}.json"


def files() -> dict[str, Json]:
    """Path below schemas/json -> content."""
    made = {f"{event.type}.json": of_event(event) for event in events()}
    return made | {f"api/{noun}.json": of_resources(noun, models) for noun, models in resources().items() if models}


def of_event(event: type[Event]) -> Json:
    """The event's data. A teller sends no other fields; a reader forgives those it does not know, so it is not closed here."""
    schema = event.model_json_schema(by_alias=True, schema_generator=_Described, mode="serialization")
    schema.pop("additionalProperties", None)
    alias = event.model_fields[event.subject].alias or event.subject
    about = {
        "title": event.__name__,
        "description": described(event),
        "x-type": event.type,
        "x-teller": event.told_by(),
        "x-subject": alias,
    }
    required = {"required": sorted(schema.pop("required", []))}
    return {"$schema": DIALECT, "$id": dataschema(event)} | about | {k: v for k, v in schema.items() if k not in about} | required


def of_resources(noun: str, models: list[type[Resource]]) -> Json:
    """Bodies of requests and answers, as definitions."""
    _, schema = models_json_schema([(model, "validation") for model in models], by_alias=True, schema_generator=_Described)
    module = inspect.getdoc(inspect.getmodule(models[0])) if len({m.__module__ for m in models}) == 1 else None
    title = {"title": noun, "description": module or f"Bodies of requests and answers about {noun}."}
    return {"$schema": DIALECT, "$id": f"/{FOLDER}/api/{noun}.json"} | title | {"$defs": schema["$defs"]}


class _Described(GenerateJsonSchema):
    """Adds what stands beneath a field or before a code list as its description."""

    schema_dialect = DIALECT

    def model_schema(self, schema: Any) -> Json:
        made = super().model_schema(schema)
        self._describe(schema["cls"], made)
        return made

    def enum_schema(self, schema: Any) -> Json:
        made = super().enum_schema(schema)
        made.pop("description", None)
        if text := described(schema["cls"]):
            made["description"] = text
        return made

    def _describe(self, model: type[BaseModel], made: Json) -> None:
        texts = beneath(model)
        for name, field in model.model_fields.items():
            shown = made.get("properties", {}).get(field.alias or name)
            if shown is None:
                continue
            shown.pop("title", None)
            if name in texts:
                shown["description"] = texts[name]


def described(cls: type[Event] | type[Enum]) -> str:
    """The class's own docstring, never one that it inherits from Python itself."""
    return inspect.cleandoc(cls.__doc__ or "") if cls.__doc__ else ""


@cache
def beneath(model: type[BaseModel]) -> dict[str, str]:
    """The texts beneath the fields of a class and of those it stands on."""
    texts: dict[str, str] = {}
    for cls in reversed([c for c in model.__mro__ if c.__module__.startswith("schemas.")]):
        (body,) = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
        assert isinstance(body, ast.ClassDef)
        for field, after in pairwise(body.body):
            match field, after:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    texts[name] = inspect.cleandoc(text)
    return texts
