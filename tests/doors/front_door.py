"""How a test sends a signal, whatever it holds."""

from __future__ import annotations

import httpx

from schemas.words import Role
from tests.doors.town import Json, Town

PATH = "/v1/signals"
JSON = {"Content-Type": "application/json"}
HOSPITAL: Json = {"kind": "hospital", "name": "Transferpunt", "email": "transfer@ziekenhuis.example"}
"""A system signals as what it is."""


async def send(town: Town, body: bytes, *, token: str | None = "", headers: dict[str, str] | None = None) -> httpx.Response:
    """`token`: empty for the GP's own, None for no token at all."""
    async with town.client(town.token(Role.SIGNALLER) if token == "" else token) as client:
        return await client.post(PATH, content=body, headers=JSON if headers is None else headers)


def refused(got: httpx.Response, status: int) -> Json:
    assert (got.status_code, got.headers["content-type"]) == (status, "application/problem+json")
    problem: Json = got.json()
    assert problem["status"] == status
    assert problem["title"]
    return problem
