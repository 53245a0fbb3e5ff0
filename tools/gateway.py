"""The one address before services that run apart: each path to the one whose it is, as `Together` does inside one process."""

from __future__ import annotations

from collections.abc import Mapping

import httpx
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route, Router
from starlette.types import ASGIApp

from kernel.service import Service
from services.notifications.dev_mailbox import DevMailbox
from tools.routes import resources

PASSED_ON = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "host"})
"""What belongs to one connection only (RFC 9110, 7.6.1)."""


class Proxy:
    """One service, as the gateway sees it: whatever comes goes there."""

    def __init__(self, url: str) -> None:
        self.client = httpx.AsyncClient(base_url=url, timeout=30, follow_redirects=False)

    async def answer(self, request: Request) -> Response:
        headers = [(name, value) for name, value in request.headers.raw if name.decode() not in PASSED_ON]
        headers.append((b"host", request.headers["host"].encode()))
        where = httpx.URL(path=request.url.path, query=request.url.query.encode())
        try:
            got = await self.client.request(request.method, where, headers=headers, content=await request.body())
        except httpx.HTTPError:
            return JSONResponse({"title": "This service is away; the others go on.", "status": 503}, 503)
        answered = Response(got.content, got.status_code)
        answered.raw_headers = [(n, v) for n, v in got.headers.raw if n.lower().decode() not in PASSED_ON - {"content-length"}]
        return answered


def gateway(apps: Mapping[Service, FastAPI], at: Mapping[str, str], own: Mapping[str, ASGIApp], mailbox: DevMailbox) -> ASGIApp:
    """`own`: what is answered here, by the first part of its path; beside the mails that were caught."""
    owners = {resource: service.name for service, app in apps.items() for resource in resources(app)}
    to = {name: Proxy(url) for name, url in at.items()}

    async def mails(_: Request) -> Response:
        return JSONResponse({"items": [mail.model_dump(mode="json", by_alias=True) for mail in mailbox.newest()]})

    async def pass_on(request: Request) -> Response:
        first, _, rest = request.url.path.lstrip("/").partition("/")
        name = owners.get(rest.partition("/")[0], "console") if first == "v1" else first if first in to else "console"
        return await to[name].answer(request)

    methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
    everything = Route("/{path:path}", pass_on, methods=methods)
    return Router([*(Mount(f"/{path}", app) for path, app in own.items()), Route("/v1/dev-mailbox", mails), everything])
