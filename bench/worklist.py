"""The desk's list with 300 open signals, beside 1,000 closed ones and beside 1,000,000."""

from __future__ import annotations

import argparse
import asyncio
import json
import time

import asyncpg
import httpx

from bench import load, machine
from bench.broker import free_port
from bench.pipeline.contest import summary, tell
from bench.pipeline.measure import Figures
from bench.places import RESULTS
from bench.product import signals
from bench.product.contest import folder
from bench.product.started import house
from bench.product.visiting import visitor

OPEN, FEW, MANY = 300, 1_000, 1_000_000
TIMES = 60
CLOSE = """
with new as (
    select gen_random_uuid() as signal_id, gen_random_uuid() as person_id, n from generate_series($1::int, $2::int) n
), people as (
    insert into intake.person ({people}) select {people_new} from new, (select * from intake.person limit 1) p
)
insert into intake.signal ({signals}) select {signals_new} from new, (select * from intake.signal limit 1) s
"""


async def main(given: argparse.Namespace) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    with folder() as data:
        async with house(data, free_port()) as started:
            sent = await signals.arrivals(started.port, started.tokens(), 50, OPEN / 50)
            connection = await started.connect()
            try:
                assert len(sent.due) == OPEN, sent.refused[:3]
                await asyncio.sleep(3)
                found: dict[str, Figures] = {}
                closed = 0
                for closed_wanted in (FEW, MANY):
                    began = time.monotonic()
                    await close(connection, closed, closed_wanted)
                    closed = closed_wanted
                    figures: Figures = {"who": f"worklist-{closed}-closed", "made_in_s": round(time.monotonic() - began, 1)}
                    async with visitor(started.where) as browser:
                        figures |= await looked(browser, "/werklijst", "page")
                        figures |= await looked(browser, "/werklijst?lijst=mijn", "mine")
                    found[str(figures["who"])] = figures
                    tell(RESULTS / "worklist.jsonl", figures)
            finally:
                await connection.close()
    tell(RESULTS / "worklist.jsonl", {"machine": json.dumps(machine.described())})
    for line in summary([found]):
        print(line)


async def looked(browser: httpx.AsyncClient, path: str, name: str) -> Figures:
    """In turn, as one person turns pages; the first ones warm up."""
    waits = []
    for number in range(TIMES + 10):
        began = time.perf_counter()
        answer = await browser.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        if number >= 10:
            waits.append(time.perf_counter() - began)
    return {f"{name}_p50_ms": load.percentile(waits, 0.5), f"{name}_p99_ms": load.percentile(waits, 0.99)}


async def close(connection: asyncpg.Connection, have: int, wanted: int) -> None:
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
    for first in range(have + 1, wanted + 1, 50_000):
        await connection.execute(statement, first, min(first + 49_999, wanted), timeout=600)
    await connection.execute("vacuum analyze intake.signal", timeout=600)
    await connection.execute("vacuum analyze intake.person", timeout=600)


async def columns(connection: asyncpg.Connection, table: str) -> list[str]:
    rows = await connection.fetch(
        "select column_name from information_schema.columns where table_schema = 'intake' and table_name = $1 and is_generated = 'NEVER'",
        table,
    )
    return [row[0] for row in rows]
