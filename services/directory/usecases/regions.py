"""What a page needs to know of a region, from its files."""

from itertools import groupby

from kernel.refusals import NotFound
from kernel.region_files import NoSuchRegion
from schemas.api.directory import Region, SafetyNumber
from services.directory.region.models import Desk
from services.directory.region.reading import region_data

DAYS = {
    "monday": "maandag",
    "tuesday": "dinsdag",
    "wednesday": "woensdag",
    "thursday": "donderdag",
    "friday": "vrijdag",
    "saturday": "zaterdag",
    "sunday": "zondag",
}


def region(code: str) -> Region:
    try:
        data = region_data(code).region
    except NoSuchRegion:
        raise NotFound from None
    return Region(
        code=data.code,
        name=data.name,
        theme=data.theme,
        desk_name=data.desk.name,
        desk_phone=data.desk.phone,
        desk_email=data.desk.email,
        desk_hours=opening_hours(data.desk),
        municipalities={one.code: one.name for one in data.municipalities},
        safety_numbers=tuple(SafetyNumber(name=number.name, phone=number.phone) for number in data.safety.numbers),
    )


def opening_hours(desk: Desk) -> str:
    """`maandag tot en met vrijdag van 8.30 tot 17.00 uur`, days with the same hours together."""
    parts = []
    for spans, days in groupby(DAYS, key=lambda day: desk.opening_hours.get(day, ())):
        names = [DAYS[day] for day in days]
        if spans:
            hours = " en ".join(f"van {_hour(opens)} tot {_hour(closes)}" for opens, closes in spans)
            when = names[0] if len(names) == 1 else f"{names[0]} {'en' if len(names) == 2 else 'tot en met'} {names[-1]}"
            parts.append(f"{when} {hours} uur")
    return ", ".join(parts)


def _hour(clock: str) -> str:
    hour, minute = clock.split(":")[:2]
    return f"{int(hour)}.{minute}"
