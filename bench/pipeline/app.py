"""The three services in one process behind one door: `python -m bench.pipeline.app`.

PIPELINE_SERVICES names a part of them, for a process each; PIPELINE_URL is the owner's address, PORT the door's.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.pipeline.services import SERVICES, group, validate
from kernel.running import Running
from kernel.testing.postgres import logins


async def take(request: Request) -> Response:
    raw = await request.body()
    try:
        signal = validate(raw)
    except ValidationError as error:
        return Response(error.json(), 422, media_type="application/json")
    taken = await group.add((signal, raw.decode()))
    return Response(b'{"id":"%s"}' % str(taken).encode(), 202, media_type="application/json")


@asynccontextmanager
async def life(_: Starlette) -> AsyncIterator[None]:
    names = os.environ.get("PIPELINE_SERVICES", "first,second,third").split(",")
    chosen = [service for service in SERVICES if service.name in names]
    urls = logins(os.environ["PIPELINE_URL"], names)
    async with Running(chosen, urls=urls, alone=len(chosen) == len(SERVICES)):
        yield


app = Starlette(routes=[Route("/signals", take, methods=["POST"])], lifespan=life)

if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ["PORT"]), loop="uvloop", http="httptools", access_log=False, log_level="warning")
