"""Times, places and names as a person says them, per language."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import phonenumbers
from babel.dates import format_datetime

from schemas.labels import label
from schemas.words import MeetingWay

ZONE = ZoneInfo("Europe/Amsterdam")

WHEN = {"nl": "EEEE d MMMM, H.mm 'uur'", "en": "EEEE d MMMM, HH:mm"}
DAY = {"nl": "EEEE d MMMM", "en": "EEEE d MMMM"}
DATE = {"nl": "d MMMM", "en": "d MMMM"}
LENGTHS = {
    "nl": {15: "een kwartier", 30: "een half uur", 45: "drie kwartier", 60: "een uur", 90: "anderhalf uur", 120: "twee uur"},
    "en": {
        15: "a quarter of an hour",
        30: "half an hour",
        45: "three quarters of an hour",
        60: "an hour",
        90: "an hour and a half",
        120: "two hours",
    },
}
MINUTES = {"nl": "minuten", "en": "minutes"}
AND = {"nl": "en", "en": "and"}
PLACES = {
    "nl": {
        MeetingWay.BY_PHONE: label(MeetingWay.BY_PHONE),
        MeetingWay.VIDEO: label(MeetingWay.VIDEO),
        MeetingWay.AT_OFFICE: "Op kantoor, het adres staat achter de link",
    },
    "en": {
        MeetingWay.BY_PHONE: "By phone",
        MeetingWay.VIDEO: "By video call",
        MeetingWay.AT_OFFICE: "At the office; the address is behind the link",
    },
}
AT_HER_HOME = {"nl": "Bij u thuis", "en": "At your home"}
AT_HOME = "Thuis, het adres staat achter de link"


def when(moment: datetime, language: str) -> str:
    """`woensdag 25 november, 18.30 uur`"""
    return format_datetime(moment.astimezone(ZONE), WHEN[language], locale=language, tzinfo=ZONE)


def day(moment: datetime, language: str) -> str:
    return format_datetime(moment.astimezone(ZONE), DAY[language], locale=language, tzinfo=ZONE)


def date(moment: datetime, language: str) -> str:
    return format_datetime(moment.astimezone(ZONE), DATE[language], locale=language, tzinfo=ZONE)


def how_long(minutes: int, language: str) -> str:
    return LENGTHS[language].get(minutes) or f"{minutes} {MINUTES[language]}"


def where(way: MeetingWay, place: str | None, language: str, *, for_her: bool) -> str:
    """Her address is in nobody's mail: she knows it, and the professionals read it behind the link."""
    if way is MeetingWay.AT_HOME:
        return AT_HER_HOME[language] if for_her else AT_HOME
    if way is MeetingWay.AT_OFFICE and place:
        return place
    return PLACES[language][way]


def together(names: Sequence[str], language: str) -> str:
    """`Marloes en Fatima`"""
    names = list(dict.fromkeys(name for name in names if name))
    return f" {AND[language]} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def phone(number: str) -> str:
    """As people here read it out: 035 555 0100."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(number, "NL"), phonenumbers.PhoneNumberFormat.NATIONAL)
    except phonenumbers.NumberParseException:
        return number
