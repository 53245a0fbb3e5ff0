"""A referral as the rules know it, read from its rows and written back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, select
from uuid_utils.compat import uuid7

from kernel.refusals import NotFound
from kernel.work import Work
from schemas.base import OfferId, OrganisationId, PersonId, ReferralId, SignalId, StaffId
from schemas.intake import HelpRequested
from schemas.words import Channel, Confirmer, DeclineReason, Group, MeetingWay, Outcome, ReferralState, SupportArea, Urgency
from services.referral.domain import Answer, Attempt, Meeting, Referral, Try
from services.referral.tables import AttemptRow, HistoryRow, MeetingRow, ReferralRow


@dataclass(slots=True)
class Held:
    """A referral in hand: its row, what the rules make of it, and its rows beside."""

    row: ReferralRow
    referral: Referral
    attempts: list[AttemptRow]
    meeting: MeetingRow | None


async def hold(work: Work, referral_id: UUID, *which: ColumnElement[bool], locked: bool) -> Held:
    """The referral, if it may be seen; `locked` makes everyone else wait, so that two deciders come one after the other."""
    held = await find(work, referral_id, *which, locked=locked)
    if held is None:
        raise NotFound
    return held


async def find(work: Work, referral_id: UUID, *which: ColumnElement[bool], locked: bool) -> Held | None:
    question = select(ReferralRow).where(col(ReferralRow.id) == referral_id, *which)
    if locked:
        # What another transaction changed while we waited must be read again, not taken from the session.
        question = question.with_for_update().execution_options(populate_existing=True)
    row = (await work.session.exec(question)).one_or_none()
    if row is None:
        return None
    attempts = await work.session.exec(select(AttemptRow).where(AttemptRow.referral_id == row.id).order_by(col(AttemptRow.number)))
    meetings = await work.session.exec(
        select(MeetingRow).where(MeetingRow.referral_id == row.id).order_by(col(MeetingRow.sequence).desc()).limit(1)
    )
    return held(row, list(attempts.all()), meetings.one_or_none())


def held(row: ReferralRow, attempts: list[AttemptRow], meeting: MeetingRow | None) -> Held:
    return Held(row, _referral(row, attempts, meeting), attempts, meeting)


async def add(work: Work, referral: Referral, reference: str) -> None:
    """A new one, with its first attempt and history."""
    asked = referral.request
    row = ReferralRow(
        id=asked.referral_id,
        reference=reference,
        region=asked.region,
        organisation=asked.desk,
        signal_id=asked.signal_id,
        caregiver_id=asked.caregiver_id,
        assessor=asked.assessor,
        offers=list(asked.offers),
        providers=list(asked.providers),
        support_areas=list(asked.support_areas),
        municipality=asked.municipality,
        urgency=asked.urgency,
        groups=list(asked.groups),
        language=asked.language,
        age_from=asked.age_from,
        warm=asked.warm,
        state=referral.state,
        created_at=work.now,
    )
    work.session.add(row)
    await work.session.flush()
    await _write(work, Held(row, referral, [], None))


async def save(work: Work, held: Held) -> None:
    held.row.version += 1
    await _write(work, held)


async def _write(work: Work, held: Held) -> None:
    row, referral = held.row, held.referral
    row.state, row.provider, row.offer, row.receiver = referral.state, referral.provider, referral.offer, referral.receiver
    row.receiver_met, row.her_word, row.asked_for_her_word = referral.receiver_met, referral.her_word, referral.asked_for_her_word
    row.tries = [[one.on.isoformat(), one.channel] for one in referral.tries]
    row.due_at, row.check_at, row.climbed, row.outcome = referral.due_at, referral.check_at, referral.climbed, referral.outcome
    row.ended_at = (row.ended_at or work.now) if referral.ended else None
    _write_attempts(work, held)
    _write_meeting(work, held)
    for line in referral.lines:
        row.history_length += 1
        work.session.add(
            HistoryRow(referral_id=row.id, position=row.history_length, at=line.at, what=line.what, by=line.by, code=line.code)
        )
    work.session.add(row)
    await work.session.flush()
    referral.lines.clear()


def _write_attempts(work: Work, held: Held) -> None:
    known = {row.number: row for row in held.attempts}
    for attempt in held.referral.attempts:
        row = known.get(attempt.number)
        if row is None:
            row = AttemptRow(
                referral_id=held.row.id,
                number=attempt.number,
                provider=attempt.provider,
                offer=attempt.offer,
                offered_at=attempt.offered_at,
                answer_due=attempt.answer_due,
            )
            held.attempts.append(row)
        row.answer, row.reason, row.answered_at, row.answered_by = attempt.answer, attempt.reason, attempt.answered_at, attempt.answered_by
        work.session.add(row)


def _write_meeting(work: Work, held: Held) -> None:
    meeting = held.referral.meeting
    if meeting is None:
        return
    if held.meeting is None or held.meeting.sequence != meeting.sequence:
        held.meeting = MeetingRow(
            referral_id=held.row.id,
            sequence=meeting.sequence,
            id=uuid7(),
            at=meeting.at,
            minutes=meeting.minutes,
            way=meeting.way,
            assessor=meeting.assessor,
            receiver=meeting.receiver,
        )
    held.meeting.took_place, held.meeting.other_time_asked = meeting.took_place, meeting.other_time_asked
    work.session.add(held.meeting)


def _referral(row: ReferralRow, attempts: list[AttemptRow], meeting: MeetingRow | None) -> Referral:
    return Referral(
        request=HelpRequested(
            caregiver_id=PersonId(row.caregiver_id),
            region=row.region,
            referral_id=ReferralId(row.id),
            signal_id=SignalId(row.signal_id),
            assessor=StaffId(row.assessor),
            desk=OrganisationId(row.organisation),
            offers=tuple(map(OfferId, row.offers)),
            providers=tuple(map(OrganisationId, row.providers)),
            support_areas=tuple(map(SupportArea, row.support_areas)),
            municipality=row.municipality,
            urgency=Urgency(row.urgency),
            groups=tuple(map(Group, row.groups)),
            language=row.language,
            age_from=row.age_from,
            warm=row.warm,
        ),
        state=ReferralState(row.state),
        attempts=[_attempt(attempt) for attempt in attempts],
        provider=None if row.provider is None else OrganisationId(row.provider),
        offer=None if row.offer is None else OfferId(row.offer),
        receiver=None if row.receiver is None else StaffId(row.receiver),
        meeting=_meeting(meeting) if meeting else None,
        receiver_met=row.receiver_met,
        her_word=Confirmer(row.her_word) if row.her_word else None,
        asked_for_her_word=row.asked_for_her_word,
        tries=[_try(one) for one in row.tries],
        due_at=row.due_at,
        climbed=row.climbed,
        check_at=row.check_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
    )


def _attempt(row: AttemptRow) -> Attempt:
    return Attempt(
        number=row.number,
        provider=OrganisationId(row.provider),
        offer=OfferId(row.offer),
        offered_at=row.offered_at,
        answer_due=row.answer_due,
        answer=Answer(row.answer) if row.answer else None,
        reason=DeclineReason(row.reason) if row.reason else None,
        answered_at=row.answered_at,
        answered_by=None if row.answered_by is None else StaffId(row.answered_by),
    )


def _meeting(row: MeetingRow) -> Meeting:
    return Meeting(
        at=row.at,
        minutes=row.minutes,
        way=MeetingWay(row.way),
        assessor=StaffId(row.assessor),
        receiver=StaffId(row.receiver),
        sequence=row.sequence,
        took_place=row.took_place,
        other_time_asked=row.other_time_asked,
    )


def _try(stored: object) -> Try:
    assert isinstance(stored, list)
    on, channel = stored
    return Try(date.fromisoformat(on), Channel(channel) if channel else None)
