"""Letters over HTTP: read, shown before a decision, printed in batches, and opened by who got one."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from kernel.caller import Caller
from kernel.http.etag import etag
from kernel.http.idempotency import Kept
from kernel.http.paging import cursor_of
from kernel.security.doors import allow
from kernel.work import Work
from schemas.api.waardering import InformationRequestIn, WaarderingDecisionIn
from schemas.api.waardering.letters import (
    LetterContact,
    LetterContactQuestion,
    LetterOpeningIn,
    Letters,
    LetterShown,
    PrintBatch,
    PrintBatches,
    PrintBatchIn,
)
from schemas.base import ApplicationId, LetterId, StaffId
from schemas.words import LetterKind, LetterReason, LetterState, Purpose, Role
from services.waardering import waardering
from services.waardering.api import House, JustOnce, Officer, Version, at_work, read_id
from services.waardering.store import applications, people
from services.waardering.store import letters as store
from services.waardering.store.applications import Held
from services.waardering.tables import LetterRow, PrintBatchRow
from services.waardering.usecases import deciding, lettering, opening, printing, steps

router = APIRouter(prefix="/v1", tags=["letters"])
Cursor = Annotated[str | None, Query(max_length=500)]
Door = Annotated[Caller, Depends(allow(Role.PUBLIC_DOOR))]
PDF = "application/pdf"
A_PDF: dict[int | str, dict[str, object]] = {200: {"content": {PDF: {}}, "description": "PDF/UA-1"}}
GONE = "(gewist)"


async def shown(work: Work, rows: list[LetterRow]) -> tuple[LetterShown, ...]:
    known = await people.details(work, {row.person_id for row in rows})
    references = await store.references(work, {row.application_id for row in rows})
    work.record(*(row.person_id for row in rows), what="letter", action="list")
    return tuple(
        LetterShown(
            id=LetterId(row.id),
            application_id=ApplicationId(row.application_id),
            reference=references[row.application_id],
            name=known[row.person_id].name if row.person_id in known else GONE,
            kind=LetterKind(row.kind),
            state=LetterState(row.state),
            reason=LetterReason(row.reason) if row.reason else None,
            batch_id=row.batch_id,
            created_at=row.created_at,
            sent_at=row.sent_at,
        )
        for row in rows
    )


@router.get("/applications/{application_id}/letters", operation_id="listLettersOfApplication")
async def of_application(application_id: UUID, caller: Officer) -> Letters:
    """The latest first."""
    async with at_work(caller) as work:
        held = await applications.mine(work, application_id, None, locked=False)
        items = await shown(work, await store.of_application(work, held.row.id))
    return Letters(items=items, total=len(items))


@router.get("/letters", operation_id="listLetters")
async def list_letters(
    caller: Officer, which: Annotated[LetterState, Query(alias="state")] = LetterState.TO_PRINT, cursor: Cursor = None
) -> Letters:
    """The oldest first; without `state` those that wait to be printed."""
    async with at_work(caller) as work:
        rows = await store.page(work, which, read_id(cursor))
        items = await shown(work, rows[: store.LIST])
        total = await store.count(work, which)
    return Letters(items=items, total=total, next=cursor_of(str(items[-1].id)) if len(rows) > store.LIST else None)


@router.get("/letters/{letter_id}/file", operation_id="readLetter", response_class=Response, responses=A_PDF)
async def read_letter(letter_id: UUID, caller: Officer) -> Response:
    """As it was sent, the same bytes each time."""
    async with at_work(caller) as work:
        row = await store.mine(work, letter_id)
        work.record(row.person_id, what="letter")
        return Response(await store.opened(work, row), media_type=PDF)


@router.post("/letters/{letter_id}/prints", operation_id="printLetter")
async def print_again(letter_id: UUID, caller: Officer) -> LetterShown:
    """On paper, also when it was held, mailed or posted before."""
    async with at_work(caller) as work:
        (one,) = await shown(work, [await printing.again(work, letter_id)])
    return one


@router.post("/applications/{application_id}/decision-previews", operation_id="previewDecision", response_class=Response, responses=A_PDF)
async def preview_decision(application_id: UUID, told: WaarderingDecisionIn, caller: Officer) -> Response:
    """The letter that this decision would send, with its real data; nothing is decided."""

    async def step(work: Work) -> Held:
        return await deciding.decide(work, application_id, told, await _version(work, application_id))

    return await _preview(caller, application_id, LetterKind.GRANTED if told.grant else LetterKind.REFUSED, step)


@router.post(
    "/applications/{application_id}/information-request-previews",
    operation_id="previewInformationRequest",
    response_class=Response,
    responses=A_PDF,
)
async def preview_question(application_id: UUID, told: InformationRequestIn, caller: Officer) -> Response:
    """The letter that would ask this; nothing is asked."""

    async def step(work: Work) -> Held:
        return await steps.ask(work, application_id, told, await _version(work, application_id))

    return await _preview(caller, application_id, LetterKind.INFORMATION, step)


async def _version(work: Work, application_id: UUID) -> int:
    return (await applications.mine(work, application_id, None, locked=False)).row.version


async def _preview(caller: Caller, application_id: UUID, kind: LetterKind, step: lettering.Step) -> Response:
    document = await lettering.preview(at_work(caller), kind, step)
    async with at_work(caller) as work:
        held = await applications.mine(work, application_id, None, locked=False)
        work.record(*(party.person_id for party in held.parties), what="letter", action="preview")
    return Response(document, media_type=PDF)


# on paper -----------------------------------------------------------------------------------------


def batch_shown(row: PrintBatchRow) -> PrintBatch:
    return PrintBatch(
        id=row.id,
        version=row.version,
        count=row.count,
        made_at=row.made_at,
        made_by=StaffId(row.made_by),
        posted_at=row.posted_at,
        posted_by=StaffId(row.posted_by) if row.posted_by else None,
    )


@router.post("/print-batches", operation_id="makePrintBatch", status_code=201, response_model=PrintBatch)
async def make_batch(told: PrintBatchIn, caller: Officer, once: JustOnce) -> Response:
    """All letters that wait, in postal order; each letter is in one batch."""

    async def make() -> Kept:
        row = await printing.make(work, told.most)
        return Kept.of(batch_shown(row), 201, Location=f"/v1/print-batches/{row.id}")

    async with at_work(caller) as work:
        return await once.do(work, make)


@router.get("/print-batches", operation_id="listPrintBatches")
async def list_batches(caller: Officer, cursor: Cursor = None) -> PrintBatches:
    """The latest first."""
    async with at_work(caller) as work:
        rows = await store.batches(work, read_id(cursor))
    items = tuple(map(batch_shown, rows[: store.LIST]))
    return PrintBatches(items=items, next=cursor_of(str(items[-1].id)) if len(rows) > store.LIST else None)


@router.get("/print-batches/{batch_id}", operation_id="readPrintBatch")
async def read_batch(batch_id: UUID, caller: Officer, response: Response) -> PrintBatch:
    async with at_work(caller) as work:
        row = await store.batch(work, batch_id)
        etag(response, row.version)
        return batch_shown(row)


@router.get("/print-batches/{batch_id}/file", operation_id="readPrintBatchFile", response_class=Response, responses=A_PDF)
async def read_batch_file(batch_id: UUID, caller: Officer) -> Response:
    """One PDF, each letter from the front of a sheet on; everyone in it is recorded as looked at."""
    async with at_work(caller) as work:
        return Response(await printing.file_of(work, batch_id), media_type=PDF)


@router.post("/print-batches/{batch_id}/postings", operation_id="postPrintBatch")
async def post_batch(batch_id: UUID, caller: Officer, version: Version, response: Response) -> PrintBatch:
    """On its way, once; the objection term of the decisions in it runs from today."""
    async with at_work(caller) as work:
        row = await printing.posted(work, batch_id, version)
        etag(response, row.version)
        return batch_shown(row)


# to whom it is ------------------------------------------------------------------------------------


@router.post("/letter-contacts", operation_id="askLetterContact")
async def ask_contact(asked: LetterContactQuestion, caller: House) -> LetterContact:
    """By notifications, at the moment of sending."""
    async with waardering.work(by=caller, purpose=Purpose.MESSAGES) as work:
        return await opening.contact(work, asked)


@router.post("/letter-openings", operation_id="openLetter", response_class=Response, responses=A_PDF)
async def open_letter(told: LetterOpeningIn, caller: Door) -> Response:
    """By the link in her mail."""
    async with at_work(caller, Purpose.OWN_FILE) as work:
        _, document = await opening.opened(work, told.token)
    return Response(document, media_type=PDF)
