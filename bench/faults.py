"""kill -9 under a steady load, restarted at once: what is missing, what is doubled, and how long nothing came through."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import time
from collections.abc import Awaitable, Callable

import asyncpg

from bench import machine
from bench.bars import Bar, Figures, Run, figure, summary, tell
from bench.broker import free_port
from bench.places import RESULTS
from bench.product import signals
from bench.product.contest import folder, warm
from bench.product.started import Started, house, note_commit_times, run

RATE = 50
FOUND = """
select count(*) filter (where i.id is null) as not_stored,
    count(*) filter (where m.signal_id is null) as without_figure,
    count(*) filter (where n.messages is distinct from 1) as without_one_message
from unnest($1::uuid[]) sent(id) left join intake.signal i using (id) left join monitor.signal m on m.signal_id = sent.id
left join (select signal_id, count(*) as messages from notifications.message where kind = 'signaller-received' group by 1) n
    on n.signal_id = sent.id
"""
DOUBLED = """
select (select coalesce(sum(count), 0) from monitor.daily where what = 'signals' and area = '') - (select count(*) from monitor.signal)
"""
GAPS = """
select max(gap) from (select extract(epoch from at - lag(at) over (order by at))::float8 as gap
    from (select pg_xact_commit_timestamp(xmin) as at from monitor.signal where received_at > $1) told) gaps
"""


def wrong(run: Run, who: str) -> float:
    """Of the acknowledged ones; a row too many counts as well."""
    return sum(abs(figure(run, who, name)) for name in ("not_stored", "without_figure", "without_one_message", "doubled"))


BARS = (
    Bar("missing or doubled, house killed", 0, lambda run: wrong(run, "kill-house")),
    Bar("missing or doubled, Postgres killed", 0, lambda run: wrong(run, "kill-postgres")),
    Bar("seconds without a third row, house killed", 5, lambda run: figure(run, "kill-house", "longest_gap_s")),
    Bar("seconds without a third row, Postgres killed", 10, lambda run: figure(run, "kill-postgres", "longest_gap_s")),
)
Kill = Callable[[Started], Awaitable[Started]]


async def main(given: argparse.Namespace) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    kinds: dict[str, Kill] = {"house": kill_the_house, "postgres": kill_the_database}
    runs = []
    for number in range(given.runs):
        found = {f"kill-{name}": await measure(name, kill, given.seconds) for name, kill in kinds.items()}
        for figures in found.values():
            tell(RESULTS / "faults.jsonl", {"run": number, **figures})
        runs.append(found)
    tell(RESULTS / "faults.jsonl", {"machine": json.dumps(machine.described()), "runs": len(runs)})
    for line in (*summary(runs), *(bar.judged(runs) for bar in BARS)):
        print(line)


async def measure(name: str, kill: Kill, seconds: float) -> Figures:
    """A third of the load, the kill, and the rest of it."""
    with folder() as data:
        port = free_port()
        async with house(data, port):
            pass
        note_commit_times(data)
        started = await run(data, port)
        try:
            connection = await started.connect()
            await warm(started, connection)
            await connection.close()
            since = time.time()
            load = asyncio.create_task(signals.arrivals(port, started.tokens(), RATE, seconds * 3))
            await asyncio.sleep(seconds)
            killed = time.monotonic()
            started = await kill(started)
            restarted = round(time.monotonic() - killed, 2)
            sent = await load
            connection = await started.connect()
            try:
                return {"who": f"kill-{name}", "restarted_s": restarted, **await judged(connection, sent, since)}
            finally:
                await connection.close()
        finally:
            await started.stop()


async def judged(connection: asyncpg.Connection, sent: signals.Sent, since: float) -> Figures:
    await signals.reached(connection, sent.due, since)
    found = await connection.fetchrow(FOUND, list(sent.due))
    assert found is not None
    return {
        "acknowledged": len(sent.due),
        "cut_off": sent.cut_off,
        "refused": len(sent.refused),
        **dict(found),
        "doubled": int(await connection.fetchval(DOUBLED)),
        "longest_gap_s": round(await connection.fetchval(GAPS, signals.moment(since)), 2),
    }


async def kill_the_house(started: Started) -> Started:
    """With it ends its database, which the new one recovers."""
    os.kill(started.process.pid, signal.SIGKILL)
    await started.process.wait()
    return await run(started.data, started.port)


async def kill_the_database(started: Started) -> Started:
    """The house starts it again by itself."""
    killed = started.database_pids
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    await asyncio.wait_for(asyncio.to_thread(another, started, killed), 60)
    return started


def another(started: Started, killed: list[int]) -> None:
    while started.database_pids in ([], killed):
        time.sleep(0.02)
