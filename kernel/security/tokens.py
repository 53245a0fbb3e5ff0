"""Who holds this token: JWTs of configured issuers only, verified once and remembered until they end."""

import json
from base64 import urlsafe_b64decode
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import httpx
from joserfc import jwt
from joserfc.errors import JoseError

from kernel.caller import Caller
from kernel.clock import Clock
from kernel.refusals import Unauthorised
from kernel.security.claims import Claims, caller_from
from kernel.security.issuers import KeysOf, TrustedIssuer

AUDIENCE = "mantelbrug"
ALGORITHMS = ("ES256", "RS256", "PS256")
LEEWAY = 30
"""Seconds by which two machines' clocks may differ."""
REMEMBERED = 10_000
LONGEST = 8_192
"""Characters of a token; more is not a token but an attempt."""


@dataclass(frozen=True, slots=True)
class _Known:
    caller: Caller
    ends: float
    keys: KeysOf
    generation: int


class Verifier:
    """`jku`, `x5u` and embedded keys are not looked at: keys come from the issuer's discovery alone."""

    def __init__(
        self, issuers: Sequence[TrustedIssuer], *, clock: Clock, client: httpx.AsyncClient | None = None, audience: str = AUDIENCE
    ) -> None:
        self.clock, self.audience = clock, audience
        self._client = client or httpx.AsyncClient(timeout=5, follow_redirects=False)
        self._issuers = {trusted.issuer: KeysOf(trusted, self._client) for trusted in issuers}
        self._known: OrderedDict[bytes, _Known] = OrderedDict()

    def trust(self, issuer: TrustedIssuer, client: httpx.AsyncClient | None = None) -> None:
        """One more issuer, perhaps reached in another way (inside this process)."""
        self._issuers[issuer.issuer] = KeysOf(issuer, client or self._client)

    def remembered(self, token: str) -> Caller | None:
        """The cheap way: a token that was verified before, still runs, and whose issuer still has the same keys."""
        known = self._known.get(sha256(token.encode()).digest())
        if known is None or known.generation != known.keys.generation or known.keys.stale or self.clock.now().timestamp() >= known.ends:
            return None
        return known.caller

    async def caller(self, token: str) -> Caller:
        return self.remembered(token) or await self._verify(token)

    async def _verify(self, token: str) -> Caller:
        header, hinted = _unverified(token)
        keys = self._issuers.get(str(hinted.get("iss")))
        if keys is None:
            raise Unauthorised("the token's issuer is not trusted here")
        if header.get("alg") not in ALGORITHMS:
            raise Unauthorised("the token is not signed with ES256, RS256 or PS256")
        key = await keys.key(str(header.get("kid") or ""))
        if key is None:
            raise Unauthorised("the token's key is not one of its issuer")
        generation = keys.generation
        try:
            claims = jwt.decode(token, key, algorithms=list(ALGORITHMS)).claims
        except (JoseError, ValueError):
            raise Unauthorised("the token's signature is not right") from None
        ends = self._check_times(claims)
        self._check_audience(claims)
        caller = caller_from(claims, token=token, only_roles=keys.trusted.only_roles)
        self._known[sha256(token.encode()).digest()] = _Known(caller, ends, keys, generation)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return caller

    def _check_times(self, claims: Claims) -> float:
        now = self.clock.now().timestamp()
        ends = _moment(claims, "exp")
        if ends is None:
            raise Unauthorised("the token has no end")
        if now >= ends + LEEWAY:
            raise Unauthorised("the token has ended")
        for name in ("nbf", "iat"):
            begins = _moment(claims, name)
            if begins is not None and now < begins - LEEWAY:
                raise Unauthorised("the token has not begun")
        return ends + LEEWAY

    def _check_audience(self, claims: Claims) -> None:
        found = claims.get("aud")
        if self.audience not in (found if isinstance(found, list) else [found]):
            raise Unauthorised("the token is meant for someone else")


def _moment(claims: Claims, name: str) -> float | None:
    value = claims.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unauthorised(f"the token's {name} is not a moment")
    return float(value)


def _unverified(token: str) -> tuple[Claims, Claims]:
    """Header and claims before the signature is checked: good only to choose the issuer and the key."""
    parts = token.split(".")
    if len(token) > LONGEST or len(parts) != 3 or not token.isascii():
        raise Unauthorised("this is not a JWT")
    try:
        header, claims = (json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in parts[:2])
    except ValueError:
        raise Unauthorised("this is not a JWT") from None
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise Unauthorised("this is not a JWT")
    return header, claims
