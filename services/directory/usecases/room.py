"""A provider says how much room one of its offers has."""

from uuid import UUID

from kernel.refusals import NotFound, Stale
from kernel.work import Work
from schemas.api.directory import CapacityChange
from services.directory.store import looking
from services.directory.store.looking import Found
from services.directory.tables import CapacityRow


def version(found: Found) -> int:
    return found.room.version if found.room else 0


async def change(work: Work, offer_id: UUID, change: CapacityChange, expected: int | None) -> Found:
    """Only of its own offers; another's is not there for it."""
    found = await looking.offer(work, offer_id, locked=True)
    if found is None or found.offer.organisation != work.scope.organisation or found.offer.region != work.scope.region:
        raise NotFound
    if expected is not None and expected != version(found):
        raise Stale(by=found.room.changed_by if found.room else None)
    room = found.room or CapacityRow(offer_id=offer_id, version=0, changed_at=work.now, changed_by=work.by.subject)
    room.version += 1
    room.available, room.waiting_days = change.available, change.waiting_days
    room.changed_at, room.changed_by = work.now, work.by.subject
    work.session.add(room)
    await work.flush()
    return Found(found.offer, found.organisation, room)
