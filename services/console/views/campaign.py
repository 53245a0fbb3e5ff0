"""A campaign as an officer reads it: whom it invites, how far it is, and what may be done with it now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from schemas.api.waardering import Campaign, CampaignProgress, Invitees
from schemas.labels import label
from schemas.words import CampaignState
from services.console.domain import moments
from services.console.views.figures import Bar

DAY_OF_THE_CAREGIVER = (11, 10)
"""10 November, the Dag van de Mantelzorg."""
THREE_WEEKS = timedelta(days=21)
KIND: Mapping[CampaignState, tuple[str, str]] = {
    CampaignState.PLANNED: ("", "calendar-event"),
    CampaignState.RUNNING: ("accent", "send"),
    CampaignState.PAUSED: ("today", "hourglass"),
    CampaignState.STOPPED: ("late", "x"),
    CampaignState.DONE: ("good", "check"),
}


@dataclass(frozen=True)
class Deed:
    """A button; `sure` is asked first where it cannot be undone."""

    name: str
    text: str
    kind: str = "secondary"
    sure: str = ""


@dataclass(frozen=True)
class Row:
    id: str
    title: str
    state: str
    kind: str
    icon: str
    starts: str
    reminds: str
    invited: str
    asked: str


def row(one: Campaign, schemes: Mapping[str, str], now: datetime) -> Row:
    kind, icon = KIND[one.state]
    return Row(
        str(one.id),
        f"{schemes.get(one.scheme, one.scheme)} {one.year}",
        label(one.state),
        kind,
        icon,
        moments.moment(one.starts_at, now),
        moments.moment(one.reminds_at, now) if one.reminds_at else "geen",
        f"{one.progress.invited} van {one.progress.expected}",
        str(one.progress.asked),
    )


def percent(progress: CampaignProgress) -> int:
    return min(round(progress.invited / progress.expected * 100), 100) if progress.expected else 0


def bars(progress: CampaignProgress) -> list[Bar]:
    """Each step as part of who was invited."""
    steps = {
        "Uitgenodigd": progress.invited,
        "Vroeg aan": progress.asked,
        "Toegekend": progress.granted,
        "Kreeg het": progress.paid,
    }
    most = progress.invited or 1
    return [Bar(name, str(count), round(min(count / most, 1) * 100, 1)) for name, count in steps.items()]


def ways(progress: CampaignProgress) -> list[tuple[str, str]]:
    return [
        ("Per e-mail", str(progress.by_email)),
        ("Per brief", str(progress.by_letter)),
        ("Brieven die klaarliggen voor de printer", str(progress.letters_to_print)),
        ("Verstuurd", str(progress.sent)),
        ("Niet verstuurd", str(progress.not_sent)),
        ("Herinnerd", str(progress.reminded)),
        ("Wil geen uitnodiging meer", str(progress.opted_out)),
    ]


def left_out(found: Invitees) -> list[tuple[str, str]]:
    earlier = [("Kreeg dit jaar al een uitnodiging", str(found.invited_already))] if found.invited_already else []
    return earlier + [(label(one.why), str(one.count)) for one in found.left_out]


def deeds(one: Campaign) -> list[Deed]:
    stop = Deed("stop", "Stop de uitnodigingen", sure="Stoppen kan niet ongedaan worden gemaakt. Weet u het zeker?")
    found = {
        CampaignState.PLANNED: [Deed("begin", "Begin nu", "primary"), Deed("stil", "Zet stil"), stop],
        CampaignState.RUNNING: [Deed("stil", "Zet stil"), stop],
        CampaignState.PAUSED: [Deed("verder", "Ga verder", "primary"), stop],
        CampaignState.DONE: [stop] if _on_its_way(one.progress) else [],
    }.get(one.state, [])
    may_print = one.progress.letters_to_print and one.state is not CampaignState.PAUSED
    return ([Deed("geprint", "De brieven zijn geprint en verstuurd", "primary")] if may_print else []) + found


def _on_its_way(progress: CampaignProgress) -> bool:
    return progress.letters_to_print > 0 or progress.invited > progress.sent + progress.not_sent


def proposed(year: int, today: date) -> tuple[date, date]:
    """The Dag van de Mantelzorg of that year while it is to come, else tomorrow; the reminder three weeks later."""
    day = date(year, *DAY_OF_THE_CAREGIVER)
    start = day if day > today else today + timedelta(days=1)
    return start, start + THREE_WEEKS
