"""What waits for a person in this service: tasks, events set aside, errands given up. Ids and codes only."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import AwareDatetime

from kernel.caller import Caller
from kernel.refusals import NotFound
from kernel.security.doors import allow
from kernel.service import Service
from schemas.base import Words

OPERATORS = ("coordinator", "administrator")
MOST = 200


class Task(Words):
    """A person has to look at this."""

    id: UUID
    kind: str
    subject: UUID | None = None
    reason: str
    since: AwareDatetime


class ParkedEvent(Words):
    """An event that took no effect yet; `behind`: how many of the same subject wait for it."""

    log: str
    reader: str
    position: int
    subject: UUID
    type: str
    error: str
    attempts: int
    since: AwareDatetime
    behind: int


class GivenUp(Words):
    """An errand that will not be tried again by itself."""

    id: UUID
    type: str
    error: str
    attempts: int
    since: AwareDatetime


class Stuck(Words):
    service: str
    tasks: tuple[Task, ...]
    parked: tuple[ParkedEvent, ...]
    errands: tuple[GivenUp, ...]


def stuck_router(service: Service) -> APIRouter:
    router = APIRouter(prefix="/v1/stuck", tags=["stuck"])
    operator = Depends(allow(*OPERATORS))
    schema = service.name

    @router.get("", operation_id="stuck")
    async def what_is_stuck(caller: Annotated[Caller, operator]) -> Stuck:
        """The oldest first, at most two hundred of each: what is of the caller's region, and what is of no region."""
        async with service.work(by=caller, purpose="operation") as work:
            run = work.connection
            tasks = await run.fetch(
                f'select id, kind, subject, reason, created_at as since from "{schema}".task t '
                "where done_at is null and region in ($2, '') and (kind <> 'event-parked' or exists (select from "
                f"\"{schema}\".parked p where p.subject = t.subject and coalesce(p.data->>'region', '') in ($2, ''))) "
                "order by created_at limit $1",
                MOST,
                caller.region,
            )
            parked = await run.fetch(
                f'select log, reader, position, subject, type, error, attempts, since, (select count(*) from "{schema}".parked b '
                "where (b.reader, b.log, b.part, b.subject) = (p.reader, p.log, p.part, p.subject) and b.position > p.position) as behind "
                f"from \"{schema}\".parked p where state = 'parked' and coalesce(data->>'region', '') in ($2, '') order by since limit $1",
                MOST,
                caller.region,
            )
            errands = await run.fetch(
                f"select id, type, error, attempts, created_at as since from \"{schema}\".errand where state = 'given-up' "
                "and coalesce(data->>'region', '') in ($2, '') order by created_at limit $1",
                MOST,
                caller.region,
            )
        return Stuck(
            service=schema,
            tasks=tuple(Task.model_validate(dict(row)) for row in tasks),
            parked=tuple(ParkedEvent.model_validate(dict(row)) for row in parked),
            errands=tuple(GivenUp.model_validate(dict(row)) for row in errands),
        )

    @router.post("/{task_id}/completions", operation_id="completeTask", status_code=204)
    async def done(caller: Annotated[Caller, operator], task_id: UUID) -> None:
        """Somebody has looked at it; done twice is done."""
        async with service.work(by=caller, purpose="operation") as work:
            found = await work.connection.fetchval(
                f'update "{schema}".task set done_at = coalesce(done_at, $2), done_by = coalesce(done_by, $3) '
                "where id = $1 and region in ($4, '') returning id",
                task_id,
                work.now,
                caller.subject,
                caller.region,
            )
            if found is None:
                raise NotFound

    return router
