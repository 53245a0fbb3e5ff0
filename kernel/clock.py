"""The one clock of a house: real time, or a time that a test or the story moves."""

import asyncio
from datetime import UTC, datetime, timedelta


class Clock:
    def __init__(self) -> None:
        self._ahead = timedelta(0)
        self._waiting: set[asyncio.Event] = set()

    def now(self) -> datetime:
        """An aware moment in UTC."""
        return datetime.now(UTC) + self.ahead()

    def ahead(self) -> timedelta:
        """Of real time."""
        return self._ahead

    def _go(self, by: timedelta) -> None:
        self._ahead += by

    def move(self, *, to: datetime | None = None, by: timedelta | None = None) -> datetime:
        """Moves time ahead, never back; everyone who waits for a moment looks again."""
        target = to if to is not None else self.now() + (by or timedelta(0))
        if target < self.now():
            raise ValueError("time does not run backwards")
        self._go(target - self.now())
        for woken in self._waiting:
            woken.set()
        return target

    async def until(self, moment: datetime | None, *, at_most: float, woken: asyncio.Event) -> None:
        """Waits for the moment, `at_most` real seconds, a wake-up or a moved clock; whichever comes first. A moved clock wakes too."""
        seconds = at_most if moment is None else min(at_most, max(0.0, (moment - self.now()).total_seconds()))
        self._waiting.add(woken)
        try:
            async with asyncio.timeout(seconds):
                await woken.wait()
        except TimeoutError:
            return
        finally:
            self._waiting.discard(woken)
