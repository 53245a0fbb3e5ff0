"""The desk's list with 300 open signals, beside 1,000 closed ones and beside 1,000,000."""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack
from statistics import median

import asyncpg
import httpx

from bench import load, machine
from bench.bars import Bar, Figures, figure, summary, tell
from bench.broker import free_port
from bench.places import RESULTS
from bench.product import signals
from bench.product.contest import folder
from bench.product.started import house
from bench.product.visiting import visitor

OPEN, FEW, MANY = 300, 1_000, 1_000_000
TIMES, WARM = 100, 10
SETTLING = 10.0
BAR = Bar("p50 with 1,000,000 closed, times that with 1,000", 1.5, lambda run: figure(run, "ratio", "all_p50"))
ROW = "/signalen/"
PAGES = {"/werklijst": "all", "/werklijst?lijst=afgerond": "closed"}
CLOSE = """
with new as (
    select gen_random_uuid() as signal_id, gen_random_uuid() as person_id, n from generate_series($1::int, $2::int) n
), people as (
    insert into intake.person ({people}) select {people_new} from new, (select * from intake.person limit 1) p
)
insert into intake.signal ({signals}) select {signals_new} from new, (select * from intake.signal limit 1) s
"""


async def main(given: argparse.Namespace) -> None:
    """Two houses side by side, looked at in turn, so that both have the same neighbours and the same moment."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    runs: list[dict[str, Figures]] = []
    async with AsyncExitStack() as stack:
        browsers = {closed: await filled(stack, closed) for closed in (FEW, MANY)}
        await asyncio.sleep(SETTLING)
        for number in range(given.runs):
            found: dict[str, Figures] = {}
            for path, name in PAGES.items():
                waits = await looked(browsers, path)
                for closed in browsers:
                    figures = found.setdefault(f"{closed} closed", {"who": f"{closed} closed"})
                    figures[f"{name}_p50_ms"] = load.percentile(waits[closed], 0.5)
                    figures[f"{name}_p99_ms"] = load.percentile(waits[closed], 0.99)
                ratio = median(waits[MANY]) / median(waits[FEW])
                found.setdefault("ratio", {"who": "ratio"})[f"{name}_p50"] = round(ratio, 2)
            for figures in found.values():
                tell(RESULTS / "worklist.jsonl", {"run": number, **figures})
            runs.append(found)
    tell(RESULTS / "worklist.jsonl", {"machine": json.dumps(machine.described()), "runs": len(runs)})
    for line in (*summary(runs), BAR.judged(runs)):
        print(line)


async def filled(stack: AsyncExitStack, closed: int) -> httpx.AsyncClient:
    """A house with its open and closed signals, and someone of the desk in it."""
    started = await stack.enter_async_context(house(stack.enter_context(folder()), free_port()))
    sent = await signals.arrivals(started.port, started.tokens(), 50, OPEN / 50)
    if len(sent.due) != OPEN:
        raise RuntimeError(f"not all came in: {sent.refused[:1]}")
    connection = await started.connect()
    try:
        await close(connection, closed)
    finally:
        await connection.close()
    return await stack.enter_async_context(visitor(started.where))


async def looked(browsers: Mapping[int, httpx.AsyncClient], path: str) -> dict[int, list[float]]:
    """As one person turns pages; the first ones warm up."""
    waits: dict[int, list[float]] = {closed: [] for closed in browsers}
    for number in range(TIMES + WARM):
        for closed, browser in browsers.items():
            began = time.perf_counter()
            answer = await browser.get(path)
            if answer.status_code != 200 or ROW not in answer.text:
                raise RuntimeError(f"{path} answered {answer.status_code}")
            if number >= WARM:
                waits[closed].append(time.perf_counter() - began)
    return waits


async def close(connection: asyncpg.Connection, wanted: int) -> None:
    """Closed signals, each about a person of its own, spread over ten years; made by SQL from one that came in by the door."""
    people = await columns(connection, "person")
    told = await columns(connection, "signal")
    hashes = {name: "decode(md5(n::text || '{name}'), 'hex')".replace("{name}", name) for name in people if name.endswith("_hash")}
    person = {"id": "new.person_id", **hashes}
    at = "now() - n * interval '5 minutes'"
    signal = {
        "id": "new.signal_id",
        "reference": "'OLD-' || n",
        "external_id": "'OLD-' || n",
        "caregiver_id": "new.person_id",
        "recipient_id": "null",
        "state": "'closed'",
        "ending": "'completed'",
        "received_at": at,
        "due_at": at,
        "closed_at": at,
    }
    statement = CLOSE.format(
        people=", ".join(people),
        people_new=", ".join(person.get(name, f"p.{name}") for name in people),
        signals=", ".join(told),
        signals_new=", ".join(signal.get(name, f"s.{name}") for name in told),
    )
    for first in range(1, wanted + 1, 50_000):
        await connection.execute(statement, first, min(first + 49_999, wanted), timeout=600)
    for upkeep in ("vacuum analyze intake.signal", "vacuum analyze intake.person", "checkpoint"):
        await connection.execute(upkeep, timeout=600)


async def columns(connection: asyncpg.Connection, table: str) -> list[str]:
    rows = await connection.fetch(
        "select column_name from information_schema.columns where table_schema = 'intake' and table_name = $1 and is_generated = 'NEVER'",
        table,
    )
    return [row[0] for row in rows]
