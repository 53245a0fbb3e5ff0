"""Lists of referrals: whose they are, what state they are in, and where the next page begins."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, tuple_
from sqlmodel import col, select

from kernel.caller import Scope
from kernel.work import Work
from schemas.words import ReferralState, Role
from services.referral.domain import ENDED
from services.referral.store.one import Held, held
from services.referral.tables import AttemptRow, MeetingRow, ReferralRow

List = Literal["open", "planned", "active", "done"]
STATES: dict[List, frozenset[ReferralState]] = {
    "open": frozenset({ReferralState.REQUESTED, ReferralState.OFFERED}),
    "planned": frozenset({ReferralState.ACCEPTED, ReferralState.HANDOVER_PLANNED, ReferralState.AWAITING_HER_WORD}),
    "active": frozenset({ReferralState.HANDED_OVER}),
    "done": ENDED,
}
PAGE = 25


@dataclass(frozen=True, slots=True)
class After:
    """The last row of the page before."""

    at: datetime
    id: UUID


def visible(scope: Scope) -> ColumnElement[bool]:
    """The desk that asked, and the provider that is asked or helped; whoever said no or nothing has lost it."""
    mine: list[ColumnElement[bool]] = []
    if scope.roles & {Role.ASSESSOR, Role.COORDINATOR}:
        mine.append(col(ReferralRow.organisation) == scope.organisation)
    if Role.PROVIDER in scope.roles:
        mine.append(
            and_(
                col(ReferralRow.provider) == scope.organisation,
                or_(col(ReferralRow.receiver).is_not(None), col(ReferralRow.state) == ReferralState.OFFERED),
            )
        )
    return and_(in_region(scope), or_(false(), *mine))


def in_region(scope: Scope) -> ColumnElement[bool]:
    return col(ReferralRow.region) == scope.region


async def page(work: Work, which: List | None, *, signal: UUID | None, after: After | None) -> tuple[list[Held], After | None, int]:
    """What is due first comes first; of what is done, the latest."""
    conditions = [visible(work.scope)]
    if signal is not None:
        conditions.append(col(ReferralRow.signal_id) == signal)
    if which is not None:
        ended = col(ReferralRow.ended_at)
        conditions += [col(ReferralRow.state).in_(STATES[which]), ended.is_not(None) if which == "done" else ended.is_(None)]
    total = (await work.session.exec(select(func.count()).select_from(ReferralRow).where(*conditions))).one()
    latest_first = which in ("done", None)
    by = col(ReferralRow.ended_at) if which == "done" else col(ReferralRow.created_at) if which is None else col(ReferralRow.due_at)
    place = tuple_(by, col(ReferralRow.id))
    if after is not None:
        conditions.append(place < (after.at, after.id) if latest_first else place > (after.at, after.id))
    order = (by.desc(), col(ReferralRow.id).desc()) if latest_first else (by, col(ReferralRow.id))
    rows = (await work.session.exec(select(ReferralRow).where(*conditions).order_by(*order).limit(PAGE + 1))).all()
    more = len(rows) > PAGE
    found = await with_the_rest(work, rows[:PAGE])
    last = rows[PAGE - 1] if more else None
    return found, _after(last, which) if last else None, total


def _after(row: ReferralRow, which: List | None) -> After:
    at = row.ended_at if which == "done" else row.created_at if which is None else row.due_at
    assert at is not None  # every open one has a due time, every ended one an end
    return After(at, row.id)


async def with_the_rest(work: Work, rows: Sequence[ReferralRow]) -> list[Held]:
    """Attempts and meetings of a whole page in one question each."""
    ids = [row.id for row in rows]
    attempts: dict[UUID, list[AttemptRow]] = defaultdict(list)
    question = select(AttemptRow).where(col(AttemptRow.referral_id).in_(ids)).order_by(col(AttemptRow.number))
    for attempt in await work.session.exec(question):
        attempts[attempt.referral_id].append(attempt)
    meetings: dict[UUID, MeetingRow] = {}
    for meeting in await work.session.exec(
        select(MeetingRow).where(col(MeetingRow.referral_id).in_(ids)).order_by(col(MeetingRow.sequence))
    ):
        meetings[meeting.referral_id] = meeting
    return [held(row, attempts[row.id], meetings.get(row.id)) for row in rows]


async def open_of(work: Work, *, caregivers: Sequence[UUID] = (), signal: UUID | None = None) -> list[UUID]:
    """Ids of what has not ended, of a person under any of her ids or of one signal; oldest first, so that locks come in one order."""
    whose = or_(col(ReferralRow.caregiver_id).in_(caregivers), col(ReferralRow.signal_id) == signal)
    question = select(ReferralRow.id).where(col(ReferralRow.ended_at).is_(None), whose).order_by(col(ReferralRow.id))
    return list((await work.session.exec(question)).all())
