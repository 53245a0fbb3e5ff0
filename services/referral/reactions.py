"""When intake asks or takes back, and when a due time passes."""

from kernel import aliases
from kernel.work import Work
from schemas.intake import ConsentWithdrawn, HelpRequested, PersonErased, PersonsMerged, PersonsUnmerged, SignalClosed
from schemas.words import ConsentPurpose, Described, Ending
from services.referral import referral
from services.referral.usecases import handing_over, offering, taking_back
from services.referral.usecases.clocks import MeetingUnconfirmed, OfferUnanswered, OutcomeOverdue, PlanOverdue

OURS = frozenset({Ending.SUPPORT_COMPLETED, Ending.SUPPORT_STOPPED})
"""Endings that intake heard from us."""


@referral.hears(HelpRequested)
async def offer_to_the_first_choice(event: HelpRequested, work: Work) -> None:
    await offering.begin(work, event)


@referral.hears(ConsentWithdrawn)
async def withdraw_what_she_takes_back(event: ConsentWithdrawn, work: Work) -> None:
    """Only her own consent to be referred carries a referral; his is about what may be told of him."""
    if event.about is Described.CAREGIVER and event.purpose is ConsentPurpose.REFERRAL:
        await taking_back.consent(work, event.caregiver_id, event.referral_ids)


@referral.hears(SignalClosed)
async def withdraw_what_the_desk_closed(event: SignalClosed, work: Work) -> None:
    if event.ending not in OURS:
        await taking_back.signal(work, event.signal_id)


@referral.hears(PersonsMerged)
async def take_two_ids_for_one_person(event: PersonsMerged, work: Work) -> None:
    await aliases.lead(work, event.old, event.into)


@referral.hears(PersonsUnmerged)
async def take_them_for_two_again(event: PersonsUnmerged, work: Work) -> None:
    await aliases.part(work, event.old)


@referral.hears(PersonErased)
async def empty_what_is_hers(event: PersonErased, work: Work) -> None:
    await taking_back.person(work, event.person_id)


@referral.when_due(OfferUnanswered)
async def ask_the_next_choice(deadline: OfferUnanswered, work: Work) -> None:
    await offering.expire(work, deadline.referral_id, deadline.attempt)


@referral.when_due(PlanOverdue)
async def say_that_no_meeting_is_planned(deadline: PlanOverdue, work: Work) -> None:
    await handing_over.look_at_the_clock(work, deadline.referral_id)


@referral.when_due(MeetingUnconfirmed)
async def ask_for_the_missing_word(deadline: MeetingUnconfirmed, work: Work) -> None:
    await handing_over.look_at_the_clock(work, deadline.referral_id)


@referral.when_due(OutcomeOverdue)
async def ask_how_it_ended(deadline: OutcomeOverdue, work: Work) -> None:
    await handing_over.look_at_the_clock(work, deadline.referral_id)
