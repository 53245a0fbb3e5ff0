"""From a verified token's claims to a Caller; whatever is missing or odd makes the token worthless."""

from collections.abc import Mapping
from uuid import UUID

from kernel.caller import Caller, Kind
from kernel.refusals import Unauthorised
from schemas.base import id_of

Claims = Mapping[str, object]
EXTRA = {"referral": "referral", "action": "action", "whole_file": "whole_file", "kinds": "kinds"}
MOST_WORDS = 50


def text(claims: Claims, name: str) -> str | None:
    value = claims.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > 200:
        raise Unauthorised(f"the token's {name} is not a short text")
    return value


def needed(claims: Claims, name: str) -> str:
    value = text(claims, name)
    if value is None:
        raise Unauthorised(f"the token has no {name}")
    return value


def caller_from(claims: Claims, *, token: str, only_roles: frozenset[str] | None = None) -> Caller:
    """`only_roles`: what this issuer may hand out; a pass issuer makes no assessors."""
    client = text(claims, "azp") or needed(claims, "client_id")
    roles = claims.get("roles") or ()
    if not isinstance(roles, list | tuple) or not all(isinstance(role, str) for role in roles):
        raise Unauthorised("the token's roles are not a list of texts")
    found = frozenset(str(role) for role in roles)
    if only_roles is not None and not found <= only_roles:
        raise Unauthorised("this issuer may not give these roles")
    kind, subject = _who(claims, client, found)
    region = text(claims, "region") if kind == "service" else needed(claims, "region")
    return Caller(
        kind=kind,
        subject=subject,
        client=client,
        region=region or "",
        organisation=_organisation(claims, region),
        roles=found,
        name=text(claims, "name"),
        person=UUID(subject) if kind == "link" else None,
        extra={ours: _plain(claims[theirs], theirs) for ours, theirs in EXTRA.items() if theirs in claims},
        token=token,
    )


def _plain(value: object, name: str) -> str:
    """A list of words becomes one text with spaces, as a `scope` is."""
    if not isinstance(value, list):
        return str(value)
    if len(value) > MOST_WORDS or not all(isinstance(word, str) and word and " " not in word for word in value):
        raise Unauthorised(f"the token's {name} is not a short list of words")
    return " ".join(value)


def _who(claims: Claims, client: str, roles: frozenset[str]) -> tuple[Kind, str]:
    subject = needed(claims, "sub")
    if "person" in claims:
        return "link", str(_uuid(needed(claims, "person"), "person"))
    # Keycloak gives a client a subject of its own and says whose it is in the user name.
    itself = subject == client or claims.get("preferred_username") == f"service-account-{client}"
    if itself:
        return ("service" if "service" in roles else "system"), client
    if "service" in roles:
        raise Unauthorised("only a client can be a service")
    return "person", str(_uuid(subject, "sub"))


def _uuid(value: str, name: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise Unauthorised(f"the token's {name} is not a UUID") from None


def _organisation(claims: Claims, region: str | None) -> UUID | None:
    """A key such as `versa-welzijn`, or the id itself."""
    key = text(claims, "organisation")
    if key is None:
        return None
    try:
        return UUID(key)
    except ValueError:
        return id_of(region or "", "organisation", key)
