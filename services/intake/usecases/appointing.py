"""The assessor looks at ranked offers and appoints; software only says what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from uuid_utils.compat import uuid7

from kernel.refusals import BadInput, InputError, Refused
from kernel.work import Work
from schemas.api.directory import Ranking, RankingRequest
from schemas.api.intake import AppointmentIn, OffersForSignal
from schemas.base import OfferId, OrganisationId, PersonId, ReferralId, StaffId
from schemas.intake import HelpRequested
from schemas.words import ConsentPurpose, Described, Group, SupportArea, Urgency
from services.intake.domain.consents import given, is_child
from services.intake.domain.persons import Details, Words, age_on, groups_of, groups_that_may_leave
from services.intake.domain.steps import missing
from services.intake.refusals import AlreadyAppointed, CannotAppointYet, NeverForSafety
from services.intake.region import region
from services.intake.store import consents as consent_store
from services.intake.store import people, signals
from services.intake.tables import Appointment, Signal
from services.intake.usecases.common import facts, must_be_open, refuse_bad_text, seal_of, settle, story, who
from services.intake.usecases.triage import look_again

BAND = 10
"""An age leaves as the first year of its ten, never as it is."""


@dataclass(frozen=True)
class Question:
    """What a provider has to know to decide, and nothing that tells who it is."""

    areas: tuple[SupportArea, ...]
    municipality: str | None
    groups: tuple[Group, ...]
    language: str
    urgency: Urgency
    age_from: int | None
    postcode4: int | None

    def ranking(self, region_code: str) -> RankingRequest:
        return RankingRequest(
            region=region_code,
            support_areas=self.areas,
            municipality=self.municipality,
            groups=self.groups,
            language=self.language,
            urgency=self.urgency,
            postcode4=self.postcode4,
        )


async def question_of(work: Work, signal: Signal) -> Question:
    known = (await people.known(work, [signal.caregiver_id])).get(signal.caregiver_id)
    her = known.details if known else Details()
    consents = await consent_store.of_signal(work, signal)
    age = age_on(region(signal.region).local_day(work.now), her.birth_date)
    groups = groups_of((await story(work, signal)).groups, age)
    return Question(
        areas=tuple(SupportArea(area) for area in signal.support_areas),
        municipality=known.municipality if known else None,
        groups=groups_that_may_leave(groups, recipient_consents=given(consents, Described.CARE_RECIPIENT, ConsentPurpose.REFERRAL)),
        language=her.language,
        urgency=Urgency(signal.urgency),
        age_from=age // BAND * BAND if age is not None else None,
        postcode4=int(her.postcode[:4]) if her.postcode else None,
    )


def may_be_offered(signal: Signal) -> bool:
    """For safety there is nothing to choose from, and without an area nothing to look for."""
    return signal.urgency != Urgency.SAFETY and bool(signal.support_areas) and signal.closed_at is None


def offers(ranking: Ranking) -> OffersForSignal:
    return OffersForSignal(considered=ranking.considered, items=ranking.items)


async def may_appoint(work: Work, signal: Signal) -> None:
    """Names everything that is missing at once."""
    must_be_open(signal)
    known = (await people.known(work, [signal.caregiver_id])).get(signal.caregiver_id)
    age = age_on(region(signal.region).local_day(work.now), known.details.birth_date) if known else None
    lacking = missing(facts(signal, await consent_store.of_signal(work, signal), child=is_child(age)))
    if "safety" in lacking:
        raise NeverForSafety(missing=",".join(lacking))
    if lacking:
        raise CannotAppointYet(missing=",".join(lacking))
    if signal.referral_open:
        raise AlreadyAppointed(referral=str(signal.referral_id))


async def appoint(work: Work, signal: Signal, told: AppointmentIn, providers: Mapping[OfferId, OrganisationId]) -> ReferralId:
    """`providers`: who has which offer, as the directory answered for this very question."""
    await may_appoint(work, signal)
    refuse_bad_text(warmReason=told.warm_reason)
    _check(told, providers)
    staff = work.by.staff
    if staff is None:
        raise Refused("a person appoints")
    asked = await question_of(work, signal)
    referral_id = ReferralId(uuid7())
    caregiver_id = PersonId(await work.current(signal.caregiver_id))
    row = Appointment(
        referral_id=referral_id,
        signal_id=signal.id,
        caregiver_id=caregiver_id,
        region=signal.region,
        assessor=staff,
        warm=told.warm,
        at=work.now,
    )
    if told.warm_reason:
        seal = await seal_of(work, signal)
        row.sealed = seal.seal("appointment", "sealed", referral_id, Words(text=told.warm_reason).to_bytes())
    work.session.add(row)
    signal.referral_id, signal.referral_open = referral_id, True
    signal.mark, signal.stuck, signal.escalation, signal.stopped = None, False, 0, True
    signals.happened(work, signal, "help-requested", by=who(work.by))
    await signals.tasks_done(work, signal)
    await settle(work, signal)
    look_again(work, signal)
    work.publish(
        HelpRequested(
            caregiver_id=caregiver_id,
            region=signal.region,
            referral_id=referral_id,
            signal_id=signals.id_of(signal),
            assessor=StaffId(staff),
            desk=OrganisationId(work.by.organisation) if work.by.organisation else region(signal.region).desk_id,
            offers=told.offers,
            providers=tuple(providers[offer] for offer in told.offers),
            support_areas=asked.areas,
            municipality=asked.municipality,
            urgency=asked.urgency,
            groups=asked.groups,
            language=asked.language,
            age_from=asked.age_from,
            warm=told.warm,
        )
    )
    return referral_id


def _check(told: AppointmentIn, providers: Mapping[OfferId, OrganisationId]) -> None:
    wrong = [
        InputError(f"/offers/{number}", "This offer does not fit this question.", "one of the offers that are shown for this signal")
        for number, offer in enumerate(told.offers)
        if offer not in providers
    ]
    if len(set(told.offers)) != len(told.offers):
        wrong.append(InputError("/offers", "An offer is named twice.", "each offer once"))
    if told.warm and not told.warm_reason:
        wrong.append(InputError("/warmReason", "A warm handover needs a reason.", "why these three people have to meet"))
    if wrong:
        raise BadInput(wrong)
