"""What intake takes back: consent, the signal, the person."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from kernel import aliases
from kernel.refusals import NotYet
from kernel.work import Work
from schemas.base import PersonId, SignalId
from schemas.erasure import ReferralErasureDone
from schemas.words import ErasureResult, KeptGround
from services.referral import domain
from services.referral.domain import BEFORE_HANDOVER
from services.referral.store import lists, one, texts
from services.referral.usecases.changing import settle


async def consent(work: Work, caregiver: PersonId, referrals: Sequence[UUID]) -> None:
    """Everything of hers that was not handed over yet stops, offered or accepted alike."""
    for referral_id in referrals:
        if await one.find(work, referral_id, locked=False) is None:
            raise NotYet(f"referral {referral_id}")
    hers = await lists.open_of(work, caregivers=await aliases.all_of(work, caregiver))
    await _withdraw(work, {*referrals, *hers}, by="caregiver")


async def signal(work: Work, signal_id: SignalId) -> None:
    await _withdraw(work, await lists.open_of(work, signal=signal_id), by="intake")


async def _withdraw(work: Work, referrals: Iterable[UUID], *, by: str) -> None:
    for referral_id in sorted(referrals):
        held = await one.find(work, referral_id, locked=True)
        if held and held.referral.state in BEFORE_HANDOVER:
            held.referral.withdraw(by, work.now)
            await settle(work, held)


async def person(work: Work, person_id: PersonId) -> None:
    """Texts and key go; bare rows stay for the counts, and who looked for as long as the law says."""
    ids = await aliases.all_of(work, person_id)
    for referral_id in await lists.open_of(work, caregivers=ids):
        held = await one.find(work, referral_id, locked=True)
        if held:
            domain.stop_for_good(held.referral, work.now)
            await settle(work, held)
    emptied = await texts.empty(work, ids)
    await work.service.seals.destroy(work, ids)
    result = ErasureResult.EMPTIED if emptied else ErasureResult.DELETED
    kept_until = await work.looks_kept_until(*ids)
    ground = KeptGround.LEGAL_TERM if kept_until else None
    work.publish(ReferralErasureDone(person_id=person_id, result=result, kept_until=kept_until, ground=ground))
