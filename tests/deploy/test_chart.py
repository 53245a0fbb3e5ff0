"""The chart renders for a cluster with and without each part, and what it renders is what Kubernetes accepts and what we promise."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from kernel.kafka.broker import Broker
from kernel.partitions import PARTITIONS
from services.house.wiring import NAMES, wire
from services.monitor.live import changelogs
from tools.helm import CHART, ENOUGH, KUBERNETES, NotRendered, helm, template

pytestmark = [pytest.mark.helm, pytest.mark.slow]
Json = dict[str, Any]
WITH_ALL = {
    "papers.clamd": "clamd.clamav.svc:3310",
    "autoscaling.enabled": "true",
    "monitoring.enabled": "true",
    "postgres.backup.destination": "s3://somewhere/mantelbrug",
}
WITHOUT = {
    "kafka.enabled": "false",
    "postgres.enabled": "false",
    "postgres.external.host": "db.example",
    "postgres.external.caSecret": "database-ca",
    "postgres.external.ownerSecret": "database-owner",
    "ingress.enabled": "false",
    "networkPolicies.enabled": "false",
}
KINDS = {"as it comes": {}, "with everything": WITH_ALL, "with a database and no broker": WITHOUT}
OF_OPERATORS = ("kafka.strimzi.io/v1", "postgresql.cnpg.io/v1", "barmancloud.cnpg.io/v1", "keda.sh/v1alpha1", "monitoring.coreos.com/v1")
"""Kubernetes itself has no schema for these."""


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Json]]:
    folder = tmp_path_factory.mktemp("chart")
    return {name: [one for one in yaml.safe_load_all(template(values, folder)) if one] for name, values in KINDS.items()}


@pytest.fixture
def all_of(rendered: dict[str, list[Json]]) -> Callable[..., list[Json]]:
    def found(kind: str, how: str = "with everything", **labels: str) -> list[Json]:
        return [one for one in rendered[how] if one["kind"] == kind]

    return found


def containers(one: Json) -> list[Json]:
    pod: Json = one["spec"]["template"]["spec"]
    return [*pod.get("initContainers", ()), *pod["containers"]]


def told(one: Json) -> dict[str, str]:
    return {each["name"]: each.get("value", "") for each in containers(one)[-1]["env"]}


def test_helm_finds_nothing_wrong_with_it() -> None:
    values = [word for name, value in ENOUGH.items() for word in ("--set", f"{name}={value}")]

    assert "0 chart(s) failed" in helm("lint", "--strict", str(CHART), *values)


@pytest.mark.parametrize("how", KINDS)
def test_kubernetes_accepts_every_field(rendered: dict[str, list[Json]], how: str) -> None:
    wrong: list[str] = []
    for one in rendered[how]:
        if one["apiVersion"] in OF_OPERATORS:
            continue
        try:
            kubernetes_validate.validate(one, KUBERNETES, strict=True)
        except kubernetes_validate.ValidationError as error:
            wrong.append(f"{one['kind']} {one['metadata']['name']}: {error.message}")

    assert wrong == []


@pytest.mark.parametrize("how", KINDS)
def test_nothing_is_rendered_twice(rendered: dict[str, list[Json]], how: str) -> None:
    names = [(one["apiVersion"], one["kind"], one["metadata"]["name"]) for one in rendered[how]]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("lacking", ENOUGH)
def test_it_does_not_render_without_what_has_no_default(lacking: str, tmp_path: Path) -> None:
    with pytest.raises(NotRendered):
        template({lacking: ""}, tmp_path)


def test_it_does_not_render_for_people_without_https(tmp_path: Path) -> None:
    with pytest.raises(NotRendered):
        template({"publicUrl": "http://mantelbrug.example"}, tmp_path)


def test_every_service_of_the_code_runs_and_knows_the_others(all_of: Callable[..., list[Json]]) -> None:
    running = {one["metadata"]["name"].removeprefix("mb-"): one for one in all_of("StatefulSet")}

    assert running.keys() == set(NAMES)
    assert all(json.loads(told(one)["MANTELBRUG_URLS"]).keys() == set(NAMES) for one in running.values())


@pytest.mark.parametrize("how", KINDS)
def test_a_pod_runs_as_nobody_special_and_writes_nowhere(rendered: dict[str, list[Json]], how: str) -> None:
    for one in rendered[how]:
        if one["kind"] not in ("StatefulSet", "Deployment", "Job"):
            continue
        pod = one["spec"]["template"]["spec"]
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["automountServiceAccountToken"] is False
        for container in containers(one):
            assert container["securityContext"]["readOnlyRootFilesystem"] is True
            assert container["securityContext"]["allowPrivilegeEscalation"] is False
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
            assert container["resources"]["limits"]["memory"]


def test_a_service_is_ready_by_readyz_and_lives_by_livez(all_of: Callable[..., list[Json]]) -> None:
    for one in all_of("StatefulSet"):
        main = containers(one)[-1]
        assert main["readinessProbe"]["httpGet"]["path"] == "/readyz"
        assert main["livenessProbe"]["httpGet"]["path"] == "/livez"


def test_each_has_its_own_login_and_only_the_migration_has_the_owner_s(all_of: Callable[..., list[Json]]) -> None:
    for one in [*all_of("StatefulSet"), *all_of("Deployment")]:
        name = one["metadata"]["name"].removeprefix("mb-").removeprefix("relay-")
        assert json.loads(told(one)["MANTELBRUG_DATABASE_PASSWORDS"]).keys() == {"monitor" if name == "live" else name}
        assert "@" not in told(one)["MANTELBRUG_DATABASE_URL"]
    assert "$(OWNER)" in told(all_of("Job")[0])["MANTELBRUG_DATABASE_URL"]


def test_the_database_s_certificate_is_checked(rendered: dict[str, list[Json]]) -> None:
    urls = [told(one)["MANTELBRUG_DATABASE_URL"] for how in KINDS for one in rendered[how] if one["kind"] in ("StatefulSet", "Job")]

    assert all("sslmode=verify-full" in url for url in urls)


def test_a_topic_has_as_many_partitions_as_the_code_counts_on(all_of: Callable[..., list[Json]]) -> None:
    topics = {one["metadata"]["name"]: one["spec"] for one in all_of("KafkaTopic")}

    assert topics.keys() == {f"mantelbrug.{name}" for name in NAMES}
    assert {topic["partitions"] for topic in topics.values()} == {PARTITIONS}
    assert {(topic["replicas"], topic["config"]["min.insync.replicas"]) for topic in topics.values()} == {(3, 2)}


def rights(one: Json) -> set[tuple[str, str, str]]:
    return {
        (acl["resource"]["type"], acl["resource"]["name"], operation)
        for acl in one["spec"]["authorization"]["acls"]
        for operation in acl["operations"]
    }


def test_only_a_log_s_own_relay_writes_its_topic(all_of: Callable[..., list[Json]]) -> None:
    writers = {
        (name, topic)
        for one in all_of("KafkaUser")
        for name in [one["metadata"]["name"]]
        for kind, topic, may in rights(one)
        if may == "Write"
    }

    assert writers == {*((f"mb-relay-{name}", f"mantelbrug.{name}") for name in NAMES), ("mb-live", "mantelbrug.monitor.live-")}


def test_a_service_reads_the_topics_it_listens_to_and_no_others(all_of: Callable[..., list[Json]]) -> None:
    users = {one["metadata"]["name"]: rights(one) for one in all_of("KafkaUser")}
    for service in wire():
        heard = {log for _, log in service.readers} | service.tails
        read = {topic for kind, topic, may in users.get(f"mb-{service.name}", set()) if (kind, may) == ("topic", "Read")}
        assert read == {f"mantelbrug.{log}" for log in heard}, service.name
        groups = {group for kind, group, may in users.get(f"mb-{service.name}", set()) if kind == "group"}
        assert groups == {Broker("").group_of(service.name, reader, log) for reader, log in service.readers}, service.name


def test_the_live_figures_own_their_changelogs_and_their_group_and_read_two_logs(all_of: Callable[..., list[Json]]) -> None:
    broker, may = Broker(""), rights(next(one for one in all_of("KafkaUser") if one["metadata"]["name"] == "mb-live"))
    owned = {name for kind, name, operation in may if kind == "topic" and operation == "Create"}

    assert owned == {"mantelbrug.monitor.live-"}
    assert all(topic.startswith(tuple(owned)) for topic in changelogs.topics_of(broker))
    assert {operation for _, name, operation in may if name in owned} == {"Create", "Write", "Read", "Describe", "Delete"}
    assert {name for kind, name, _ in may if kind == "group"} == {changelogs.name_of(broker)}
    assert {name for kind, name, operation in may if operation == "Read"} == {
        *owned,
        changelogs.name_of(broker),
        *(broker.topic_of(log) for log in changelogs.LOGS),
    }


def test_nobody_speaks_with_the_broker_without_a_certificate(all_of: Callable[..., list[Json]]) -> None:
    kafka = all_of("Kafka")[0]["spec"]["kafka"]

    assert [(each["tls"], each["authentication"]["type"]) for each in kafka["listeners"]] == [(True, "tls")]
    assert kafka["authorization"]["type"] == "simple"
    assert kafka["config"]["auto.create.topics.enable"] is False


def test_there_is_one_relay_of_each_log_at_a_time(all_of: Callable[..., list[Json]]) -> None:
    relays = {one["metadata"]["name"]: one["spec"] for one in all_of("Deployment") if one["metadata"]["name"] != "mb-live"}

    assert relays.keys() == {f"mb-relay-{name}" for name in NAMES}
    assert {(relay["replicas"], relay["strategy"]["type"]) for relay in relays.values()} == {(1, "Recreate")}


def test_one_process_counts_the_figures_of_this_moment_where_there_are_topics(all_of: Callable[..., list[Json]]) -> None:
    live = next(one for one in all_of("Deployment") if one["metadata"]["name"] == "mb-live")
    main = containers(live)[-1]

    assert (live["spec"]["replicas"], live["spec"]["strategy"]["type"]) == (1, "Recreate")
    assert main["args"] == ["live", "--port=8000"]
    assert main["livenessProbe"]["httpGet"]["path"] == "/livez"
    assert {"mountPath": "/run/mantelbrug", "name": "run"} in main["volumeMounts"], "where it keeps its data folder"
    assert all_of("Deployment", "with a database and no broker") == []


def test_a_service_grows_by_what_its_readers_are_behind_and_never_beyond_the_partitions(all_of: Callable[..., list[Json]]) -> None:
    scaled = {one["metadata"]["name"].removeprefix("mb-"): one["spec"] for one in all_of("ScaledObject")}

    for service in wire():
        groups = {each["metadata"]["consumerGroup"] for each in scaled[service.name]["triggers"] if each["type"] == "kafka"}
        assert groups == {f"mantelbrug.{service.name}.{reader}.{log}" for reader, log in service.readers}
        assert scaled[service.name]["minReplicaCount"] <= scaled[service.name]["maxReplicaCount"] <= PARTITIONS


def test_a_scaled_service_says_no_number_of_its_own(all_of: Callable[..., list[Json]]) -> None:
    assert all("replicas" not in one["spec"] for one in all_of("StatefulSet"))
    assert all(one["spec"]["replicas"] >= 1 for one in all_of("StatefulSet", "as it comes"))


def test_a_machine_can_be_emptied_without_taking_a_service_away(all_of: Callable[..., list[Json]]) -> None:
    budgets = {one["metadata"]["name"].removeprefix("mb-"): one["spec"]["maxUnavailable"] for one in all_of("PodDisruptionBudget")}

    assert budgets == dict.fromkeys(NAMES, 1)


def test_what_no_policy_names_is_closed(all_of: Callable[..., list[Json]]) -> None:
    policies = {one["metadata"]["name"]: one["spec"] for one in all_of("NetworkPolicy")}

    assert policies["mb-closed"]["policyTypes"] == ["Ingress", "Egress"]
    assert "ingress" not in policies["mb-closed"]
    assert "egress" not in policies["mb-closed"]
    assert {port["port"] for rule in policies["mb-within"]["ingress"] for port in rule["ports"]} == {8000}


def test_what_answers_nobody_reaches_the_database_and_the_broker_only(all_of: Callable[..., list[Json]]) -> None:
    policies = {one["metadata"]["name"]: one["spec"] for one in all_of("NetworkPolicy")}
    parts = {one["spec"]["template"]["metadata"]["labels"].get("mantelbrug/part") for kind in ("Deployment", "Job") for one in all_of(kind)}

    assert parts == {"relay", "live", "migrate"}
    assert not any("mantelbrug/part" in one["spec"]["template"]["metadata"]["labels"] for one in all_of("StatefulSet"))
    assert policies["mb-within"]["podSelector"]["matchExpressions"] == [{"key": "mantelbrug/part", "operator": "DoesNotExist"}]
    assert policies["mb-beside"]["podSelector"]["matchExpressions"] == [{"key": "mantelbrug/part", "operator": "Exists"}]
    assert {port["port"] for rule in policies["mb-beside"]["egress"] for port in rule["ports"]} == {53, 5432, 9093}


def test_papers_are_looked_at_by_a_scanner_that_waardering_alone_knows(all_of: Callable[..., list[Json]]) -> None:
    knows = {one["metadata"]["name"] for one in all_of("StatefulSet") if "MANTELBRUG_WAARDERING_CLAMD" in told(one)}
    reached = {port["port"] for one in all_of("NetworkPolicy") for rule in one["spec"].get("egress", ()) for port in rule["ports"]}

    assert knows == {"mb-waardering"}
    assert 3310 in reached


def test_every_path_leads_to_the_service_that_has_it(all_of: Callable[..., list[Json]]) -> None:
    paths = {each["path"]: each["backend"]["service"]["name"] for each in all_of("Ingress")[0]["spec"]["rules"][0]["http"]["paths"]}

    assert paths["/v1/signals"] == "mb-intake"
    assert paths["/v1/referrals"] == "mb-referral"
    assert paths["/"] == "mb-console"


def test_the_alarms_and_the_dashboard_go_along(all_of: Callable[..., list[Json]]) -> None:
    rules = yaml.safe_load((CHART.parents[1] / "observability/prometheus-rules.yml").read_text())
    dashboard = json.loads((CHART.parents[1] / "observability/grafana-dashboard.json").read_text())

    assert all_of("PrometheusRule")[0]["spec"] == rules
    assert json.loads(all_of("ConfigMap")[0]["data"]["mantelbrug.json"]) == dashboard


def test_no_secret_is_made_by_the_chart(rendered: dict[str, list[Json]]) -> None:
    assert not [one for how in KINDS for one in rendered[how] if one["kind"] == "Secret"]


def test_every_value_that_a_template_asks_for_has_a_default_or_is_asked_for() -> None:
    values = yaml.safe_load((CHART / "values.yaml").read_text())
    asked = {name for file in CHART.glob("templates/*") for name in re.findall(r"\.Values\.(\w+)", file.read_text())}

    assert asked <= values.keys()
