"""Links and codes by which someone without an account comes in, and the passes that they are exchanged for.

Only keyed hashes are kept. A link does one action and stays valid for 14 days; looking (GET) never uses it up, for mail
scanners look as well; `consume` (POST) does. A code is six digits for half an hour, with five tries.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import randbelow, token_urlsafe
from typing import TYPE_CHECKING
from uuid import UUID

from kernel.clock import Clock
from kernel.refusals import Gone, NotFound
from kernel.security.signing import SigningKey, discovery_router
from kernel.security.tokens import AUDIENCE

if TYPE_CHECKING:
    import asyncpg
    from fastapi import APIRouter

    from kernel.work import Work

VALID = timedelta(days=14)
CODE_VALID = timedelta(minutes=30)
CODE_TRIES = 5
PASS_VALID = timedelta(minutes=30)
CLIENT = "link"
LONGEST = 100


class NoSuchLink(NotFound):
    """This link is not known."""

    in_dutch = "Deze link klopt niet. Kijk of u de hele link hebt gebruikt."


class LinkEnded(Gone):
    """This link is no longer valid."""

    in_dutch = "Deze link is niet meer geldig. Bel ons gerust, dan sturen wij een nieuwe."


class LinkUsed(Gone):
    """This link was already used."""

    in_dutch = "Deze link is al gebruikt."


@dataclass(frozen=True)
class Link:
    person: UUID
    action: str
    referral: UUID | None
    data: Mapping[str, str]
    expires_at: datetime
    used_at: datetime | None


async def make(
    work: Work, person: UUID, action: str, *, referral: UUID | None = None, data: Mapping[str, str] | None = None, valid: timedelta = VALID
) -> str:
    """Answers the token, which is nowhere else: 32 random bytes for an address."""
    token = token_urlsafe(32)
    await work.connection.execute(
        f'insert into "{work.service.name}".link (hash, person, action, referral, data, created_at, expires_at) '
        "values ($1, $2, $3, $4, $5, $6, $7)",
        _hash(work, token),
        person,
        action,
        referral,
        json.dumps(dict(data or {})),
        work.now,
        work.now + valid,
    )
    return token


async def look(work: Work, token: str) -> Link:
    """What it is for; stays as it is. Refused when unknown or ended; a used one says so by `used_at`."""
    row = await work.connection.fetchrow(
        f'select person, action, referral, data::text, expires_at, used_at from "{work.service.name}".link where hash = $1',
        _hash(work, token),
    )
    return _link(work, row)


async def consume(work: Work, token: str) -> Link:
    """Uses it up, once: of two at the same moment the second is refused."""
    row = await work.connection.fetchrow(
        f'update "{work.service.name}".link set used_at = $2 where hash = $1 and used_at is null and expires_at > $2 '
        "returning person, action, referral, data::text, expires_at, used_at",
        _hash(work, token),
        work.now,
    )
    if row is None:
        await look(work, token)  # says why
        raise LinkUsed
    return _link(work, row)


async def revoke(work: Work, person: UUID) -> int:
    """All links and codes of a person: at erasure, or when a mail went to the wrong address."""
    schema = work.service.name
    await work.connection.execute(f'delete from "{schema}".link_code where person = $1', person)
    done: str = await work.connection.execute(f'delete from "{schema}".link where person = $1', person)
    return int(done.rpartition(" ")[2])


async def forget_ended(work: Work, *, after: timedelta = timedelta(days=30)) -> int:
    """Ended links stay a while, so that a late visitor reads that it ended."""
    done: str = await work.connection.execute(f'delete from "{work.service.name}".link where expires_at < $1', work.now - after)
    return int(done.rpartition(" ")[2])


async def make_code(work: Work, person: UUID) -> str:
    """A new one replaces the old, with tries of its own: count how often codes are asked (`count_attempt`)."""
    code = f"{randbelow(1_000_000):06}"
    await work.connection.execute(
        f'insert into "{work.service.name}".link_code (person, hash, expires_at, attempts) values ($1, $2, $3, 0) '
        "on conflict (person) do update set hash = excluded.hash, expires_at = excluded.expires_at, attempts = 0",
        person,
        _code_hash(work, person, code),
        work.now + CODE_VALID,
    )
    return code


async def code_is_right(work: Work, person: UUID, code: str) -> bool:
    """Uses a try, and the code when it is right. Commit also when it is wrong, or the tries are endless."""
    schema = work.service.name
    kept = await work.connection.fetchval(
        f'update "{schema}".link_code set attempts = attempts + 1 where person = $1 and attempts < $2 and expires_at > $3 returning hash',
        person,
        CODE_TRIES,
        work.now,
    )
    if kept is None or not hmac.compare_digest(kept, _code_hash(work, person, code.replace(" ", ""))):
        return False
    await work.connection.execute(f'delete from "{schema}".link_code where person = $1', person)
    return True


def _hash(work: Work, token: str) -> bytes:
    if not token.isascii() or len(token) > LONGEST:
        raise NoSuchLink
    return work.service.seals.keyed_hash_long("link", token)


def _code_hash(work: Work, person: UUID, code: str) -> bytes:
    return work.service.seals.keyed_hash_long("code", f"{person}/{code}")


def _link(work: Work, row: asyncpg.Record | None) -> Link:
    if row is None:
        raise NoSuchLink
    person, action, referral, data, expires_at, used_at = row
    if expires_at <= work.now:
        raise LinkEnded
    return Link(person, action, referral, json.loads(data), expires_at, used_at)


class PassIssuer:
    """Signs short passes for whom a link let in; its discovery and keys are routes of the service that owns the links."""

    def __init__(self, issuer: str, seed: bytes, *, clock: Clock, role: str) -> None:
        """`seed`: `seals.derived("passes")`, so that every replica of the service signs with the same key."""
        self.issuer, self.clock, self.role = issuer, clock, role
        self._key = SigningKey.from_seed(seed)

    def router(self) -> APIRouter:
        return discovery_router(self.issuer, self._key)

    def sign(self, link: Link, *, region: str, whole_file: bool = False) -> str:
        return self.sign_for(link.person, action=link.action, referral=link.referral, region=region, whole_file=whole_file)

    def sign_for(self, person: UUID, *, action: str, region: str, referral: UUID | None = None, whole_file: bool = False) -> str:
        now = int(self.clock.now().timestamp())
        claims: dict[str, object] = {
            "iss": self.issuer,
            "aud": AUDIENCE,
            "sub": str(person),
            "person": str(person),
            "azp": CLIENT,
            "roles": [self.role],
            "region": region,
            "action": action,
            "iat": now,
            "exp": now + int(PASS_VALID.total_seconds()),
        }
        if referral is not None:
            claims["referral"] = str(referral)
        if whole_file:
            claims["whole_file"] = "yes"
        return self._key.sign(claims)
