"""The region's example applications, at the first start of a house with demo people: asked, and granted at once or waiting for a person."""

from collections.abc import Iterator

import structlog

from kernel.caller import Caller
from kernel.refusals import Refused
from kernel.region_files import region_folder
from kernel.service import Service
from schemas.api.waardering import ApplicationIn
from schemas.words import Role
from services.waardering.usecases import applying

log = structlog.get_logger("waardering.examples")
DOOR = "console"


async def load(service: Service, region_code: str) -> int:
    """Through the same checks as a post at the public door; once, where nobody ever applied."""
    loaded, door = 0, Caller(kind="system", subject=DOOR, client=DOOR, region=region_code, roles=frozenset({Role.PUBLIC_DOOR}))
    async with service.work() as work:
        if await work.connection.fetchval("select exists (select 1 from application where region = $1)", region_code):
            return 0
    for told in _told(region_code):
        try:
            async with service.work(by=door) as work:
                await applying.apply(work, told)
        except Refused as refused:
            log.warning("example.refused", scheme=told.scheme, code=refused.code)
        else:
            loaded += 1
    log.info("examples.loaded", count=loaded)
    return loaded


def _told(region_code: str) -> Iterator[ApplicationIn]:
    for file in sorted((region_folder(region_code) / "examples" / "waardering").glob("*.json")):
        yield ApplicationIn.model_validate_json(file.read_bytes())
