"""The one clock of a house: real time, or a time that a test or the story moves."""

import asyncio
from datetime import UTC, datetime, timedelta


class Clock:
    def __init__(self) -> None:
        self._ahead = timedelta(0)
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        """An aware moment in UTC."""
        return datetime.now(UTC) + self._ahead

    def move(self, *, to: datetime | None = None, by: timedelta | None = None) -> datetime:
        """Moves time ahead, never back; everyone who waits for a moment looks again."""
        target = to if to is not None else self.now() + (by or timedelta(0))
        if target < self.now():
            raise ValueError("time does not run backwards")
        self._ahead += target - self.now()
        self._moved.set()
        self._moved = asyncio.Event()
        return target

    async def until(self, moment: datetime | None, *, at_most: float, woken: asyncio.Event) -> None:
        """Waits for the moment, `at_most` real seconds, a wake-up or a moved clock; whichever comes first."""
        seconds = at_most if moment is None else min(at_most, max(0.0, (moment - self.now()).total_seconds()))
        waiters = [asyncio.ensure_future(woken.wait()), asyncio.ensure_future(self._moved.wait())]
        try:
            await asyncio.wait(waiters, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for waiter in waiters:
                waiter.cancel()
