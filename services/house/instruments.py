"""`/livez`, `/readyz` and `/metrics` of a process that answers nobody else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kernel import metrics
from services.house import serving


async def alive(_request: Request) -> Response:
    return PlainTextResponse("alive\n")


async def figures(_request: Request) -> Response:
    body, media_type = metrics.exposition()
    return Response(body, media_type=media_type)


@asynccontextmanager
async def instruments(host: str, port: int | None) -> AsyncIterator[None]:
    """Without a port nothing is served: beside a whole house there is none to spare."""
    if port is None:
        yield
        return
    app = Starlette(routes=[Route("/livez", alive), Route("/readyz", alive), Route("/metrics", figures)])
    async with serving.serving(app, serving.bind(host, port)):
        yield
