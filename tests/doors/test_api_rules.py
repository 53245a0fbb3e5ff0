"""The NL API Design Rules (Logius) on every service's own description, and on real answers: one small check a rule."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator

from kernel.http.openapi import describe
from kernel.http.walk import doors_in
from schemas.api.base import Resource, examples
from services.house.wiring import wire
from tests.doors.expectations import APIS
from tests.doors.town import Town

Json = dict[str, Any]
DOCUMENTS: dict[str, Json] = {service.name: describe(app) for service, app in wire(APIS).items()}
APPS = {service.name: app for service, app in wire(APIS).items()}
SEGMENT = re.compile(r"^(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*|\{[a-z_]+\}|openapi\.json)$")
CAMEL = re.compile(r"^[a-z][a-zA-Z0-9]*$")
VERBS = {"add", "ask", "cancel", "change", "close", "confirm", "create", "decide", "delete", "do", "end", "find", "get", "issue", "list"}
VERBS |= {"make", "plan", "post", "put", "read", "remove", "search", "send", "set", "show", "start", "stop", "update", "withdraw"}
FREE_TEXT = {("directory", "/v1/offers", "q"): "words about help, in open data", **{(name, "*", "cursor"): "opaque" for name in APIS}}
every_service = pytest.mark.parametrize("name", APIS)


def operations(name: str) -> Iterator[tuple[str, str, Json]]:
    for path, methods in DOCUMENTS[name]["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def schemas(node: Any) -> Iterator[Json]:
    """Every object inside the document."""
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from schemas(inner)


def every_kind_of(shape: type[Resource]) -> Iterator[type[Resource]]:
    for kind in shape.__subclasses__():
        yield kind
        yield from every_kind_of(kind)


@every_service
def test_a_description_says_what_it_is(name: str) -> None:
    info = DOCUMENTS[name]["info"]

    assert re.fullmatch(r"3\.\d+\.\d+", DOCUMENTS[name]["openapi"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", info["version"])
    assert info["title"]
    assert info["description"]
    assert info["contact"]["name"]
    assert info["license"]["identifier"] == "EUPL-1.2"


@every_service
def test_paths_are_versioned_kebab_case_nouns_without_a_slash_at_the_end(name: str) -> None:
    for path in DOCUMENTS[name]["paths"]:
        segments = path.removeprefix("/").split("/")

        assert segments[0] == "v1", path
        assert not path.endswith("/"), path
        assert all(SEGMENT.match(segment) for segment in segments), path
        assert not VERBS & set(segments), path


@every_service
def test_collections_are_plural_and_only_usual_methods_are_used(name: str) -> None:
    for path, method, _ in operations(name):
        segments = path.split("/")

        assert method in ("get", "post", "put", "delete", "patch"), path
        if segments[-1].startswith("{"):
            assert segments[-2].endswith("s") or segments[-2] in ("worklist", "dev-mailbox"), path


@every_service
def test_query_keys_are_camel_case_and_hold_nobody_s_data(name: str) -> None:
    """A code, an id, a day or a reference with a form; free text that could be a name goes in a body."""
    for path, _, operation in operations(name):
        for one in operation.get("parameters", []):
            if one["in"] != "query":
                continue
            assert CAMEL.match(one["name"]), (path, one["name"])
            if (name, path, one["name"]) in FREE_TEXT or (name, "*", one["name"]) in FREE_TEXT:
                continue
            for kind in one["schema"].get("anyOf", [one["schema"]]):
                told = "$ref" in kind or kind.keys() & {"enum", "const", "pattern", "format"} or kind["type"] != "string"
                assert told, f"{path}?{one['name']} takes any text"


@every_service
def test_path_parameters_are_ids_or_codes(name: str) -> None:
    for path, _, operation in operations(name):
        for one in operation.get("parameters", []):
            if one["in"] == "path" and path != "/v1/dev-mailbox/{mail_id}":
                assert one["schema"].keys() & {"format", "pattern", "enum"}, (path, one["name"])


@every_service
def test_operations_are_named_once_and_explained(name: str) -> None:
    ids = [operation["operationId"] for _, _, operation in operations(name)]

    assert len(ids) == len(set(ids))
    for path, method, operation in operations(name):
        assert CAMEL.match(operation["operationId"]), (path, operation["operationId"])
        assert operation["summary"], (path, method)
        assert operation["tags"], (path, method)


@every_service
def test_errors_are_problems_and_bad_input_is_400(name: str) -> None:
    for path, method, operation in operations(name):
        answers = operation["responses"]

        assert {"400", "401", "403", "429", "default"} <= answers.keys(), (path, method)
        assert "422" not in answers, (path, method)
        for status, answer in answers.items():
            if status == "default" or status.startswith("4"):
                assert list(answer["content"]) == ["application/problem+json"], (path, status)
            assert "API-Version" in answer["headers"], (path, status)


@every_service
def test_what_else_can_go_wrong_is_told_by_what_is_taken(name: str) -> None:
    for path, _, operation in operations(name):
        headers = {one["name"]: one.get("required", False) for one in operation["parameters"] if one["in"] == "header"}
        wanted = {"404"} if "{" in path else set[str]()
        wanted |= {"409"} if "Idempotency-Key" in headers else set()
        wanted |= {"412"} if "If-Match" in headers else set()
        wanted |= {"428"} if headers.get("If-Match") else set()
        wanted |= {"413", "415"} if "requestBody" in operation else set()

        assert wanted == operation["responses"].keys() & {"404", "409", "412", "413", "415", "428"}, path


@every_service
def test_who_may_come_in_is_told(name: str) -> None:
    doors = {(door.path, door.method.lower()): door for door in doors_in(APPS[name])}
    for path, method, operation in operations(name):
        assert bool(operation.get("security")) == bool(doors[path, method].roles), (path, method)
        assert operation.get("x-roles", []) == sorted(doors[path, method].roles), (path, method)


@every_service
def test_fields_are_camel_case_and_unknown_ones_refused(name: str) -> None:
    for schema in schemas(DOCUMENTS[name]["components"]["schemas"]):
        for field in schema.get("properties", {}) if isinstance(schema.get("properties"), dict) else ():
            assert CAMEL.match(field), field
    for path, _, operation in operations(name):
        for body in operation.get("requestBody", {}).get("content", {}).values():
            found = DOCUMENTS[name]["components"]["schemas"][body["schema"]["$ref"].rsplit("/", 1)[1]]
            assert found.get("additionalProperties") is False, path


@every_service
def test_moments_have_a_format(name: str) -> None:
    for schema in schemas(DOCUMENTS[name]["components"]["schemas"]):
        for field, kind in (schema.get("properties") or {}).items():
            if isinstance(kind, dict) and re.search(r"(At|Until)$", field):
                assert {one.get("format") for one in kind.get("anyOf", [kind])} - {None} <= {"date-time", "date"}, field
                assert any(one.get("format") for one in kind.get("anyOf", [kind])), field


@every_service
def test_what_refers_to_something_finds_it(name: str) -> None:
    known = {f"#/components/schemas/{one}" for one in DOCUMENTS[name]["components"]["schemas"]}

    assert {schema["$ref"] for schema in schemas(DOCUMENTS[name]) if isinstance(schema.get("$ref"), str)} <= known


@every_service
def test_every_body_is_shown_by_an_example_that_is_valid(name: str) -> None:
    bodies = {
        json_body["schema"]["$ref"].rsplit("/", 1)[1]
        for _, _, operation in operations(name)
        for json_body in operation.get("requestBody", {"content": {}})["content"].values()
    }
    components = DOCUMENTS[name]["components"]

    for body in bodies:
        (example,) = components["schemas"][body]["examples"]
        Draft202012Validator({"$ref": f"#/components/schemas/{body}", "components": components}).validate(example)


def test_every_example_is_of_a_body_and_keeps_its_rules() -> None:
    shapes = {f"{shape.__module__.split('.')[2]}.{shape.__name__}": shape for shape in every_kind_of(Resource)}

    for named, example in examples().items():
        shapes[named].model_validate_json(json.dumps(example))


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("where", ["", *(f"/{name}" for name in APIS)])
async def test_the_description_is_open_to_every_page(town: Town, where: str) -> None:
    async with town.client(None, Origin="https://elsewhere.example") as client:
        got = await client.get(f"{where}/v1/openapi.json")

    assert got.status_code == 200
    assert got.headers["access-control-allow-origin"] == "*"
    assert got.json()["openapi"].startswith("3.")
    assert {path.split("/")[1] for path in got.json()["paths"]} <= {"v1", "livez", "readyz", "metrics"}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", [*APIS])
async def test_a_query_key_that_is_not_described_is_refused_by_name(town: Town, name: str) -> None:
    async with town.client() as client:
        for path, method, operation in operations(name):
            known = [one["name"] for one in operation.get("parameters", []) if one["in"] == "query"]
            address = re.sub(r"\{[a-z_]+\}", str(uuid4()), path)
            refused = await client.request(method, f"/{name}{address}?{''.join(f'{key}=&' for key in known)}mislaid=1&gemeente=GM0402")

            assert refused.status_code == 400, (path, refused.text)
            assert [(one["pointer"], one["place"]) for one in refused.json()["errors"]] == [
                ("/mislaid", "query"),
                ("/gemeente", "query"),
            ], path


@pytest.mark.asyncio(loop_scope="module")
async def test_a_method_that_is_not_taken_is_told_every_one_that_is(town: Town) -> None:
    async with town.client() as client:
        several = await client.delete("/waardering/v1/applications")
        one = await client.put("/waardering/v1/applications/searches")

    assert (several.status_code, several.headers["allow"]) == (405, "GET, POST")
    assert "POST" in one.headers["allow"].split(", ")


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", [*APIS])
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/openapi.json", 200),
        ("GET", "/v1/access-log?person=x", 401),
        ("GET", "/v1/nothing-here", 404),
        ("GET", "/v1/access-log/", 404),
        ("DELETE", "/v1/access-log", 405),
        ("GET", "/v1/access-log?person=%00", 400),
        ("GET", "/v1/access-log?person=%ff", 400),
    ],
)
async def test_every_answer_has_the_version_and_the_safe_headers(town: Town, name: str, method: str, path: str, status: int) -> None:
    async with town.client() as client:
        got = await client.request(method, f"/{name}{path}")
    headers = got.headers

    assert got.status_code == status
    assert re.fullmatch(r"\d+\.\d+\.\d+", headers["api-version"])
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "max-age=" in headers["strict-transport-security"]
    if status >= 400:
        assert headers["content-type"] == "application/problem+json"
        assert got.json().keys() >= {"type", "title", "status"}
        assert got.json()["status"] == status
