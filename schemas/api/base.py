"""What all resources share."""

import json
from functools import cache
from importlib import resources
from typing import Any, cast

import yaml
from pydantic import AwareDatetime, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from schemas.base import Words


@cache
def examples() -> dict[str, dict[str, Any]]:
    """Area and shape, such as `referral.DecisionIn` -> one body of that shape."""
    read = yaml.safe_load(resources.files(__package__).joinpath("examples.yaml").read_bytes())
    return cast(dict[str, dict[str, Any]], json.loads(json.dumps(read, default=str)))  # a day is text on the line


class Resource(Words):
    """A request or answer body; its description shows an example where there is one."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        described = handler(core_schema)
        if example := examples().get(f"{cls.__module__.split('.')[2]}.{cls.__name__}"):
            handler.resolve_ref_schema(described)["examples"] = [example]
        return described


class Page(Resource):
    """A list with a cursor: ask `?cursor=` with `next` for what follows; no `next` is the end."""

    next: str | None = None
    total: int | None = None


class Happened(Resource):
    """One line of a history."""

    at: AwareDatetime
    what: str
    by: str | None = None
    """Who: a staff id, `caregiver`, `signaller` or a service's name; the reader looks names up in the directory."""
    code: str | None = None
    """Coded detail, such as a decline reason or an ending."""
