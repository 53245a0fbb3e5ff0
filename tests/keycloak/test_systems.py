"""Systems and services that log in at a real Keycloak as themselves, and tokens that open nothing."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from kernel.credentials import ClientCredentials
from kernel.settings import HouseSettings
from schemas.base import id_of
from services.house.house import House
from services.house.wiring import NAMES
from tests.keycloak.town import Admin, Town, secret_of
from tools.keycloak import Keycloak

pytestmark = [pytest.mark.keycloak, pytest.mark.slow]
GP_SIGNAL: dict[str, Any] = {
    "signaller": {"kind": "gp", "name": "Naam Huisarts", "email": "praktijk@huisarts.example"},
    "caregiver": {"givenName": "Anneke", "familyName": "Zandvliet", "phone": "+31612345678", "postcode": "1216AB"},
    "supportAreas": ["respite"],
    "urgency": "soon",
}


def claims_of(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    found: dict[str, Any] = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


async def signals(town: Town, token: str, kind: str = "gp") -> httpx.Response:
    consent = {"person": "caregiver", "purpose": "referral", "given": True, "on": town.clock.now().date().isoformat(), "how": "spoken"}
    body = {**GP_SIGNAL, "signaller": {**GP_SIGNAL["signaller"], "kind": kind}, "consents": [consent]}
    async with town.client(token) as client:
        return await client.post("/v1/signals", json=body)


async def test_a_gp_s_system_signals_with_a_token_of_keycloak(town: Town) -> None:
    answer = await signals(town, await town.token("demo-gp"))

    assert answer.status_code == 201, answer.text


async def test_a_system_signals_only_as_whom_its_token_says(town: Town) -> None:
    answer = await signals(town, await town.token("demo-home-care"), kind="gp")

    assert answer.status_code == 400
    assert "/signaller/kind" in answer.text


async def test_a_system_comes_in_for_its_own_organisation_and_region(town: Town) -> None:
    caller = await town.verifier.caller(await town.token("demo-gp"))

    assert (caller.kind, caller.subject, caller.region) == ("system", "demo-gp", "gooi")
    assert caller.organisation == id_of("gooi", "organisation", "huisartsenpraktijk-kerkelanden")
    assert caller.roles == {"signaller"}


@pytest.mark.parametrize("name", [name for name in NAMES if name != "console"])
async def test_each_service_has_a_client_of_its_own_and_no_other_role(town: Town, name: str) -> None:
    caller = await town.verifier.caller(await town.token(name))

    assert (caller.kind, caller.subject, caller.roles) == ("service", name, {"service"})


async def test_the_console_itself_may_only_post_what_strangers_fill_in(town: Town) -> None:
    caller = await town.verifier.caller(await town.token("console"))

    assert (caller.kind, caller.roles, caller.region) == ("system", {"public-door"}, "gooi")


async def test_a_system_does_not_get_into_another_room(town: Town) -> None:
    async with town.client(await town.token("demo-gp")) as client:
        assert (await client.get("/v1/worklist")).status_code == 403


async def test_a_token_lives_five_minutes_and_holds_no_more_than_is_read(town: Town) -> None:
    claims = claims_of(await town.token("demo-gp"))

    assert claims["exp"] - claims["iat"] == 300
    assert set(claims) <= {
        *("iss", "aud", "sub", "azp", "exp", "iat", "jti", "typ", "acr", "scope", "client_id"),
        *("roles", "region", "organisation", "kinds", "preferred_username"),
    }


async def test_a_token_for_someone_else_opens_nothing(town: Town, admin: Admin) -> None:
    """A client of the same realm that was not given our scope: its tokens name another audience."""
    secret = await admin.new_client("andere-toepassing", scopes=["basic"])
    token = await ClientCredentials(town.keycloak.token_url, "andere-toepassing", secret, clock=town.clock).token()
    answer = await signals(town, token)

    assert "mantelbrug" not in str(claims_of(token).get("aud", ""))
    assert answer.status_code == 401


async def test_a_client_without_rights_gets_none_by_our_audience(town: Town, admin: Admin) -> None:
    secret = await admin.new_client("nieuw-systeem", scopes=["basic", "mantelbrug"])
    token = await ClientCredentials(town.keycloak.token_url, "nieuw-systeem", secret, clock=town.clock).token()

    assert (await signals(town, token)).status_code in (401, 403)


async def test_a_token_of_another_realm_opens_nothing(town: Town, keycloak: Keycloak, admin: Admin) -> None:
    of_master = admin.http.headers["Authorization"].removeprefix("Bearer ")

    assert claims_of(of_master)["iss"] == f"{keycloak.url}/realms/master"
    assert (await signals(town, of_master)).status_code == 401


async def test_a_new_key_signs_from_now_on_and_a_withdrawn_one_opens_nothing(
    town: Town, admin: Admin, minutes_go_by: Callable[[], None]
) -> None:
    old_token = await town.token("demo-gp")
    assert (await signals(town, old_token)).status_code == 201
    minutes_go_by()
    old_key = await admin.new_key()
    new_token = await town.token("demo-gp")
    both = [(await signals(town, token)).status_code for token in (old_token, new_token)]
    await admin.remove_key(old_key)
    after = [(await signals(town, token)).status_code for token in (old_token, new_token)]

    assert both == [201, 201]
    assert after == [401, 201]


async def test_with_an_issuer_the_demo_issuer_is_nowhere(keycloak: Keycloak, tmp_path: Path) -> None:
    settings = HouseSettings(
        data=tmp_path / "house",
        port=0,
        issuers=(keycloak.issuer,),
        token_url=keycloak.token_url,
        client_secret=secret_of("console"),
    )
    async with House(settings) as house, httpx.AsyncClient(base_url=house.where, timeout=20) as http:
        discovery = await http.get("/demo-issuer/.well-known/openid-configuration")
        front = await http.get("/inloggen")
        mailbox = await http.get("/postvak")

        assert house.demo is None
    assert discovery.status_code == 404
    assert front.headers["location"].startswith(keycloak.issuer)
    assert mailbox.status_code == 404
