"""Floods are stopped per replica in memory; guesses at links, codes and forms are counted in Postgres for all replicas together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING

from limits import parse

from kernel.refusals import TooMany

if TYPE_CHECKING:
    from kernel.work import Work


class Window:
    """How often each came in this window of time and the one before, of which counts what still lies within one window's length.

    Two numbers each: a list of moments costs more than the request that it guards.
    """

    def __init__(self, limit: str) -> None:
        item = parse(limit)
        self.most, self.seconds = item.amount, item.get_expiry()
        self._number = 0
        self._now: dict[str, int] = {}
        self._before: dict[str, int] = {}

    def hit(self, who: str, moment: float) -> int | None:
        """One more; or, when that is too many, the seconds to wait."""
        number, into = divmod(moment, self.seconds)
        if number != self._number:
            self._before = self._now if number == self._number + 1 else {}
            self._number, self._now = int(number), {}
        count = self._now.get(who, 0)
        if self._before.get(who, 0) * (1 - into / self.seconds) + count + 1 > self.most:
            return ceil(self.seconds - into)
        self._now[who] = count + 1
        return None


class Floods:
    """`per_client`: each client after its token is verified; `per_address`: each address without one, and each refused token."""

    def __init__(self, *, per_client: str = "6000/minute", per_address: str = "300/minute") -> None:
        self._clients, self._addresses = Window(per_client), Window(per_address)

    def client(self, client: str) -> None:
        _hit(self._clients, client)

    def address(self, address: str) -> None:
        _hit(self._addresses, address)


def _hit(window: Window, who: str) -> None:
    wait = window.hit(who, monotonic())  # real time, whatever time the house plays
    if wait is not None:
        raise TooMany(wait)


async def count_attempt(work: Work, what: str, who: str, *, most: int, per: timedelta) -> None:
    """One more try of this kind by this one; too many in the window are refused.

    Count in a work of its own that commits before the try: a refused try undoes its own work, and the count with it.
    """
    width = per.total_seconds()
    start = datetime.fromtimestamp(work.now.timestamp() // width * width, UTC)
    count = await work.connection.fetchval(
        f'insert into "{work.service.name}".attempt_count as a (what, who, window_start, count) values ($1, $2, $3, 1) '
        "on conflict (what, who, window_start) do update set count = a.count + 1 returning count",
        what,
        work.service.seals.keyed_hash("attempt", who),
        start,
    )
    if count > most:
        raise TooMany(round((start + per - work.now).total_seconds()))


async def forget_attempts(work: Work, *, older_than: timedelta = timedelta(days=2)) -> int:
    """Old windows serve nobody."""
    done: str = await work.connection.execute(
        f'delete from "{work.service.name}".attempt_count where window_start < $1', work.now - older_than
    )
    return int(done.rpartition(" ")[2])
