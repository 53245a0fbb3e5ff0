"""A yes or a no is recorded; what stood on a yes that is taken back ends in the same transaction."""

from kernel import aliases
from kernel.refusals import BadInput, InputError
from kernel.work import Work
from schemas.api.intake import ConsentIn
from schemas.base import PersonId, ReferralId
from schemas.intake import ConsentRecorded, ConsentWithdrawn
from schemas.words import ConsentPurpose, ConsentWay, Described, SaidBy
from services.intake.domain.consents import given
from services.intake.domain.persons import age_on
from services.intake.domain.who_said import said_of_child, wrong_speakers
from services.intake.refusals import NobodyToWithdraw
from services.intake.region import region
from services.intake.store import consents as consent_store
from services.intake.store import people, signals
from services.intake.tables import Signal
from services.intake.usecases.common import refuse_bad_text, retell, settle, story, who
from services.intake.usecases.receive import as_errors

MOST_REFERRALS = 50


async def record(work: Work, signal: Signal, told: tuple[ConsentIn, ...]) -> None:
    """As the desk heard them."""
    today = region(signal.region).local_day(work.now)
    wrong = [
        InputError(f"/consents/{number}/on", "This day has not come yet.", "the day on which it was asked")
        for number, consent in enumerate(told)
        if consent.on > today
    ]
    ages = await _ages(work, signal)
    wrong += as_errors(tuple(wrong_speakers(told, ages)))
    if wrong:
        raise BadInput(wrong)
    refuse_bad_text(representative=" | ".join(consent.representative.name for consent in told if consent.representative))
    if any(consent.representative for consent in told):
        await retell(work, signal, (await story(work, signal)).with_representatives(told))
    for consent in told:
        await _record(work, signal, consent, of_child=said_of_child(consent, ages[consent.person]))
    if any(consent.given and (consent.person, consent.by) == (Described.CAREGIVER, SaidBy.SELF) for consent in told):
        await people.lift_no_contact(work, signal.caregiver_id)
    await settle(work, signal)


async def _ages(work: Work, signal: Signal) -> dict[Described, int | None]:
    """As far as the file knows."""
    today = region(signal.region).local_day(work.now)
    ids = {Described.CAREGIVER: signal.caregiver_id, Described.CARE_RECIPIENT: signal.recipient_id}
    known = await people.known(work, [one for one in ids.values() if one])
    return {who: age_on(today, known[one].details.birth_date) if one in known else None for who, one in ids.items()}


async def take_back(work: Work, signal: Signal, purpose: ConsentPurpose) -> None:
    """By herself, on her own page; it holds for all her signals."""
    before = await consent_store.of_signal(work, signal)
    if not given(before, Described.CAREGIVER, purpose):
        raise NobodyToWithdraw
    today = region(signal.region).local_day(work.now)
    no = ConsentIn(person=Described.CAREGIVER, purpose=purpose, given=False, on=today, how=ConsentWay.DIGITAL)
    await _record(work, signal, no, of_child=said_of_child(no, (await _ages(work, signal))[Described.CAREGIVER]), whole_file=True)
    for other in await signals.of_caregivers(work, await aliases.all_of(work, signal.caregiver_id), lock=True):
        if other.closed_at is None:
            await settle(work, other)


async def _record(work: Work, signal: Signal, told: ConsentIn, *, of_child: bool, whole_file: bool = False) -> None:
    before = given(await consent_store.of_signal(work, signal), told.person, told.purpose)
    consent_store.record(work, signal, told, by=who(work.by), of_child=of_child, whole_file=whole_file)
    signals.happened(work, signal, "consent", by=who(work.by), code=f"{told.person}/{told.purpose}/{'yes' if told.given else 'no'}")
    await work.flush()
    after = given(await consent_store.of_signal(work, signal), told.person, told.purpose)
    caregiver_id = PersonId(await work.current(signal.caregiver_id))
    if before and not after:
        referrals = await _end_what_stands_on_it(work, signal, told)
        work.publish(
            ConsentWithdrawn(
                caregiver_id=caregiver_id, region=signal.region, about=told.person, purpose=told.purpose, referral_ids=referrals
            )
        )
    else:
        work.publish(
            ConsentRecorded(caregiver_id=caregiver_id, region=signal.region, about=told.person, purpose=told.purpose, given=told.given)
        )


async def _end_what_stands_on_it(work: Work, signal: Signal, told: ConsentIn) -> tuple[ReferralId, ...]:
    """Only her own yes to referral carries referrals and grants. An acceptance that is still under way will find none."""
    if (told.person, told.purpose) != (Described.CAREGIVER, ConsentPurpose.REFERRAL):
        return ()
    hers = await aliases.all_of(work, signal.caregiver_id)
    await consent_store.end_grants(work, why="consent-withdrawn", caregivers=hers)
    running = await consent_store.running_appointments(work, hers)
    for appointment in running:
        appointment.ended_at = work.now
        work.session.add(appointment)
    return tuple(ReferralId(appointment.referral_id) for appointment in running[:MOST_REFERRALS])
