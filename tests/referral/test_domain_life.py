"""Any order of steps, taken or refused, keeps a referral in hand: somebody owns it, and nobody is handed over without evidence."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from schemas.referral import CaregiverHandedOver, HandoverConfirmed, HandoverPlanned, HerWordAwaited, ReferralOffered
from schemas.words import CallReason, Channel, Confirmer, DeclineReason, MeetingWay, Outcome, ReferralState
from services.referral import domain
from services.referral.domain import Answer, Objection, Referral

from .examples import NOBODY_ELSE, RECEIVER, FixedTerms, a_request

TERMS = FixedTerms()
WORDS = strategies.sampled_from(Confirmer)


class Life(RuleBasedStateMachine):
    """Providers, the caregiver, the desk and the clock do what they like."""

    @initialize(choices=strategies.integers(1, 3), warm=strategies.booleans(), far=strategies.integers(0, 3))
    def is_requested(self, choices: int, warm: bool, far: int) -> None:
        """Some lives begin further on, so that late steps are tried as often as early ones."""
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)
        self.referral = Referral.requested(a_request(choices=choices, warm=warm), self.now, TERMS)
        self.told_when_ended: int | None = None
        if far >= 1:
            self.referral.accept(self.somebody(0), RECEIVER, self.now, TERMS)
        if far >= 2:
            self.is_planned(hours=1)
            self.now += timedelta(hours=2)
        if far >= 3:
            self.is_confirmed(by=Confirmer.RECEIVER, took_place=True, reasoned=False)

    def tries(self, step: Callable[[Referral], object]) -> None:
        """A step is taken whole or refused whole."""
        before = (self.referral.state, len(self.referral.facts), len(self.referral.lines))
        try:
            step(self.referral)
        except Objection:
            assert (self.referral.state, len(self.referral.facts), len(self.referral.lines)) == before

    @rule(hours=strategies.integers(1, 100))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(which=strategies.integers(0, 3))
    def somebody_accepts(self, which: int) -> None:
        provider = self.somebody(which)
        self.tries(lambda r: r.accept(provider, RECEIVER, self.now, TERMS))

    @rule(which=strategies.integers(0, 3), reason=strategies.sampled_from(DeclineReason))
    def somebody_declines(self, which: int, reason: DeclineReason) -> None:
        provider = self.somebody(which)
        self.tries(lambda r: r.decline(provider, RECEIVER, reason, self.now, TERMS))

    @rule(number=strategies.integers(1, 3))
    def the_answer_clock_fires(self, number: int) -> None:
        self.tries(lambda r: r.expire(number, self.now, TERMS))

    @rule()
    def another_clock_fires(self) -> None:
        self.tries(lambda r: domain.overdue(r, self.now, TERMS))

    @rule()
    def nobody_moves_until_it_is_due(self) -> None:
        self.now = max(self.now, self.referral.check_at or self.now)
        self.another_clock_fires()

    @rule(hours=strategies.integers(-5, 50))
    def is_planned(self, hours: int) -> None:
        at = self.now + timedelta(hours=hours)
        self.tries(lambda r: r.plan(str(RECEIVER), at=at, minutes=45, way=MeetingWay.AT_HOME, now=self.now, terms=TERMS))

    @rule(by=WORDS, took_place=strategies.booleans(), reasoned=strategies.booleans())
    def is_confirmed(self, by: Confirmer, took_place: bool, reasoned: bool) -> None:
        self.tries(lambda r: domain.confirm(r, by, took_place, who=str(RECEIVER), reasoned=reasoned, now=self.now, terms=TERMS))

    @rule()
    def she_asks_another_time(self) -> None:
        self.tries(lambda r: domain.ask_other_time(r, self.now))

    @precondition(lambda self: len(self.referral.lines) > 6)
    @rule(outcome=strategies.sampled_from(Outcome), completed=strategies.booleans(), channel=strategies.sampled_from([None, *Channel]))
    def support_ends(self, outcome: Outcome, completed: bool, channel: Channel | None) -> None:
        self.tries(lambda r: domain.finish(r, outcome, completed=completed, by=str(RECEIVER), channel=channel, now=self.now, terms=TERMS))

    @precondition(lambda self: len(self.referral.lines) > 6)
    @rule()
    def is_withdrawn(self) -> None:
        self.tries(lambda r: r.withdraw("desk", self.now))

    def somebody(self, which: int):
        providers = self.referral.request.providers
        return providers[which] if which < len(providers) else NOBODY_ELSE

    @invariant()
    def an_open_referral_has_one_owner_and_one_due_time(self) -> None:
        referral = self.referral

        assert (referral.owner is None) == referral.ended
        assert (referral.due is None) == referral.ended
        assert (referral.due_at is None) == referral.ended
        assert referral.ended or referral.check_at is not None or referral.climbed == 2

    @invariant()
    def at_most_one_provider_is_asked_or_helps(self) -> None:
        open_questions = [a for a in self.referral.attempts if a.answer is None]

        assert len(open_questions) == (self.referral.state is ReferralState.OFFERED)
        assert sum(a.answer is Answer.ACCEPTED for a in self.referral.attempts) <= 1

    @invariant()
    def a_no_never_ends_it_while_a_choice_is_left(self) -> None:
        said_no = [a for a in self.referral.attempts if a.answer in (Answer.DECLINED, Answer.EXPIRED)]
        if self.referral.state is ReferralState.RETURNED and len(said_no) == len(self.referral.attempts):
            assert len(said_no) == len(self.referral.request.offers)

        assert [f.attempt for f in self.referral.facts if isinstance(f, ReferralOffered)] == list(range(1, len(self.referral.attempts) + 1))

    @invariant()
    def she_is_handed_over_only_on_the_evidence_of_both(self) -> None:
        handed_over = [i for i, fact in enumerate(self.referral.facts) if isinstance(fact, CaregiverHandedOver)]
        assert len(handed_over) <= 1
        if not handed_over:
            return
        said = evidence_before(self.referral, handed_over[0])

        assert Confirmer.RECEIVER in said
        if self.referral.request.warm:
            assert said - {Confirmer.RECEIVER}
        if said == {Confirmer.RECEIVER, Confirmer.COORDINATOR}:
            rung = [f for f in self.referral.facts if isinstance(f, HerWordAwaited) and f.reason is CallReason.AWAITING_HER_WORD]
            assert len(rung) >= 3

    @invariant()
    def nothing_is_told_after_the_end(self) -> None:
        if self.referral.ended and self.told_when_ended is None:
            self.told_when_ended = len(self.referral.facts)
        if self.told_when_ended is not None:
            assert len(self.referral.facts) == self.told_when_ended

    @invariant()
    def every_meeting_replaces_the_one_before(self) -> None:
        planned = [f.sequence for f in self.referral.facts if hasattr(f, "sequence")]

        assert planned == list(range(len(planned)))


def evidence_before(referral: Referral, position: int) -> set[Confirmer]:
    """Who said yes to the latest meeting, since somebody last said no."""
    said: set[Confirmer] = set()
    for fact in referral.facts[:position]:
        if isinstance(fact, HandoverPlanned):
            said = set()
        elif isinstance(fact, HandoverConfirmed):
            said = said | {fact.by} if fact.took_place else set()
    return said


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
