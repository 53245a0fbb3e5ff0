"""What the house publishes about its events and resources is what stands in the repository, open to everyone."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
import yaml

from services.house.published import FOLDER, schemas_app


@pytest_asyncio.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(schemas_app()), base_url="http://house.example") as http:
        yield http


@pytest.mark.parametrize("folder", ["json", "json/api"])
async def test_every_schema_is_found_under_its_own_id(http: httpx.AsyncClient, folder: str) -> None:
    files = list((FOLDER / folder).glob("*.json"))
    answers = {file.name: await http.get(f"/{folder}/{file.name}") for file in files}

    assert len(files) > 5
    assert {name: answer.json()["$id"] for name, answer in answers.items()} == {name: f"/schemas/{folder}/{name}" for name in answers}
    assert {answer.headers["content-type"] for answer in answers.values()} == {"application/schema+json"}


async def test_any_page_elsewhere_may_read_the_description_of_all_events(http: httpx.AsyncClient) -> None:
    answer = await http.get("/asyncapi.yaml")

    assert yaml.safe_load(answer.text)["asyncapi"].startswith("3.")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/json/", "/json/..%2Fasyncapi.yaml", "/json/api", "/base.py", "/json/no-such.v1.json"])
async def test_nothing_else_of_the_folder_is_shown(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path)

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
