"""An ES256 key that signs tokens, and what others need to check them."""

import contextlib
from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from fastapi import APIRouter, Depends
from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.responses import JSONResponse, Response

from kernel.masterkeys import write_private
from kernel.security.doors import Public

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the curve P-256."""
Claims = Mapping[str, object]


class SigningKey:
    def __init__(self, key: ECKey) -> None:
        self._key = key
        self.kid = key.thumbprint()

    @classmethod
    def from_seed(cls, seed: bytes) -> "SigningKey":
        """The same key on every replica that has the same secret, without a file to share."""
        number = int.from_bytes(HKDF(SHA256(), 48, salt=None, info=b"mantelbrug/es256").derive(seed))
        return cls(ECKey.import_key(ec.derive_private_key(number % (ORDER - 1) + 1, ec.SECP256R1())))

    @classmethod
    def kept_in(cls, path: Path) -> "SigningKey":
        """Made at the first start; sessions signed with it outlive a restart."""
        if not path.exists():
            with contextlib.suppress(FileExistsError):
                write_private(path, ECKey.generate_key("P-256").as_pem(private=True))
        return cls(ECKey.import_key(path.read_text()))

    @property
    def public(self) -> ECKey:
        return ECKey.import_key(self._key.as_dict(private=False))

    def sign(self, claims: Claims) -> str:
        return jwt.encode({"alg": "ES256", "kid": self.kid, "typ": "JWT"}, dict(claims), self._key, algorithms=["ES256"])

    def jwks(self) -> dict[str, list[dict[str, object]]]:
        return {"keys": [{**self._key.as_dict(private=False), "kid": self.kid, "use": "sig", "alg": "ES256"}]}


def discovery(issuer: str, **more: object) -> dict[str, object]:
    base = issuer.rstrip("/")
    return {
        "issuer": issuer,
        "jwks_uri": f"{base}/jwks",
        "id_token_signing_alg_values_supported": ["ES256"],
        "subject_types_supported": ["public"],
        "response_types_supported": ["code"],
        **more,
    }


def discovery_router(issuer: str, key: SigningKey) -> APIRouter:
    """For a service that issues tokens of its own; relative to the issuer's address."""
    router = APIRouter(include_in_schema=False, dependencies=[Depends(Public("keys to check signatures with are for everyone"))])

    @router.get("/.well-known/openid-configuration")
    async def where() -> Response:
        return JSONResponse(discovery(issuer))

    @router.get("/jwks")
    async def keys() -> Response:
        return JSONResponse(key.jwks())

    return router
