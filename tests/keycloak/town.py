"""The house with a real Keycloak at its doors: browsers that log in there, systems that get tokens there, and its administrator."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import httpx
from fastapi import FastAPI

from kernel.credentials import ClientCredentials
from kernel.security.issuers import TrustedIssuer
from kernel.service import Service
from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from services.console.place import Issuer, Place, settle
from services.story.elsewhere import FORM, browser_at_issuer
from tools.keycloak import ADMIN, ADMIN_PASSWORD, Keycloak, secrets
from tools.realm import DEMO_PASSWORD, REALM

Json = dict[str, Any]
"""What Keycloak's own API tells, in its own words."""
WHERE = "http://127.0.0.1:8000"
HIDDEN = re.compile(r'<input[^>]+type="hidden"[^>]+name="([^"]+)"[^>]+value="([^"]*)"')


def secret_of(client: str) -> str:
    return secrets()[f"MANTELBRUG_SECRET_{client.upper().replace('-', '_')}"]


@dataclass
class Browser:
    """Someone with two tabs: the console's, and Keycloak's."""

    console: httpx.AsyncClient
    issuer: httpx.AsyncClient

    async def goes_to_log_in(self, path: str = "/") -> httpx.Response:
        away = await self.console.get("/inloggen", params={"naar": path})
        assert away.status_code == 303, away.text
        return await self.issuer.get(away.headers["location"])

    async def logs_in(self, person: str, path: str = "/", password: str = DEMO_PASSWORD) -> httpx.Response:
        """Answers where the console sends her; or Keycloak's page, when it does not let her in."""
        asked = await self.goes_to_log_in(path)
        if asked.status_code in (302, 303):  # Keycloak still knows her
            return await self.console.get(asked.headers["location"])
        found = FORM.search(asked.text)
        assert found is not None, asked.text[:500]
        answer = await self.issuer.post(unescape(found[1]), data={"username": person, "password": password})
        if answer.status_code not in (302, 303):
            return answer
        return await self.console.get(answer.headers["location"])

    async def leaves(self) -> str:
        """Logs out of the console; answers the address that ends the session at Keycloak too."""
        page = await self.console.get("/contact")
        csrf = unescape(re.findall(r'name="csrf" value="([^"]*)"', page.text)[0])
        left = await self.console.post("/uitloggen", data={"csrf": csrf})
        assert left.status_code == 200, left.text
        return next(unescape(one) for one in re.findall(r'href="([^"]+)"', left.text) if "openid-connect/logout" in one)

    async def ends_at_issuer(self, address: str) -> httpx.Response:
        """Keycloak asks whether she is sure; she is."""
        asked = await self.issuer.get(address)
        found = FORM.search(asked.text)
        assert found is not None, asked.text[:500]
        where = asked.url.join(unescape(found[1]))
        return await self.issuer.post(where, data=dict(HIDDEN.findall(asked.text)))


class Town(TestHouse):
    keycloak: Keycloak

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[Browser]:
        inside = httpx.ASGITransport(self.app)
        async with (
            httpx.AsyncClient(transport=inside, base_url=WHERE, headers={"Sec-Fetch-Site": "same-origin"}) as console,
            browser_at_issuer() as issuer,
        ):
            yield Browser(console, issuer)

    async def token(self, client: str) -> str:
        """As a system gets it: client credentials over the network."""
        credentials = ClientCredentials(self.keycloak.token_url, client, secret_of(client), clock=self.clock)
        return await credentials.token()


@asynccontextmanager
async def town_in(server: TestServer, keycloak: Keycloak, apps: Mapping[Service, FastAPI]) -> AsyncIterator[Town]:
    town = Town(server, {service: (lambda app=app: app) for service, app in apps.items()})
    town.keycloak = keycloak
    async with town:
        town.verifier.trust(TrustedIssuer(keycloak.issuer), httpx.AsyncClient(timeout=10))
        console = next(app for service, app in apps.items() if service.name == "console")
        settle(console, Place("gooi", WHERE, Issuer(keycloak.issuer, client_secret=secret_of("console"))))
        yield town


@dataclass
class Admin:
    """Keycloak's administrator; what a test changes is put back after it."""

    http: httpx.AsyncClient
    _undo: list[tuple[str, str, Json | None]] = field(default_factory=list)

    @classmethod
    @asynccontextmanager
    async def of(cls, keycloak: Keycloak) -> AsyncIterator[Admin]:
        async with httpx.AsyncClient(timeout=30) as http:
            granted = await http.post(
                f"{keycloak.url}/realms/master/protocol/openid-connect/token",
                data={"grant_type": "password", "client_id": "admin-cli", "username": ADMIN, "password": ADMIN_PASSWORD},
            )
            bearer = {"Authorization": f"Bearer {granted.raise_for_status().json()['access_token']}"}
            async with httpx.AsyncClient(base_url=f"{keycloak.url}/admin/realms/{REALM}", headers=bearer, timeout=30) as known:
                yield cls(known)

    async def as_it_was(self) -> None:
        for method, path, body in reversed(self._undo):
            answer = await self.http.request(method, path, json=body)
            assert answer.status_code < 300 or answer.status_code == 404, answer.text
        self._undo.clear()

    async def get(self, path: str) -> Any:
        return (await self.http.get(path)).raise_for_status().json()

    async def user(self, username: str) -> Json:
        found: list[Json] = await self.get(f"/users?exact=true&username={username}")
        return found[0]

    async def revoke(self, username: str) -> None:
        """The account is shut and every session of it ended, as on somebody's last working day."""
        who = await self.user(username)
        (await self.http.put(f"/users/{who['id']}", json={**who, "enabled": False})).raise_for_status()
        self._undo.append(("PUT", f"/users/{who['id']}", {**who, "enabled": True}))
        await self.end_sessions(username)

    async def end_sessions(self, username: str) -> None:
        who = await self.user(username)
        (await self.http.post(f"/users/{who['id']}/logout")).raise_for_status()

    async def change_roles(self, username: str, *, take: str, give: str) -> None:
        who = await self.user(username)
        for method, role in (("DELETE", take), ("POST", give)):
            body = [await self.get(f"/roles/{role}")]
            (await self.http.request(method, f"/users/{who['id']}/role-mappings/realm", json=body)).raise_for_status()
        for method, role in (("POST", take), ("DELETE", give)):
            self._undo.append((method, f"/users/{who['id']}/role-mappings/realm", [await self.get(f"/roles/{role}")]))  # type: ignore[arg-type]

    async def new_key(self) -> str:
        """A signing key that goes before the others; answers the id of the one that signed until now."""
        kind = "org.keycloak.keys.KeyProvider"
        now = [one for one in await self.get(f"/components?type={kind}") if one["providerId"] == "ecdsa-generated"]
        highest = max(now, key=lambda one: int(one["config"]["priority"][0]))
        realm = (await self.get(""))["id"]
        config = {"priority": [str(int(highest["config"]["priority"][0]) + 1)], "enabled": ["true"], "active": ["true"]}
        made = await self.http.post(
            "/components",
            json={
                "name": f"tokens-{config['priority'][0]}",
                "providerId": "ecdsa-generated",
                "providerType": kind,
                "parentId": realm,
                "config": {**config, "ecdsaEllipticCurveKey": ["P-256"]},
            },
        )
        made.raise_for_status()
        return str(highest["id"])

    async def remove_key(self, component: str) -> None:
        (await self.http.delete(f"/components/{component}")).raise_for_status()

    async def new_client(self, client: str, *, scopes: list[str]) -> str:
        """A confidential client that logs in as itself, with these default scopes; answers its secret."""
        secret = "a-secret-of-one-test"
        body = {"clientId": client, "secret": secret, "serviceAccountsEnabled": True, "standardFlowEnabled": False, "publicClient": False}
        made = await self.http.post("/clients", json={**body, "defaultClientScopes": scopes, "optionalClientScopes": []})
        made.raise_for_status()
        self._undo.append(("DELETE", made.headers["location"].partition(f"/realms/{REALM}")[2], None))
        return secret
