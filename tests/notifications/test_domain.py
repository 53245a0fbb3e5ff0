"""The rules without a house around them: what plain mail may carry, when the night is quiet, what no longer holds."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.api.intake import Contact, SafeToContact
from schemas.base import Event
from schemas.intake import ConsentRecorded
from schemas.words import ConsentPurpose, Described, MessageKind, Safe
from services.notifications.domain.holding import not_before, safe_by_mail
from services.notifications.domain.messages import planned_for
from services.notifications.domain.plain_mail import fit_for_mail, own_mark, surnames

ZONE = ZoneInfo("Europe/Amsterdam")
HER = Contact(given_name="Anneke", name="Anneke van Zandbergen-Visser", email="anneke@example.org")


def local(hour: int, minute: int = 0, day: int = 25) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def first_moment(kind: MessageKind, now: datetime, *, quiet_from: time = time(21), quiet_until: time = time(8)) -> datetime:
    return not_before(kind, now, quiet_from=quiet_from, quiet_until=quiet_until, zone=ZONE)


@pytest.mark.parametrize(
    ("now", "goes"),
    [
        (local(7, 59), local(8)),
        (local(8), local(8)),
        (local(20, 59), local(20, 59)),
        (local(21), local(8, day=26)),
        (local(23, 59), local(8, day=26)),
        (local(0, 1), local(8)),
    ],
)
def test_her_mail_waits_for_the_morning(now: datetime, goes: datetime) -> None:
    assert first_moment(MessageKind.CAREGIVER_WELCOME, now.astimezone(UTC)) == goes


def test_a_morning_after_the_clock_changed_is_still_eight_oclock_here() -> None:
    before_the_change = datetime(2026, 10, 24, 22, tzinfo=ZONE)

    assert first_moment(MessageKind.CAREGIVER_WELCOME, before_the_change).astimezone(UTC) == datetime(2026, 10, 25, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "kind", [MessageKind.CAREGIVER_CODE, MessageKind.CAREGIVER_INVITATION, MessageKind.DESK_SAFETY, MessageKind.PROVIDER_OFFER]
)
def test_what_someone_waits_for_and_what_goes_to_work_goes_at_any_hour(kind: MessageKind) -> None:
    assert first_moment(kind, local(3)) == local(3)


def test_equal_hours_mean_that_it_is_never_quiet() -> None:
    assert first_moment(MessageKind.CAREGIVER_WELCOME, local(3), quiet_from=time(0), quiet_until=time(0)) == local(3)


@given(st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)))
def test_nothing_goes_back_in_time_or_waits_more_than_a_night(now: datetime) -> None:
    goes = first_moment(MessageKind.CAREGIVER_CONFIRM, now)

    assert 0 <= (goes - now).total_seconds() <= 12 * 3600
    assert time(8) <= goes.astimezone(ZONE).time() < time(21)


@pytest.mark.parametrize(("safe", "address"), [(Safe.YES, "anneke@example.org"), (Safe.ASK, None), (Safe.NO, None)])
def test_only_a_yes_makes_mail_safe(safe: Safe, address: str | None) -> None:
    assert safe_by_mail(HER.model_copy(update={"safe_to_contact": SafeToContact(email=safe)})) == address


@pytest.mark.parametrize(
    "text",
    [
        "Alzheimercentrum Hilversum",
        "Bij uw moeder thuis",
        "Steunpunt Mantelzorg",
        "bij mevrouw ZANDBERGEN",
        "bij Visser aan de deur",
        "GGZ, kamer 3",
    ],
)
def test_a_typed_place_that_gives_someone_away_is_left_behind_the_link(text: str) -> None:
    assert fit_for_mail(text, surnames(HER)) is None


def test_an_ordinary_place_is_said() -> None:
    assert fit_for_mail("Stadhuisplein 1, kamer 3", surnames(HER)) == "Stadhuisplein 1, kamer 3"
    assert fit_for_mail(None) is None


def test_her_given_name_is_no_surname() -> None:
    assert surnames(HER) == ("Zandbergen", "Visser")


@pytest.mark.parametrize(
    ("external", "shown"),
    [("HIS-123456", "HIS-123456"), ("2026/114", "2026/114"), ("Zandbergen-1", None), ("111222333", None), ("HIS", None)],
)
def test_the_signallers_own_number_is_shown_only_if_no_name_or_citizen_number_can_be_in_it(external: str, shown: str | None) -> None:
    assert own_mark(external) == shown
    assert own_mark(None) is None


def test_an_event_that_asks_for_no_message_is_a_mistake_of_ours() -> None:
    event: Event = ConsentRecorded(
        caregiver_id=uuid4(), region="gooi", about=Described.CAREGIVER, purpose=ConsentPurpose.REFERRAL, given=True
    )

    with pytest.raises(TypeError, match="ConsentRecorded"):
        planned_for(event)
