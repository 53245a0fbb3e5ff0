"""Writes deploy/keycloak: the realm that Keycloak imports, and the demo people beside it. `python -m tools.realm [--check]`.

The roles are those of the code, the organisations and people those of the regions; so neither is ever typed twice.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from pydantic import JsonValue

from kernel.region_files import regions
from schemas.labels import label
from schemas.words import Role
from services.directory.region import demo_clients, demo_people, region_data
from services.house.wiring import NAMES
from tools.realm_scopes import AT_FIRST, OURS, SCOPES, json_claim

Json = dict[str, JsonValue]
HOUSE = Path(__file__).resolve().parents[1]
FOLDER = HOUSE / "deploy" / "keycloak"
REALM = "mantelbrug"
CONSOLE = "console"
SYSTEMS = ("demo-gp", "demo-home-care")
"""The systems that the file shows how to connect; others are made after their example."""
DEMO_PASSWORD = "proef-met-mantelbrug"
MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
ASKED_OF_NEW_PEOPLE = {"CONFIGURE_TOTP": True, "UPDATE_PASSWORD": False, "VERIFY_EMAIL": False, "UPDATE_PROFILE": False}
"""Required actions, and whether whoever is made in the admin console has to do them at the first login."""


@dataclass(frozen=True, kw_only=True)
class Machine:
    """A client that logs in as itself: a system outside, a service, or the console for what strangers fill in."""

    id: str
    name: str
    role: Role
    group: str | None = None
    kinds: tuple[str, ...] = ()

    @property
    def secret(self) -> str:
        """A place that Keycloak fills from its environment at the import."""
        return "${MANTELBRUG_SECRET_" + self.id.upper().replace("-", "_") + "}"


def machines() -> list[Machine]:
    systems = [one for region in regions() for one in demo_clients(region) if one.client_id in SYSTEMS]
    return [
        *(
            Machine(id=s.client_id, name=s.name, role=Role(s.roles[0]), group=f"/{s.region}/{s.organisation}", kinds=s.kinds)
            for s in systems
        ),
        *(Machine(id=name, name=f"Service {name}", role=Role.SERVICE) for name in NAMES if name != CONSOLE),
        # An installation greets one region at its public pages: the one of its own setting.
        Machine(id=CONSOLE, name="De pagina's", role=Role.PUBLIC_DOOR, group="/${MANTELBRUG_REGION:gooi}"),
    ]


def client(one: Machine) -> Json:
    people = one.id == CONSOLE
    attributes: Json = {"use.refresh.tokens": str(people).lower(), "client_credentials.use_refresh_token": "false"}
    if people:
        attributes |= {"pkce.code.challenge.method": "S256", "post.logout.redirect.uris": "${MANTELBRUG_PUBLIC_URL}/"}
    made: Json = {
        "clientId": one.id,
        "name": one.name,
        "enabled": True,
        "protocol": "openid-connect",
        "publicClient": False,
        "clientAuthenticatorType": "client-secret",
        "secret": one.secret,
        "serviceAccountsEnabled": True,
        "standardFlowEnabled": people,
        "implicitFlowEnabled": False,
        "directAccessGrantsEnabled": False,
        "fullScopeAllowed": True,
        "redirectUris": ["${MANTELBRUG_PUBLIC_URL}/inloggen/terug"] if people else [],
        "webOrigins": [],
        "attributes": attributes,
        "defaultClientScopes": [*OURS, *(["profile"] if people else [])],
        "optionalClientScopes": [],
    }
    if one.kinds:
        made["protocolMappers"] = [json_claim("kinds", list(one.kinds))]
    return made


def account_of(one: Machine) -> Json:
    """The user behind a client that logs in as itself; it has the role."""
    made: Json = {
        "username": f"service-account-{one.id}",
        "enabled": True,
        "serviceAccountClientId": one.id,
        "realmRoles": [one.role.value],
    }
    return made | ({"groups": [one.group]} if one.group else {})


def group(name: str, attributes: Mapping[str, str], inside: Sequence[JsonValue] = ()) -> Json:
    return {"name": name, "attributes": {key: [value] for key, value in attributes.items()}, "subGroups": list(inside)}


def groups() -> list[JsonValue]:
    """A region, and its organisations inside: who is in one gets both claims from it."""
    return [
        group(region, {"region": region}, [group(one.key, {"organisation": one.key}) for one in region_data(region).organisations])
        for region in regions()
    ]


def roles() -> list[JsonValue]:
    """A caregiver comes in by her link, with a pass of intake; no issuer makes anyone a caregiver."""
    return [{"name": role.value, "description": label(role)} for role in Role if role is not Role.CAREGIVER]


def required_action(place: int, alias: str, for_all: bool) -> Json:
    named = alias.replace("_", " ").capitalize()
    return {"alias": alias, "providerId": alias, "name": named, "enabled": True, "defaultAction": for_all, "priority": place * 10}


def keys() -> Json:
    """ES256 for tokens; the rest is what Keycloak needs for itself. Keys are made at the import and never leave the database."""

    def one(name: str, provider: str, **config: str) -> Json:
        made: Json = {key: [value] for key, value in {"priority": "100", **config}.items()}
        return {"id": str(uuid5(NAMESPACE_URL, f"{REALM}/key/{name}")), "name": name, "providerId": provider, "config": made}

    return {
        "org.keycloak.keys.KeyProvider": [
            one("tokens", "ecdsa-generated", ecdsaEllipticCurveKey="P-256", ecdsaGenerateCertificate="false"),
            one("own-cookies", "hmac-generated", algorithm="HS512"),
            one("own-secrets", "aes-generated"),
        ]
    }


def realm() -> Json:
    """Short lives: an access token five minutes, a session an hour without use and a working day at most."""
    made = machines()
    return {
        "realm": REALM,
        "displayName": "Mantelbrug",
        "enabled": True,
        "sslRequired": "external",
        "internationalizationEnabled": True,
        "supportedLocales": ["nl", "en"],
        "defaultLocale": "nl",
        "registrationAllowed": False,
        "rememberMe": False,
        "resetPasswordAllowed": False,
        "editUsernameAllowed": False,
        "loginWithEmailAllowed": True,
        "duplicateEmailsAllowed": False,
        "bruteForceProtected": True,
        "failureFactor": 8,
        "waitIncrementSeconds": MINUTE,
        "maxFailureWaitSeconds": 15 * MINUTE,
        "maxDeltaTimeSeconds": 12 * HOUR,
        "passwordPolicy": "length(14) and notUsername and notEmail and passwordHistory(5)",
        "defaultSignatureAlgorithm": "ES256",
        "accessTokenLifespan": 5 * MINUTE,
        "ssoSessionIdleTimeout": HOUR,
        "ssoSessionMaxLifespan": 10 * HOUR,
        "accessCodeLifespan": MINUTE,
        "accessCodeLifespanLogin": 15 * MINUTE,
        "accessCodeLifespanUserAction": 10 * MINUTE,
        "offlineSessionMaxLifespanEnabled": True,
        "eventsEnabled": True,
        "eventsExpiration": 90 * DAY,
        "adminEventsEnabled": True,
        "adminEventsDetailsEnabled": False,
        "roles": {"realm": roles()},
        "requiredActions": [
            required_action(place, alias, for_all) for place, (alias, for_all) in enumerate(ASKED_OF_NEW_PEOPLE.items(), 1)
        ],
        "clientScopes": [*SCOPES],
        "defaultDefaultClientScopes": [*AT_FIRST],
        "defaultOptionalClientScopes": [],
        "groups": groups(),
        "clients": [client(one) for one in made],
        "users": [account_of(one) for one in made],
        "components": keys(),
    }


def people() -> Json:
    """For trying out only: everyone of the regions' demo people, all with one known password and no second factor."""
    return {
        "realm": REALM,
        "users": [
            {
                "id": str(one.id),
                "username": one.key,
                "enabled": True,
                "email": one.email,
                "emailVerified": True,
                "firstName": one.name.split(" ", 1)[0],
                "lastName": one.name.split(" ", 1)[-1],
                "credentials": [{"type": "password", "value": DEMO_PASSWORD, "temporary": False}],
                "realmRoles": [*one.roles],
                "groups": [f"/{one.region}/{one.organisation}"],
            }
            for region in regions()
            for one in demo_people(region)
        ],
    }


def wanted() -> dict[Path, str]:
    made = {FOLDER / f"{REALM}-realm.json": realm(), FOLDER / "demo" / f"{REALM}-users-0.json": people()}
    return {path: json.dumps(content, indent=2, ensure_ascii=False) + "\n" for path, content in made.items()}


def stale(files: Mapping[Path, str]) -> Iterable[Path]:
    return [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def main(arguments: Sequence[str]) -> int:
    files = wanted()
    if "--check" in arguments:
        old = [str(path.relative_to(HOUSE)) for path in stale(files)]
        print(f"Not as generated: {', '.join(old)}. Run `python -m tools.realm`." if old else "The realm is as generated.")
        return 1 if old else 0
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
