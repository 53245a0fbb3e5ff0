"""The JSON Schema of a scheme's file and of example people, for editors and for other software."""

import json

from pydantic import BaseModel

from services.waardering.domain import Scheme
from services.waardering.schemes.people import People

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PUBLISHED: dict[str, type[BaseModel]] = {"scheme.schema.json": Scheme, "scheme-people.schema.json": People}
"""By file name, beside the regions."""


def published(name: str) -> str:
    """As it should stand there."""
    schema = {"$schema": DIALECT, "$id": f"/deploy/regions/{name}"} | PUBLISHED[name].model_json_schema(by_alias=True)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
