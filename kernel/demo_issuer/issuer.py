"""What the demo issuer knows and signs; its pages and addresses are in `app`."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError

from kernel.clock import Clock
from kernel.refusals import Refused
from kernel.security.signing import SigningKey
from kernel.security.tokens import AUDIENCE

TOKEN_VALID = timedelta(minutes=15)
REFRESH_VALID = timedelta(hours=10)
CODE_VALID = timedelta(minutes=1)
MOST_CODES = 1000


@dataclass(frozen=True)
class DemoPerson:
    """Somebody made up, of a region's data."""

    key: str
    subject: UUID
    name: str
    region: str
    organisation: str
    organisation_name: str
    roles: tuple[str, ...]
    about: str = ""
    """The one line on the login page."""


@dataclass(frozen=True)
class DemoClient:
    """A system, a service, or (with `returns_to`) pages that people log in for. Its secret is `demo-` and its id."""

    id: str
    region: str = ""
    roles: tuple[str, ...] = ()
    organisation: str | None = None
    returns_to: tuple[str, ...] = ()
    """Exact addresses that a login may go back to."""

    @property
    def secret(self) -> str:
        return f"demo-{self.id}"


@dataclass(frozen=True)
class LoginQuestion:
    """What a login page shows: the people, and a form that posts `person` with these hidden fields to `action`."""

    people: Sequence[DemoPerson]
    action: str
    hidden: Mapping[str, str]


class GrantRefused(Refused):
    """The token endpoint says no, in OAuth's own words."""

    status = 400


@dataclass(frozen=True)
class _Code:
    person: str
    client: str
    returns_to: str
    challenge: str
    nonce: str | None
    ends: datetime


@dataclass
class DemoIssuer:
    url: str
    """Its name in tokens, and where its addresses are under."""
    people: Mapping[str, DemoPerson]
    clients: Mapping[str, DemoClient]
    key: SigningKey
    clock: Clock
    _codes: dict[str, _Code] = field(default_factory=dict)

    @classmethod
    def of(cls, url: str, people: Sequence[DemoPerson], clients: Sequence[DemoClient], *, key: SigningKey, clock: Clock) -> "DemoIssuer":
        return cls(url, {p.key: p for p in people}, {c.id: c for c in clients}, key, clock)

    # tokens ----------------------------------------------------------------------------------------

    def token_of_person(self, person: str, client: str) -> str:
        who = self.people[person]
        return self._sign({"sub": str(who.subject), "azp": client, "name": who.name} | _place(who.region, who.organisation, who.roles))

    def token_of_client(self, client: str) -> str:
        system = self.clients[client]
        return self._sign({"sub": client, "azp": client} | _place(system.region, system.organisation, system.roles))

    def _sign(self, claims: Mapping[str, object], *, audience: str = AUDIENCE, valid: timedelta = TOKEN_VALID) -> str:
        now = int(self.clock.now().timestamp())
        return self.key.sign({"iss": self.url, "aud": audience, "iat": now, "exp": now + int(valid.total_seconds()), **claims})

    # a person logs in --------------------------------------------------------------------------------

    def give_code(self, person: str, client: str, returns_to: str, challenge: str, nonce: str | None) -> str:
        now = self.clock.now()
        self._codes = {code: kept for code, kept in self._codes.items() if kept.ends > now}
        if len(self._codes) >= MOST_CODES:
            raise GrantRefused("too many logins at once", code="slow_down")
        code = token_urlsafe(24)
        self._codes[code] = _Code(person, client, returns_to, challenge, nonce, now + CODE_VALID)
        return code

    def exchange(self, client: str, code: str, returns_to: str, verifier: str) -> dict[str, object]:
        """A code works once, for who asked for it, with the secret that only that browser's server knows (PKCE)."""
        kept = self._codes.pop(code, None)
        challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        if kept is None or kept.ends <= self.clock.now() or kept.client != client or kept.returns_to != returns_to:
            raise GrantRefused("this code is not valid", code="invalid_grant")
        if not hmac.compare_digest(kept.challenge, challenge):
            raise GrantRefused("the code verifier does not fit", code="invalid_grant")
        return self._granted(kept.person, client, kept.nonce)

    def refresh(self, client: str, token: str) -> dict[str, object]:
        try:
            claims = jwt.decode(token, self.key.public, algorithms=["ES256"]).claims
        except (JoseError, ValueError):
            raise GrantRefused("this refresh token is not valid", code="invalid_grant") from None
        ended = int(claims.get("exp", 0)) <= self.clock.now().timestamp()
        person = str(claims.get("person", ""))
        if claims.get("aud") != self._refreshing(client) or ended or person not in self.people:
            raise GrantRefused("this refresh token is not valid", code="invalid_grant")
        return self._granted(person, client, None)

    def _refreshing(self, client: str) -> str:
        """An audience that no service takes for its own."""
        return f"{self.url}/refresh/{client}"

    def _granted(self, person: str, client: str, nonce: str | None) -> dict[str, object]:
        who = self.people[person]
        about = {"sub": str(who.subject), "name": who.name} | ({"nonce": nonce} if nonce else {})
        return self._answer(self.token_of_person(person, client)) | {
            "id_token": self._sign(about, audience=client),
            "refresh_token": self._sign({"person": person}, audience=self._refreshing(client), valid=REFRESH_VALID),
            "refresh_expires_in": int(REFRESH_VALID.total_seconds()),
        }

    def client_credentials(self, client: str) -> dict[str, object]:
        if not self.clients[client].roles:
            raise GrantRefused("this client acts for people only", code="unauthorized_client")
        return self._answer(self.token_of_client(client))

    def _answer(self, token: str) -> dict[str, object]:
        return {"access_token": token, "token_type": "Bearer", "expires_in": int(TOKEN_VALID.total_seconds())}

    def knows(self, client: str, secret: str) -> bool:
        known = self.clients.get(client)
        return known is not None and hmac.compare_digest(known.secret.encode(), secret.encode())


def _place(region: str, organisation: str | None, roles: Sequence[str]) -> dict[str, object]:
    claims: dict[str, object] = {"roles": list(roles), "region": region, "organisation": organisation}
    return {name: value for name, value in claims.items() if value}
