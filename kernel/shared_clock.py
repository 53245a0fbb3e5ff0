"""One clock for the processes of a demo on one machine: one of them moves it, and all see that at once. A real house refuses it.

The file holds one number: how many microseconds it runs ahead. Each process has it in its memory, so that no two differ.
"""

from __future__ import annotations

import asyncio
import mmap
import os
import stat
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from struct import Struct
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kernel.clock import Clock

if TYPE_CHECKING:
    from kernel.settings import HouseSettings

LOOKS = 0.1
"""Seconds after which one who waits for a moment sees that another process moved the clock."""
AHEAD = Struct("=q")


class NoDemo(RuntimeError):
    """A clock that somebody moves is only for a demo: on this machine's own address, with no issuer but that address."""


class ClockUnreadable(RuntimeError):
    """The file of the shared clock is not one of our own, for us alone (mode 0600), or holds no number."""


class SharedClock(Clock):
    """Follows a file that `made` has made; only who made it moves it."""

    def __init__(self, file: Path, *, moves: bool = False) -> None:
        super().__init__()
        self._moves = moves
        try:
            with file.open("r+b" if moves else "rb") as opened:
                about = os.fstat(opened.fileno())
                ours = about.st_uid == os.geteuid() and stat.S_IMODE(about.st_mode) == 0o600
                if not ours or about.st_size != AHEAD.size:
                    raise ClockUnreadable(f"{file} is geen klok van dit huis, of staat open voor anderen (chmod 600)")
                self._shared = mmap.mmap(opened.fileno(), AHEAD.size, access=mmap.ACCESS_WRITE if moves else mmap.ACCESS_READ)
        except OSError as error:
            raise ClockUnreadable(f"{file}: de gedeelde klok is er niet: {error.strerror}") from error

    @classmethod
    def made(cls, file: Path) -> SharedClock:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(AHEAD.pack(0))
        return cls(file, moves=True)

    def ahead(self) -> timedelta:
        return timedelta(microseconds=AHEAD.unpack_from(self._shared)[0])

    def _go(self, by: timedelta) -> None:
        if not self._moves:
            raise NoDemo("this process only follows the clock")
        AHEAD.pack_into(self._shared, 0, (self.ahead() + by) // timedelta(microseconds=1))

    async def until(self, moment: datetime | None, *, at_most: float, woken: asyncio.Event) -> None:
        """In short stretches, for no other process can wake this one."""
        loop = asyncio.get_running_loop()
        ahead, latest = self.ahead(), loop.time() + at_most
        while True:
            left = latest - loop.time()
            await super().until(moment, at_most=min(left, LOOKS), woken=woken)
            due = moment is not None and self.now() >= moment
            if woken.is_set() or due or left <= LOOKS or self.ahead() != ahead:
                return


def clock_of(settings: HouseSettings) -> Clock:
    """The real one, unless the settings of a demo name a shared one. Raises `NoDemo` where they may not, and `ClockUnreadable`."""
    if settings.demo_clock_file is None:
        return Clock()
    at_home = _is_loopback(settings.host) and _is_loopback(urlsplit(settings.where).hostname or "")
    if not at_home or not all(issuer.startswith(f"{settings.where}/") for issuer in settings.issuers):
        raise NoDemo("MANTELBRUG_DEMO_CLOCK_FILE is alleen voor een demo: op 127.0.0.1, zonder andere issuer dan die van de demo")
    return SharedClock(settings.demo_clock_file)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
