"""Issuers that are trusted, and their keys by discovery: cached, fetched again for an unknown key, never more often than allowed."""

import asyncio
from dataclasses import dataclass
from time import monotonic

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from pydantic import BaseModel, HttpUrl, JsonValue, ValidationError

from kernel.refusals import Unavailable

FRESH = 600.0
"""Seconds after which keys are fetched again, so that a withdrawn key stops opening doors."""
BREATH = 1.0
PATIENCE = 30.0
"""Seconds between two fetches for unknown keys: a flood of invented key ids must not become a flood at the issuer."""


@dataclass(frozen=True)
class TrustedIssuer:
    """Named in the settings; a token's own `iss` only chooses among these."""

    issuer: str
    at: str | None = None
    """Where its discovery is found, when that is another address than its name (inside a cluster)."""
    only_roles: frozenset[str] | None = None


class Discovery(BaseModel):
    issuer: str
    jwks_uri: HttpUrl


class Jwks(BaseModel):
    keys: list[dict[str, JsonValue]]


class KeysOf:
    """The public keys of one issuer."""

    def __init__(self, trusted: TrustedIssuer, client: httpx.AsyncClient) -> None:
        self.trusted = trusted
        self.generation = 0
        """Rises when the keys have changed, so that what was verified with older ones is verified again."""
        self._client = client
        self._keys: dict[str, RSAKey | ECKey] = {}
        self._fetched: float | None = None
        self._tried: float | None = None
        self._one_at_a_time = asyncio.Lock()

    @property
    def stale(self) -> bool:
        return self._fetched is None or monotonic() - self._fetched > FRESH

    async def key(self, kid: str) -> RSAKey | ECKey | None:
        if self.stale or (kid not in self._keys and self._may_try()):
            await self._refresh(kid)
        return self._keys.get(kid)

    def _may_try(self) -> bool:
        return self._tried is None or monotonic() - self._tried > PATIENCE

    async def _refresh(self, kid: str) -> None:
        async with self._one_at_a_time:
            if not self.stale and kid in self._keys:
                return  # someone else fetched them while we waited
            if self._fetched is not None and not self._may_try():
                return
            if self._tried is not None and monotonic() - self._tried < BREATH:
                raise Unavailable("token-issuer")  # who waited behind a failed fetch does not each wait for one more
            self._tried = monotonic()
            try:
                keys = await self._fetch()
            except (httpx.HTTPError, ValidationError, ValueError, JoseError) as error:
                if kid in self._keys:
                    return  # keys that were good ten minutes ago outlast an issuer that is away for a moment
                raise Unavailable("token-issuer") from error
            if {k: v.thumbprint() for k, v in keys.items()} != {k: v.thumbprint() for k, v in self._keys.items()}:
                self.generation += 1
            self._keys, self._fetched = keys, monotonic()

    async def _fetch(self) -> dict[str, RSAKey | ECKey]:
        base = (self.trusted.at or self.trusted.issuer).rstrip("/")
        answer = await self._client.get(f"{base}/.well-known/openid-configuration")
        discovery = Discovery.model_validate_json(answer.raise_for_status().content)
        if discovery.issuer != self.trusted.issuer:
            raise ValueError("the discovery document names another issuer")
        where = str(discovery.jwks_uri)
        if self.trusted.at is not None and where.startswith(self.trusted.issuer):
            where = base + where[len(self.trusted.issuer.rstrip("/")) :]
        jwks = await self._client.get(where)
        found = Jwks.model_validate_json(jwks.raise_for_status().content).keys
        # Only plain fields: certificates and their addresses (x5c, x5u) are nobody's way in.
        plain = [{name: value for name, value in key.items() if isinstance(value, str)} for key in found]
        usable = [k for k in plain if k.get("kty") in ("RSA", "EC") and k.get("use", "sig") == "sig" and k.get("kid")]
        keys = [import_key(k) for k in usable]
        return {key.kid: key for key in keys if key.kid}


def import_key(key: dict[str, str]) -> RSAKey | ECKey:
    public: dict[str, str | list[str]] = {name: value for name, value in key.items() if name in ("kty", "kid", "n", "e", "crv", "x", "y")}
    return RSAKey.import_key(public) if key["kty"] == "RSA" else ECKey.import_key(public)
