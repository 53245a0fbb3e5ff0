"""Each application and each case has a due time and an owner; what nears it or passes it becomes a person's task, and climbs."""

from datetime import timedelta
from uuid import UUID

from kernel.work import Work
from schemas.waardering import WaarderingResumed
from schemas.words import ApplicationState
from services.waardering import terms
from services.waardering.deadlines import AnswerDue, CaseDue, DecisionDue
from services.waardering.store import applications, cases
from services.waardering.store.applications import Held
from services.waardering.usecases.events import about

BEFORE = timedelta(days=7)
"""So long before the term ends its owner is told."""
AGAIN = timedelta(days=7)
"""After which what is overdue is told to the next in line."""
OWNERS = ("officer", "coordinator", "head")


def watch(work: Work, held: Held) -> None:
    """The decision term runs."""
    at = max(work.now, held.row.decide_by - BEFORE)
    work.remind(DecisionDue(application_id=held.id), at=at if at < held.row.decide_by else held.row.decide_by)


async def stop(work: Work, held: Held) -> None:
    """Decided or taken back: nothing is due any more."""
    work.forget(DecisionDue, held.row.id)
    work.forget(AnswerDue, held.row.id)
    held.row.asked_at, held.row.answer_by = None, None
    await applications.tasks_done(work, held.row.id)


async def decision_due(work: Work, application: UUID) -> None:
    """Looks first whether it still matters: told before its end, at its end, and each week after."""
    held = await applications.hold(work, application)
    row = held.row
    if row.ended_at is not None or row.state == ApplicationState.INCOMPLETE:
        return
    late = work.now >= row.decide_by
    kind = "decision-overdue" if late else "decision-due"
    work.task(kind, row.id, OWNERS[min(row.climbed, len(OWNERS) - 1)], region=row.region)
    if late:
        row.climbed += 1
    work.remind(DecisionDue(application_id=held.id), at=work.now + AGAIN if late else row.decide_by)
    await applications.save(work, held, kind, by="waardering")


async def answer_due(work: Work, application: UUID) -> None:
    """Nothing came: the term goes on, and a person decides what follows (Awb 4:5)."""
    held = await applications.hold(work, application)
    if held.row.state != ApplicationState.INCOMPLETE:
        return
    resume(work, held)
    held.row.advice = "not-completed"
    work.task("not-completed", held.row.id, OWNERS[0], region=held.row.region)
    await applications.save(work, held, "not-completed", by="waardering")


def resume(work: Work, held: Held) -> None:
    """The clock stood still from the asking until now (Awb 4:15)."""
    row = held.row
    assert row.asked_at is not None  # only what was asked can be answered
    row.decide_by = terms.suspended(row.decide_by, row.asked_at, work.now)
    row.asked_at, row.answer_by, row.state = None, None, ApplicationState.RECEIVED
    work.forget(AnswerDue, row.id)
    work.publish(WaarderingResumed(**about(held), decide_by=row.decide_by))
    watch(work, held)


async def case_due(work: Work, case: UUID) -> None:
    row = await cases.find(work, case)
    if row is None or row.closed_at is not None:
        return
    work.task(f"{row.kind}-due", row.id, str(row.owner or OWNERS[0]), region=row.region)
    work.remind(CaseDue(case_id=cases.id_of(row)), at=max(work.now, row.due_at) + AGAIN)
