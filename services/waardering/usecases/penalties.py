"""The end of a case, and what a decision that came too late costs."""

from kernel.work import Work
from schemas.base import CaseId
from schemas.waardering import WaarderingCaseClosed
from schemas.words import CaseKind, CaseOutcome
from services.waardering import terms
from services.waardering.deadlines import CaseDue
from services.waardering.store import applications, cases
from services.waardering.store.applications import Held
from services.waardering.tables import CaseRow
from services.waardering.usecases.events import about

RIGHTLY = (CaseOutcome.UPHELD, CaseOutcome.SETTLED)
"""A notice that was taken back, or was none, costs nothing (Awb 4:17 lid 6)."""


async def end(work: Work, held: Held, row: CaseRow, outcome: CaseOutcome) -> None:
    row.outcome, row.closed_at, row.closed_by, row.version = outcome, work.now, work.by.staff, row.version + 1
    if row.kind == CaseKind.NOTICE_OF_DEFAULT and outcome in RIGHTLY:
        row.penalty_cents = terms.penalty_cents(row.due_at, work.now)
    work.session.add(row)
    work.forget(CaseDue, row.id)
    await applications.tasks_done(work, row.id)
    work.publish(
        WaarderingCaseClosed(
            **about(held), case_id=CaseId(row.id), kind=CaseKind(row.kind), outcome=outcome, penalty_cents=row.penalty_cents
        )
    )


async def end_default(work: Work, held: Held) -> None:
    """The decision is there: what its days cost stands now (Awb 4:17, 4:18)."""
    for row in await cases.open_of(work, held.row.id, CaseKind.NOTICE_OF_DEFAULT):
        late = work.now > row.due_at
        await end(work, held, row, CaseOutcome.UPHELD if late else CaseOutcome.SETTLED)
        if late:
            work.task("penalty-due", held.row.id, "officer", region=held.row.region)
