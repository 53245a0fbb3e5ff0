"""Whether the handover took place, and how support ended: she is handed over only on the evidence of both."""

from datetime import datetime

from schemas.referral import HandoverConfirmed, HerWordAwaited, ReferralCompleted, ReferralStopped
from schemas.words import CallReason, Channel, Confirmer, Outcome, ReferralState, ReturnReason
from services.referral.domain import objections
from services.referral.domain.parts import ATTEMPTS, ENDS_WELL, HERS, Meeting, Terms, Try
from services.referral.domain.referral import OURSELVES, Referral


def confirm(referral: Referral, by: Confirmer, took_place: bool, *, who: str, reasoned: bool, now: datetime, terms: Terms) -> None:
    """One side's word. The same word twice changes nothing."""
    if referral.state is ReferralState.HANDED_OVER:
        _afterwards(referral, by, took_place, who=who, now=now)
        return
    referral.must_be_accepted()
    if referral.state is ReferralState.ACCEPTED:
        _nothing_planned(referral, by, took_place, who=who, now=now, terms=terms)
        return
    meeting = referral.meeting
    if meeting is None:
        raise objections.NothingPlanned
    if now < meeting.at:
        raise objections.TooEarly
    if by is Confirmer.COORDINATOR and not _coordinator_may_decide(referral, reasoned):
        raise objections.HerWordFirst
    if not took_place:
        _meet_again(referral, meeting, by, who=who, now=now, terms=terms)
    elif by is Confirmer.RECEIVER and not referral.receiver_met:
        referral.receiver_met = True
        _tell(referral, by, took_place=True, who=who, now=now)
        if referral.her_word or not referral.request.warm:
            referral.hand_over(now, terms, by=who)
        else:
            referral.turn(ReferralState.AWAITING_HER_WORD, terms.word_due(now))
    elif by is not Confirmer.RECEIVER and not referral.her_word:
        referral.her_word = by
        _tell(referral, by, took_place=True, who=who, now=now)
        if referral.receiver_met:
            referral.hand_over(now, terms, by=who)


def ask_for_her_word(referral: Referral, now: datetime, terms: Terms) -> None:
    """Silence never counts: a person rings her, three times, and then the coordinator decides."""
    referral.asked_for_her_word += 1
    referral.check_at = terms.word_due(now)
    _ring(referral, CallReason.AWAITING_HER_WORD)
    referral.note(now, "her-word-awaited", code=str(referral.asked_for_her_word))


def ask_other_time(referral: Referral, now: datetime) -> None:
    """She cannot come then: the desk rings her, once for this meeting."""
    referral.must_be_accepted()
    if referral.state is not ReferralState.HANDOVER_PLANNED or referral.meeting is None:
        raise objections.NothingPlanned
    if not referral.meeting.other_time_asked:
        referral.meeting.other_time_asked = True
        _ring(referral, CallReason.ASKS_OTHER_TIME)
        referral.note(now, "other-time", by="caregiver")


def finish(referral: Referral, outcome: Outcome, *, completed: bool, by: str, channel: Channel | None, now: datetime, terms: Terms) -> None:
    """How it ended, or one more vain attempt to reach her."""
    completed = completed and outcome in ENDS_WELL
    if referral.state is ReferralState.HANDED_OVER:
        _end(referral, outcome, completed=completed, by=by, now=now)
        return
    referral.must_be_accepted()
    if referral.state is ReferralState.AWAITING_HER_WORD:
        if completed:
            raise objections.HerWordFirst
        _end(referral, outcome, completed=False, by=by, now=now)
    elif outcome is Outcome.NO_CONTACT:
        _could_not_reach_her(referral, channel, by=by, now=now, terms=terms)
    elif completed or outcome in (Outcome.GOAL_REACHED, Outcome.PARTLY_REACHED):
        raise objections.NotHandedOver
    elif outcome is Outcome.OTHER_HELP_NEEDED:
        referral.give_back(ReturnReason.HANDOVER_FAILED, now, by=by)
    else:
        _end(referral, outcome, completed=False, by=by, now=now)


def stop_for_good(referral: Referral, now: datetime) -> None:
    """Her data are erased: whatever was open is over."""
    if referral.state is ReferralState.HANDED_OVER:
        _end(referral, Outcome.CAREGIVER_STOPPED, completed=False, by=OURSELVES, now=now)
    elif not referral.ended:
        referral.withdraw(OURSELVES, now)


def _coordinator_may_decide(referral: Referral, reasoned: bool) -> bool:
    return referral.state is ReferralState.AWAITING_HER_WORD and referral.asked_for_her_word >= ATTEMPTS and reasoned


def _nothing_planned(referral: Referral, by: Confirmer, took_place: bool, *, who: str, now: datetime, terms: Terms) -> None:
    """Without a meeting only the receiver's first contact counts, where no warm handover was asked for."""
    if by is Confirmer.RECEIVER and took_place and not referral.request.warm:
        referral.receiver_met = True
        _tell(referral, by, took_place=True, who=who, now=now)
        referral.hand_over(now, terms, by=who)
        return
    said_so_before = referral.meeting is not None and referral.meeting.took_place is False
    if took_place or not said_so_before:
        raise objections.NothingPlanned


def _afterwards(referral: Referral, by: Confirmer, took_place: bool, *, who: str, now: datetime) -> None:
    """A word after the handover: hers is still heard where someone else decided in her place."""
    her_first_word = by in HERS and referral.her_word not in HERS
    if not took_place and not her_first_word:
        raise objections.AlreadyHandedOver
    if her_first_word:
        referral.her_word = by
        _tell(referral, by, took_place=took_place, who=who, now=now)
        if not took_place:
            _ring(referral, CallReason.SHE_SAID_NO)


def _meet_again(referral: Referral, meeting: Meeting, by: Confirmer, *, who: str, now: datetime, terms: Terms) -> None:
    """It did not take place, says one of them: a new meeting is planned and the desk rings her."""
    meeting.took_place = False
    referral.receiver_met, referral.her_word, referral.asked_for_her_word = False, None, 0
    _tell(referral, by, took_place=False, who=who, now=now)
    _ring(referral, CallReason.AWAITING_HER_WORD if by is Confirmer.RECEIVER else CallReason.SHE_SAID_NO)
    referral.turn(ReferralState.ACCEPTED, terms.plan_due(now))


def _could_not_reach_her(referral: Referral, channel: Channel | None, *, by: str, now: datetime, terms: Terms) -> None:
    today = terms.day(now)
    if any(one.on == today for one in referral.tries):
        raise objections.TriedToday
    tries = [*referral.tries, Try(today, channel)]
    if len(tries) >= ATTEMPTS and len({one.channel for one in tries}) == 1 and channel is not None:
        raise objections.TryAnotherWay
    referral.tries = tries
    referral.note(now, "tried", by=by, code=channel)
    if len(tries) >= ATTEMPTS:
        referral.give_back(ReturnReason.NO_CONTACT, now, by=by)


def _end(referral: Referral, outcome: Outcome, *, completed: bool, by: str, now: datetime) -> None:
    assert referral.provider is not None  # accepted long ago
    referral.outcome = outcome
    if completed:
        referral.turn(ReferralState.COMPLETED, None)
        referral.facts.append(ReferralCompleted(**referral.about, provider=referral.provider, outcome=outcome))
    else:
        referral.turn(ReferralState.STOPPED, None)
        referral.facts.append(ReferralStopped(**referral.about, provider=referral.provider, outcome=outcome))
    referral.note(now, referral.state, by=by, code=outcome)


def _tell(referral: Referral, by: Confirmer, *, took_place: bool, who: str, now: datetime) -> None:
    referral.facts.append(HandoverConfirmed(**referral.about, by=by, took_place=took_place))
    referral.note(now, "confirmed" if took_place else "not-met", by=who, code=by)


def _ring(referral: Referral, reason: CallReason) -> None:
    referral.facts.append(HerWordAwaited(**referral.about, reason=reason))
