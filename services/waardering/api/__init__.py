"""Waardering over HTTP: for the public door, the officer, the payer, and intake."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query

from kernel.caller import Caller
from kernel.http.etag import if_match
from kernel.http.idempotency import Once, idempotent
from kernel.http.paging import read_cursor
from kernel.refusals import BadInput, InputError
from kernel.security.doors import allow
from kernel.work import Work
from schemas.base import RegionCode
from schemas.words import Purpose, Role
from services.waardering import waardering

Applying = Annotated[Caller, Depends(allow(Role.PUBLIC_DOOR, Role.WAARDERING_OFFICER, Role.ASSESSOR, Role.COORDINATOR))]
"""A consultant at the desk may ask on somebody's behalf, and sees nothing of it afterwards."""
Officer = Annotated[Caller, Depends(allow(Role.WAARDERING_OFFICER))]
Payer = Annotated[Caller, Depends(allow(Role.PAYER))]
OfficerOrPayer = Annotated[Caller, Depends(allow(Role.WAARDERING_OFFICER, Role.PAYER))]
House = Annotated[Caller, Depends(allow(Role.SERVICE))]
SchemeKey = Annotated[str, Path(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
OfRegion = Annotated[RegionCode, Query(alias="region")]
Version = Annotated[int, Depends(if_match)]
JustOnce = Annotated[Once, Depends(idempotent)]


@asynccontextmanager
async def at_work(caller: Caller, why: Purpose = Purpose.WAARDERING) -> AsyncIterator[Work]:
    async with waardering.work(by=caller, purpose=why) as work:
        yield work


def read_id(cursor: str | None) -> UUID | None:
    """Where the next page begins, of lists by id."""
    if cursor is None:
        return None
    (key,) = read_cursor(cursor, str)
    try:
        return UUID(str(key))
    except ValueError:
        raise not_ours() from None


def read_moment(cursor: str | None) -> tuple[datetime, UUID] | None:
    if cursor is None:
        return None
    at, last = read_cursor(cursor, str, str)
    try:
        return datetime.fromisoformat(str(at)).astimezone(UTC), UUID(str(last))
    except (ValueError, OverflowError):
        raise not_ours() from None


def not_ours() -> BadInput:
    return BadInput([InputError("/cursor", "This is not a cursor of this list.", "`next` of the page before", "query")])
