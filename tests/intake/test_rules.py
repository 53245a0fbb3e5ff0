"""Steps, consents, word back, what she sees, what a provider may know."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.api.base import Happened
from schemas.api.intake import SignalIn
from schemas.words import (
    HEARS_LITTLE,
    ConsentPurpose,
    ConsentWay,
    Described,
    Group,
    MessageKind,
    Relation,
    SignallerKind,
    SignalState,
    Situation,
    Urgency,
)
from services.intake.domain import consents, own_file, word_back
from services.intake.domain.disclosure import her_story, recipient_story
from services.intake.domain.due import pressing
from services.intake.domain.persons import Details, Story, age_on, groups_of, groups_that_may_leave, newest_first
from services.intake.domain.steps import Facts, Mark, missing, state, step
from services.intake.region import region
from tests.intake.world import a_signal

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
SIGNAL = uuid4()
HISTORY = [Happened(at=NOW, what=w, by="x", code="c") for w in ("received", "picked-up", "contact", "appointed", "handed-over", "closed")]
GOOI = region("gooi")
GOOI.due(Urgency.ROUTINE, NOW)  # the first one reads the calendar
MOMENTS = st.integers(0, 5 * 365 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))


def said(given_, *, on=date(2026, 11, 20), purpose=ConsentPurpose.REFERRAL, person=Described.CAREGIVER, signal=SIGNAL, at=NOW):
    return consents.Said(person, purpose, given_, on, ConsentWay.SPOKEN, "signaller", at, signal)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(), "new"),
        (Facts(owned=True), "call"),
        (Facts(owned=True, attempts=1), "call-again"),
        (Facts(owned=True, attempts=1, spoken=True), "consent"),
        (Facts(owned=True, attempts=1, spoken=True, consents=True), "consent"),
        (Facts(owned=True, attempts=1, spoken=True, consents=True, informed=True), "choose"),
        (Facts(owned=True, attempts=1, spoken=True, referral_open=True), "waiting"),
        (Facts(attempts=1, spoken=True, referral_open=True, mark=Mark.CALL_TASK), "call-task"),
        (Facts(attempts=1, spoken=True, mark=Mark.RETURNED), "returned"),
        (Facts(urgency=Urgency.SAFETY, attempts=2, spoken=True, consents=True), "safety"),
        (Facts(urgency=Urgency.SAFETY, closed=True), "closed"),
    ],
)
def test_the_step_is_the_one_thing_to_do_now(facts, expected):
    assert step(facts) == expected


def test_everything_that_is_missing_is_named():
    assert missing(Facts()) == ("contact", "informed", "consent", "support-area")


def test_nothing_is_missing_when_she_was_spoken_to_informed_and_agrees():
    assert missing(Facts(spoken=True, informed=True, consents=True, areas=True)) == ()


def test_safety_is_never_complete():
    assert missing(Facts(urgency=Urgency.SAFETY, spoken=True, informed=True, consents=True, areas=True)) == ("safety",)


def test_handed_over_holds_as_long_as_the_referral_runs():
    running = Facts(owned=True, attempts=1, referral_open=True)

    assert state(running, SignalState.HANDED_OVER) is SignalState.HANDED_OVER
    assert state(Facts(owned=True, attempts=1), SignalState.HANDED_OVER) is SignalState.IN_TRIAGE


def test_the_last_word_counts():
    last = consents.last_words([said(False, at=NOW + timedelta(hours=1)), said(True)], SIGNAL)

    assert not consents.given(last, Described.CAREGIVER, ConsentPurpose.REFERRAL)


def test_a_yes_of_an_earlier_day_does_not_undo_a_later_no():
    last = consents.last_words([said(False, on=date(2026, 11, 20)), said(True, on=date(2026, 11, 18), at=NOW + timedelta(days=1))], SIGNAL)

    assert not consents.given(last, Described.CAREGIVER, ConsentPurpose.REFERRAL)


def test_her_yes_to_referral_holds_for_her_other_signals():
    last = consents.last_words([said(True, signal=uuid4())], SIGNAL)

    assert consents.given(last, Described.CAREGIVER, ConsentPurpose.REFERRAL)


@pytest.mark.parametrize(
    ("person", "purpose"),
    [(Described.CAREGIVER, ConsentPurpose.FEEDBACK_TO_SIGNALLER), (Described.CARE_RECIPIENT, ConsentPurpose.REFERRAL)],
)
def test_word_back_and_what_he_agreed_to_hold_for_that_signal_only(person, purpose):
    last = consents.last_words([said(True, person=person, purpose=purpose, signal=uuid4())], SIGNAL)

    assert not consents.given(last, person, purpose)


def test_no_word_is_no_consent():
    assert not consents.given({}, Described.CAREGIVER, ConsentPurpose.REFERRAL)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=8), st.randoms())
def test_the_order_in_which_consents_are_read_does_not_matter(words, random):
    spoken = [
        said(g, on=date(2026, 11, 1) + timedelta(days=d), at=NOW + timedelta(hours=h, seconds=n)) for n, (g, d, h) in enumerate(words)
    ]
    shuffled = list(spoken)
    random.shuffle(shuffled)

    assert consents.last_words(spoken, SIGNAL) == consents.last_words(shuffled, SIGNAL)


@pytest.mark.parametrize("kind", list(SignallerKind))
def test_everyone_hears_that_it_was_received_and_closed(kind):
    assert word_back.may_hear(MessageKind.SIGNALLER_RECEIVED, kind, consented=False, restricted=True)
    assert word_back.may_hear(MessageKind.SIGNALLER_CLOSED, kind, consented=False, restricted=True)


@pytest.mark.parametrize("about", [MessageKind.SIGNALLER_APPOINTED, MessageKind.SIGNALLER_HANDED_OVER, MessageKind.SIGNALLER_COMPLETED])
def test_the_rest_is_heard_with_her_consent_only(about):
    assert word_back.may_hear(about, SignallerKind.GP, consented=True, restricted=False)
    assert not word_back.may_hear(about, SignallerKind.GP, consented=False, restricted=False)


@pytest.mark.parametrize("kind", sorted(HEARS_LITTLE))
def test_an_employer_school_club_or_neighbour_never_hears_more(kind):
    assert not word_back.may_hear(MessageKind.SIGNALLER_APPOINTED, kind, consented=True, restricted=False)


@pytest.mark.parametrize("about", [MessageKind.CAREGIVER_WELCOME, MessageKind.PROVIDER_OFFER, MessageKind.DESK_SAFETY])
def test_a_signaller_never_hears_what_is_written_to_others(about):
    assert not word_back.may_hear(about, SignallerKind.GP, consented=True, restricted=False)


def test_without_consent_the_history_is_received_and_closed_without_how_it_ended():
    told = word_back.history_told(HISTORY, all_of_it=False)

    assert [(h.what, h.by, h.code) for h in told] == [("received", None, None), ("closed", None, None)]


def test_with_consent_the_history_has_the_steps_but_nobody_s_name():
    told = word_back.history_told(HISTORY, all_of_it=True)

    assert [(h.what, h.by) for h in told] == [(w, None) for w in ("received", "appointed", "handed-over", "closed")]


@pytest.mark.parametrize("now", list(SignalState))
def test_without_consent_every_state_between_reads_as_received(now):
    told = word_back.state_told(now, all_of_it=False)

    assert told is (SignalState.CLOSED if now is SignalState.CLOSED else SignalState.RECEIVED)


def test_her_own_history_leaves_the_desk_s_inner_workings_out():
    inner = [Happened(at=NOW, what=w) for w in ("merged", "judged", "overdue", "question", "call-asked", "appointed")]

    assert [h.what for h in own_file.history_shown(inner)] == ["appointed"]


def test_she_does_not_read_which_neighbour_it_was():
    assert own_file.signaller_shown(SignallerKind.RELATIVE_OR_NEIGHBOUR, "Truus", None, whole_file=True) is None


def test_she_reads_which_doctor_it_was_with_the_whole_file():
    assert own_file.signaller_shown(SignallerKind.GP, "Joke", "De Plassen", whole_file=True) == "Joke, De Plassen"
    assert own_file.signaller_shown(SignallerKind.GP, "Joke", "De Plassen", whole_file=False) == "De Plassen"


STORY = Story.of(SignalIn.model_validate(a_signal()))


def test_a_provider_reads_her_story_and_the_note_with_his_consent():
    story = her_story(STORY, recipient_consents=True, recipient_described=True)

    assert (
        story == "Zorgt voor de partner. Woont samen met die persoon. Ongeveer 40 uur per week. Sinds maart 2024. "
        "Slaapt slecht, zorgt dag en nacht."
    )


def test_without_his_consent_the_signaller_s_own_words_stay_here():
    story = her_story(STORY, recipient_consents=False, recipient_described=True)

    assert story is not None
    assert "Slaapt slecht" not in story


def test_who_is_cared_for_is_told_in_one_line():
    him = Details(
        given_name="Bertus", family_name="Zandvliet", birth_date=date(1954, 1, 2), situations=(Situation.DEMENTIA, Situation.FRAILTY)
    )

    assert recipient_story(him, date(2026, 11, 22)) == "Bertus Zandvliet, 72 jaar, dementie en kwetsbaar door ouderdom"


def test_a_group_that_tells_his_illness_leaves_with_his_consent_only():
    groups = (Group.DEMENTIA, Group.OLDER)

    assert groups_that_may_leave(groups, recipient_consents=False) == (Group.OLDER,)
    assert groups_that_may_leave(groups, recipient_consents=True) == groups


@pytest.mark.parametrize(("age", "expected"), [(24, (Group.YOUNG,)), (25, ()), (64, ()), (65, (Group.OLDER,)), (None, ())])
def test_her_age_puts_her_in_a_group(age, expected):
    assert groups_of((), age) == expected


def test_age_counts_whole_years():
    assert (age_on(date(2026, 3, 13), date(1958, 3, 14)), age_on(date(2026, 3, 14), date(1958, 3, 14))) == (67, 68)


def test_the_newest_file_wins_and_an_older_one_fills_the_gaps():
    newest = Details(family_name="Jansen", phone="+31612345678")
    oldest = Details(family_name="Janssen", phone="+31600000000", email="a@example.org", postcode="1216AB", house_number=3)

    together = newest_first([newest, oldest])

    assert (together.family_name, together.phone, together.email, together.address) == (
        "Jansen",
        "+31612345678",
        "a@example.org",
        "1216AB 3",
    )


def test_a_house_number_never_comes_from_another_address():
    together = newest_first([Details(postcode="1217RT"), Details(postcode="1216AB", house_number=3)])

    assert together.address is None


def test_sealed_details_and_story_read_back_as_they_were():
    details = Details(given_name="Anneke", birth_date=date(1958, 3, 14), situations=(Situation.DEMENTIA,))

    assert Details.from_bytes(details.to_bytes()) == details
    assert Story.from_bytes(STORY.to_bytes()) == STORY
    assert STORY.relation is Relation.PARTNER


@given(MOMENTS, st.sampled_from(list(Urgency)))
def test_every_due_time_lies_ahead_in_hours_that_the_desk_is_open(at, urgency):
    due_at = GOOI.due(urgency, at)

    assert due_at > at
    assert GOOI.working_time.is_working_day(GOOI.local_day(due_at))


@given(MOMENTS)
def test_what_is_more_urgent_is_never_due_later(at):
    assert GOOI.due(Urgency.SAFETY, at) <= GOOI.due(Urgency.TODAY, at) <= GOOI.due(Urgency.SOON, at) <= GOOI.due(Urgency.ROUTINE, at)


def test_pressing_says_late_today_later_or_stopped():
    def at(hours, *, stopped=False):
        due_at = NOW + timedelta(hours=hours)
        return pressing(due_at, NOW, stopped=stopped, due_day=due_at.date(), today=NOW.date())

    assert (at(-1), at(2), at(30), at(-1, stopped=True)) == ("late", "today", "later", "stopped")
