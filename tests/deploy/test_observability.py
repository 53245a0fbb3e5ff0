"""Alarms and the dashboard ask for figures that exist, by labels that they have."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY
from prometheus_client.metrics import MetricWrapperBase

from kernel.kafka import reader, relay
from services.house import watching
from services.monitor.live import worker

HOUSE = Path(__file__).resolve().parents[2]
RULES = HOUSE / "deploy/observability/prometheus-rules.yml"
DASHBOARD = HOUSE / "deploy/observability/grafana-dashboard.json"
RUNBOOK = HOUSE / "docs/operations/watching.md"
OF_OTHERS = {
    "up",
    "process_resident_memory_bytes",
    "process_cpu_seconds_total",
    "kafka_consumergroup_lag",
    "cnpg_collector_last_available_backup_timestamp",
    "cnpg_pg_stat_archiver_seconds_since_last_archival",
    "cnpg_pg_replication_lag",
    "kubelet_volume_stats_available_bytes",
    "kubelet_volume_stats_capacity_bytes",
}
"""Prometheus itself, its Python library, Strimzi's exporter, CloudNativePG and Kubernetes."""
HAVE_FIGURES = (reader, relay, watching, worker)
"""Imported for the figures that they declare; those of every request come with the house."""
WORDS = {"sum", "max", "by", "rate", "increase", "histogram_quantile", "time", "le"}
OF_A_TARGET = {"pod", "le", "consumergroup", "cnpg_io_cluster"}


def alarms() -> list[dict[str, Any]]:
    return [rule for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"]]


def expressions() -> Iterator[str]:
    yield from (rule["expr"] for rule in alarms())
    for panel in json.loads(DASHBOARD.read_text())["panels"]:
        yield from (target["expr"] for target in panel.get("targets", ()))


@cache
def ours() -> dict[str, set[str]]:
    """Every name that the code gives Prometheus, with its labels."""
    found: dict[str, set[str]] = {}
    for name, collector in REGISTRY._names_to_collectors.items():
        if isinstance(collector, MetricWrapperBase) and name.startswith("mantelbrug_"):
            found[name] = set(collector._labelnames)
    return found


def names_in(expression: str) -> set[str]:
    without = re.sub(r"\{[^}]*\}|\[[^\]]*\]|by \([^)]*\)|\"[^\"]*\"", " ", expression)
    return {word for word in re.findall(r"[a-z][a-z_0-9]+", without) if not word[0].isdigit()} - WORDS


@pytest.mark.parametrize("expression", sorted(set(expressions())))
def test_every_figure_that_is_asked_for_exists(expression: str) -> None:
    asked = names_in(expression)

    assert asked
    assert asked <= ours().keys() | OF_OTHERS


@pytest.mark.parametrize("expression", sorted(set(expressions())))
def test_every_figure_is_asked_for_by_labels_that_it_has(expression: str) -> None:
    mine = [name for name in names_in(expression) if name in ours()]
    labels = {label for part in re.findall(r"by \(([^)]*)\)", expression) for label in re.split(r",\s*", part)}
    labels |= {label for part in re.findall(r"\{([^}]*)\}", expression) for label in re.findall(r"(\w+)\s*[=!]", part)}

    assert all(labels - OF_A_TARGET <= ours()[name] for name in mine)


def test_every_alarm_says_how_urgent_it_is_and_what_it_means() -> None:
    assert {rule["labels"]["severity"] for rule in alarms()} == {"page", "look"}
    assert all(rule["annotations"]["summary"] for rule in alarms())


def test_every_alarm_stands_in_the_runbook_and_no_other() -> None:
    told = set(re.findall(r"^\| `(Mantelbrug\w+)` \|", RUNBOOK.read_text(), flags=re.MULTILINE))

    assert told == {rule["alert"] for rule in alarms()}


def test_no_figure_names_a_person_or_an_organisation() -> None:
    assert set.union(*ours().values()) <= {"service", "route", "method", "status", "log", "reader", "state", "kind", "area", "municipality"}


def test_every_service_the_relay_and_the_figures_of_this_moment_are_watched() -> None:
    from services.house.wiring import NAMES

    away = next(rule for rule in alarms() if rule["alert"] == "MantelbrugAway")["expr"]

    assert all(name in away for name in (*NAMES, "relay", "live"))
