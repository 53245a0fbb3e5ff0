"""kill -9 of each process in turn under one steady load of signals, each started again at once."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Sequence

from bench.bars import Figures
from bench.kafka import apart
from bench.product import signals

RATE = 50
SURROUNDINGS = ("kill-kafka", "kill-postgres")
WRONG = ("not_stored", "without_figure", "without_one_message", "doubled_figures")
EFFECTS = {
    "figures": ("monitor", "select extract(epoch from pg_xact_commit_timestamp(xmin))::float8 from monitor.signal"),
    "messages": (
        "notifications",
        "select extract(epoch from pg_xact_commit_timestamp(xmin))::float8 from notifications.message where kind = 'signaller-received'",
    ),
}
WARM, ARRIVED = 4.0, 90.0


async def measure(seconds: float) -> dict[str, Figures]:
    """`seconds` between one kill and the next; what is missing is judged at the end, and counts for all of them."""
    async with apart.house() as house:
        names = [*house.processes, "kafka", "postgres"]
        load = asyncio.create_task(
            signals.arrivals(
                int(house.at["intake"].rpartition(":")[2]),
                house.tokens(),
                RATE,
                WARM + seconds * len(names),
                patience=len(names) * seconds + 180,
            )
        )
        await asyncio.sleep(WARM)
        killed: dict[str, tuple[float, float]] = {}
        for name in names:
            began = time.time()
            await house.kill(name)
            killed[name] = (began, round(time.time() - began, 2))
            await asyncio.sleep(max(0.0, began + seconds - time.time()))
        sent = await load
        wrong = await judged(house, sent)
        moments = {effect: await committed(house, *where) for effect, where in EFFECTS.items()}
        moments["answers"] = sorted(due + wait for due, wait in zip(sent.due.values(), sent.answered, strict=True))
        found: dict[str, Figures] = {}
        for name, (at, restarted) in killed.items():
            gaps = {f"{effect}_gap_s": longest(told, at, at + seconds) for effect, told in moments.items()}
            found[f"kill-{name}"] = {"restarted_s": restarted, **gaps, "longest_gap_s": max(gaps.values()), **wrong}
        return found


def longest(moments: Sequence[float], since: float, until: float) -> float:
    """Between one and the next, among those that had to come in this time."""
    edges = [since, *[one for one in moments if since <= one <= until], until]
    return round(max(later - earlier for earlier, later in itertools.pairwise(edges)), 2)


async def committed(house: apart.House, service: str, question: str) -> list[float]:
    connection = await house.connect(service)
    try:
        return sorted(row[0] for row in await connection.fetch(question))
    finally:
        await connection.close()


async def judged(house: apart.House, sent: signals.Sent) -> Figures:
    """Of the acknowledged ones: whether each stands at intake, counts once, and led to one message."""
    ids, latest = set(sent.due), time.monotonic() + ARRIVED
    while True:
        stored, counted, messages = (
            await rows(house, "intake", "select id from intake.signal"),
            await rows(house, "monitor", "select signal_id from monitor.signal"),
            await rows(house, "notifications", "select signal_id from notifications.message where kind = 'signaller-received'"),
        )
        if (ids <= set(counted) and ids <= set(messages)) or time.monotonic() > latest:
            break
        await asyncio.sleep(0.5)
    monitor = await house.connect("monitor")
    try:
        daily = await monitor.fetchval("select coalesce(sum(count), 0) from monitor.daily where what = 'signals' and area = ''")
    finally:
        await monitor.close()
    once = {one for one in ids if messages.count(one) == 1} if len(messages) != len(set(messages)) else set(messages) & ids
    return {
        "acknowledged": len(ids),
        "cut_off": sent.cut_off,
        "refused": len(sent.refused),
        "not_stored": len(ids - set(stored)),
        "without_figure": len(ids - set(counted)),
        "without_one_message": len(ids - once),
        "doubled_figures": int(daily) - len(counted),
    }


async def rows(house: apart.House, service: str, question: str) -> list[object]:
    connection = await house.connect(service)
    try:
        return [row[0] for row in await connection.fetch(question)]
    finally:
        await connection.close()
