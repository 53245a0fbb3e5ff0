"""History and free text; text is sealed with the caregiver's key, bound to its row."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select
from uuid_utils.compat import uuid7

from kernel.work import Work
from services.referral.store.one import Held
from services.referral.tables import REFERENCES, HistoryRow, MeetingRow, NoteRow, ReferralRow


async def next_number(work: Work) -> int:
    number = await work.session.scalar(REFERENCES)
    assert isinstance(number, int)
    return number


async def history(work: Work, referral_id: UUID) -> Sequence[HistoryRow]:
    return (
        await work.session.exec(select(HistoryRow).where(HistoryRow.referral_id == referral_id).order_by(col(HistoryRow.position)))
    ).all()


async def notes(work: Work, referral_id: UUID) -> Sequence[NoteRow]:
    return (
        await work.session.exec(select(NoteRow).where(NoteRow.referral_id == referral_id).order_by(col(NoteRow.at), col(NoteRow.id)))
    ).all()


async def add_note(work: Work, held: Held, about: str, text: str | None, *, by: str) -> None:
    if not text:
        return
    seal = await work.service.seals.of(work, held.row.caregiver_id)
    note_id = uuid7()
    sealed = seal.seal("note", "text", note_id, text)
    work.session.add(
        NoteRow(id=note_id, referral_id=held.row.id, at=work.now, by=by, organisation=work.by.organisation, about=about, text=sealed)
    )


async def seal_meeting(work: Work, held: Held, *, place: str | None, message: str | None) -> None:
    meeting = held.meeting
    assert meeting is not None  # saved just before
    if place or message:
        seal = await work.service.seals.of(work, held.row.caregiver_id)
        meeting.place = seal.seal("meeting", "place", meeting.id, place) if place else None
        meeting.message = seal.seal("meeting", "message", meeting.id, message) if message else None
        work.session.add(meeting)


async def end_tasks(work: Work, referral_id: UUID) -> None:
    """What somebody was asked to look at has moved on."""
    await work.connection.execute(
        "update task set done_at = $2, done_by = $3 where subject = $1 and done_at is null", referral_id, work.now, work.by.subject
    )


async def empty(work: Work, people: Sequence[UUID]) -> int:
    """Takes every sealed text of these ids away; the rows stay, for the counts. Answers how many referrals there were."""
    theirs = (await work.session.exec(select(ReferralRow.id).where(col(ReferralRow.caregiver_id).in_(people)))).all()
    if theirs:
        await work.session.exec(update(MeetingRow).where(col(MeetingRow.referral_id).in_(theirs)).values(place=None, message=None))
        await work.session.exec(update(NoteRow).where(col(NoteRow.referral_id).in_(theirs)).values(text=None))
    return len(theirs)
