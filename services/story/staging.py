"""Where a story is played: in a house of its own, or through the doors of a running one."""

from __future__ import annotations

import tempfile
from abc import ABC, abstractmethod
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from zoneinfo import ZoneInfo

import httpx

from kernel import logs
from kernel.clock import Clock
from kernel.settings import HouseSettings
from services.story.elsewhere import KeycloakDoors, MailCatcher
from services.story.parties import Doors, Mailbox
from services.story.telling import StoryStopped, Telling

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Tale(ABC):
    """What is played; `clock` is None where a house's clock cannot be moved, and what needs that is told as not played."""

    def __init__(
        self, http: httpx.AsyncClient, telling: Telling, clock: Clock | None, doors: Doors | None = None, mail: Mailbox | None = None
    ) -> None:
        self.http, self.tell, self.clock = http, telling, clock
        self.doors, self.mail = doors or Doors(http), mail or Mailbox(http)
        self.run = token_hex(3)

    @property
    def now(self) -> datetime:
        return (self.clock or Clock()).now()

    @abstractmethod
    async def play(self) -> None: ...


async def play_at_home(tale: type[Tale]) -> int:
    """A house of its own on a temporary folder, on a working day at ten."""
    from services.house.house import House

    logs.configure("CRITICAL")
    clock = Clock()
    clock.move(to=next_working_morning(clock.now()))
    with tempfile.TemporaryDirectory(prefix="mantelbrug-story-", ignore_cleanup_errors=True) as folder:
        settings = HouseSettings(data=Path(folder), port=0, demo=False, public_url="")
        async with House(settings, clock=clock) as house:
            return await play(tale, house.where, clock)


def next_working_morning(now: datetime) -> datetime:
    """Tomorrow or the first Tuesday to Thursday after it, at ten: room for a meeting the day after."""
    day = now.astimezone(AMSTERDAM) + timedelta(days=1)
    while day.weekday() not in (1, 2):
        day += timedelta(days=1)
    return day.replace(hour=10, minute=0, second=0, microsecond=0).astimezone(UTC)


async def play(tale: type[Tale], where: str, clock: Clock | None = None, *, issuer: str | None = None, mail: str | None = None) -> int:
    """`issuer`, `mail`: where people log in and where mails are caught, at a house that has no demo issuer and no dev mailbox."""
    telling = Telling()
    async with httpx.AsyncClient(base_url=where, timeout=20) as http:
        doors = KeycloakDoors(http, issuer) if issuer else None
        mailbox = MailCatcher(http, mail) if mail else None
        try:
            await tale(http, telling, clock, doors, mailbox).play()
        except (StoryStopped, httpx.HTTPError, KeyError) as error:
            telling.stopped(error)
            return 1
    telling.end()
    return 0
