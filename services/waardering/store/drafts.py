"""Forms that are not finished: sealed with a key of their own, so that throwing the key away is enough."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from kernel import links
from kernel.work import Work
from services.waardering.tables import DraftRow
from services.waardering.told import Sealed

Answers = dict[str, tuple[str, ...]]


class Saved(Sealed):
    answers: Answers = Field(default_factory=dict)
    email: str | None = None
    """Where the link was asked to go."""


async def find(work: Work, draft: UUID) -> DraftRow | None:
    return await work.session.get(DraftRow, draft)


async def write(work: Work, row: DraftRow, saved: Saved) -> None:
    seal = await work.service.seals.of(work, row.id)
    row.sealed, row.changed_at = seal.seal("draft", "sealed", row.id, saved.to_bytes()), work.now
    work.session.add(row)
    await work.flush()


async def read(work: Work, row: DraftRow) -> Saved:
    seal = await work.service.seals.existing(work, row.id)
    return Saved.model_validate_json(seal.open_bytes("draft", "sealed", row.id, row.sealed))


async def forget(work: Work, draft: UUID) -> None:
    """Its row, its links and its key."""
    await work.connection.execute("delete from draft where id = $1", draft)
    await links.revoke(work, draft)
    await work.service.seals.destroy(work, [draft])


def new(draft: UUID, region: str, scheme: str, expires_at: datetime, now: datetime) -> DraftRow:
    return DraftRow(id=draft, region=region, scheme=scheme, sealed=b"", changed_at=now, expires_at=expires_at)
