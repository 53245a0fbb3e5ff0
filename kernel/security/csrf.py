"""A form comes from our own page: by the browser's Origin, and by a token that only this session's pages hold."""

import hmac
from hashlib import sha256
from secrets import token_bytes
from urllib.parse import urlsplit

from starlette.requests import Request

from kernel.refusals import Forbidden

FIELD = "csrf"
HEADER = "x-csrf-token"
SAFE = ("GET", "HEAD", "OPTIONS")


class NotOurForm(Forbidden):
    """This form does not come from our own page, or from an older session."""

    in_dutch = "Deze pagina was te lang open. Ververs de pagina en probeer het opnieuw."


class Csrf:
    """`key`: a derived key of the console, the same on every replica."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def token(self, session: str) -> str:
        """Another text on each page, so that compression betrays nothing."""
        salt = token_bytes(8)
        return (salt + self._mac(salt, session)).hex()

    def fits(self, session: str, token: str) -> bool:
        try:
            raw = bytes.fromhex(token)
        except ValueError:
            return False
        return len(raw) == 8 + 32 and hmac.compare_digest(raw[8:], self._mac(raw[:8], session))

    def _mac(self, salt: bytes, session: str) -> bytes:
        return hmac.new(self._key, salt + session.encode(), sha256).digest()

    def check(self, request: Request, *, session: str, token: str | None) -> None:
        """`token`: from the form's field, or the header that htmx sends."""
        check_origin(request)
        if not self.fits(session, token or request.headers.get(HEADER) or ""):
            raise NotOurForm("token")


def check_origin(request: Request) -> None:
    """For every change; also for public forms, where there is no session yet."""
    if request.method in SAFE:
        return
    fetched = request.headers.get("sec-fetch-site")
    if fetched is not None and fetched not in ("same-origin", "none"):
        raise NotOurForm("origin")
    origin = request.headers.get("origin") or request.headers.get("referer")
    if origin is None or origin == "null":  # a page without referrer, as ours are, posts its own forms with Origin: null
        if fetched is None:
            raise NotOurForm("origin")
        return
    if urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise NotOurForm("origin")
