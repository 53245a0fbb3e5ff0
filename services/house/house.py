"""Puts the house together and takes it apart again."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import httpx
import structlog
from fastapi import FastAPI
from pydantic import SecretStr

from kernel.asking import Asking, Neighbours
from kernel.clock import Clock
from kernel.credentials import ClientCredentials, Tokens
from kernel.embedded import EmbeddedPostgres, Keeper
from kernel.http.together import Together
from kernel.masterkeys import read_keys, read_or_make_keys
from kernel.migrations import migrate, missing
from kernel.running import Running, broker_of
from kernel.sealing import Seals
from kernel.security.doors import Doors, hang_doors
from kernel.security.issuers import TrustedIssuer
from kernel.security.tokens import Verifier
from kernel.service import Service
from kernel.settings import HouseSettings
from kernel.shared_clock import clock_of
from schemas.words import Role
from services.house import keeping, published, serving
from services.house.watching import watching
from services.house.wiring import NAMES, wire

if TYPE_CHECKING:
    from types import TracebackType

    from kernel.demo_issuer import DemoIssuer

log = structlog.get_logger("house")
WAITS = 2.0


class House:
    """`async with House(settings) as house:` serves at `house.where` until the block ends.

    With a clock of your own you may move its time. `names`: the services that run here; all of them share one address.
    """

    def __init__(self, settings: HouseSettings, *, clock: Clock | None = None, names: Sequence[str] = NAMES) -> None:
        self.settings, self.clock, self.names = settings, clock or clock_of(settings), tuple(names)
        self.demo: DemoIssuer | None = None
        self.postgres: EmbeddedPostgres | None = None
        self._stack = AsyncExitStack()

    @property
    def where(self) -> str:
        return self.settings.where

    async def __aenter__(self) -> House:
        try:
            await self._build()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._stack.aclose()

    async def _build(self) -> None:
        settings, stack = self.settings, self._stack
        stack.enter_context(keeping.at_home(settings.data))
        listener = stack.enter_context(serving.bind(settings.host, settings.port))
        if settings.port == 0:
            self.settings = settings = settings.model_copy(update={"port": listener.getsockname()[1]})
        # The server starts while this process imports the services.
        starting = asyncio.create_task(keeping.database_of(settings))
        await asyncio.sleep(0)
        apps = await asyncio.to_thread(wire, self.names)
        url, self.postgres = await starting
        if self.postgres is not None:
            stack.push_async_callback(asyncio.to_thread, Keeper(self.postgres).begin().end)
        if set(self.names) == set(NAMES):
            await migrate(url, apps, passwords=keeping.passwords(settings))
        app = self._doors(apps, together := Together({s.name: a for s, a in apps.items()}, front=_front(apps)))
        running = Running(
            list(apps),
            urls={s.name: keeping.login(settings, url, s.name) for s in apps},
            clock=self.clock,
            seals=self._seals(apps),
            asking=self._asking(apps, app),
            settings=self.settings,
            alone=settings.embedded,
            broker=broker_of(settings),
            relaying=set(self.names) == set(NAMES),
        )
        await self._post()
        running.bind()
        await stack.enter_async_context(serving.serving(together, listener))
        await self._until_migrated(running)
        await stack.enter_async_context(running)
        await stack.enter_async_context(watching(apps, logs_are_near=not settings.kafka))
        log.info("house.open", port=settings.port, count=len(apps))

    async def _until_migrated(self, running: Running) -> None:
        """A single service never migrates: it says at /readyz what it lacks, and begins when that is there."""
        for service in running.services:
            while lacks := await missing(running.urls[service.name], service.name):
                log.warning("house.waits", service=service.name, revision=lacks)
                await asyncio.sleep(WAITS)

    async def _post(self) -> None:
        """Mail goes to the server of the settings; on one machine without any, to the dev mailbox."""
        from services.notifications.dev_mailbox import open_mailbox
        from services.notifications.settings import post

        if self.settings.embedded and post().smtp.host is None and "notifications" in self.names:
            await self._stack.enter_async_context(open_mailbox(self.settings.data / "mail"))

    def _seals(self, apps: Mapping[Service, FastAPI]) -> dict[str, Seals]:
        path = self.settings.master_key_file or self.settings.data / "keys" / "master"
        keys = read_or_make_keys(path) if self.settings.embedded else read_keys(path)
        return {service.name: Seals(keys, service.name) for service in apps}

    def _doors(self, apps: Mapping[Service, FastAPI], together: Together) -> httpx.AsyncClient:
        """Hangs one set of doors in all apps; answers the client that reaches our own address without the network."""
        where = self.where
        here = httpx.AsyncClient(transport=httpx.ASGITransport(together), timeout=10)
        self._stack.push_async_callback(here.aclose)
        if not self.settings.issuers:
            from services.house import identity  # with a region's demo people, not for a service by itself

            self.demo = identity.demo_issuer(self.settings.region, where, self.settings.data / "keys", self.clock)
            self.settings = self.settings.model_copy(update={"issuers": (self.demo.url,), "client_secret": SecretStr("demo-console")})
        verifier = Verifier([], clock=self.clock, audience=self.settings.audience)
        for issuer in self.settings.issuers:
            verifier.trust(TrustedIssuer(issuer), here if self.demo is not None else None)
        # Passes of people who came in by a link: intake signs them, and may make nobody anything but a caregiver.
        # Where it runs elsewhere, its keys are fetched by the way that services ask each other, not around by the street.
        passes = TrustedIssuer(f"{where}/intake", at=self.settings.urls.get("intake"), only_roles=frozenset({Role.CAREGIVER.value}))
        verifier.trust(passes, here if "intake" in self.names else None)
        doors = Doors(verifier)
        for app in apps.values():
            hang_doors(app, doors)
        together.add(published.PATH, published.schemas_app())
        if self.demo is not None or "console" in self.names:
            self._settle_console(apps, together, here)
        return here

    def _settle_console(self, apps: Mapping[Service, FastAPI], together: Together, here: httpx.AsyncClient) -> None:
        """Tells the console where it stands; the demo issuer's login page is in its look."""
        from services.console.pages.login import demo_login_page
        from services.console.place import Issuer, Place, settle

        issuer, demo = self.settings.issuers[0], self.demo is not None
        secret = self.settings.client_secret.get_secret_value() if self.settings.client_secret else ""
        at = Issuer(issuer, client_secret=secret, demo=demo, client=here) if demo else Issuer(issuer, client_secret=secret)
        place = Place(self.settings.region, self.where, at, mailbox=demo and self.settings.embedded)
        for service, app in apps.items():
            if service.name == "console":
                settle(app, place)
        if self.demo is not None:
            from kernel.demo_issuer import demo_issuer_app
            from services.house import identity

            together.add(identity.PATH, demo_issuer_app(self.demo, demo_login_page(place, self.clock)))

    def _asking(self, apps: Mapping[Service, FastAPI], here: httpx.AsyncClient) -> dict[str, Asking]:
        neighbours = Neighbours(apps={s.name: a for s, a in apps.items()}, urls=self.settings.urls)
        return {service.name: Asking(neighbours, self._tokens(service.name, here)) for service in apps}

    def _tokens(self, name: str, here: httpx.AsyncClient) -> Tokens | None:
        if self.demo is not None:
            return ClientCredentials(f"{self.demo.url}/token", name, f"demo-{name}", clock=self.clock, client=here)
        if self.settings.client_secret is None or not self.settings.token_url:
            return None
        return ClientCredentials(self.settings.token_url, name, self.settings.client_secret.get_secret_value(), clock=self.clock)


def _front(apps: Mapping[Service, FastAPI]) -> FastAPI:
    by_name = {service.name: app for service, app in apps.items()}
    return by_name.get("console") or next(iter(by_name.values()))
