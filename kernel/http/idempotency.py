"""The same request twice is done once: kept per client, route and key for 72 hours, in the transaction that did it."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from secrets import token_bytes
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from fastapi import Request, Response

from kernel.refusals import BadInput, Conflict, InputError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from kernel.work import Work

KEPT = timedelta(hours=72)
KEY = re.compile(r"^[\x21-\x7e]{1,100}$")
NONCE = 12
HEADER = "Idempotency-Key"


class KeyUsedForOtherContent(Conflict):
    """This Idempotency-Key was used before, with other content."""


@dataclass(frozen=True)
class Kept:
    """The first answer, given again."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, body: BaseModel, status: int = 200, **headers: str) -> Kept:
        return cls(status, body.model_dump_json(by_alias=True, exclude_none=True).encode(), headers)

    def response(self) -> Response:
        return Response(self.body, self.status, {**self.headers, "Idempotency-Replayed": "true"}, "application/json")


@dataclass(frozen=True)
class Once:
    """What makes this request this one; without a key every request is a new one."""

    client: str
    route: str
    key: str | None
    body_hash: bytes

    async def before(self, work: Work) -> Kept | None:
        """The answer that was given already. A second one at the same moment waits here until the first is committed."""
        if self.key is None:
            return None
        schema = work.service.name
        await work.connection.execute(
            f'delete from "{schema}".idempotency where client = $1 and route = $2 and key = $3 and at < $4',
            self.client,
            self.route,
            self.key,
            work.now - KEPT,
        )
        taken = await work.connection.fetchval(
            f'insert into "{schema}".idempotency (client, route, key, body_hash, at) values ($1, $2, $3, $4, $5) '
            "on conflict (client, route, key) do nothing returning true",
            self.client,
            self.route,
            self.key,
            self.body_hash,
            work.now,
        )
        if taken:
            return None
        row = await work.connection.fetchrow(
            f'select body_hash, status, answer, headers::text from "{schema}".idempotency where client = $1 and route = $2 and key = $3',
            self.client,
            self.route,
            self.key,
        )
        assert row is not None
        if row["body_hash"] != self.body_hash:
            raise KeyUsedForOtherContent
        answer = _cipher(work).decrypt(row["answer"][:NONCE], row["answer"][NONCE:], self._about())
        return Kept(row["status"], answer, json.loads(row["headers"] or "{}"))

    async def after(self, work: Work, kept: Kept) -> None:
        """In the same transaction as what was done: both stand or fall."""
        if self.key is not None:
            nonce = token_bytes(NONCE)
            sealed = nonce + _cipher(work).encrypt(nonce, kept.body, self._about())
            await work.connection.execute(
                f'update "{work.service.name}".idempotency set status = $4, answer = $5, headers = $6 '
                "where client = $1 and route = $2 and key = $3",
                self.client,
                self.route,
                self.key,
                kept.status,
                sealed,
                json.dumps(dict(kept.headers)),
            )

    def _about(self) -> bytes:
        return f"{self.client}\0{self.route}\0{self.key}".encode()

    async def do(self, work: Work, make: Callable[[], Awaitable[Kept]]) -> Response:
        """Does it and keeps the answer, or gives the kept one."""
        kept = await self.before(work)
        if kept is not None:
            return kept.response()
        made = await make()
        await self.after(work, made)
        return Response(made.body, made.status, dict(made.headers), "application/json")


def _cipher(work: Work) -> AESGCM:
    """An answer may hold what is sealed elsewhere, so it is not kept in the clear either."""
    return AESGCM(work.service.seals.derived("idempotency"))


def key_of(request: Request) -> str | None:
    given = request.headers.get(HEADER)
    if given is not None and not KEY.match(given):
        raise BadInput([InputError(f"/{HEADER}", "This is not a key.", "1 to 100 characters without spaces, such as a UUID", "header")])
    return given


async def idempotent(request: Request) -> Once:
    """Dependency, after the one that says who asks: `once: Annotated[Once, Depends(idempotent)]`."""
    return once(request, await request.body())


def once(request: Request, body: bytes) -> Once:
    """For raw routes. The route is its path as asked, so that a key for one resource is not another's."""
    caller = request.scope.get("caller")
    who = f"{caller.client}/{caller.subject}" if caller is not None else "open"
    key = key_of(request)
    return Once(who, f"{request.method} {request.url.path}", key, sha256(body).digest() if key is not None else b"")


async def forget_old(work: Work) -> int:
    done: str = await work.connection.execute(f'delete from "{work.service.name}".idempotency where at < $1', work.now - KEPT)
    return int(done.rpartition(" ")[2])
