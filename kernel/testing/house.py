"""Services at work on a fresh database with real doors: tokens of a test issuer, questions between services, a clock that moves."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from uuid import UUID
from weakref import WeakKeyDictionary

import asyncpg
import httpx
from fastapi import FastAPI
from starlette.types import ASGIApp

from kernel import log
from kernel.asking import Asking, Neighbours
from kernel.clock import Clock
from kernel.http.together import Together
from kernel.masterkeys import make_keys
from kernel.running import Running
from kernel.sealing import Seals
from kernel.security.doors import Doors, hang_doors
from kernel.security.issuers import TrustedIssuer
from kernel.security.limits import Floods
from kernel.security.signing import SigningKey, discovery_router
from kernel.security.tokens import AUDIENCE, Verifier
from kernel.service import Service
from kernel.settings import HouseSettings
from kernel.testing.postgres import TestServer, logins
from schemas.base import Event, id_of

ISSUER = "http://issuer.test"
LIVES = 3600 * 24 * 400
"""Seconds; a test moves the clock by months with the same token."""


_MADE: WeakKeyDictionary[Callable[[], FastAPI], FastAPI] = WeakKeyDictionary()


def _once(make: Callable[[], FastAPI]) -> FastAPI:
    """An app keeps nothing of a house but its doors, which are hung anew; to make one takes longer than most tests."""
    if make not in _MADE:
        _MADE[make] = make()
    return _MADE[make]


class TestIssuer:
    """Signs whatever a test asks for."""

    __test__ = False

    def __init__(self, clock: Clock) -> None:
        self.clock, self.key = clock, SigningKey.from_seed(b"a key of tests only")
        self.app = FastAPI(openapi_url=None)
        self.app.include_router(discovery_router(ISSUER, self.key))

    def token(self, **claims: object) -> str:
        now = int(self.clock.now().timestamp())
        return self.key.sign({"iss": ISSUER, "aud": AUDIENCE, "iat": now, "exp": now + LIVES, **claims})

    def person(self, role: str | Sequence[str], *, staff: str = "someone", organisation: str | None = None, region: str = "gooi") -> str:
        roles = [role] if isinstance(role, str) else list(role)
        return self.token(
            sub=str(id_of(region, "staff", staff)),
            azp="console",
            roles=[str(r) for r in roles],
            region=region,
            organisation=organisation,
            name=staff,
        )

    def system(self, client: str = "demo-gp", *, role: str = "signaller", organisation: str = "praktijk", region: str = "gooi") -> str:
        return self.token(sub=client, azp=client, roles=[str(role)], region=region, organisation=organisation)

    def service(self, name: str) -> str:
        return self.token(sub=name, azp=name, roles=["service"])


@dataclass
class OwnTokens:
    """A service's own token, signed at once."""

    issuer: TestIssuer
    name: str
    role: str | None = None

    async def token(self) -> str:
        return self.issuer.system(self.name, role=self.role, organisation="") if self.role else self.issuer.service(self.name)

    def forget(self) -> None:
        return None


@dataclass
class TestHouse:
    """`async with TestHouse(server, {referral: app}, migrated=[...])`.

    `apps`: the services that run, each with the maker of its app (or none). `migrated`: further services whose schemas have to be
    there, because their logs are heard. `neighbours`: stand-ins that answer for services that do not run here.
    """

    __test__ = False

    server: TestServer
    apps: Mapping[Service, Callable[[], FastAPI] | None]
    migrated: Sequence[Service] = ()
    neighbours: Mapping[str, ASGIApp] = field(default_factory=dict)
    folders: Mapping[str, Path] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    """What its own token makes a service, where that is another role than `service`."""

    async def __aenter__(self) -> TestHouse:
        self.clock = Clock()
        self.issuer = TestIssuer(self.clock)
        self._folder = TemporaryDirectory(prefix="mb-test-")
        self.data = Path(self._folder.name)
        services = {s.name: s for s in (*self.apps, *self.migrated)}
        self.url = await self.server.fresh(services.values(), dict(self.folders))
        keys = make_keys(self.data / "keys" / "master")
        made = {service.name: _once(make) for service, make in self.apps.items() if make is not None}
        network = Neighbours(apps={**self.neighbours, **made})
        self.verifier = Verifier(
            [TrustedIssuer(ISSUER)],
            clock=self.clock,
            client=httpx.AsyncClient(transport=httpx.ASGITransport(self.issuer.app), base_url=ISSUER),
        )
        for app in made.values():
            hang_doors(app, Doors(self.verifier, Floods(per_client="1000000/minute", per_address="1000000/minute")))
        self.app = Together(made, front=made.get("console") or next(iter(made.values()), FastAPI()))
        self.running = Running(
            list(self.apps),
            urls=logins(self.url, services),
            clock=self.clock,
            seals={name: Seals(keys, name) for name in services},
            asking={s.name: Asking(network, OwnTokens(self.issuer, s.name, self.roles.get(s.name))) for s in self.apps},
            settings=HouseSettings(data=self.data, public_url="http://house.test", issuers=(ISSUER,)),
        )
        await self.running.__aenter__()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.running.end()
        await self.server.drop(self.url)
        self._folder.cleanup()

    def client(self, token: str | None = None, **headers: str) -> httpx.AsyncClient:
        """Asks the house as the owner of this token (`house.issuer.person(...)`)."""
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://house.test", headers=headers)

    async def tell(self, *events: Event) -> None:
        """Puts events in the logs of their tellers, in this order, as if told now."""
        by_teller: dict[str, list[Event]] = defaultdict(list)
        for event in events:
            by_teller[event.told_by()].append(event)
        connection = await asyncpg.connect(self.url)
        try:
            for teller, told in by_teller.items():
                async with connection.transaction():
                    await log.append(connection, teller, told, self.clock.now())
                self.running.wakes.poke("log", teller)
        finally:
            await connection.close()

    async def hears(self, *events: Event) -> None:
        """Tells these and waits until all is quiet."""
        await self.tell(*events)
        await self.settled()

    async def settled(self, seconds: float = 15.0) -> None:
        """Nothing to read, nothing due, nothing under way."""
        connection = await asyncpg.connect(self.url)
        try:
            for _ in range(int(seconds / 0.02)):
                if not await self._busy(connection):
                    await asyncio.sleep(0.02)
                    if not await self._busy(connection):
                        return
                await asyncio.sleep(0.02)
        finally:
            await connection.close()
        raise AssertionError("the house did not come to rest")

    async def _busy(self, connection: asyncpg.Connection) -> bool:
        now = self.clock.now()
        for service in self.apps:
            if await connection.fetchval(
                f'select exists (select 1 from "{service.name}".deadline where next_at <= $1) '
                f"or exists (select 1 from \"{service.name}\".errand where state = 'waiting' and attempts = 0 and next_at <= $1) "
                f"or exists (select 1 from \"{service.name}\".errand where state = 'waiting' and lease_until > $1)",
                now,
            ):
                return True
            for reader in service.readers.values():
                last = await connection.fetchval(f'select coalesce(max(position), 0) from "{reader.log}".log')
                at = await connection.fetchval(
                    f'select position from "{service.name}".cursor where reader = $1 and log = $2 and part = -1', reader.name, reader.log
                )
                if at is None or at < last:
                    return True
        return False

    async def log_of(self, service: str) -> list[Event]:
        """Everything this service told, in order."""
        return [
            Event.known[row["type"]].from_json(row["data"])
            for row in await self.rows(f'select type, data::text from "{service}".log order by position')
        ]

    async def rows(self, question: str, *values: object) -> list[asyncpg.Record]:
        """What stands in the database, seen by its owner."""
        connection = await asyncpg.connect(self.url)
        try:
            return list(await connection.fetch(question, *values))
        finally:
            await connection.close()

    async def parked(self, service: str) -> list[str]:
        """Errors of what could not take effect; empty when all went well."""
        return [row["error"] for row in await self.rows(f"select error from \"{service}\".parked where state <> 'behind'")]

    def staff(self, key: str, region: str = "gooi") -> UUID:
        return id_of(region, "staff", key)
