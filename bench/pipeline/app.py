"""The services behind one door: `PIPELINE_URL=... python -m bench.pipeline.app first,second,third 8000`.

All in one process, or a part of them; the address is the database owner's.
"""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.pipeline.services import SERVICES, group, validate
from kernel.collecting import settle
from kernel.kafka.broker import Broker
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


app = Starlette(routes=[Route("/signals", take, methods=["POST"])])


@asynccontextmanager
async def life(names: list[str]) -> AsyncIterator[None]:
    chosen = [service for service in SERVICES if service.name in names]
    servers = os.environ.get("PIPELINE_KAFKA")
    broker = Broker(servers, os.environ["PIPELINE_NAMES"], member=os.environ.get("PIPELINE_MEMBER", "")) if servers else None
    async with Running(chosen, urls=logins(os.environ["PIPELINE_URL"], names), alone=len(chosen) == len(SERVICES), broker=broker):
        settle()
        yield


if __name__ == "__main__":
    app.router.lifespan_context = lambda _: life(sys.argv[1].split(","))
    uvicorn.run(app, port=int(sys.argv[2]), loop="uvloop", http="httptools", access_log=False, log_level="warning")
