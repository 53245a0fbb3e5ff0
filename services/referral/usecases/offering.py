"""Asking providers in turn, until one says yes or the desk has it again."""

from uuid import UUID

from kernel.refusals import Forbidden
from kernel.work import Work
from schemas.api.referral import DecisionIn
from schemas.base import OrganisationId, StaffId
from schemas.intake import HelpRequested
from schemas.words import ReferralState
from services.referral.domain import Referral
from services.referral.settings import terms_of
from services.referral.store import lists, one, texts
from services.referral.store.one import Held
from services.referral.usecases.changing import must_be_fresh, objections_refused, settle, terms
from services.referral.usecases.clocks import set_clock


async def begin(work: Work, request: HelpRequested) -> None:
    """The first choice is asked at once. Told twice, it is one referral."""
    if await one.find(work, request.referral_id, locked=False):
        return
    of_region = terms_of(request.region)
    referral = Referral.requested(request, work.now, of_region)
    await one.add(work, referral, of_region.reference(await texts.next_number(work), work.now))
    for fact in referral.facts:
        work.publish(fact)
    set_clock(work, referral, was=ReferralState.REQUESTED)


async def decide(work: Work, referral_id: UUID, decision: DecisionIn, version: int | None) -> Held:
    """Yes or no. The row is locked, so a colleague or the clock comes before or after, never between."""
    if work.by.staff is None or work.scope.organisation is None:
        raise Forbidden  # a person answers for an organisation
    provider, by = OrganisationId(work.scope.organisation), StaffId(work.by.staff)
    held = await one.hold(work, referral_id, lists.in_region(work.scope), locked=True)
    with objections_refused():
        held.referral.asked(provider)
        await must_be_fresh(work, held, version)
        if decision.accept:
            held.referral.accept(provider, by, work.now, terms(held))
        else:
            assert decision.reason is not None  # the body was checked
            held.referral.decline(provider, by, decision.reason, work.now, terms(held))
    await settle(work, held)
    await texts.add_note(work, held, "room-again-on", decision.room_again_on, by=str(by))
    return held


async def expire(work: Work, referral_id: UUID, attempt: int) -> None:
    held = await one.find(work, referral_id, locked=True)
    if held and held.referral.expire(attempt, work.now, terms(held)):
        await settle(work, held)
