"""Rules that hang on one turn of events."""

from datetime import timedelta

import pytest

from schemas.referral import CaregiverHandedOver, ReferralExpired
from schemas.words import Confirmer, DeclineReason, MeetingWay, ReferralState
from services.referral import domain
from services.referral.domain import Referral, objections

from .examples import HERBERG, MONDAY, RECEIVER, VERSA, FixedTerms, a_request

TERMS = FixedTerms()
HOUR = timedelta(hours=1)


def accepted(*, warm: bool = True) -> Referral:
    referral = Referral.requested(a_request(warm=warm), MONDAY, TERMS)
    referral.accept(VERSA, RECEIVER, MONDAY, TERMS)
    return referral


def plan(referral: Referral, *, hour: int) -> None:
    """Planned an hour before the meeting."""
    at = MONDAY + hour * HOUR
    referral.plan(str(RECEIVER), at=at, minutes=45, way=MeetingWay.AT_HOME, now=at - HOUR, terms=TERMS)


def says(referral: Referral, by: Confirmer, took_place: bool, *, hour: int) -> None:
    domain.confirm(referral, by, took_place, who="x", reasoned=False, now=MONDAY + hour * HOUR, terms=TERMS)


def test_her_yes_to_an_earlier_meeting_does_not_count_for_the_next():
    referral = accepted()
    plan(referral, hour=2)
    says(referral, Confirmer.CAREGIVER, True, hour=3)
    plan(referral, hour=10)

    says(referral, Confirmer.RECEIVER, True, hour=11)

    assert referral.state is ReferralState.AWAITING_HER_WORD
    assert not any(isinstance(fact, CaregiverHandedOver) for fact in referral.facts)


def test_the_clock_of_an_earlier_attempt_does_nothing_to_the_next():
    referral = Referral.requested(a_request(), MONDAY, TERMS)
    referral.decline(VERSA, RECEIVER, DeclineReason.NO_CAPACITY, MONDAY + HOUR, TERMS)

    assert not referral.expire(1, MONDAY + 60 * HOUR, TERMS)
    assert not referral.expire(2, MONDAY + 2 * HOUR, TERMS)
    assert referral.provider == HERBERG
    assert not any(isinstance(fact, ReferralExpired) for fact in referral.facts)


def test_a_meeting_that_the_receiver_confirmed_is_not_planned_away():
    referral = accepted()
    plan(referral, hour=2)
    says(referral, Confirmer.RECEIVER, True, hour=3)

    with pytest.raises(objections.AlreadyMet):
        plan(referral, hour=10)


def test_offers_without_their_providers_are_refused():
    request = a_request().model_copy(update={"providers": (VERSA,)})

    with pytest.raises(ValueError, match="names its provider"):
        Referral.requested(request, MONDAY, TERMS)


def test_the_receiver_who_corrects_a_yes_into_a_no_plans_again():
    referral = accepted(warm=True)
    plan(referral, hour=2)
    says(referral, Confirmer.RECEIVER, True, hour=3)

    says(referral, Confirmer.RECEIVER, False, hour=4)

    assert (referral.state, referral.receiver_met) == (ReferralState.ACCEPTED, False)
    assert referral.due_at == MONDAY + 4 * HOUR + timedelta(days=3)
