"""The published description of an app: who may use which route, what errors look like, and the raw routes as well."""

from typing import Any, cast

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from kernel.http.problems import Problem
from kernel.http.raw import RawRoute
from kernel.http.walk import Door, doors_in
from kernel.security.headers import API_VERSION

REFERENCE = "#/components/schemas/{model}"
Schema = dict[str, Any]
"""JSON of a shape that OpenAPI defines, not we."""
ERRORS = {"400": "Bad input", "401": "No valid token", "403": "Not yours to do", "429": "Too many"}


def describe(app: FastAPI) -> Schema:
    """Made once, when first asked."""
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=API_VERSION, description=app.description, routes=app.routes, openapi_version="3.0.3")
        _add_raw(app, schema)
        _add_common(app, schema)
        app.openapi_schema = schema
    return app.openapi_schema


def _schemas(schema: Schema) -> Schema:
    return cast(Schema, schema.setdefault("components", {}).setdefault("schemas", {}))


def _add_raw(app: FastAPI, schema: Schema) -> None:
    raw = [route for route in app.routes if isinstance(route, RawRoute)]
    for route in raw:
        doc = route.doc
        names, found = models_json_schema([(doc.request, "validation"), (doc.answer, "serialization")], ref_template=REFERENCE)
        for name, value in found.get("$defs", {}).items():
            _schemas(schema).setdefault(name, value)
        schema.setdefault("paths", {}).setdefault(route.path, {})["post"] = {
            "summary": doc.summary,
            "description": doc.description,
            "operationId": route.name,
            "requestBody": {"required": True, "content": {"application/json": {"schema": names[doc.request, "validation"]}}},
            "responses": {
                str(doc.status): {"description": "Done", "content": {"application/json": {"schema": names[doc.answer, "serialization"]}}}
            },
        }


def _add_common(app: FastAPI, schema: Schema) -> None:
    _, found = models_json_schema([(Problem, "serialization")], ref_template=REFERENCE)
    for name, value in found.get("$defs", {}).items():
        _schemas(schema)[name] = value
    for unused in ("HTTPValidationError", "ValidationError"):
        _schemas(schema).pop(unused, None)
    schema["components"]["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
    doors = {(door.path, door.method.lower()): door for door in doors_in(app)}
    for path, methods in schema.get("paths", {}).items():
        for method, operation in methods.items():
            _complete(operation, doors[path, method])


def _complete(operation: Schema, door: Door) -> None:
    """FastAPI's 422 never happens here; what does is a problem, in every answer with the API's version."""
    operation["responses"].pop("422", None)
    if door.roles:
        operation["security"] = [{"bearer": []}]
        operation["x-roles"] = sorted(door.roles)
    for status, what in ERRORS.items():
        operation["responses"].setdefault(status, _problem(what))
    operation["responses"].setdefault("default", _problem("Any other problem"))
    for answer in operation["responses"].values():
        answer.setdefault("headers", {})["API-Version"] = {"description": "Version of this API", "schema": {"type": "string"}}


def _problem(what: str) -> Schema:
    return {"description": what, "content": {"application/problem+json": {"schema": {"$ref": REFERENCE.format(model="Problem")}}}}
