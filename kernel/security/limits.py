"""Floods are stopped per replica in memory; guesses at links, codes and forms are counted in Postgres for all replicas together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from kernel.clock import Clock
from kernel.refusals import TooMany

if TYPE_CHECKING:
    from kernel.work import Work


class Floods:
    """`per_client`: each client after its token is verified; `per_address`: each address without one, and each refused token."""

    def __init__(self, *, per_client: str = "6000/minute", per_address: str = "300/minute") -> None:
        self._client, self._address = parse(per_client), parse(per_address)
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._wall = Clock()  # the library counts in this machine's own time, whatever time the house plays

    def client(self, client: str) -> None:
        self._hit(self._client, f"client/{client}")

    def address(self, address: str) -> None:
        self._hit(self._address, f"address/{address}")

    def _hit(self, item: RateLimitItem, who: str) -> None:
        if not self._window.hit(item, who):
            freed = self._window.get_window_stats(item, who).reset_time
            raise TooMany(round(freed - self._wall.now().timestamp()))


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
