"""Whether the process lives, whether it can serve, and its figures for Prometheus."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import APIRouter, Depends
from starlette.responses import PlainTextResponse, Response

from kernel import metrics, migrations
from kernel.http.problems import PREFIX, plain_problem
from kernel.security.doors import Public
from kernel.service import NotRunning, Service
from kernel.surroundings import are_away

Missing = Callable[[], Awaitable[str | None]]
"""What stands in the way of serving, in words for who runs the house; None when nothing does."""


def readiness(service: Service, folder: Path | None = None) -> Missing:
    """Asks for the revision until it is there once; after that only whether the database answers."""
    migrated = False

    async def missing() -> str | None:
        nonlocal migrated
        try:
            database = service.database
        except NotRunning:
            return "the service has not started yet"
        if migrated:
            async with database.lease() as lease:
                await lease.raw.execute("select 1")
            return None
        lacks = await migrations.missing(database.url, service.name, folder)
        migrated = lacks is None
        return lacks and f"the database lacks revision {lacks} of {service.name}; run `mantelbrug migrate`"

    return missing


def health_router(missing: Missing) -> APIRouter:
    router = APIRouter(include_in_schema=False, dependencies=[Depends(Public("the machine asks, and nothing here is about anyone"))])

    @router.get("/livez")
    async def alive() -> Response:
        return PlainTextResponse("alive\n")

    @router.get("/readyz")
    async def ready() -> Response:
        try:
            why = await missing()
        except Exception as error:
            if not are_away(error):
                raise
            why = "the database does not answer"
        if why is None:
            return PlainTextResponse("ready\n")
        return plain_problem({"type": PREFIX + "not-ready", "title": "Not ready.", "status": 503, "detail": why}, 503, {"Retry-After": "5"})

    @router.get("/metrics")
    async def figures() -> Response:
        body, media_type = metrics.exposition()
        return Response(body, media_type=media_type)

    return router
