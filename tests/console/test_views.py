"""From what the services answer to what a page shows: nothing shows a bare code, and nothing a provider may not know yet."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

import services
from kernel.http.access_log import Look
from schemas.api.base import Happened
from schemas.api.directory import Staff
from schemas.api.referral import Meeting, Referral
from schemas.base import OrganisationId, PersonId, ReferralId, StaffId
from schemas.words import Group, MeetingWay, ReferralState, SupportArea, Urgency
from services.console.pages.live import Change
from services.console.pages.mailbox import parts
from services.console.region import region_pages
from services.console.views import calendar, figures, history, oversight, worklist
from services.console.views import offer as offer_view
from services.console.views import referral as view
from services.console.views.people import People

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
GOOI = region_pages("gooi")
MARLOES, FATIMA = StaffId(uuid4()), StaffId(uuid4())
VERSA = OrganisationId(uuid4())


def someone(id_: StaffId, name: str) -> Staff:
    return Staff(id=id_, name=name, given_name=name.split()[0], organisation=VERSA, organisation_name="Versa Welzijn")


PEOPLE = People.of([someone(MARLOES, "Marloes Kuiper"), someone(FATIMA, "Fatima El Idrissi")], me=MARLOES)


def a_request(state: ReferralState, **more: object) -> Referral:
    known = {
        "id": ReferralId(uuid4()),
        "version": 1,
        "reference": "GM-2026-A0001",
        "state": state,
        "support_areas": (SupportArea.RESPITE, SupportArea.EMOTIONAL_SUPPORT),
        "municipality": "GM0402",
        "urgency": Urgency.SOON,
        "groups": (Group.OLDER, Group.DEMENTIA),
        "age_from": 60,
        "warm": True,
        "caregiver_id": PersonId(uuid4()),
        "assessor": FATIMA,
        "due_at": NOW + timedelta(days=1),
        "due_what": "answer",
    }
    return Referral.model_validate({**known, **more})


def lines_told_by(service: str) -> set[str]:
    """Every kind of line that this service writes in a history, read off its source."""
    folder = Path(services.__path__[0]) / service
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    return set(re.findall(r'happened\(work, \w+, "([a-z-]+)"', source) + re.findall(r'\.note\(now, "([a-z-]+)"', source))


def test_every_line_of_a_history_has_its_words() -> None:
    told = lines_told_by("intake") | lines_told_by("referral")

    assert {"picked-up", "contact", "offered", "handover-planned"} <= told
    assert told - set(history.WHAT) == set()


def test_the_newest_line_comes_first_with_who_did_it() -> None:
    lines = history.for_the_desk(
        [
            Happened(at=NOW - timedelta(hours=2), what="received", by="signaller"),
            Happened(at=NOW, what="contact", by=str(MARLOES), code="no-answer"),
            Happened(at=NOW, what="consent", by=str(FATIMA), code="caregiver/referral/yes"),
        ],
        PEOPLE,
        NOW,
    )

    assert [(line.what, line.more, line.when) for line in lines] == [
        ("Toestemming: gegevens delen met wie helpt: ja", "Fatima El Idrissi", "now"),
        ("Contact: geen gehoor", "U", ""),
        ("Signaal ontvangen", "Wie meldde", ""),
    ]


def test_she_reads_what_concerns_her_once_and_not_who_said_no() -> None:
    told = [
        "received",
        "picked-up",
        "contact",
        "help-requested",
        "declined",
        "expired",
        "accepted",
        "appointed",
        "handed-over",
        "handed-over",
    ]
    lines = history.for_her([Happened(at=NOW + timedelta(minutes=i), what=what) for i, what in enumerate(told)], NOW)

    assert [line.what for line in lines] == [
        "Uw aanvraag kwam binnen.",
        "Wij zochten contact met u.",
        "Wij vroegen hulp voor u aan.",
        "Er is iemand gevonden die u helpt.",
        "De hulp kan beginnen.",
    ]


def test_before_a_yes_a_provider_reads_what_is_asked_and_no_name_and_no_exact_age() -> None:
    shown = offer_view.page(a_request(ReferralState.OFFERED), None, PEOPLE, GOOI, NOW, "Oppas aan huis", "Marloes Kuiper")

    assert shown.heading.startswith("Iemand zoekt ")
    assert ("Voor wie", "Iemand van 60 tot 69 jaar") in shown.question
    assert ("Waar", "Hilversum") in shown.question
    assert (shown.contact, shown.know, shown.about_recipient, shown.tel_number) == ([], "", "", None)
    assert shown.asked
    assert [shown.can_plan, shown.can_finish, shown.can_try, shown.ask_took_place] == [False] * 4


@pytest.mark.parametrize("state", ReferralState)
def test_each_state_opens_only_its_own_deeds(state: ReferralState) -> None:
    meeting = Meeting(at=NOW - timedelta(hours=1), minutes=45, way=MeetingWay.AT_HOME, assessor=FATIMA, receiver=MARLOES, sequence=0)
    shown = offer_view.page(a_request(state, meeting=meeting, receiver=MARLOES), None, PEOPLE, GOOI, NOW, "", "Marloes Kuiper")

    assert shown.asked == (state in (ReferralState.REQUESTED, ReferralState.OFFERED))
    assert shown.ask_took_place == (state is ReferralState.HANDOVER_PLANNED)
    assert shown.can_plan == (state in (ReferralState.ACCEPTED, ReferralState.HANDOVER_PLANNED))
    assert shown.can_finish == (state is ReferralState.HANDED_OVER)
    assert bool(shown.over) == (state in view.OVER)


def test_what_comes_next_names_nobody() -> None:
    for state in ReferralState:
        for line in view.steps(a_request(state), NOW):
            assert "Marloes" not in line.what + line.more
            assert "Fatima" not in line.what + line.more


def test_a_shared_calendar_learns_nothing() -> None:
    meeting = Meeting(at=NOW, minutes=45, way=MeetingWay.AT_HOME, place="Bij Anneke", assessor=FATIMA, receiver=MARLOES, sequence=2)
    text = calendar.invitation(meeting, "GM-2026-0001", NOW).decode()

    assert "SUMMARY:Afspraak" in text
    assert "SEQUENCE:2" in text
    assert not re.search("Anneke|mantelzorg|Versa|Marloes", text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("shown", "there", "was", "total", "came_and_went"),
    [
        ({"1", "2"}, {"1", "2"}, "2", 2, (0, 0)),
        ({"1", "2"}, {"1", "2"}, "30", 31, (1, 0)),
        ({"1", "2"}, {"2", "3"}, "30", 29, (0, 1)),
        ({"1", "2"}, {"2", "3"}, "30", 30, (1, 0)),
        ({"1"}, {"1", "2", "3"}, "", None, (2, 0)),
        ({"1", "2"}, {"1"}, "x", 7, (0, 1)),
    ],
)
def test_news_counts_what_came_also_on_another_page_of_the_list(
    shown: set[str], there: set[str], was: str, total: int | None, came_and_went: tuple[int, int]
) -> None:
    assert worklist.changes(shown, there, was=was, total=total) == came_and_went


def test_a_part_of_the_house_that_looked_is_called_by_its_dutch_name() -> None:
    look = Look(
        at=NOW, action="read", what="signaller-contact", by="notifications", client="notifications", role="service", purpose="notification",
        source="intake",
    )  # fmt: skip
    (shown,) = oversight.looked([look], PEOPLE, {}, NOW)

    assert (shown.who, shown.role, shown.where) == ("Het onderdeel berichten", "Mantelbrug zelf", "aanmeldpunt")


@pytest.mark.parametrize(("hours", "shown"), [(0.0, "minder dan 1 uur"), (3.2, "3 uur"), (50.4, "2,1 dag")])
def test_a_time_is_said_in_the_unit_that_people_use(hours: float, shown: str) -> None:
    assert figures._hours(hours) == shown


def test_links_in_a_mail_are_found_without_the_full_stop_behind_them() -> None:
    assert parts("Kijk op http://127.0.0.1:8000/mijn/abc. Dag") == [
        ("Kijk op ", ""),
        ("http://127.0.0.1:8000/mijn/abc", "http://127.0.0.1:8000/mijn/abc"),
        (". Dag", ""),
    ]


def test_a_change_concerns_its_own_region_and_its_own_provider() -> None:
    from kernel.caller import Caller

    desk = Caller("person", str(FATIMA), "console", "gooi", None, frozenset({"assessor"}))
    versa = Caller("person", str(MARLOES), "console", "gooi", VERSA, frozenset({"provider"}))
    elsewhere = Caller("person", str(MARLOES), "console", "duin-en-bollen", VERSA, frozenset({"assessor"}))
    of_versa, of_another = Change("referrals", "gooi", str(VERSA)), Change("referrals", "gooi", str(uuid4()))

    assert of_versa.concerns(desk)
    assert of_versa.concerns(versa)
    assert not of_versa.concerns(elsewhere)
    assert not of_another.concerns(versa)
    assert not Change("worklist", "gooi", None).concerns(versa)
