"""The published description of an app: who may use which route, what errors look like, and the raw routes as well."""

from collections.abc import Iterator
from typing import Any, cast

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic.alias_generators import to_camel
from pydantic.json_schema import models_json_schema

from kernel.http.etag import if_match, if_match_or_none
from kernel.http.idempotency import idempotent
from kernel.http.problems import Problem
from kernel.http.raw import RawRoute
from kernel.http.walk import Door, doors_in
from kernel.security.doors import PURPOSE_HEADER, AskedFor
from kernel.security.headers import API_VERSION

REFERENCE = "#/components/schemas/{model}"
Schema = dict[str, Any]
"""JSON of a shape that OpenAPI defines, not we."""
CONTACT = {"name": "De makers van Mantelbrug"}
LICENCE = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
LOCATION: Schema = {"description": "Where it is from now on", "schema": {"type": "string"}}
IF_MATCH: Schema = {"name": "If-Match", "in": "header", "description": "The ETag of what was read", "schema": {"type": "string"}}
IDEMPOTENCY: Schema = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key is the same request, for three days",
    "schema": {"type": "string", "pattern": r"^[\x21-\x7e]{1,100}$"},
}
ERRORS = {"400": "Bad input", "401": "No valid token", "403": "Not yours to do", "429": "Too many"}


def operation_id(route: APIRoute) -> str:
    """The endpoint's name, as other languages' clients spell it."""
    return to_camel(route.name)


def describe(app: FastAPI) -> Schema:
    """Made once, when first asked."""
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=API_VERSION, description=app.description, routes=app.routes, openapi_version="3.1.0")
        schema["info"] |= {"contact": CONTACT, "license": LICENCE}
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
        answered = {"application/json": {"schema": names[doc.answer, "serialization"]}}
        schema.setdefault("paths", {}).setdefault(route.path, {})["post"] = {
            "tags": [route.path.split("/")[2]],
            "summary": doc.summary,
            "description": doc.description,
            "operationId": to_camel(route.name),
            "parameters": [IDEMPOTENCY],
            "requestBody": {"required": True, "content": {"application/json": {"schema": names[doc.request, "validation"]}}},
            "responses": {
                str(doc.status): {"description": "Done", "headers": {"Location": LOCATION}, "content": answered},
                "200": {"description": "Done before: the first answer", "headers": {"Location": LOCATION}, "content": answered},
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
    asked = _headers(app)
    for path, methods in schema.get("paths", {}).items():
        for method, operation in methods.items():
            operation.setdefault("parameters", []).extend(asked.get((path, method), []))
            _complete(operation, doors[path, method])


def _headers(app: FastAPI) -> dict[tuple[str, str], list[Schema]]:
    """What dependencies read from the headers themselves, which FastAPI cannot know."""
    found: dict[tuple[str, str], list[Schema]] = {}
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute):
            told = [header for call in _calls(context.dependant) if (header := _header(call)) is not None]
            found |= {(context.path or "", method.lower()): told for method in context.methods or ()}
    return found


def _calls(dependant: Dependant) -> Iterator[object]:
    for inner in dependant.dependencies:
        yield inner.call
        yield from _calls(inner)


def _header(call: object) -> Schema | None:
    if call is if_match or call is if_match_or_none:
        return IF_MATCH | {"required": call is if_match}
    if call is idempotent:
        return IDEMPOTENCY
    if isinstance(call, AskedFor):
        schema = {"type": "string", "enum": [str(purpose) for purpose in call.purposes]}
        return {"name": PURPOSE_HEADER, "in": "header", "required": call.otherwise is None, "schema": schema}
    return None


def _complete(operation: Schema, door: Door) -> None:
    """FastAPI's 422 never happens here; what does is a problem, in every answer with the API's version."""
    operation["responses"].pop("422", None)
    if door.roles:
        operation["security"] = [{"bearer": []}]
        operation["x-roles"] = sorted(door.roles)
    for status, what in _errors(operation, door):
        operation["responses"].setdefault(status, _problem(what))
    operation["responses"].setdefault("default", _problem("Any other problem"))
    for answer in operation["responses"].values():
        answer.setdefault("headers", {})["API-Version"] = {"description": "Version of this API", "schema": {"type": "string"}}


def _errors(operation: Schema, door: Door) -> Iterator[tuple[str, str]]:
    """What can go wrong here: read off what this operation takes."""
    yield from ERRORS.items()
    headers = {one["name"]: one.get("required", False) for one in operation["parameters"] if one["in"] == "header"}
    if "{" in door.path:
        yield "404", "Nothing here that you may see"
    if "Idempotency-Key" in headers:
        yield "409", "The same key with another body, or not possible as it stands now"
    if "If-Match" in headers:
        yield "412", "Changed since it was read"
        if headers["If-Match"]:
            yield "428", "If-Match is needed"
    if "requestBody" in operation:
        yield "413", "Too large"
        yield "415", "Not JSON"


def _problem(what: str) -> Schema:
    return {"description": what, "content": {"application/problem+json": {"schema": {"$ref": REFERENCE.format(model="Problem")}}}}
