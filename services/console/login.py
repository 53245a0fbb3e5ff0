"""OpenID Connect for people: authorization code with PKCE; what comes back is believed only after its tokens were verified."""

import hmac
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_bytes, token_urlsafe
from urllib.parse import urlencode

import httpx
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel, ConfigDict, ValidationError

from kernel.refusals import Refused, Unavailable
from services.console import console
from services.console.place import Issuer, Place

UNDER_WAY = timedelta(minutes=15)
COOKIE = "mantelbrug-inloggen"
NONCE = 12


class NotLoggedIn(Refused):
    """This login did not work."""

    status = 400
    in_dutch = "Het inloggen is niet gelukt. Probeer het opnieuw."


class UnderWay(BaseModel):
    """What the console has to remember between leaving for the issuer and coming back; sealed in a cookie."""

    state: str
    verifier: str
    back_to: str
    ends_at: datetime


class Tokens(BaseModel):
    """What an issuer grants; other fields are its own business."""

    model_config = ConfigDict(extra="ignore")

    access_token: str
    expires_in: int = 300
    refresh_token: str | None = None


class Provider(BaseModel):
    """The part of discovery that a login needs."""

    model_config = ConfigDict(extra="ignore")

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    end_session_endpoint: str | None = None


async def provider(issuer: Issuer) -> Provider:
    try:
        answer = await issuer.client.get(f"{issuer.url.rstrip('/')}/.well-known/openid-configuration")
        found = Provider.model_validate_json(answer.raise_for_status().content)
    except (httpx.HTTPError, ValidationError) as error:
        raise Unavailable("token-issuer") from error
    if found.issuer != issuer.url:
        raise Unavailable("token-issuer: another name")
    return found


async def leave(place: Place, back_to: str, now: datetime) -> tuple[str, str]:
    """The address to send the browser to, and the cookie that recognises it when it comes back."""
    issuer = _issuer(place)
    under_way = UnderWay(state=token_urlsafe(24), verifier=token_urlsafe(48), back_to=safe_path(back_to), ends_at=now + UNDER_WAY)
    challenge = urlsafe_b64encode(sha256(under_way.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": issuer.client_id,
        "redirect_uri": place.returns_to,
        "scope": "openid profile",
        "state": under_way.state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    found = await provider(issuer)
    return f"{found.authorization_endpoint}?{urlencode(asked)}", _seal(under_way)


async def come_back(place: Place, *, cookie: str | None, state: str, code: str, iss: str | None, now: datetime) -> tuple[Tokens, str]:
    """The tokens for this code, and the path where the person was going."""
    issuer = _issuer(place)
    under_way = _open(cookie)
    if under_way is None or now >= under_way.ends_at or not hmac.compare_digest(under_way.state, state):
        raise NotLoggedIn("state")
    if iss is not None and iss != issuer.url:
        raise NotLoggedIn("another issuer")
    tokens = await _ask(
        issuer,
        grant_type="authorization_code",
        code=code,
        redirect_uri=place.returns_to,
        code_verifier=under_way.verifier,
    )
    return tokens, under_way.back_to


async def renew(place: Place, refresh_token: str) -> Tokens | None:
    """New tokens without asking the person, as long as the issuer agrees."""
    try:
        return await _ask(_issuer(place), grant_type="refresh_token", refresh_token=refresh_token)
    except NotLoggedIn:
        return None


async def leave_issuer(place: Place) -> str | None:
    """Where someone also logs out of the issuer; the demo issuer keeps no session of its own."""
    issuer = _issuer(place)
    if issuer.demo:
        return None
    end = (await provider(issuer)).end_session_endpoint
    return f"{end}?{urlencode({'client_id': issuer.client_id})}" if end else None


def safe_path(path: str) -> str:
    """A path of this console and nothing else: no other host, no scheme, no trick with slashes."""
    if not path.startswith("/") or path.startswith(("//", "/\\")) or any(ord(c) < 33 for c in path) or "\\" in path:
        return "/"
    return path


async def _ask(issuer: Issuer, **asked: str) -> Tokens:
    where = (await provider(issuer)).token_endpoint
    try:
        answer = await issuer.client.post(where, data=asked, auth=(issuer.client_id, issuer.client_secret))
    except httpx.HTTPError as error:
        raise Unavailable("token-issuer") from error
    if answer.status_code >= 500:
        raise Unavailable("token-issuer")
    if answer.status_code >= 400:
        raise NotLoggedIn("the issuer says no")
    try:
        return Tokens.model_validate_json(answer.content)
    except ValidationError as error:
        raise Unavailable("token-issuer") from error


def _issuer(place: Place) -> Issuer:
    if place.issuer is None:
        raise Unavailable("no issuer")
    return place.issuer


def _seal(under_way: UnderWay) -> str:
    nonce = token_bytes(NONCE)
    return urlsafe_b64encode(nonce + _cipher().encrypt(nonce, under_way.model_dump_json().encode(), b"login")).decode()


def _open(cookie: str | None) -> UnderWay | None:
    from base64 import urlsafe_b64decode

    try:
        raw = urlsafe_b64decode((cookie or "").encode())
        return UnderWay.model_validate_json(_cipher().decrypt(raw[:NONCE], raw[NONCE:], b"login"))
    except (ValueError, InvalidTag):
        return None


def _cipher() -> AESGCM:
    return AESGCM(console.seals.derived("login"))
