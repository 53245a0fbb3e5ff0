"""Objections, notices of default and complaints over HTTP."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from kernel.http.etag import etag
from kernel.http.idempotency import Kept
from kernel.http.paging import cursor_of
from kernel.work import Work
from schemas.api.waardering import CaseClosureIn, CaseExtensionIn, CaseIn, CaseShown, CasesShown, Hearing, HearingIn, OwnerIn
from schemas.base import ApplicationId, CaseId, StaffId
from schemas.words import CaseKind, CaseOutcome
from services.waardering import terms
from services.waardering.api import JustOnce, Officer, Version, at_work, read_id
from services.waardering.store import applications, cases
from services.waardering.tables import CaseRow
from services.waardering.usecases import casework

router = APIRouter(prefix="/v1", tags=["cases"])
HEARD: Final[Mapping[str, Hearing]] = {"planned": "planned", "held": "held", "waived": "waived"}


async def shown(work: Work, row: CaseRow, *, texts: bool = True) -> CaseShown:
    work.record(row.person_id, what="case")
    letter = await cases.letter(work, row) if texts else None
    runs = row.kind == CaseKind.NOTICE_OF_DEFAULT and row.closed_at is None
    costs = terms.penalty_cents(row.due_at, work.now) if runs else 0
    return CaseShown(
        id=CaseId(row.id),
        version=row.version,
        application_id=ApplicationId(row.application_id),
        reference=await applications.reference_of(work, row.application_id),
        kind=CaseKind(row.kind),
        received_at=row.received_at,
        due_at=row.due_at,
        late=row.late,
        posted_on=row.posted_on,
        in_time_by_post=row.in_time_by_post,
        extended=row.extended,
        may_extend_weeks=0 if row.extended or row.closed_at else terms.LONGER.get(CaseKind(row.kind), 0),
        owner=StaffId(row.owner) if row.owner else None,
        decided_by=await applications.decided_by(work, row.application_id),
        hearing=HEARD.get(row.hearing or ""),
        hearing_at=row.hearing_at,
        hearing_note=letter.heard if letter else None,
        outcome=CaseOutcome(row.outcome) if row.outcome else None,
        penalty_cents=costs or row.penalty_cents,
        penalty_until=row.due_at + terms.PENALTY_LASTS if costs else None,
        text=letter.text if letter else None,
        answer=letter.answer if letter else None,
        closed_at=row.closed_at,
    )


@router.post("/applications/{application_id}/cases", operation_id="openCase", status_code=201, response_model=CaseShown)
async def open_case(application_id: UUID, told: CaseIn, caller: Officer, once: JustOnce) -> Response:
    """A letter came in."""

    async def make() -> Kept:
        row = await casework.open_case(work, application_id, told)
        return Kept.of(await shown(work, row), 201, Location=f"/v1/cases/{row.id}")

    async with at_work(caller) as work:
        return await once.do(work, make)


@router.get("/cases", operation_id="listCases")
async def list_cases(
    caller: Officer,
    which: Annotated[Literal["open", "done"], Query(alias="list")] = "open",
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> CasesShown:
    """What is due first comes first; of what is done, the latest."""
    async with at_work(caller) as work:
        rows = await cases.page(work, read_id(cursor), done=which == "done")
        items = [await shown(work, row, texts=False) for row in rows[: cases.PAGE]]
    return CasesShown(items=tuple(items), next=cursor_of(str(items[-1].id)) if len(rows) > cases.PAGE else None)


@router.get("/cases/{case_id}", operation_id="readCase")
async def read_case(case_id: UUID, caller: Officer, response: Response) -> CaseShown:
    async with at_work(caller) as work:
        row = await cases.mine(work, case_id, None)
        etag(response, row.version)
        return await shown(work, row)


@router.post("/cases/{case_id}/extensions", operation_id="extendCase")
async def extend(case_id: UUID, told: CaseExtensionIn, caller: Officer, version: Version, response: Response) -> CaseShown:
    async with at_work(caller) as work:
        row = await casework.extend(work, case_id, told, version)
        etag(response, row.version)
        return await shown(work, row)


@router.put("/cases/{case_id}/owner", operation_id="ownCase")
async def own(case_id: UUID, told: OwnerIn, caller: Officer, version: Version, response: Response) -> CaseShown:
    async with at_work(caller) as work:
        row = await casework.own(work, case_id, told, version)
        etag(response, row.version)
        return await shown(work, row)


@router.post("/cases/{case_id}/hearings", operation_id="hearCase")
async def hear(case_id: UUID, told: HearingIn, caller: Officer, version: Version, response: Response) -> CaseShown:
    """Planned, held, or not wished; without one of the last two an objection is not rejected."""
    async with at_work(caller) as work:
        row = await casework.hear(work, case_id, told, version)
        etag(response, row.version)
        return await shown(work, row)


@router.post("/cases/{case_id}/closures", operation_id="closeCase")
async def close(case_id: UUID, told: CaseClosureIn, caller: Officer, version: Version, response: Response) -> CaseShown:
    """Answered; an objection by someone else than who decided."""
    async with at_work(caller) as work:
        row = await casework.close(work, case_id, told, version)
        etag(response, row.version)
        return await shown(work, row)
