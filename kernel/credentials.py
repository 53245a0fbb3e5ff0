"""How a service gets a token of its own."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Protocol

import httpx
from pydantic import BaseModel, ValidationError

from kernel.clock import Clock
from kernel.refusals import Unavailable

EARLY = timedelta(seconds=60)
"""A token is renewed this long before it ends."""


class Tokens(Protocol):
    """Gives the token, and a new one after `forget`."""

    async def token(self) -> str: ...

    def forget(self) -> None: ...


class ClientCredentials:
    """OAuth 2.0 client credentials at the issuer's token endpoint; kept until shortly before they end."""

    def __init__(self, token_url: str, client_id: str, secret: str, *, clock: Clock, client: httpx.AsyncClient | None = None) -> None:
        self._url, self._id, self._secret, self._clock = token_url, client_id, secret, clock
        self._client = client or httpx.AsyncClient(timeout=10, follow_redirects=False)
        self._token: str | None = None
        self._renew_at: datetime | None = None
        self._one_at_a_time = asyncio.Lock()

    async def token(self) -> str:
        async with self._one_at_a_time:
            if self._token is None or self._renew_at is None or self._clock.now() >= self._renew_at:
                self._token, ends_in = await self._fetch()
                self._renew_at = self._clock.now() + max(timedelta(seconds=ends_in) - EARLY, timedelta(0))
            return self._token

    def forget(self) -> None:
        """After a refusal: the issuer may have changed its keys."""
        self._token = None

    async def _fetch(self) -> tuple[str, int]:
        try:
            answer = await self._client.post(self._url, data={"grant_type": "client_credentials"}, auth=(self._id, self._secret))
            granted = Granted.model_validate_json(answer.raise_for_status().content)
        except (httpx.HTTPError, ValidationError) as error:
            raise Unavailable("token-issuer") from error
        return granted.access_token, granted.expires_in


class Granted(BaseModel):
    access_token: str
    expires_in: int
