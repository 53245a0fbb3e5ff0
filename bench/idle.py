"""What a quiet house uses, with and without live pages open, and what it holds of memory."""

from __future__ import annotations

import argparse
import asyncio
import json
from contextlib import AsyncExitStack

import httpx

from bench import machine
from bench.bars import Bar, Figures, figure, summary, tell
from bench.broker import free_port
from bench.places import RESULTS
from bench.product.contest import folder
from bench.product.started import Started, house
from bench.product.visiting import visitor

PAGES = 20
SETTLING, QUIET = 15.0, 60.0
BARS = (
    Bar("percent of a core, idle", 1, lambda run: figure(run, "idle", "idle_percent")),
    Bar(f"percent of a core, idle with {PAGES} live pages", 1, lambda run: figure(run, "idle", f"idle_with_{PAGES}_pages_percent")),
    Bar("MB of PSS with the example signals", 300, lambda run: figure(run, "idle", "pss_mb")),
)


async def main(given: argparse.Namespace) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    runs: list[dict[str, Figures]] = []
    for number in range(given.runs):
        figures = await measure()
        tell(RESULTS / "idle.jsonl", {"run": number, **figures})
        runs.append({"idle": figures})
    tell(RESULTS / "idle.jsonl", {"machine": json.dumps(machine.described()), "runs": len(runs)})
    for line in (*summary(runs), *(bar.judged(runs) for bar in BARS)):
        print(line)


async def measure() -> Figures:
    with folder() as data:
        async with house(data, free_port(), examples=True) as started:
            await asyncio.sleep(SETTLING)
            alone = await used(started)
            async with AsyncExitStack() as stack:
                browser = await stack.enter_async_context(visitor(started.where))
                for _ in range(PAGES):
                    page: httpx.Response = await stack.enter_async_context(browser.stream("GET", "/live", timeout=None))
                    page.raise_for_status()
                await asyncio.sleep(SETTLING)
                with_pages = await used(started)
            rss, pss = machine.memory(started.own)
            of_server = machine.memory(started.database_pids)
            return {
                "who": "idle",
                "idle_percent": alone,
                f"idle_with_{PAGES}_pages_percent": with_pages,
                "rss_mb": round(rss - of_server[0], 1),
                "pss_mb": round(pss - of_server[1], 1),
            }


async def used(started: Started) -> float:
    """Percent of one core, the database included."""
    before = machine.cpu(started.own)
    await asyncio.sleep(QUIET)
    return round((machine.cpu(started.own) - before) / QUIET * 100, 2)
