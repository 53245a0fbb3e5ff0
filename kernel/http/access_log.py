"""Who looked at this person's data in this service: the same question at every service, itself recorded as well."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime

from kernel import aliases
from kernel.access import RESTRICTED
from kernel.caller import Caller
from kernel.http.paging import cursor_of, read_cursor
from kernel.refusals import BadInput, InputError, NotFound
from kernel.security.doors import allow
from kernel.service import Service
from schemas.base import Words

OVERSEER = "privacy-officer"
PAGE = 100
ITSELF = "access-log"
"""What is recorded of asking this."""


class Look(Words):
    """One time that someone saw something of one person (NEN 7513)."""

    at: AwareDatetime
    action: str
    what: str
    by: str
    """Staff id, client or service; names are asked of the directory."""
    client: str
    organisation: UUID | None = None
    role: str
    purpose: str
    on_behalf: str | None = None
    source: str


class Looks(Words):
    items: tuple[Look, ...]
    next: str | None = None


def access_log_router(service: Service) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["access log"])
    admitted = Depends(allow(OVERSEER, own_file=True))

    @router.get("/access-log", operation_id="accessLog")
    async def who_looked(
        caller: Annotated[Caller, admitted], person: Annotated[UUID, Query()], cursor: Annotated[str | None, Query(max_length=500)] = None
    ) -> Looks:
        """Newest first, a hundred at a time. The person sees all but the restricted ones; a privacy officer her own region's.

        Services of the house look for no region: who oversees a region reads of those only where the region had to do with the person.
        """
        oversees = caller.has(OVERSEER)
        if not oversees and caller.person != person:
            raise NotFound
        before = _before(cursor)
        async with service.work(by=caller, purpose="oversight" if oversees else "own-file") as work:
            ids = await aliases.all_of(work, person)
            rows = await work.connection.fetch(
                "select id, at, action, what, by_subject, by_client, organisation, role, purpose, on_behalf, source "
                f'from "{service.name}".access_log where person = any($1) and ($2::uuid is null or id < $2) '
                "and ($3::text is null or region = $3 or (region = '' and exists (select 1 "
                f'from "{service.name}".access_log ours where ours.person = any($1) and ours.region = $3 and ours.what <> $7))) '
                "and ($5 or action <> $6) order by id desc limit $4",
                ids,
                before,
                caller.region if oversees else None,
                PAGE + 1,
                oversees,
                RESTRICTED,
                ITSELF,
            )
            work.record(person, what=ITSELF)
        shown = rows[:PAGE]
        items = tuple(
            Look(
                at=r["at"],
                action=r["action"],
                what=r["what"],
                by=r["by_subject"],
                client=r["by_client"],
                organisation=r["organisation"],
                role=r["role"],
                purpose=r["purpose"],
                on_behalf=r["on_behalf"],
                source=r["source"],
            )
            for r in shown
        )
        return Looks(items=items, next=cursor_of(str(shown[-1]["id"])) if len(rows) > PAGE else None)

    return router


def _before(cursor: str | None) -> UUID | None:
    if cursor is None:
        return None
    (key,) = read_cursor(cursor, str)
    try:
        return UUID(str(key))
    except ValueError:
        raise BadInput([InputError("/cursor", "This is not a cursor of this list.", "`next` of the page before", "query")]) from None
