"""What a broker adds, beside a peer on the same one: a consumer, a backlog, two instances, and kill -9 of each process in turn."""

from __future__ import annotations

import argparse
import json
from collections.abc import Awaitable, Callable

from bench import broker as brokers
from bench import machine, server
from bench.bars import Bar, Figures, NotMeasured, Run, figure, summary, tell
from bench.kafka import backlog, faults
from bench.places import RESULTS

BACKLOG, PEERS_BACKLOG, SLOW = 100_000, 20_000, 10_000
"""Events: enough that the first seconds do not count."""


def wrong(run: Run) -> float:
    """One row too many counts as one too few does; each kill's figures hold the same sum over the whole run."""
    return sum(abs(figure(run, next(iter(killed(run))), name)) for name in faults.WRONG)


def gap(run: Run, surroundings: bool) -> float:
    return max(figure(run, who, "longest_gap_s") for who in killed(run) if (who in faults.SURROUNDINGS) is surroundings)


def killed(run: Run) -> list[str]:
    found = [who for who in run if who.startswith("kill-")]
    if not found:
        raise NotMeasured("kill -9")
    return found


BARS = (
    Bar(
        "a consumer with a database effect, times FastStream batched",
        4,
        lambda run: figure(run, "consumer", "taken_per_s") / figure(run, "consumer-faststream-batch", "taken_per_s"),
        at_least=True,
    ),
    Bar("a backlog of 100,000, events a second", 10_000, lambda run: figure(run, "consumer", "taken_per_s"), at_least=True),
    Bar(
        "two instances, times one, when the answers of another process are the limit",
        1.6,
        lambda run: figure(run, "two-instances", "taken_per_s") / figure(run, "one-instance", "taken_per_s"),
        at_least=True,
    ),
    Bar("missing or doubled, each process killed in turn", 0, wrong),
    Bar("longest gap in seconds, a service or the relay killed", 3, lambda run: gap(run, False)),
    Bar("longest gap in seconds, the broker or Postgres killed", 12, lambda run: gap(run, True)),
)


async def main(given: argparse.Namespace) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    wanted = {name for name in given.who.split(",") if name}
    results, runs = RESULTS / "kafka.jsonl", []
    for number in range(given.runs):
        found: dict[str, Figures] = {}
        if not wanted or "backlog" in wanted:
            found |= await backlogs(number)
        if not wanted or "faults" in wanted:
            found |= await faults.measure(given.seconds)
        for who, figures in found.items():
            tell(results, {"run": number, "who": who, **figures})
        runs.append(found)
    tell(results, {"machine": json.dumps(machine.described()), "runs": len(runs)})
    for line in (*summary(runs), *(bar.judged(runs) for bar in BARS)):
        print(line)


async def backlogs(turn: int) -> dict[str, Figures]:
    """Each run begins with another one."""
    async with server.postgres() as database, brokers.kafka() as broker:
        contestants: dict[str, Callable[[], Awaitable[Figures]]] = {
            "consumer": lambda: backlog.ours(database, broker, BACKLOG),
            "consumer-faststream-batch": lambda: backlog.faststream(database, broker, PEERS_BACKLOG),
            "one-instance": lambda: backlog.ours(database, broker, SLOW, outside=True),
            "two-instances": lambda: backlog.ours(database, broker, SLOW, instances=2, outside=True),
        }
        names = list(contestants)
        return {name: await contestants[name]() for name in names[turn % len(names) :] + names[: turn % len(names)]}
