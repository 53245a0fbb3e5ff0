"""All services of one process behind one address: the first part of a path says whose it is.

`/v1/<resource>` goes to the one service that has it, `/<service>/...` to that service's own app, everything else to the front. Where a
page of the front begins with a service's name, only that service's own doors (`/<service>/v1/...`, `/<service>/readyz`) are its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.responses import JSONResponse, Response

from kernel.http.openapi import describe
from kernel.http.walk import doors_in

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

WHOLE = "Everything at this address: each resource belongs to one service, whose own description is at /<service>/v1/openapi.json."
COMMON = frozenset({"openapi.json", "access-log", "stuck"})
"""What every service answers; asked at the service by its own name."""


class TwoOwners(RuntimeError):
    """Two services answer the same resource; one address cannot tell them apart."""


class Together:
    def __init__(self, apps: Mapping[str, FastAPI], *, front: ASGIApp) -> None:
        """`front`: who has every page."""
        self._apps: dict[str, ASGIApp] = dict(apps)
        self._front = front
        self._owners: dict[str, FastAPI] = {}
        self._described = [app for app in apps.values() if app is not front]
        pages = _first_parts(front)
        self._doors = {name: _first_parts(app) for name, app in apps.items() if name in pages and app is not front}
        for name, app in apps.items():
            for resource in {door.path.split("/")[2] for door in doors_in(app) if door.path.startswith("/v1/")} - COMMON:
                if resource in self._owners:
                    raise TwoOwners(f"{resource}: {name}")
                self._owners[resource] = app

    def add(self, name: str, app: ASGIApp) -> None:
        """One more app under its own first part of the path."""
        self._apps[name] = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return
        path: str = scope["path"]
        first, _, rest = path.lstrip("/").partition("/")
        if first == "v1":
            resource = rest.partition("/")[0]
            if resource == "openapi.json":
                await self._openapi()(scope, receive, send)
                return
            await self._owners.get(resource, self._front)(scope, receive, send)
        elif first in self._apps and rest.partition("/")[0] in self._doors.get(first, (rest.partition("/")[0],)):
            inner = dict(scope, path=f"/{rest}", root_path=f"{scope.get('root_path', '')}/{first}")
            inner["raw_path"] = inner["path"].encode()
            await self._apps[first](inner, receive, send)
        else:
            await self._front(scope, receive, send)

    def _openapi(self) -> Response:
        """One description of everything at this address."""
        whole: dict[str, object] = {}
        paths: dict[str, object] = {}
        components: dict[str, dict[str, object]] = {}
        for app in self._described:
            one = json.loads(json.dumps(describe(app)))
            whole = whole or {**one, "info": {**one["info"], "title": "Mantelbrug", "description": WHOLE}}
            paths |= {path: item for path, item in one["paths"].items() if path.startswith("/v1/") and path.split("/")[2] not in COMMON}
            for kind, found in one.get("components", {}).items():
                components.setdefault(kind, {}).update(found)
        whole |= {"paths": paths, "components": components}
        return JSONResponse(whole, headers={"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"})


def _first_parts(app: ASGIApp) -> frozenset[str]:
    """Of every door of an app: `v1`, `readyz`, `werklijst`."""
    return frozenset(door.path.split("/")[1] for door in doors_in(app)) if isinstance(app, FastAPI) else frozenset()
