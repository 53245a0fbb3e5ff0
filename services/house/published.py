"""`/schemas/...`: what the events and resources of this house look like, for whoever reads them; the same files as in the repository."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import schemas
from kernel.http.problems import problem
from kernel.refusals import NotFound
from kernel.security.headers import FOR_APIS, complete, raw

FOLDER = Path(schemas.__file__).parent
PATH = "schemas"
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "public, max-age=300"}


def schemas_app() -> Starlette:
    """Open to everyone: they are about nobody."""
    routes = [Route("/asyncapi.yaml", asyncapi), Route("/json/{name}", schema), Route("/json/api/{name}", resource)]
    return Starlette(routes=routes, middleware=[Middleware(_Headers)], exception_handlers={404: _nothing})


async def asyncapi(_request: Request) -> Response:
    return FileResponse(FOLDER / "asyncapi.yaml", media_type="application/yaml", headers=OPEN)


async def schema(request: Request) -> Response:
    return _file(FOLDER / "json", request.path_params["name"])


async def resource(request: Request) -> Response:
    return _file(FOLDER / "json" / "api", request.path_params["name"])


def _file(folder: Path, name: str) -> Response:
    """Only what really lies there: the name is looked up, never put in a path."""
    found = {file.name: file for file in folder.glob("*.json")}.get(name)
    if found is None:
        return problem(NotFound())
    return FileResponse(found, media_type="application/schema+json", headers=OPEN)


async def _nothing(_request: Request, _error: Exception) -> Response:
    return problem(NotFound())


class _Headers:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = complete(list(message["headers"]), raw(FOR_APIS))
            await send(message)

        await self._app(scope, receive, answer)
