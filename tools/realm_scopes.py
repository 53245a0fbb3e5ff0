"""The client scopes of the realm: what stands in a token. Ours, and those of Keycloak's own that its account page needs."""

import json

from pydantic import JsonValue

from kernel.security.tokens import AUDIENCE

Json = dict[str, JsonValue]


def mapper(name: str, kind: str, *, in_id_token: bool = False, **config: str) -> Json:
    """`config` with dots written as underscores twice: `claim__name`."""
    told = {key.replace("__", "."): value for key, value in config.items()}
    told |= {"access.token.claim": "true", "introspection.token.claim": "true"}
    told |= {"id.token.claim": str(in_id_token).lower(), "userinfo.token.claim": str(in_id_token).lower()}
    return {"name": name, "protocol": "openid-connect", "protocolMapper": kind, "consentRequired": False, "config": {**told}}


def claim(name: str, kind: str, *, in_id_token: bool = False, **config: str) -> Json:
    return mapper(name, kind, in_id_token=in_id_token, claim__name=name, jsonType__label="String", **config)


def json_claim(name: str, value: JsonValue) -> Json:
    """The same for everyone who gets a token by this client."""
    return mapper(name, "oidc-hardcoded-claim-mapper", claim__name=name, jsonType__label="JSON", claim__value=json.dumps(value))


def scope(name: str, about: str, *mappers: Json) -> Json:
    told: Json = {"include.in.token.scope": "false", "display.on.consent.screen": "false"}
    return {"name": name, "description": about, "protocol": "openid-connect", "attributes": told, "protocolMappers": [*mappers]}


def attribute(name: str) -> Json:
    """Of the user, or else of the group that the user is in, or of the group around it."""
    return claim(name, "oidc-usermodel-attribute-mapper", user__attribute=name, multivalued="false", aggregate__attrs="false")


def of_user(name: str, field: str) -> Json:
    return claim(name, "oidc-usermodel-attribute-mapper", in_id_token=True, user__attribute=field)


SCOPES: tuple[Json, ...] = (
    scope(
        "mantelbrug",
        "What Mantelbrug reads of a token: for whom it is, roles, region and organisation",
        mapper("audience", "oidc-audience-mapper", included__custom__audience=AUDIENCE),
        claim("roles", "oidc-usermodel-realm-role-mapper", multivalued="true"),
        attribute("region"),
        attribute("organisation"),
        claim("preferred_username", "oidc-usermodel-attribute-mapper", user__attribute="username"),
    ),
    scope("basic", "Whose token it is", mapper("sub", "oidc-sub-mapper")),
    scope(
        "profile",
        "The name",
        mapper("full name", "oidc-full-name-mapper", in_id_token=True),
        of_user("given_name", "firstName"),
        of_user("family_name", "lastName"),
    ),
    scope("email", "The e-mail address, for Keycloak's own account page", of_user("email", "email")),
    scope(
        "roles",
        "Rights within Keycloak itself, for its account page",
        claim("realm_access.roles", "oidc-usermodel-realm-role-mapper", multivalued="true"),
        claim("resource_access.${client_id}.roles", "oidc-usermodel-client-role-mapper", multivalued="true"),
        mapper("audience resolve", "oidc-audience-resolve-mapper"),
    ),
    scope("web-origins", "From where a browser may ask", mapper("allowed web origins", "oidc-allowed-origins-mapper")),
)
OURS = ("basic", "mantelbrug")
AT_FIRST = ("basic", "profile", "email", "roles", "web-origins")
"""What a client made by hand begins with; it reads nothing of Mantelbrug until it is given the scope of that name."""
