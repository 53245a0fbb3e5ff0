"""The realm file is made from the code and the regions, names every role, and holds no secret."""

import json
from typing import Any

import pytest

from schemas.words import Role
from services.house.wiring import NAMES
from tools.realm import CONSOLE, SYSTEMS, machines, stale, wanted


@pytest.fixture(scope="module")
def realm() -> dict[str, Any]:
    text = next(text for path, text in wanted().items() if path.name == "mantelbrug-realm.json")
    found: dict[str, Any] = json.loads(text)
    return found


def test_the_realm_is_as_generated() -> None:
    assert list(stale(wanted())) == []


def test_the_realm_has_every_role_but_the_caregiver_s_who_comes_by_her_own_link(realm: dict[str, Any]) -> None:
    assert {role["name"] for role in realm["roles"]["realm"]} == {role.value for role in Role} - {Role.CAREGIVER.value}


def test_every_service_and_both_systems_have_a_client(realm: dict[str, Any]) -> None:
    assert {client["clientId"] for client in realm["clients"]} == {*NAMES, *SYSTEMS}


def test_only_the_console_logs_people_in_and_only_with_pkce(realm: dict[str, Any]) -> None:
    flows = {client["clientId"]: client for client in realm["clients"]}

    assert [name for name, client in flows.items() if client["standardFlowEnabled"]] == [CONSOLE]
    assert flows[CONSOLE]["attributes"]["pkce.code.challenge.method"] == "S256"
    assert not any(client["directAccessGrantsEnabled"] or client["implicitFlowEnabled"] for client in realm["clients"])


def test_no_secret_stands_in_the_realm(realm: dict[str, Any]) -> None:
    assert {client["secret"] for client in realm["clients"]} == {one.secret for one in machines()}
    assert all(client["secret"].startswith("${MANTELBRUG_SECRET_") for client in realm["clients"])
    assert not any(user.get("credentials") for user in realm["users"])
