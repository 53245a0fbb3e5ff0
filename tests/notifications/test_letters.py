"""Every letter can be written, in plain words, with nothing in it that gives anyone away."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from jinja2 import UndefinedError

from schemas.words import MeetingWay, MessageKind
from services.notifications.domain import wording
from services.notifications.gateways.calendar import Meeting
from services.notifications.gateways.letters import TEMPLATES, Letter, Words, envelope, language_for, render
from services.notifications.settings import MailSettings

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
AT = datetime(2026, 11, 25, 17, 30, tzinfo=UTC)
REFERRAL = UUID("0193a000-0000-7000-8000-000000000001")
MESSAGE = UUID("0193a000-0000-7000-8000-00000000000a")
LINK = "https://mantelbrug.example/mijn/abc"
EVERYTHING = Words(
    region_name="Gooi en omstreken",
    desk_phone="035 555 0100",
    link=LINK,
    link_until="7 december",
    reference="GM-2026-0418",
    mark="HIS-123456",
    given_name="Anneke",
    assessor="Fatima",
    receiver="Marloes",
    warm=True,
    when="woensdag 25 november, 18.30 uur",
    day="woensdag 25 november",
    how_long="drie kwartier",
    place="Bij u thuis",
    together="Marloes en Fatima",
    code="493027",
    due="dinsdag 24 november, 17.00 uur",
    outcome="completed",
    why="no-provider-left",
    organisation="Gemeente Hilversum",
)
HEALTH_AND_KIN = re.compile(
    r"mantelzorg|dement|respijt|overbelast|zorgvrager|naaste|partner|moeder|vader|echtgeno|ziek|diagnos|huisarts|zorg\b", re.IGNORECASE
)
MEETING = Meeting(
    referral_id=REFERRAL,
    method="REQUEST",
    sequence=2,
    at=AT,
    minutes=45,
    summary="Afspraak",
    description=f"Nummer GM-2026-0418. Bekijk de afspraak: {LINK}",
    place="Bij u thuis",
    link=LINK,
)


def letter(kind: MessageKind, words: Words = EVERYTHING, language: str = "nl", meeting: Meeting | None = None) -> Letter:
    return Letter(kind, "anneke@example.org", "hallo@aanmeldpunt-gooi.example", language, words, meeting)


def mail(of: Letter) -> EmailMessage:
    return envelope(of, message_id=MESSAGE, now=NOW, mail=MailSettings(mail_from="bericht@mantelbrug.example"))


def languages() -> list[tuple[str, MessageKind]]:
    return [(path.parent.name, MessageKind(path.stem)) for path in sorted(TEMPLATES.glob("*/*.txt"))]


@pytest.mark.parametrize("kind", list(MessageKind))
def test_every_kind_of_message_has_a_dutch_text_and_page(kind: MessageKind) -> None:
    subject, text, html = render(letter(kind))

    assert subject
    assert text
    assert "</html>" in html
    assert not re.search(r"\n{3,}|[{}%]|None", subject + text)


@pytest.mark.parametrize(("language", "kind"), languages())
def test_no_subject_tells_a_name_and_no_letter_tells_of_illness_or_kinship(language: str, kind: MessageKind) -> None:
    subject, text, html = render(letter(kind, language=language))

    assert not HEALTH_AND_KIN.search(subject + text + html)
    assert not any(name in subject for name in ("Anneke", "Fatima", "Marloes", "493027"))


@pytest.mark.parametrize("kind", list(MessageKind))
def test_text_and_page_offer_the_same_link(kind: MessageKind) -> None:
    _, text, html = render(letter(kind))

    assert (LINK in text) == (f'href="{LINK}"' in html)


@pytest.mark.parametrize("kind", [k for k in MessageKind if k.value.startswith("caregiver-")])
def test_a_caregiver_without_a_known_given_name_or_helpers_is_greeted_all_the_same(kind: MessageKind) -> None:
    _, text, html = render(letter(kind, replace(EVERYTHING, given_name=None, assessor=None, receiver=None, together="")))

    assert text.startswith("Goedendag,\n\n")
    assert "Goedendag," in html


def test_a_letter_that_lacks_what_its_template_needs_is_not_written() -> None:
    with pytest.raises(UndefinedError):
        render(letter(MessageKind.CAREGIVER_INVITATION, replace(EVERYTHING, when=None)))


def test_what_people_typed_cannot_become_markup() -> None:
    _, text, html = render(letter(MessageKind.CAREGIVER_INVITATION, replace(EVERYTHING, place='<b onclick="x">Kerk & co</b>')))

    assert "<b onclick" not in html
    assert "Kerk &amp; co" in html
    assert "Kerk & co" in text


def test_an_invitation_reads_as_in_the_worked_example() -> None:
    subject, text, _ = render(letter(MessageKind.CAREGIVER_INVITATION))

    assert subject == "Uw afspraak op woensdag 25 november"
    assert "  Afspraak: woensdag 25 november, 18.30 uur\n  Bij u thuis, ongeveer drie kwartier\n  Met Marloes en Fatima\n" in text
    assert text.startswith("Dag Anneke,\n\nWij maken graag kennis")
    assert text.endswith(
        "Fatima, namens Mantelbrug\n\nNummer GM-2026-0418. De link is van u alleen en werkt tot 7 december.\n"
        "Wij vragen nooit om een wachtwoord of om geld.\n"
    )


def test_the_welcome_promises_a_meeting_only_when_there_will_be_one() -> None:
    warm, cold = (render(letter(MessageKind.CAREGIVER_WELCOME, replace(EVERYTHING, warm=w)))[1] for w in (True, False))

    assert "2. U maakt kennis, samen met Fatima. Zo vertelt u uw verhaal maar één keer.\n3." in warm
    assert "maakt kennis" not in cold


def test_what_she_reads_is_in_her_language_when_the_letter_exists_in_it() -> None:
    assert language_for(MessageKind.CAREGIVER_WELCOME, "en") == "en"
    assert wording.when(AT, "en") == "Wednesday 25 November, 18:30"
    for kind in (k for k in MessageKind if k.value.startswith("caregiver-")):
        subject, text, html = render(letter(kind, language="en"))
        assert not re.search(r"\b(uw|bent|afspraak|groet)\b", subject + text, re.IGNORECASE)
        assert '<html lang="en">' in html
        assert not re.search(r"\n{3,}|[{}%]|None", subject + text)


def test_an_unknown_language_falls_back_to_dutch() -> None:
    assert language_for(MessageKind.CAREGIVER_WELCOME, "xx") == "nl"
    assert language_for(MessageKind.CAREGIVER_WELCOME, "../nl") == "nl"
    assert language_for(MessageKind.DESK_RETURNED, "en") == "nl"


def test_a_mail_carries_text_page_and_agenda_entry_and_always_the_same_id() -> None:
    first, again = (mail(letter(MessageKind.CAREGIVER_INVITATION, meeting=MEETING)) for _ in range(2))

    assert first["Message-ID"] == again["Message-ID"] == f"<{MESSAGE}@mantelbrug.example>"
    assert first["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in first.walk() if not part.is_multipart()] == [
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]


def agenda(of: EmailMessage) -> Calendar:
    part = next(part for part in of.walk() if part.get_content_type() == "application/ics")
    return Calendar.from_ical(part.get_payload(decode=True))  # type: ignore[return-value]


def test_the_agenda_entry_shows_time_and_place_and_nothing_else() -> None:
    calendar = agenda(mail(letter(MessageKind.CAREGIVER_INVITATION, meeting=MEETING)))
    (event,) = calendar.walk("VEVENT")

    assert calendar["METHOD"] == "REQUEST"
    assert (event["UID"], event["SEQUENCE"], event["SUMMARY"]) == (str(REFERRAL), 2, "Afspraak")
    assert event["DTSTART"].dt == AT.astimezone(ZoneInfo("Europe/Amsterdam"))
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=45)
    assert event["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert calendar.walk("VTIMEZONE")[0]["TZID"] == "Europe/Amsterdam"
    entry = calendar.to_ical().decode().replace("\r\n ", "")
    assert not HEALTH_AND_KIN.search(entry)
    assert not any(name in entry for name in ("Anneke", "Fatima", "Marloes"))


def test_a_cancelled_meeting_leaves_the_agenda() -> None:
    cancelled = replace(MEETING, method="CANCEL", sequence=3)
    (event,) = agenda(mail(letter(MessageKind.MEETING_CANCELLED, meeting=cancelled))).walk("VEVENT")

    assert (event["STATUS"], event["UID"], event["SEQUENCE"]) == ("CANCELLED", str(REFERRAL), 3)


def test_a_mail_address_cannot_smuggle_in_a_header() -> None:
    with pytest.raises(ValueError, match=r"."):
        mail(replace(letter(MessageKind.CAREGIVER_CODE), to="a@example.org\r\nBcc: b@example.org"))


@pytest.mark.parametrize(
    ("way", "place", "for_her", "said"),
    [
        (MeetingWay.AT_HOME, "Kerkstraat 1", True, "Bij u thuis"),
        (MeetingWay.AT_HOME, "Kerkstraat 1", False, "Thuis, het adres staat achter de link"),
        (MeetingWay.AT_OFFICE, "Stadhuisplein 1", True, "Stadhuisplein 1"),
        (MeetingWay.AT_OFFICE, None, True, "Op kantoor, het adres staat achter de link"),
        (MeetingWay.BY_PHONE, None, True, "Samen bellen"),
        (MeetingWay.VIDEO, None, False, "Beeldbellen"),
    ],
)
def test_her_home_address_is_in_nobodys_mail(way: MeetingWay, place: str | None, for_her: bool, said: str) -> None:
    assert wording.where(way, place, "nl", for_her=for_her) == said


def test_times_are_said_in_the_clock_of_here() -> None:
    assert wording.when(datetime(2026, 7, 1, 8, tzinfo=UTC), "nl") == "woensdag 1 juli, 10.00 uur"
    assert wording.how_long(45, "nl") == "drie kwartier"
    assert wording.how_long(50, "nl") == "50 minuten"
    assert wording.together(["Marloes", "Fatima", "Marloes", ""], "nl") == "Marloes en Fatima"
    assert wording.phone("+31355550100") == "035 555 0100"
