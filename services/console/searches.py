"""What the desk searched for, sealed for who searched: a page's address stands in histories and logs, so it holds no name."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.console import console

NONCE = 12
LONGEST = 100
"""Characters of a search."""


def seal(subject: str, text: str) -> str:
    """For in an address; opens for the same person only, also after a new login."""
    if not text:
        return ""
    nonce = token_bytes(NONCE)
    return urlsafe_b64encode(nonce + _cipher().encrypt(nonce, text[:LONGEST].encode(), subject.encode())).rstrip(b"=").decode()


def unseal(subject: str, sealed: str) -> str:
    """Empty for what was not sealed here for this person."""
    try:
        raw = urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
        return _cipher().decrypt(raw[:NONCE], raw[NONCE:], subject.encode()).decode()
    except (InvalidTag, ValueError):
        return ""


def _cipher() -> AESGCM:
    return AESGCM(console.seals.derived("search"))
