"""The product's path beside the bare kernel's: how fast, at what cost, and what each safety takes of it."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from bench import load, machine, server
from bench.bars import Bar, Figures, Run, figure, summary, tell
from bench.broker import free_port
from bench.parts import need
from bench.pipeline import measure as pipeline
from bench.pipeline.contestants import CONTESTANTS
from bench.pipeline.measure import Plan
from bench.places import RESULTS
from bench.product import safeties, signals
from bench.product.started import ROWS_ONLY, WHOLE, Started, house, note_commit_times

KERNEL = "mantelbrug"
"""The kernel alone on the peers' work, in the same run."""


def times_the_kernel(run: Run, name: str) -> float:
    return figure(run, "product", name) / figure(run, KERNEL, name)


BARS = (
    Bar("CPU of a signal at 50/s, times the kernel's alone", 2.5, lambda run: times_the_kernel(run, "at_50_cpu_ms_each")),
    Bar("CPU of a signal when pressed, times the kernel's alone", 2.5, lambda run: times_the_kernel(run, "cpu_s_per_1000")),
    Bar("end-to-end p99 in ms at 50/s", 50, lambda run: figure(run, "product", "at_50_e2e_p99_ms")),
    Bar("seconds to the first page on an empty folder", 15, lambda run: figure(run, "product-and-mail", "open_on_empty_s")),
    Bar("seconds to the first page on existing data", 5, lambda run: figure(run, "product-and-mail", "open_on_existing_s")),
)
KINDS = {"product": (ROWS_ONLY, True), "product-unkeyed": (ROWS_ONLY, False), "product-and-mail": (WHOLE, True)}


async def main(given: argparse.Namespace) -> None:
    need("wrk")
    kinds = [name for name in given.who.split(",") if name] or [KERNEL, *KINDS]
    RESULTS.mkdir(parents=True, exist_ok=True)
    results, runs = RESULTS / "product.jsonl", []
    for run in range(given.runs):
        found: dict[str, Figures] = {}
        for name in kinds[run % len(kinds) :] + kinds[: run % len(kinds)]:
            found[name] = await kernel(given) if name == KERNEL else {"who": name, **await measure(*KINDS[name], given)}
            tell(results, {"run": run, **found[name]})
        runs.append(found)
    tell(results, {"who": "safeties", **safeties.each()})
    tell(results, {"machine": json.dumps(machine.described()), "runs": len(runs)})
    for line in (*summary(runs), *(bar.judged(runs) for bar in BARS)):
        print(line)


async def kernel(given: argparse.Namespace) -> Figures:
    plan = Plan(press_seconds=given.seconds, rate_seconds=given.seconds, connections=given.connections)
    async with server.postgres() as database:
        return await pipeline.measure(CONTESTANTS[KERNEL], database, None, plan)


async def measure(command: tuple[str, ...], keyed: bool, given: argparse.Namespace) -> Figures:
    with folder() as data:
        port = free_port()
        async with house(data, port, command) as started:
            figures: Figures = {"open_on_empty_s": round(started.seconds, 2)}
        note_commit_times(data)
        async with house(data, port, command) as started:
            figures["open_on_existing_s"] = round(started.seconds, 2)
            connection = await started.connect()
            try:
                await warm(started, connection)
                for rate in (50, 100):
                    figures |= await at_rate(started, connection, rate, given.seconds, keyed)
                figures |= await pressed(started, connection, given, keyed)
                rss, pss = machine.memory(started.own)
                # The server is a child of the house; its pages are not the house's.
                of_server = machine.memory(started.database_pids)
                return figures | {"rss_mb": round(rss - of_server[0], 1), "pss_mb": round(pss - of_server[1], 1)}
            finally:
                await connection.close()


async def warm(started: Started, connection: asyncpg.Connection) -> None:
    since = time.time()
    sent = await signals.arrivals(started.port, started.tokens(), 30, 2)
    await signals.reached(connection, sent.due, since)
    await connection.execute("analyze")
    await asyncio.sleep(1)


async def at_rate(started: Started, connection: asyncpg.Connection, rate: int, seconds: float, keyed: bool) -> Figures:
    since, used, own = time.time(), machine.cpu(started.own), machine.cpu(started.database_pids)
    sent = await signals.arrivals(started.port, started.tokens(), rate, seconds, keyed=keyed)
    await asyncio.sleep(0.3)
    used, own = machine.cpu(started.own) - used, machine.cpu(started.database_pids) - own
    found = await signals.reached(connection, sent.due, since)
    waits, number = list(found.values()), max(len(sent.due), 1)
    name = f"at_{rate}"
    return {
        f"{name}_ack_p50_ms": load.percentile(sent.answered, 0.5),
        f"{name}_ack_p99_ms": load.percentile(sent.answered, 0.99),
        f"{name}_e2e_p50_ms": load.percentile(waits, 0.5),
        f"{name}_e2e_p99_ms": load.percentile(waits, 0.99),
        f"{name}_n": len(sent.due),
        f"{name}_refused": len(sent.refused),
        f"{name}_missing": len(sent.due) - len(found),
        f"{name}_cpu_ms_each": round(used / number * 1000, 2),
        f"{name}_database_cpu_ms_each": round(own / number * 1000, 2),
    }


async def pressed(started: Started, connection: asyncpg.Connection, given: argparse.Namespace, keyed: bool) -> Figures:
    with tempfile.TemporaryDirectory() as folder_:
        tokens, told = Path(folder_, "tokens"), Path(folder_, "body")
        _write(tokens, "\n".join(started.tokens()))
        _write(told, json.dumps(signals.body())[:-1])
        os.environ |= {"BENCH_TOKENS": str(tokens), "BENCH_BODY": str(told), "BENCH_KEYED": "yes" if keyed else "no"}
        before, used, began = await _taken(connection), machine.cpu(started.own), time.time()
        own = machine.cpu(started.database_pids)
        script = Path(__file__).with_name("post.lua")
        found = await load.press(started.port, given.seconds, given.connections, script)
        await asyncio.sleep(0.5)
        taken = await _taken(connection)
        done = await _drained(connection, taken)
    used, own = machine.cpu(started.own) - used, machine.cpu(started.database_pids) - own
    last = await connection.fetchval(
        "select greatest((select extract(epoch from max(pg_xact_commit_timestamp(xmin))) from monitor.signal), "
        "(select extract(epoch from max(pg_xact_commit_timestamp(xmin))) from notifications.message))::float8"
    )
    number = max(taken - before, 1)
    return {
        "n": number,
        "failed": found.failed,
        "ack_p50_ms": found.p50_ms,
        "ack_p99_ms": found.p99_ms,
        "e2e_per_s": round((done - before) / (last - began)),
        "missing": taken - done,
        "cpu_s_per_1000": round(used / number * 1000, 3),
        "database_cpu_s_per_1000": round(own / number * 1000, 3),
    }


async def _taken(connection: asyncpg.Connection) -> int:
    return int(await connection.fetchval("select count(*) from intake.signal"))


async def _drained(connection: asyncpg.Connection, wanted: int, limit: float = 120) -> int:
    end = time.monotonic() + limit
    while True:
        found = await connection.fetchrow("select (select count(*) from monitor.signal), (select count(*) from notifications.message)")
        assert found is not None
        if min(found) >= wanted or time.monotonic() > end:
            return int(min(found))
        await asyncio.sleep(0.2)


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="mb-house-", ignore_cleanup_errors=True) as made:
        Path(made).chmod(0o755)
        yield Path(made) / "data"


def _write(path: Path, text: str) -> None:
    path.write_text(text)
