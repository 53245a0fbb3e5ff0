"""Who comes through a proxy is believed about where from and by https only when the settings name that proxy."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from services.house import serving

FORWARDED = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}


async def mirror(scope: Scope, receive: Receive, send: Send) -> None:
    """Says as whom and how it was asked."""
    request = Request(scope, receive)
    await JSONResponse({"from": request.client and request.client.host, "by": request.url.scheme})(scope, receive, send)


@asynccontextmanager
async def served() -> AsyncIterator[httpx.AsyncClient]:
    listener = serving.bind("127.0.0.1", 0)
    async with (
        serving.serving(mirror, listener),
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", headers=FORWARDED) as http,
    ):
        yield http


async def test_a_stranger_who_says_that_she_was_forwarded_is_not_believed() -> None:
    async with served() as http:
        assert (await http.get("/")).json() == {"from": "127.0.0.1", "by": "http"}


@pytest.mark.parametrize("named", ["127.0.0.1", "127.0.0.0/8"])
async def test_a_proxy_of_the_settings_is_believed(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANTELBRUG_PROXIES", f'["{named}"]')
    async with served() as http:
        assert (await http.get("/")).json() == {"from": "203.0.113.7", "by": "https"}


async def test_a_proxy_that_is_not_named_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANTELBRUG_PROXIES", '["10.0.0.0/8"]')
    async with served() as http:
        assert (await http.get("/")).json() == {"from": "127.0.0.1", "by": "http"}
