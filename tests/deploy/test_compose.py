"""The compose file, the gateway and the image know every service of the code, and promise what the documents say."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.house.wiring import NAMES
from services.waardering.domain.papers import LARGEST
from tools import containers, images, routes
from tools.realm import machines
from tools.realm import wanted as realm

HOUSE = Path(__file__).resolve().parents[2]
DOCKERFILE = (HOUSE / "deploy/Dockerfile").read_text()
OTHERS = {"postgres", "kafka", "keycloak", "mail", "gateway"}
BESIDE = ("relay", "live")
ONCE = {"keys", "migrate", "story"}


def composed(name: str = "docker-compose.yml") -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((HOUSE / name).read_text())["services"]
    return found


def test_every_service_has_a_container() -> None:
    assert set(composed()) == {*NAMES, *BESIDE, *OTHERS, *ONCE}
    assert set(containers.SERVICES) == set(NAMES)
    assert containers.BESIDE == BESIDE


@pytest.mark.parametrize("name", NAMES)
def test_a_service_knows_the_others_and_its_own_login_and_no_other(name: str) -> None:
    told = composed()[name]["environment"]

    assert json.loads(told["MANTELBRUG_URLS"]).keys() == set(NAMES)
    assert json.loads(told["MANTELBRUG_DATABASE_PASSWORDS"]).keys() == {name}
    assert f"{name}:{told['MANTELBRUG_PORT']}" in told["MANTELBRUG_URLS"]


@pytest.mark.parametrize("name", [*NAMES, *BESIDE, "keys", "migrate"])
def test_a_container_of_ours_writes_nowhere_and_keeps_no_right_of_the_machine(name: str) -> None:
    told = composed()[name]

    assert told["read_only"] is True
    assert told["cap_drop"] == ["ALL"]
    assert told["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in told


def test_the_figures_of_this_moment_are_counted_with_monitor_s_login_once_there_is_a_broker() -> None:
    live = composed()["live"]

    assert live["command"] == ["live", f"--port={live['environment']['MANTELBRUG_PORT']}"]
    assert json.loads(live["environment"]["MANTELBRUG_DATABASE_PASSWORDS"]).keys() == {"monitor"}
    assert live["environment"]["MANTELBRUG_KAFKA"] == "kafka:9092"
    assert live["depends_on"]["kafka"] == {"condition": "service_healthy"}
    assert "disable" not in live.get("healthcheck", {}), "the image asks it whether it is ready"


def test_the_owner_s_login_is_the_migration_s_alone() -> None:
    with_it = {
        name for name, told in composed().items() if "of-the-owner@" in str(told.get("environment", {}).get("MANTELBRUG_DATABASE_URL"))
    }

    assert with_it == {"migrate"}


def test_keycloak_is_given_every_secret_of_the_realm_and_the_services_have_the_same() -> None:
    services = composed()
    given = {name: value for name, value in services["keycloak"]["environment"].items() if name.startswith("MANTELBRUG_SECRET_")}

    assert given.keys() == {one.secret[2:-1] for one in machines()}
    assert all(services[name]["environment"]["MANTELBRUG_CLIENT_SECRET"] == given[f"MANTELBRUG_SECRET_{name.upper()}"] for name in NAMES)


def test_the_realm_s_files_that_keycloak_reads_are_those_that_are_generated() -> None:
    mounted = {volume.split(":")[0].removeprefix("./") for volume in composed()["keycloak"]["volumes"]}

    assert mounted == {str(path.relative_to(HOUSE)) for path in realm()}


def test_only_the_machine_itself_reaches_the_opened_ports() -> None:
    opened = [port for told in composed("docker-compose.override.yml").values() for port in told["ports"]]

    assert all(port.startswith("127.0.0.1:") for port in opened)
    assert not any("ports" in told for told in composed().values())


def test_the_override_for_engines_without_networks_has_every_container() -> None:
    assert set(composed("deploy/compose.host.yml")) == set(composed())


def test_the_gateways_know_every_resource_of_the_code() -> None:
    stale = [str(path.relative_to(HOUSE)) for path, text in routes.wanted().items() if path.read_text() != text]

    assert stale == []


def test_what_a_service_takes_the_gateways_let_through() -> None:
    values = yaml.safe_load((HOUSE / "deploy/helm/mantelbrug/values.yaml").read_text())
    (gateway,) = re.findall(r"client_max_body_size (\d+)m;", routes.GATEWAY.read_text())

    assert int(gateway) * 1024 * 1024 > LARGEST * 4 // 3, "as text, with what stands around it"
    assert values["ingress"]["annotations"] == {"nginx.ingress.kubernetes.io/proxy-body-size": f"{gateway}m"}


def test_figures_and_health_are_not_for_the_street() -> None:
    assert "location ~ ^/([a-z]+/)?(metrics|livez|readyz)$ { return 404; }" in routes.GATEWAY.read_text()


def test_the_base_images_that_are_made_at_home_are_those_that_are_named() -> None:
    named = {told["image"] for name, told in composed().items() if name in OTHERS}
    named.add(re.findall(r"^ARG PYTHON=(\S+)$", DOCKERFILE, flags=re.MULTILINE)[0])

    assert named == set(images.NAMES.values())


def test_the_image_installs_what_is_pinned_by_hash_and_runs_as_nobody_special() -> None:
    stages = DOCKERFILE.split("\nFROM ")

    assert len(stages) == 3
    assert DOCKERFILE.count("--require-hashes") == len(re.findall(r"install .*-r requirements", DOCKERFILE))
    assert "USER 10001:10001" in stages[-1]
    assert "HEALTHCHECK" in stages[-1]
    assert "pip install" not in stages[-1]


def test_no_secret_and_no_data_of_this_machine_goes_into_an_image() -> None:
    kept_out, *let_in = [line for line in (HOUSE / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]

    assert kept_out == "*"
    assert not any(line.startswith("!") and ("mantelbrug" in line or ".git" in line or line == "!.") for line in let_in)
