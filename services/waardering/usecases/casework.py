"""Objection, notice of default and complaint: each a case with an owner and a due time."""

from datetime import datetime, time
from uuid import UUID, uuid5

from uuid_utils.compat import uuid7

from kernel.refusals import BadInput, InputError
from kernel.work import Work
from schemas.api.waardering import CaseClosureIn, CaseExtensionIn, CaseIn, HearingIn, OwnerIn
from schemas.waardering import WaarderingCaseOpened
from schemas.words import ApplicationState, CaseKind, CaseOutcome, LetterKind
from services.waardering import rules, terms
from services.waardering.deadlines import CaseDue
from services.waardering.refusals import (
    AlreadyEnded,
    AlreadyPostponed,
    BySomeoneElse,
    HearFirst,
    NoObjectionHere,
    NotDecidedYet,
    NotLateYet,
    TooLateToPostpone,
)
from services.waardering.store import applications, cases
from services.waardering.store.applications import Held, who
from services.waardering.store.letters import Planned
from services.waardering.tables import CaseRow
from services.waardering.told import Letter
from services.waardering.usecases import clocks, lettering, penalties, steps
from services.waardering.usecases.events import about

DECIDED = frozenset({ApplicationState.GRANTED, ApplicationState.REFUSED, ApplicationState.POOLED})


async def open_case(work: Work, application: UUID, told: CaseIn) -> CaseRow:
    """A letter came in; its term is the law's."""
    held = await applications.mine(work, application, None)
    received_at = _received_at(work, told)
    _posted_before(told, received_at)
    due_at, until = await _due(work, held, told, received_at)
    after = until is not None and received_at > until
    by_post = after and until is not None and told.posted_on is not None and terms.in_time_by_post(told.posted_on, received_at, until)
    late = after and not by_post
    row = CaseRow(
        id=uuid7(),
        region=held.row.region,
        organisation=held.row.organisation,
        application_id=held.row.id,
        person_id=held.row.person_id,
        kind=told.kind,
        received_at=received_at,
        due_at=due_at,
        late=late,
        posted_on=told.posted_on,
        in_time_by_post=by_post,
        owner=held.row.owner if told.kind is not CaseKind.OBJECTION else None,
        sealed=b"",
    )
    await cases.seal(work, row, Letter(text=told.text))
    work.remind(CaseDue(case_id=cases.id_of(row)), at=max(work.now, due_at - clocks.BEFORE))
    work.publish(WaarderingCaseOpened(**about(held), case_id=cases.id_of(row), kind=told.kind, due_at=due_at))
    await applications.save(work, held, told.kind, by=who(work.by), code="late" if late else "by-post" if by_post else None)
    return row


def _received_at(work: Work, told: CaseIn) -> datetime:
    today = terms.day_of(work.now)
    if told.received_on is None or told.received_on == today:
        return work.now
    if told.received_on > today:
        raise BadInput([InputError("/receivedOn", "This day is still to come.", "the day on which the letter came")])
    return datetime.combine(told.received_on, time(12), terms.ZONE).astimezone(work.now.tzinfo)


def _posted_before(told: CaseIn, received_at: datetime) -> None:
    if told.posted_on is not None and told.posted_on > terms.day_of(received_at):
        raise BadInput([InputError("/postedOn", "It was posted after it came.", "the day on the postmark, not after the day of receipt")])


async def _due(work: Work, held: Held, told: CaseIn, received_at: datetime) -> tuple[datetime, datetime | None]:
    """When it is due, and until when it could come."""
    row = held.row
    if told.kind is CaseKind.COMPLAINT:
        return terms.end_of(terms.day_of(received_at) + terms.COMPLAINT), None
    if told.kind is CaseKind.NOTICE_OF_DEFAULT:
        await _must_be_late(work, held, received_at)
        return terms.notice_due(received_at), None
    nature = (await rules.kept(work, row.scheme_hash)).legal_nature
    if nature.kind == "gift":
        raise NoObjectionHere
    if row.state not in DECIDED or row.objection_until is None:
        raise NotDecidedYet
    due = terms.objection_due(received_at, row.objection_until, committee=told.committee or nature.committee)
    return due, row.objection_until


async def _still_to_decide(work: Work, held: Held) -> bool:
    return held.row.state in steps.UNDECIDED or bool(await cases.open_of(work, held.row.id, CaseKind.OBJECTION))


async def _must_be_late(work: Work, held: Held, received_at: datetime) -> None:
    """With the decision, or with the answer to an objection: that is a decision as well (Awb 1:3, 7:10).

    While her answer is waited for the term stands still, but not when it was asked after its end (Awb 4:15).
    """
    row = held.row
    objections = await cases.open_of(work, row.id, CaseKind.OBJECTION)
    if objections:
        due_at, waits = min(one.due_at for one in objections), True
    else:
        due_at, waits = row.decide_by, row.state in steps.UNDECIDED and (row.asked_at is None or row.asked_at > row.decide_by)
    if not waits or received_at <= due_at:
        raise NotLateYet(decideBy=due_at.isoformat())


async def extend(work: Work, case: UUID, told: CaseExtensionIn, version: int) -> CaseRow:
    """Once, before it is due, and told in writing (Awb 7:10 lid 3, 9:11 lid 2); a notice of default knows no more time."""
    row = await _open(work, case, version)
    most = terms.LONGER.get(CaseKind(row.kind))
    if row.extended or most is None:
        raise AlreadyPostponed
    if work.now > row.due_at:
        raise TooLateToPostpone
    if (told.weeks or most) > most:
        raise BadInput([InputError("/weeks", f"The law allows {most} weeks more.", f"a number from 1 to {most}")])
    row.extended, row.due_at = True, terms.weeks_after(row.due_at, told.weeks or most)
    work.remind(CaseDue(case_id=cases.id_of(row)), at=max(work.now, row.due_at - clocks.BEFORE))
    await _noted(work, row, "extended")
    await lettering.plan(work, [Planned(row.application_id, LetterKind.CASE_EXTENDED, row.id, uuid5(row.id, "extended"))])
    return row


async def own(work: Work, case: UUID, told: OwnerIn, version: int) -> CaseRow:
    """Of an objection not who decided on the application."""
    row = await _open(work, case, version)
    owner = told.staff or work.by.staff
    decided_by = await applications.decided_by(work, row.application_id)
    if row.kind == CaseKind.OBJECTION and str(owner) == decided_by:
        raise BySomeoneElse
    row.owner = owner
    return await _noted(work, row, "owned")


async def hear(work: Work, case: UUID, told: HearingIn, version: int) -> CaseRow:
    """When, what was said, or that it was not wished; only an objection has a hearing."""
    row = await _open(work, case, version)
    if row.kind != CaseKind.OBJECTION:
        raise NoObjectionHere
    if told.at is not None and told.state == "held" and told.at > work.now:
        raise BadInput([InputError("/at", "This moment is still to come.", "when it was held")])
    row.hearing, row.hearing_at = told.state, told.at or row.hearing_at
    if told.note:
        letter = await cases.letter(work, row)
        await cases.seal(work, row, (letter or Letter(text="")).model_copy(update={"heard": told.note}))
    await _noted(work, row, f"hearing-{told.state}")
    if told.state == "planned" and row.hearing_at is not None:
        cause = uuid5(row.id, row.hearing_at.isoformat())
        await lettering.plan(work, [Planned(row.application_id, LetterKind.HEARING, row.id, cause)])
    return row


async def _noted(work: Work, row: CaseRow, what: str) -> CaseRow:
    """In the history of the application, where everyone looks."""
    row.version += 1
    work.session.add(row)
    held = await applications.mine(work, row.application_id, None)
    await applications.save(work, held, f"{row.kind}-{what}", by=who(work.by))
    return row


async def _open(work: Work, case: UUID, version: int | None) -> CaseRow:
    row = await cases.mine(work, case, version)
    if row.closed_at is not None:
        raise AlreadyEnded(**await cases.last_step(work, row))
    return row


async def close(work: Work, case: UUID, told: CaseClosureIn, version: int) -> CaseRow:
    """An objection by someone else than who decided; upheld, the application is decided anew by yet another."""
    row = await _open(work, case, version)
    held = await applications.mine(work, row.application_id, None)
    if row.kind == CaseKind.OBJECTION and held.row.decided_by == work.by.subject and told.outcome is not CaseOutcome.WITHDRAWN:
        raise BySomeoneElse
    if row.kind == CaseKind.OBJECTION and told.outcome is CaseOutcome.REJECTED and row.hearing not in ("held", "waived"):
        raise HearFirst
    if row.kind == CaseKind.NOTICE_OF_DEFAULT and told.outcome in penalties.RIGHTLY and await _still_to_decide(work, held):
        raise NotDecidedYet  # only the decision ends it; until then each day counts
    letter = await cases.letter(work, row)
    await cases.seal(work, row, (letter or Letter(text="")).model_copy(update={"answer": told.text}))
    await penalties.end(work, held, row, told.outcome)
    upheld = row.kind == CaseKind.OBJECTION and told.outcome is CaseOutcome.UPHELD
    held.row.objected = held.row.objected or upheld
    if upheld and held.row.state in DECIDED:  # what was taken back or is being decided anew already stays so
        await steps.reopen(work, held, "objection-upheld")
    else:
        if row.kind == CaseKind.OBJECTION:
            await penalties.end_default(work, held)
        await applications.save(work, held, f"{row.kind}-closed", by=who(work.by), code=told.outcome)
    return row
