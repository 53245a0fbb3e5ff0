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
        raise ChangedMeanwhile(version=row.version, **await last_step(work, row))
    return row


async def last_step(work: Work, row: CaseRow) -> dict[str, str]:
    """Who was first; its steps stand in the application's history under its kind."""
    last = await work.connection.fetchrow(
        "select by, at from history where application_id = $1 and starts_with(what, $2) order by position desc limit 1",
        row.application_id,
        row.kind,
    )
    return {} if last is None else {"by": last["by"], "at": last["at"].isoformat()}


async def open_of(work: Work, application: UUID, kind: str | None = None) -> list[CaseRow]:
    query = select(CaseRow).where(CaseRow.application_id == application, col(CaseRow.closed_at).is_(None))
    if kind is not None:
        query = query.where(CaseRow.kind == kind)
    return list((await work.session.exec(query.with_for_update())).all())


async def page(work: Work, after: UUID | None, *, done: bool = False) -> list[CaseRow]:
    """What is due first comes first; of what is done, the latest."""
    at = col(CaseRow.closed_at) if done else col(CaseRow.due_at)
    mine = (CaseRow.region == work.scope.region, CaseRow.organisation == work.scope.organisation)
    query = select(CaseRow).where(*mine, col(CaseRow.closed_at).is_not(None) if done else col(CaseRow.closed_at).is_(None))
    last = (await work.session.exec(select(CaseRow).where(CaseRow.id == after, *mine))).one_or_none() if after is not None else None
    if last is not None:
        moment = last.closed_at if done else last.due_at
        further = at < moment if done else at > moment
        query = query.where(further | ((at == moment) & (col(CaseRow.id) > last.id)))
    return list((await work.session.exec(query.order_by(at.desc() if done else at, col(CaseRow.id)).limit(PAGE + 1))).all())


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
