"""Runs the contestants in turn, several times over, and compares within each run."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import AsyncExitStack

from bench import broker as brokers
from bench import machine, server
from bench.bars import Bar, Figures, among, figure, summary, tell
from bench.parts import need
from bench.pipeline.contestants import CONTESTANTS
from bench.pipeline.measure import Plan, ingest, measure
from bench.places import RESULTS

EVERYBODY = (
    "mantelbrug",
    "mantelbrug-kafka",
    "faststream",
    "faststream-batch",
    "faust-take",
    "procrastinate",
    "dbos",
    "mantelbrug-ingest",
    "ingest",
)
INGEST = ("mantelbrug-ingest", "ingest")
BATCHED = ("faststream-batch", "faust-take")
PEERS = ("faststream", *BATCHED, "procrastinate", "dbos")
OURS = "mantelbrug"
OVER_KAFKA = "mantelbrug-kafka"
BARS = (
    Bar(
        "end to end per second, times FastStream per message",
        12,
        lambda run: figure(run, OURS, "e2e_per_s") / figure(run, "faststream", "e2e_per_s"),
        at_least=True,
    ),
    Bar(
        "end to end per second, times the best batched peer",
        5,
        lambda run: figure(run, OURS, "e2e_per_s") / max(among(run, BATCHED, "e2e_per_s")),
        at_least=True,
    ),
    Bar(
        "durable ingest per second, times FastAPI + SQLAlchemy",
        7,
        lambda run: figure(run, "mantelbrug-ingest", "ingest_per_s") / figure(run, "ingest", "ingest_per_s"),
        at_least=True,
    ),
    Bar(
        "end-to-end p99 at 100/s, of FastStream's",
        0.4,
        lambda run: figure(run, OURS, "at_100_e2e_p99_ms") / figure(run, "faststream", "at_100_e2e_p99_ms"),
    ),
    Bar(
        "CPU per 1,000, of the best peer's",
        0.2,
        lambda run: figure(run, OURS, "cpu_s_per_1000") / min(among(run, PEERS, "cpu_s_per_1000")),
    ),
    Bar("milliseconds of CPU for a lone signal at 50/s", 5, lambda run: figure(run, OURS, "at_50_cpu_ms_each")),
    Bar(
        "over Kafka: end to end per second, times FastStream per message",
        12,
        lambda run: figure(run, OVER_KAFKA, "e2e_per_s") / figure(run, "faststream", "e2e_per_s"),
        at_least=True,
    ),
    Bar(
        "over Kafka: end to end per second, times the best batched peer",
        5,
        lambda run: figure(run, OVER_KAFKA, "e2e_per_s") / max(among(run, BATCHED, "e2e_per_s")),
        at_least=True,
    ),
    Bar(
        "over Kafka: CPU per 1,000, of the best peer's",
        0.2,
        lambda run: figure(run, OVER_KAFKA, "cpu_s_per_1000") / min(among(run, PEERS, "cpu_s_per_1000")),
    ),
    Bar("over Kafka: arrival to effect, p50 in ms at 50/s", 12, lambda run: figure(run, OVER_KAFKA, "at_50_hop_p50_ms")),
    Bar("over Kafka: arrival to effect, p99 in ms at 50/s", 50, lambda run: figure(run, OVER_KAFKA, "at_50_hop_p99_ms")),
)


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
    for line in (*summary(runs), *(bar.judged(runs) for bar in BARS)):
        print(line)
