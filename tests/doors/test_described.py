"""schemathesis: whatever fits (or does not fit) a service's description gets an answer that the description knows, and never a 5xx."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from kernel.http.openapi import describe
from services.house.wiring import wire
from tests.doors.expectations import APIS, EXPECTED
from tests.doors.expected import Expected
from tests.doors.intruders import right, value_of, version
from tests.doors.town import Town

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 8
"""Of each operation, the same at every run: half with ids of rows that are there, half with ids of nothing."""
APPS = {service.name: app for service, app in wire(APIS).items()}
OPERATIONS = [
    (name, method.upper(), path) for name, app in APPS.items() for path, methods in describe(app)["paths"].items() for method in methods
]
SCHEMAS: dict[str, Any] = {name: schemathesis.openapi.from_dict(describe(app)) for name, app in APPS.items()}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("name", "method", "path"), OPERATIONS)
async def test_every_answer_is_as_described(town: Town, name: str, method: str, path: str) -> None:
    expected = EXPECTED[name, method, path]
    token = right(town, expected) if expected.right else None
    known = {parameter: value_of(town, row) for parameter, row in expected.at.items()}
    if_match = await version(town, expected) if expected.version else None
    loop = asyncio.get_running_loop()
    statuses: set[int] = set()

    def try_all() -> None:
        for real in (True, False):
            for status in examples(town, loop, name, method, path, token, known if real else {}, expected, if_match):
                statuses.add(status)

    await asyncio.to_thread(try_all)

    assert statuses


def examples(
    town: Town,
    loop: asyncio.AbstractEventLoop,
    name: str,
    method: str,
    path: str,
    token: str | None,
    known: Mapping[str, str],
    expected: Expected,
    if_match: str | None,
) -> set[int]:
    """Hypothesis is no friend of an event loop: it makes its examples in a thread, and the house answers in its own loop."""
    statuses: set[int] = set()

    @settings(
        max_examples=EXAMPLES // 2,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=SCHEMAS[name][path][method].as_strategy())
    def one(case: Any) -> None:
        case.path_parameters = {**(case.path_parameters or {}), **known}
        asked = case.as_transport_kwargs(base_url=f"http://house.test/{name}")
        headers = {"Mantelbrug-Purpose": "triage", **dict(asked.get("headers") or {}), **expected.headers}
        headers |= {"If-Match": if_match} if if_match else {}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        sending = send(town, {**asked, "headers": headers})
        answer = asyncio.run_coroutine_threadsafe(sending, loop).result(30)
        statuses.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    one()
    return statuses


async def send(town: Town, asked: Mapping[str, Any]) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(town.app)) as client:
        kept = {key: value for key, value in asked.items() if key in ("method", "url", "params", "json", "data", "headers")}
        if isinstance(kept.get("data"), bytes | str):
            kept["content"] = kept.pop("data")
        return await client.request(**kept)
