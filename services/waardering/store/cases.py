"""Objections, notices of default and complaints; what was written is sealed with the key of who applied."""

from uuid import UUID

from sqlmodel import col, select

from kernel.refusals import NotFound
from kernel.work import Work
from schemas.base import CaseId
from services.waardering.refusals import ChangedMeanwhile
from services.waardering.tables import CaseRow
from services.waardering.told import Letter

PAGE = 25


def id_of(row: CaseRow) -> CaseId:
    return CaseId(row.id)


async def find(work: Work, case: UUID) -> CaseRow | None:
    query = select(CaseRow).where(CaseRow.id == case).with_for_update().execution_options(populate_existing=True)
    return (await work.session.exec(query)).one_or_none()


async def mine(work: Work, case: UUID, version: int | None) -> CaseRow:
    row = await find(work, case)
    if row is None or row.region != work.scope.region or row.organisation != work.scope.organisation:
        raise NotFound
    if version is not None and row.version != version:
        raise ChangedMeanwhile(version=row.version)
    return row


async def open_of(work: Work, application: UUID, kind: str | None = None) -> list[CaseRow]:
    query = select(CaseRow).where(CaseRow.application_id == application, col(CaseRow.closed_at).is_(None))
    if kind is not None:
        query = query.where(CaseRow.kind == kind)
    return list((await work.session.exec(query.with_for_update())).all())


async def page(work: Work, after: UUID | None) -> list[CaseRow]:
    """What is due first comes first."""
    query = select(CaseRow).where(
        CaseRow.region == work.scope.region, CaseRow.organisation == work.scope.organisation, col(CaseRow.closed_at).is_(None)
    )
    if after is not None:
        last = (await work.session.exec(select(CaseRow).where(CaseRow.id == after))).one_or_none()
        if last is not None:
            query = query.where((col(CaseRow.due_at) > last.due_at) | ((col(CaseRow.due_at) == last.due_at) & (col(CaseRow.id) > last.id)))
    return list((await work.session.exec(query.order_by(col(CaseRow.due_at), col(CaseRow.id)).limit(PAGE + 1))).all())


async def seal(work: Work, row: CaseRow, letter: Letter) -> None:
    key = await work.service.seals.of(work, row.person_id)
    row.sealed = key.seal("case_file", "sealed", row.id, letter.to_bytes())
    work.session.add(row)


async def letter(work: Work, row: CaseRow) -> Letter | None:
    """None once that person was erased."""
    keys = await work.service.seals.for_many(work, [row.person_id])
    if row.person_id not in keys or not row.sealed:
        return None
    return Letter.model_validate_json(keys[row.person_id].open_bytes("case_file", "sealed", row.id, row.sealed))
