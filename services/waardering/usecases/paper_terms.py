"""Papers stay as long as someone may object to the decision, and no longer."""

from uuid import UUID

from kernel.work import Work
from schemas.base import ApplicationId
from services.waardering import terms
from services.waardering.deadlines import PapersKept
from services.waardering.store import applications, papers
from services.waardering.store.applications import Held

WEEKS = 6
"""As long as one can object, where the scheme names no term."""
OPEN_CASE = "select exists (select 1 from case_file where application_id = $1 and closed_at is null)"


async def keep_until(work: Work, held: Held) -> None:
    """From the decision on."""
    if await papers.any_of(work, held.row.id):
        work.remind(PapersKept(application_id=held.id), at=held.row.objection_until or terms.weeks_after(work.now, WEEKS))


async def forget(work: Work, application: ApplicationId) -> None:
    """Unless it is open again, or someone objects still."""
    row = await applications.bare(work, application)
    if row.ended_at is None:
        return
    if await _objects(work, row.id):
        work.remind(PapersKept(application_id=application), at=terms.weeks_after(work.now, WEEKS))
        return
    await papers.forget_of(work, row.id)


async def _objects(work: Work, application: UUID) -> bool:
    found: bool = await work.connection.fetchval(OPEN_CASE, application)
    return found
