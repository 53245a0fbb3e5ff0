"""The .ics of a meeting (RFC 5545, 5546): one UID for good, so that a new plan moves the entry and a withdrawal removes it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from icalendar import Calendar, Event, Timezone, vCalAddress, vText, vUri

from services.notifications.domain.wording import ZONE

AMSTERDAM = """BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
"""
"""By rule, as calendars expect it; the library would write out every year, and the summer's first hour wrongly."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What an agenda may show to anyone who looks over a shoulder."""

    referral_id: UUID
    method: Literal["REQUEST", "CANCEL"]
    sequence: int
    at: datetime
    minutes: int
    summary: str
    description: str
    place: str | None
    link: str


def ics(meeting: Meeting, *, organiser: str, attendee: str, now: datetime) -> bytes:
    event = Event()
    event.add("uid", str(meeting.referral_id))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", meeting.at.astimezone(ZONE))
    event.add("dtend", (meeting.at + timedelta(minutes=meeting.minutes)).astimezone(ZONE))
    event.add("summary", meeting.summary)
    event.add("description", meeting.description)
    if meeting.place:
        event.add("location", meeting.place)
    event.add("url", vUri(meeting.link))
    event.add("status", "CANCELLED" if meeting.method == "CANCEL" else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("organizer", vCalAddress(f"mailto:{organiser}"))
    who = vCalAddress(f"mailto:{attendee}")
    who.params["ROLE"], who.params["RSVP"] = vText("REQ-PARTICIPANT"), vText("FALSE")
    event.add("attendee", who)
    calendar = Calendar()
    calendar.add("prodid", "-//Mantelbrug//Mantelbrug//NL")
    calendar.add("version", "2.0")
    calendar.add("method", meeting.method)
    calendar.add_component(Timezone.from_ical(AMSTERDAM))
    calendar.add_component(event)
    entry: bytes = calendar.to_ical()
    return entry
