"""Planning the meeting of three, hearing both words, and how support ended."""

from uuid import UUID

from kernel.refusals import Forbidden
from kernel.work import Work
from schemas.api.referral import ConfirmationIn, MeetingIn, OtherTimeIn, OutcomeIn, WithdrawalIn
from schemas.words import Confirmer, Role
from services.referral import domain
from services.referral.domain.parts import ATTEMPTS
from services.referral.store import lists, one, texts
from services.referral.store.one import Held
from services.referral.usecases import seeing
from services.referral.usecases.changing import must_be_fresh, objections_refused, settle, terms

DESK = frozenset({Role.ASSESSOR, Role.COORDINATOR})


async def take(work: Work, referral_id: UUID, version: int | None) -> Held:
    """The referral in this member of staff's hands."""
    held = await one.hold(work, referral_id, lists.visible(work.scope), locked=True)
    await must_be_fresh(work, held, version)
    return held


async def plan(work: Work, referral_id: UUID, meeting: MeetingIn, version: int | None) -> Held:
    held = await take(work, referral_id, version)
    with objections_refused():
        held.referral.plan(work.by.subject, at=meeting.at, minutes=meeting.minutes, way=meeting.way, now=work.now, terms=terms(held))
    await settle(work, held)
    await texts.seal_meeting(work, held, place=meeting.place, message=meeting.message)
    return held


async def confirm(work: Work, referral_id: UUID, word: ConfirmationIn, version: int | None) -> Held:
    """The receiver's own word, or at the desk hers by phone, or the coordinator's decision."""
    held = await take(work, referral_id, version)
    by = confirmer(held, work.by.roles, word)
    with objections_refused():
        domain.confirm(held.referral, by, word.took_place, who=work.by.subject, reasoned=bool(word.reason), now=work.now, terms=terms(held))
    await settle(work, held)
    await texts.add_note(work, held, "confirmation", word.reason, by=work.by.subject)
    return held


def confirmer(held: Held, roles: frozenset[str], word: ConfirmationIn) -> Confirmer:
    """Unless said otherwise, the desk passes on her word; a coordinator's reason after three attempts is a decision."""
    if not roles & DESK:
        return Confirmer.RECEIVER
    asked_enough = held.referral.asked_for_her_word >= ATTEMPTS
    if word.by is Confirmer.COORDINATOR and Role.COORDINATOR not in roles:
        raise Forbidden
    if word.by is Confirmer.COORDINATOR or (word.by is None and Role.COORDINATOR in roles and word.reason and asked_enough):
        return Confirmer.COORDINATOR
    return Confirmer.DESK_FOR_CAREGIVER


async def hear_her(work: Work, referral_id: UUID, word: ConfirmationIn) -> Held:
    """She says it herself, by the link in her mail."""
    held = await seeing.hers(work, referral_id, action="confirm-handover")
    with objections_refused():
        domain.confirm(
            held.referral, Confirmer.CAREGIVER, word.took_place, who="caregiver", reasoned=False, now=work.now, terms=terms(held)
        )
    await settle(work, held)
    await texts.add_note(work, held, "confirmation", word.reason, by="caregiver")
    return held


async def hear_other_time(work: Work, referral_id: UUID, wish: OtherTimeIn) -> Held:
    """She cannot come then."""
    held = await seeing.hers(work, referral_id)
    with objections_refused():
        domain.ask_other_time(held.referral, work.now)
    if held.referral.lines:
        await texts.add_note(work, held, "other-time", wish.wish, by="caregiver")
    await settle(work, held)
    return held


async def finish(work: Work, referral_id: UUID, end: OutcomeIn, version: int | None) -> Held:
    held = await take(work, referral_id, version)
    with objections_refused():
        domain.finish(
            held.referral,
            end.outcome,
            completed=end.completed,
            by=work.by.subject,
            channel=end.channel,
            now=work.now,
            terms=terms(held),
        )
    await settle(work, held)
    await texts.add_note(work, held, "outcome", end.note, by=work.by.subject)
    return held


async def withdraw(work: Work, referral_id: UUID, why: WithdrawalIn, version: int | None) -> Held:
    """By the desk."""
    held = await take(work, referral_id, version)
    with objections_refused():
        held.referral.withdraw(work.by.subject, work.now)
    await settle(work, held)
    await texts.add_note(work, held, "withdrawal", why.reason, by=work.by.subject)
    return held


async def look_at_the_clock(work: Work, referral_id: UUID) -> None:
    """Somebody had to do something by now; if not, it climbs, and a person gets a task."""
    held = await one.find(work, referral_id, locked=True)
    if held is None:
        return
    if domain.overdue(held.referral, work.now, terms(held)):
        work.task(f"{held.referral.due}-overdue", referral_id, str(held.referral.owner), region=held.row.region)
    await settle(work, held)
