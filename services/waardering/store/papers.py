"""Papers that were handed in, sealed with the key of who applied."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel import col, select

from kernel.refusals import NotFound
from kernel.sealing import PersonSeal
from kernel.work import Work
from services.waardering.tables import EvidenceRow

TABLE = "evidence"


async def of_application(work: Work, application: UUID) -> Sequence[EvidenceRow]:
    """In the order in which they came."""
    query = select(EvidenceRow).where(EvidenceRow.application_id == application).order_by(col(EvidenceRow.id))
    return (await work.session.exec(query)).all()


async def one(work: Work, application: UUID, paper: UUID) -> EvidenceRow:
    row = await work.session.get(EvidenceRow, paper)
    if row is None or row.application_id != application:
        raise NotFound
    return row


async def any_of(work: Work, application: UUID) -> bool:
    found: bool = await work.connection.fetchval("select exists (select 1 from evidence where application_id = $1)", application)
    return found


def seal(key: PersonSeal, row: EvidenceRow, name: str, content: bytes) -> None:
    row.name, row.content = key.seal(TABLE, "name", row.id, name), key.seal(TABLE, "content", row.id, content)


def name(key: PersonSeal, row: EvidenceRow) -> str:
    return key.open(TABLE, "name", row.id, row.name)


def content(key: PersonSeal, row: EvidenceRow) -> bytes:
    return key.open_bytes(TABLE, "content", row.id, row.content)


async def forget_of(work: Work, application: UUID) -> None:
    await work.connection.execute("delete from evidence where application_id = $1", application)


async def forget_of_persons(work: Work, persons: Collection[UUID]) -> None:
    await work.connection.execute("delete from evidence where person_id = any($1)", list(persons))
