"""Runs the contestants in turn, several times over, and compares within each run."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median

from bench import broker as brokers
from bench import machine, server
from bench.parts import need
from bench.pipeline.contestants import CONTESTANTS
from bench.pipeline.measure import Figures, Plan, ingest, measure
from bench.places import RESULTS

EVERYBODY = ("mantelbrug", "faststream", "faststream-batch", "faust-take", "procrastinate", "dbos", "mantelbrug-ingest", "ingest")
INGEST = ("mantelbrug-ingest", "ingest")


async def main(given: argparse.Namespace) -> None:
    need("wrk")
    names = [name for name in given.who.split(",") if name] or list(EVERYBODY)
    plan = Plan(press_seconds=given.seconds, rate_seconds=given.seconds, connections=given.connections)
    RESULTS.mkdir(parents=True, exist_ok=True)
    results = RESULTS / "pipeline.jsonl"
    runs: list[dict[str, Figures]] = []
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(server.postgres())
        needs_broker = any(CONTESTANTS[name].needs_broker for name in names)
        broker = await stack.enter_async_context(brokers.kafka()) if needs_broker else None
        for run in range(given.runs):
            found: dict[str, Figures] = {}
            # Each run begins with another one, so that nobody always follows the same neighbour.
            for name in names[run % len(names) :] + names[: run % len(names)]:
                contestant = CONTESTANTS[name]
                try:
                    taken = ingest(contestant, database, plan) if name in INGEST else measure(contestant, database, broker, plan)
                    figures = await taken
                except Exception as error:
                    print(f"{name} failed: {type(error).__name__}: {error}", file=sys.stderr)
                    continue
                found[name] = figures
                tell(results, {"run": run, **figures})
            runs.append(found)
    tell(results, {"machine": json.dumps(machine.described()), "runs": len(runs)})
    for line in summary(runs):
        print(line)


def tell(results: Path, figures: Figures) -> None:
    line = json.dumps(figures)
    print(line, flush=True)
    with results.open("a") as file:
        file.write(line + "\n")


def summary(runs: list[dict[str, Figures]]) -> list[str]:
    """Median and range of each figure of each contestant, and ratios taken within a run."""
    lines = []
    for name in dict.fromkeys(name for run in runs for name in run):
        for figure in dict.fromkeys(key for run in runs for key in run.get(name, ())):
            values = [float(v) for run in runs if isinstance(v := run.get(name, {}).get(figure), int | float)]
            if values:
                lines.append(f"{name:18} {figure:22} {median(values):>10.2f}  ({min(values):.2f} - {max(values):.2f})")
    return lines
