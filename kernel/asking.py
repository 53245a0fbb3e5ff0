"""One client for all questions between services: inside this process when the other runs here, over the network when not.

Every question names a purpose. It goes with the token of the person it is asked for, or else with the service's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Literal, TypeVar, overload

import httpx
from pydantic import BaseModel

from kernel import inside
from kernel.answers import Answer, refusal_of
from kernel.caller import Caller
from kernel.credentials import Tokens
from kernel.refusals import TooMany, Unauthorised, Unavailable
from kernel.security.doors import PURPOSE_HEADER
from kernel.traces import current_trace

if TYPE_CHECKING:
    from starlette.types import ASGIApp

A = TypeVar("A", bound=BaseModel)
TIMEOUT = httpx.Timeout(10.0, connect=3.0)
KEPT = 60.0
PATH = re.compile(r"(/[A-Za-z0-9_-]+(\.[a-z]+)?)+")
"""A path made of ids and words: nothing that a value could turn into another path."""
Query = Mapping[str, str]


@dataclass
class Neighbours:
    """Where each service is: an app in this process, else an address."""

    apps: dict[str, ASGIApp] = field(default_factory=dict)
    urls: Mapping[str, str] = field(default_factory=dict)

    def client(self, service: str) -> httpx.AsyncClient:
        if service in self.urls:
            return httpx.AsyncClient(base_url=self.urls[service], timeout=TIMEOUT, follow_redirects=False)
        raise Unavailable(f"no address of {service}")


class Asking:
    """One service's (or the console's) way to ask the others."""

    def __init__(self, neighbours: Neighbours, tokens: Tokens | None = None) -> None:
        self._neighbours, self._tokens = neighbours, tokens
        self._clients: dict[str, httpx.AsyncClient] = {}
        self._kept: dict[tuple[str, str, type[BaseModel]], tuple[float, BaseModel]] = {}

    async def get(
        self,
        service: str,
        path: str,
        *,
        answer: type[A],
        purpose: str | None = None,
        as_caller: Caller | str | None = None,
        query: Query | None = None,
    ) -> A:
        got = await self.send("GET", service, path, purpose=purpose, as_caller=as_caller, query=query)
        return got.read(answer)

    async def seldom(self, service: str, path: str, *, answer: type[A], purpose: str) -> A:
        """As `get` with the service's own token, for what names nobody and changes seldom: an answer is kept for a minute."""
        until, kept = self._kept.get((service, path, answer), (0.0, None))
        if isinstance(kept, answer) and monotonic() < until:
            return kept
        got = await self.get(service, path, answer=answer, purpose=purpose)
        self._kept[service, path, answer] = (monotonic() + KEPT, got)
        return got

    @overload
    async def post(
        self,
        service: str,
        path: str,
        *,
        body: BaseModel,
        answer: type[A],
        purpose: str | None = ...,
        as_caller: Caller | str | None = ...,
        if_match: int | None = ...,
        or_none: Literal[False] = ...,
    ) -> A: ...

    @overload
    async def post(
        self,
        service: str,
        path: str,
        *,
        body: BaseModel,
        answer: type[A],
        purpose: str | None = ...,
        as_caller: Caller | str | None = ...,
        if_match: int | None = ...,
        or_none: Literal[True],
    ) -> A | None: ...

    async def post(
        self,
        service: str,
        path: str,
        *,
        body: BaseModel,
        answer: type[A],
        purpose: str | None = None,
        as_caller: Caller | str | None = None,
        if_match: int | None = None,
        or_none: bool = False,
    ) -> A | None:
        """`or_none`: the answer may be 204, nothing to tell."""
        got = await self.send("POST", service, path, body=body, purpose=purpose, as_caller=as_caller, if_match=if_match)
        return None if or_none and got.status == 204 else got.read(answer)

    async def put(
        self,
        service: str,
        path: str,
        *,
        body: BaseModel,
        answer: type[A],
        purpose: str | None = None,
        as_caller: Caller | str | None = None,
        if_match: int | None = None,
    ) -> A:
        got = await self.send("PUT", service, path, body=body, purpose=purpose, as_caller=as_caller, if_match=if_match)
        return got.read(answer)

    async def send(
        self,
        method: Literal["GET", "POST", "PUT", "DELETE"],
        service: str,
        path: str,
        *,
        body: BaseModel | None = None,
        purpose: str | None = None,
        as_caller: Caller | str | None = None,
        query: Query | None = None,
        if_match: int | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """For who needs more than the body: the version, the status, the address of what was made."""
        if not PATH.fullmatch(path):
            raise ValueError(f"not a path of ids and words: {path!r}")
        headers = {"Accept": "application/json"}
        wanted = {
            PURPOSE_HEADER: purpose,
            "traceparent": current_trace(),
            "If-Match": None if if_match is None else f'"{if_match}"',
            "Idempotency-Key": idempotency_key,
            "Content-Type": None if body is None else "application/json",
        }
        headers |= {name: str(value) for name, value in wanted.items() if value is not None}
        content = None if body is None else body.model_dump_json(by_alias=True, exclude_none=True)
        token = as_caller.token if isinstance(as_caller, Caller) else as_caller
        own = self._tokens if token is None else None
        got = await self._exchange(service, method, path, await _bearer(headers, token, own), content, query)
        if got.status == 401 and own is not None:
            own.forget()  # the issuer may have new keys
            got = await self._exchange(service, method, path, await _bearer(headers, token, own), content, query)
        if got.status < 400:
            return got
        refusal = refusal_of(got)
        if own is not None and isinstance(refusal, Unauthorised | TooMany):
            raise Unavailable(f"{service} answers {got.status}") from refusal
        raise refusal

    async def _exchange(
        self, service: str, method: str, path: str, headers: Mapping[str, str], content: str | None, query: Query | None
    ) -> Answer:
        app = self._neighbours.apps.get(service)
        if app is not None:
            got = await inside.request(app, service, method, path, headers=headers, content=(content or "").encode(), query=query)
        else:
            got = await self._over_the_network(service, method, path, headers, content, query)
        if got.status >= 500 or 300 <= got.status < 400:
            raise Unavailable(f"{service} answers {got.status}")
        return got

    async def _over_the_network(
        self, service: str, method: str, path: str, headers: Mapping[str, str], content: str | None, query: Query | None
    ) -> Answer:
        client = self._clients.get(service)
        if client is None:
            client = self._clients[service] = self._neighbours.client(service)
        try:
            got = await client.request(method, path, headers=headers, content=content, params=query)
        except httpx.HTTPError as error:
            raise Unavailable(f"{service}: {type(error).__name__}") from error
        return Answer(got.status_code, got.content, got.headers)

    async def close(self) -> None:
        for client in self._clients.values():
            await client.aclose()
        self._clients.clear()


async def _bearer(headers: Mapping[str, str], token: str | None, own: Tokens | None) -> Mapping[str, str]:
    if own is not None:
        token = await own.token()
    return headers if token is None else {**headers, "Authorization": f"Bearer {token}"}
