"""The JSON Schemas and the AsyncAPI document: what stands there is what the code says, and they hold together."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft202012Validator

from schemas.base import Event
from schemas.generate.__main__ import SCHEMAS, drift, expected, present, write
from schemas.generate.json_schemas import Json
from schemas.generate.listeners import listeners
from tests.schemas.examples import ANY_EVENT, EVENTS

HOUSE = SCHEMAS.parent
FILES = sorted((SCHEMAS / "json").rglob("*.json"))


@pytest.fixture(scope="module")
def asyncapi() -> Json:
    document: Json = yaml.safe_load((SCHEMAS / "asyncapi.yaml").read_text())
    return document


def schema_of(event: type[Event]) -> Json:
    schema: Json = json.loads((SCHEMAS / "json" / f"{event.type}.json").read_text())
    return schema


def references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def found(document: Json, reference: str) -> object:
    if not reference.startswith("#/"):
        return (SCHEMAS / reference).exists() or None
    value: object = document
    for step in reference[2:].split("/"):
        value = value.get(step) if isinstance(value, dict) else None
    return value


# what stands there --------------------------------------------------------------------------------


def test_what_stands_there_is_what_the_code_says() -> None:
    checked = subprocess.run([sys.executable, "-m", "schemas.generate", "--check"], cwd=HOUSE, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stderr


def test_drift_is_shown_as_a_diff(tmp_path: Path) -> None:
    should = expected()
    write(tmp_path, should)
    signalled = tmp_path / "json" / "nl.mantelbrug.intake.caregiver-signalled.v1.json"
    signalled.write_text(signalled.read_text().replace('"dueAt"', '"dueOn"', 1))
    (tmp_path / "json" / "left-behind.json").write_text("{}\n")
    lines = drift(present(tmp_path), should)

    assert '+    "dueAt": {' in lines
    assert '-    "dueOn": {' in lines
    assert "+++ (no longer generated)" in lines


def test_writing_takes_away_what_nothing_stands_behind_any_more(tmp_path: Path) -> None:
    should = expected()
    (tmp_path / "json").mkdir()
    (tmp_path / "json" / "left-behind.json").write_text("{}\n")
    write(tmp_path, should)

    assert drift(present(tmp_path), should) == []


# JSON Schema --------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(SCHEMAS)) for file in FILES])
def test_each_is_a_json_schema_that_names_no_host(file: Path) -> None:
    schema = json.loads(file.read_text())
    Draft202012Validator.check_schema(schema)

    assert schema["$id"] == f"/schemas/{file.relative_to(SCHEMAS)}"
    assert schema["title"]
    assert schema["description"]


@given(ANY_EVENT)
def test_every_event_is_valid_by_its_published_schema(event: Event) -> None:
    problems = list(Draft202012Validator(schema_of(type(event))).iter_errors(json.loads(event.to_json())))

    assert problems == []


@pytest.mark.parametrize("event", EVENTS, ids=[event.type for event in EVENTS])
def test_a_schema_demands_what_the_code_demands(event: type[Event]) -> None:
    required = {field.alias for field in event.model_fields.values() if field.is_required()}

    assert set(schema_of(event)["required"]) == required


# AsyncAPI -----------------------------------------------------------------------------------------


def test_every_reference_leads_somewhere(asyncapi: Json) -> None:
    lost = [reference for reference in references(asyncapi) if found(asyncapi, reference) is None]

    assert lost == []


def test_it_is_asyncapi_3_with_all_that_it_requires(asyncapi: Json) -> None:
    assert asyncapi["asyncapi"] == "3.0.0"
    assert {"title", "version"} <= asyncapi["info"].keys()
    assert all({"address", "messages"} <= channel.keys() for channel in asyncapi["channels"].values())
    assert all(operation["action"] in ("send", "receive") and operation["channel"] for operation in asyncapi["operations"].values())


def test_a_channel_is_a_topic_of_twenty_four_partitions_keyed_by_subject(asyncapi: Json) -> None:
    topics = [(name, channel["bindings"]["kafka"]) for name, channel in asyncapi["channels"].items()]
    keys = [message["bindings"]["kafka"]["key"] for message in asyncapi["components"]["messages"].values()]

    assert all((topic["topic"], topic["partitions"]) == (f"mantelbrug.{name}", 24) for name, topic in topics)
    assert all(key["format"] == "uuid" and "subject" in key["description"] for key in keys)


def test_every_event_is_a_message_of_its_tellers_channel_and_sent_by_it(asyncapi: Json) -> None:
    messages = asyncapi["components"]["messages"]
    sent = {
        messages[reference["$ref"].rsplit("/", 1)[-1]]["name"]: operation["channel"]["$ref"].rsplit("/", 1)[-1]
        for operation in asyncapi["operations"].values()
        if operation["action"] == "send"
        for reference in operation["messages"]
    }

    assert sent == {event.type: event.told_by() for event in EVENTS}


def test_an_operation_names_messages_of_its_own_channel_only(asyncapi: Json) -> None:
    for operation in asyncapi["operations"].values():
        channel = operation["channel"]["$ref"]

        assert all(message["$ref"].startswith(f"{channel}/messages/") for message in operation["messages"])


def test_who_receives_is_who_listens_in_the_code(asyncapi: Json) -> None:
    messages = asyncapi["components"]["messages"]
    received = {
        (name, messages[reference["$ref"].rsplit("/", 1)[-1]]["name"])
        for name, operation in asyncapi["operations"].items()
        if operation["action"] == "receive"
        for reference in operation["messages"]
    }
    listening = {
        (f"{service}-hears-{log}", kind) for service, logs in listeners().items() for log, hears in logs.items() for kind in hears.types
    }

    assert received == listening


def test_the_headers_are_those_of_a_cloud_event_and_hold_no_data(asyncapi: Json) -> None:
    headers = asyncapi["components"]["schemas"]["CloudEventHeaders"]
    attributes = {"specversion", "id", "source", "type", "subject", "time", "dataschema", "sequence", "previous"}

    assert set(headers["required"]) == {f"ce_{name}" for name in attributes} | {"content-type"}
    assert set(headers["properties"]) - set(headers["required"]) == {"ce_traceparent"}


@pytest.mark.parametrize(
    ("source", "fits"),
    [
        ("urn:nld:oin:00000001234567890000:systeem:mantelbrug-intake", True),
        ("urn:nld:kvknr:12345678.mantelbrug-intake", True),
        ("urn:nld:oin:1234:systeem:mantelbrug-intake", False),
        ("mantelbrug", False),
    ],
)
def test_a_source_is_the_urn_of_an_organisation_and_a_service(asyncapi: Json, source: str, fits: bool) -> None:
    pattern = asyncapi["components"]["schemas"]["CloudEventHeaders"]["properties"]["ce_source"]["pattern"]

    assert bool(re.match(pattern, source)) is fits
