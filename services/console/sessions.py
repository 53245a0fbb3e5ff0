"""Sessions by cookie: tokens stay on the server, sealed with a key that only the browser's cookie can make."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_bytes, token_urlsafe
from typing import Literal, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.console import console, store

Kind = Literal["staff", "link", "kept", "applied", "asking"]
Held = TypeVar("Held", bound=BaseModel)
NONCE = 12
LONGEST = 100
COOKIES: dict[str, str] = {
    "staff": "mantelbrug",
    "link": "mantelbrug-mijn",
    "kept": "mantelbrug-bewaard",
    "applied": "mantelbrug-aanvraag",
    "asking": "mantelbrug-invullen",
}
VALID: dict[Kind, timedelta] = {
    "staff": timedelta(hours=10),
    "link": timedelta(hours=2),
    "kept": timedelta(hours=2),
    "applied": timedelta(hours=2),
    "asking": timedelta(minutes=30),
}


@dataclass(frozen=True)
class Opened:
    """A session that this browser's cookie opened."""

    cookie: str
    subject: str
    plain: bytes
    ends_at: datetime

    @property
    def id(self) -> bytes:
        return sha256(self.cookie.encode()).digest()

    @property
    def name(self) -> str:
        """What its forms' tokens are bound to; tells nothing of the cookie."""
        return self.id.hex()


async def begin(kind: Kind, subject: str, held: BaseModel) -> str:
    """Answers the cookie, which is nowhere else."""
    cookie = token_urlsafe(32)
    async with console.work() as work:
        await store.add(work, sha256(cookie.encode()).digest(), kind, subject, _seal(cookie, kind, held), work.now + VALID[kind])
    return cookie


async def opened(request: Request, kind: Kind) -> Opened | None:
    cookie = request.cookies.get(cookie_name(request, kind))
    if not cookie or len(cookie) > LONGEST:
        return None
    async with console.work() as work:
        found = await store.find(work, sha256(cookie.encode()).digest(), kind)
    if found is None:
        return None
    subject, sealed, ends_at = found
    try:
        plain = _cipher(cookie).decrypt(sealed[:NONCE], sealed[NONCE:], kind.encode())
    except InvalidTag:
        return None
    return Opened(cookie, subject, plain, ends_at)


async def change(session: Opened, kind: Kind, held: BaseModel) -> None:
    async with console.work() as work:
        await store.change(work, session.id, _seal(session.cookie, kind, held))


async def end(session: Opened) -> None:
    async with console.work() as work:
        await store.end(work, session.id)


def secure(request: Request) -> bool:
    return request.url.scheme == "https"


def cookie_name(request: Request, kind: Kind | str) -> str:
    """`__Host-` ties a cookie to this host and to https; on plain http (a machine's own loopback) browsers refuse it."""
    plain = COOKIES.get(kind, kind)
    return f"__Host-{plain}" if secure(request) else plain


def give(response: Response, request: Request, kind: Kind, cookie: str) -> None:
    """Gone when the browser closes; never sent along with another site's forms."""
    response.set_cookie(cookie_name(request, kind), cookie, path="/", secure=secure(request), httponly=True, samesite="lax")


def take(response: Response, request: Request, kind: Kind) -> None:
    response.delete_cookie(cookie_name(request, kind), path="/", secure=secure(request), httponly=True, samesite="lax")


def _seal(cookie: str, kind: Kind, held: BaseModel) -> bytes:
    nonce = token_bytes(NONCE)
    return nonce + _cipher(cookie).encrypt(nonce, held.model_dump_json().encode(), kind.encode())


def _cipher(cookie: str) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=b"mantelbrug console session").derive(cookie.encode()))
