"""Forms that are not finished: sealed with a key of their own, so that throwing the key away is enough."""

import json
from datetime import datetime
from uuid import UUID

from kernel import links
from kernel.work import Work
from services.waardering.tables import DraftRow

Answers = dict[str, tuple[str, ...]]


async def find(work: Work, draft: UUID) -> DraftRow | None:
    return await work.session.get(DraftRow, draft)


async def write(work: Work, row: DraftRow, answers: Answers) -> None:
    seal = await work.service.seals.of(work, row.id)
    row.sealed, row.changed_at = seal.seal("draft", "sealed", row.id, json.dumps(answers)), work.now
    work.session.add(row)
    await work.flush()


async def answers(work: Work, row: DraftRow) -> Answers:
    seal = await work.service.seals.existing(work, row.id)
    typed = json.loads(seal.open("draft", "sealed", row.id, row.sealed))
    return {name: tuple(values) for name, values in typed.items()}


async def forget(work: Work, draft: UUID) -> None:
    """Its row, its links and its key."""
    await work.connection.execute("delete from draft where id = $1", draft)
    await links.revoke(work, draft)
    await work.service.seals.destroy(work, [draft])


def new(draft: UUID, region: str, scheme: str, expires_at: datetime, now: datetime) -> DraftRow:
    return DraftRow(id=draft, region=region, scheme=scheme, sealed=b"", changed_at=now, expires_at=expires_at)
