"""What was promised of a measurement, and whether it held: ratios are taken within a run, and the median over the runs is judged."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

Figures = dict[str, float | int | str | None]
Run = Mapping[str, Figures]


class NotMeasured(LookupError):
    """This run lacks a figure, because a contestant was left out or failed."""


@dataclass(frozen=True)
class Bar:
    says: str
    limit: float
    of: Callable[[Run], float]
    at_least: bool = False

    def judged(self, runs: Sequence[Run]) -> str:
        values = []
        for run in runs:
            try:
                values.append(self.of(run))
            except NotMeasured:
                continue
        if not values:
            return f"-     {self.says}: not measured"
        middle = median(values)
        holds = middle >= self.limit if self.at_least else middle <= self.limit
        sign = ">=" if self.at_least else "<="
        return f"{'holds' if holds else 'FAILS'} {self.says}: {middle:.2f} ({min(values):.2f} - {max(values):.2f}), bar {sign} {self.limit}"


def figure(run: Run, who: str, name: str) -> float:
    value = run.get(who, {}).get(name)
    if not isinstance(value, int | float):
        raise NotMeasured(f"{who} {name}")
    return float(value)


def among(run: Run, who: Iterable[str], name: str) -> list[float]:
    """The figure of each of these that was measured."""
    found = [float(value) for one in who if isinstance(value := run.get(one, {}).get(name), int | float)]
    if not found:
        raise NotMeasured(name)
    return found


def summary(runs: Sequence[Run]) -> list[str]:
    """Median and range of each figure of each contestant."""
    lines = []
    for name in dict.fromkeys(name for run in runs for name in run):
        for key in dict.fromkeys(key for run in runs for key in run.get(name, ())):
            values = [float(v) for run in runs if isinstance(v := run.get(name, {}).get(key), int | float)]
            if values:
                lines.append(f"{name:18} {key:26} {median(values):>10.2f}  ({min(values):.2f} - {max(values):.2f})")
    return lines


def tell(results: Path, figures: Figures) -> None:
    line = json.dumps(figures)
    print(line, flush=True)
    with results.open("a") as file:
        file.write(line + "\n")
