"""What happens when a due time passes; each looks at the state first, for the clock may be late."""

from datetime import datetime

from schemas.words import ReferralState
from services.referral.domain.evidence import ask_for_her_word
from services.referral.domain.parts import ATTEMPTS, Terms
from services.referral.domain.referral import Referral


def overdue(referral: Referral, now: datetime, terms: Terms) -> bool:
    """Whether a person's task follows: the first in line did not move."""
    if referral.check_at is None or now < referral.check_at or referral.state is ReferralState.OFFERED:
        return False
    if referral.state is ReferralState.AWAITING_HER_WORD and referral.asked_for_her_word < ATTEMPTS:
        ask_for_her_word(referral, now, terms)
        return False
    referral.climb(now, terms)
    return True
