"""An .ics file that tells no stranger anything: a shared calendar shows it to a whole family or office."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from schemas.api.referral import Meeting
from schemas.words import MeetingWay


def invitation(meeting: Meeting, reference: str, now: datetime) -> bytes:
    event = Event()
    event.add("uid", f"{reference}@mantelbrug")
    event.add("dtstamp", now)
    event.add("dtstart", meeting.at)
    event.add("dtend", meeting.at + timedelta(minutes=meeting.minutes))
    event.add("sequence", meeting.sequence)
    event.add("summary", "Afspraak")
    event.add("description", f"Kenmerk {reference}")
    if meeting.way is MeetingWay.AT_OFFICE and meeting.place:
        event.add("location", meeting.place)
    calendar = Calendar()
    calendar.add("prodid", "-//Mantelbrug//NL")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
