"""Moments as people say them, in Dutch and in the region's time: `woensdag 25 november, 18.30 uur`."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

HERE = ZoneInfo("Europe/Amsterdam")


def local(moment: datetime) -> datetime:
    return moment.astimezone(HERE)


def in_full(moment: datetime) -> str:
    """`woensdag 25 november 2026, 18.30 uur`: for letters, print and what must stay true for ever."""
    return format_datetime(local(moment), "EEEE d MMMM y, HH.mm 'uur'", locale="nl", tzinfo=HERE)


def moment(at: datetime, now: datetime) -> str:
    """`vandaag, 18.30 uur`, `woensdag 25 november, 18.30 uur`, with the year when it is another."""
    return f"{day(local(at).date(), local(now).date())}, {clock(at)}"


def clock(at: datetime) -> str:
    return format_datetime(local(at), "HH.mm 'uur'", locale="nl", tzinfo=HERE)


def day(on: date, today: date) -> str:
    """`vandaag`, `morgen`, `gisteren`, else the date in full."""
    near = {today: "vandaag", today + timedelta(1): "morgen", today - timedelta(1): "gisteren"}.get(on)
    return near or date_in_full(on, today)


def date_in_full(on: date, today: date | None = None) -> str:
    """`woensdag 25 november`; with the year unless it is this year."""
    return format_date(on, "EEEE d MMMM" if today is not None and on.year == today.year else "EEEE d MMMM y", locale="nl")


def short_day(at: datetime, now: datetime) -> str:
    """For a narrow column: `vandaag 10.25`, `vr 20 nov`."""
    on, today = local(at).date(), local(now).date()
    if on == today:
        return f"vandaag {local(at):%H.%M}"
    return format_date(on, "EEEEEE d MMM" if on.year == today.year else "d MMM y", locale="nl").replace(".", "")


def birthday(on: date) -> str:
    return format_date(on, "d MMMM y", locale="nl")


def month(on: date) -> str:
    return format_date(on, "MMMM y", locale="nl")


def since(text: str) -> str:
    """`2024-03` or `2024` as people say it: `maart 2024`."""
    year, _, number = text.partition("-")
    return month(date(int(year), int(number), 1)) if number else year


def due_words(due_at: datetime, now: datetime) -> str:
    """When something must be done: `Te laat sinds vrijdag 20 november`, `Vandaag voor 17.00 uur`."""
    on, today = local(due_at).date(), local(now).date()
    if due_at < now:
        return "Te laat sinds " + (clock(due_at) if on == today else day(on, today))
    if on == today:
        return f"Vandaag voor {clock(due_at)}"
    return f"Voor {day(on, today)}, {clock(due_at)}"


def due_short(due_at: datetime, now: datetime) -> str:
    """The same for a narrow column: `Te laat sinds vrijdag`, `Vandaag 17.00`, `Wo 25 nov`."""
    on, today = local(due_at).date(), local(now).date()
    if due_at < now:
        if on == today:
            return f"Te laat sinds {local(due_at):%H.%M}"
        if today - on < timedelta(7):
            return "Te laat sinds " + ("gisteren" if today - on == timedelta(1) else format_date(on, "EEEE", locale="nl"))
        return "Te laat sinds " + format_date(on, "d MMM", locale="nl").replace(".", "")
    if on == today:
        return f"Vandaag {local(due_at):%H.%M}"
    if on == today + timedelta(1):
        return f"Morgen {local(due_at):%H.%M}"
    words = short_day(due_at, now)
    return words[:1].upper() + words[1:]


def due_kind(due_at: datetime, now: datetime) -> str:
    """`late`, `today` or nothing: the badge's kind."""
    if due_at < now:
        return "late"
    return "today" if local(due_at).date() == local(now).date() else ""
