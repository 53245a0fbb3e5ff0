"""A house taken apart: each service in a process of its own on a database of its own, a relay, and a broker between them.

Whoever starts it is the gateway before them, the demo issuer, the mail server that takes what they send, and moves their clock.
Everything is on loopback, on free ports, in one folder.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Self

import asyncpg
import httpx
import uvicorn
from starlette.types import ASGIApp

from kernel.database import as_user
from kernel.demo_issuer import DemoIssuer, LoginQuestion, demo_issuer_app
from kernel.kafka.broker import Broker
from kernel.masterkeys import read_or_make_keys
from kernel.migrations import migrate, role_of
from kernel.service import Service
from kernel.shared_clock import SharedClock
from kernel.testing.kafka import free_port
from services.console.pages.login import demo_login_page
from services.console.place import Issuer, Place
from services.house import identity
from services.house.wiring import wire
from services.notifications.dev_mailbox import open_mailbox
from services.notifications.settings import post
from services.story.staging import next_working_morning
from tools.gateway import gateway

PATIENCE = 90.0
RELAY = "relay"


class Apart:
    """`async with Apart(...) as house:` all run inside the block; each can be stopped and started again by its name."""

    def __init__(self, folder: Path, dsn: Callable[[str], str], broker: Broker) -> None:
        """`dsn`: the owner's address of a database by name."""
        self.folder, self.dsn, self.broker = folder, dsn, broker
        self.where = f"http://127.0.0.1:{free_port()}"
        self.at: dict[str, str] = {}
        """Where each service is."""
        self.databases: dict[str, str] = {}
        """The owner's address of each service's database."""
        self._environments: dict[str, dict[str, str]] = {}
        self._processes: dict[str, asyncio.subprocess.Process] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        try:
            await self._build()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def _build(self) -> None:
        self.clock = SharedClock.made(self.folder / "clock")
        self.clock.move(to=next_working_morning(self.clock.now()))
        apps = wire()
        self.at = {service.name: f"http://127.0.0.1:{free_port()}" for service in apps}
        await self._make_databases(apps)
        read_or_make_keys(self.folder / "keys" / "master")
        mailbox = await self._stack.enter_async_context(open_mailbox(self.folder / "mail"))
        issuer, login = self._issuer()
        doors = gateway(apps, self.at, {identity.PATH: demo_issuer_app(issuer, login)}, mailbox)
        await self._stack.enter_async_context(serving(doors, int(self.where.rpartition(":")[2])))
        self._environments = self._told()
        self._stack.push_async_callback(self._stop_all)
        for name in self._environments:
            await self.start(name)
        await self.ready(*self.at)

    async def _make_databases(self, services: Iterable[Service]) -> None:
        """A database for each service, with its schema and its own login."""
        connection = await asyncpg.connect(self.dsn("postgres"), timeout=30)
        try:
            for service in services:
                name = f"{self.broker.names}_{service.name}"
                await connection.execute(f"create database {name}")
                self.databases[service.name] = self.dsn(name)
        finally:
            await connection.close()
        for service in services:
            await migrate(self.databases[service.name], [service])

    def _issuer(self) -> tuple[DemoIssuer, Callable[[LoginQuestion], str]]:
        issuer = identity.demo_issuer("gooi", self.where, self.folder / "keys", self.clock)
        return issuer, demo_login_page(Place("gooi", self.where, Issuer(issuer.url, demo=True)), self.clock)

    def _told(self) -> dict[str, dict[str, str]]:
        """What each process finds in its environment."""
        mail, issuer = post().smtp, f"{self.where}/{identity.PATH}"
        common = {name: value for name, value in os.environ.items() if not name.startswith("MANTELBRUG_")} | {
            "MANTELBRUG_KAFKA": self.broker.servers,
            "MANTELBRUG_KAFKA_NAMES": self.broker.names,
            "MANTELBRUG_PUBLIC_URL": self.where,
            "MANTELBRUG_URLS": json.dumps(self.at),
            "MANTELBRUG_ISSUERS": json.dumps([issuer]),
            "MANTELBRUG_TOKEN_URL": f"{issuer}/token",
            "MANTELBRUG_MASTER_KEY_FILE": str(self.folder / "keys" / "master"),
            "MANTELBRUG_SMTP_HOST": str(mail.host),
            "MANTELBRUG_SMTP_PORT": str(mail.port),
            "MANTELBRUG_SMTP_SECURITY": "none",
            "MANTELBRUG_DEMO": "false",
            "MANTELBRUG_DEMO_CLOCK_FILE": str(self.folder / "clock"),
            "MANTELBRUG_LOG_LEVEL": "warning",
        }
        told = {
            name: common
            | {
                "MANTELBRUG_PORT": url.rpartition(":")[2],
                "MANTELBRUG_DATA": str(self.folder / name),
                "MANTELBRUG_DATABASE_URL": self.databases[name],
                "MANTELBRUG_CLIENT_SECRET": f"demo-{name}",
                "MANTELBRUG_KAFKA_MEMBER": f"{name}-0",
            }
            for name, url in self.at.items()
        }
        logins = {name: as_user(url, role_of(name)) for name, url in self.databases.items()}
        told[RELAY] = common | {"MANTELBRUG_DATA": str(self.folder / RELAY), "MANTELBRUG_DATABASE_URLS": json.dumps(logins)}
        return told

    def module(self, name: str) -> list[str]:
        """What Python is to run."""
        return ["services", RELAY] if name == RELAY else ["services", "run", name]

    async def start(self, name: str) -> None:
        """One service, or the relay; `ready` waits until it works."""
        with self._log(name).open("ab") as log:
            self._processes[name] = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *self.module(name), env=self._environments[name], stdout=log, stderr=log, start_new_session=True
            )

    async def stop(self, name: str, *, how: signal.Signals = signal.SIGTERM) -> None:
        process = self._processes.pop(name)
        if process.returncode is None:
            process.send_signal(how)
        try:
            await asyncio.wait_for(process.wait(), 20)
        except TimeoutError:
            process.kill()
            await process.wait()

    @asynccontextmanager
    async def without(self, name: str, *, how: signal.Signals = signal.SIGTERM) -> AsyncIterator[None]:
        """This service is down as long as the block lasts."""
        await self.stop(name, how=how)
        try:
            yield
        finally:
            await self.start(name)
            await self.ready(name)

    async def _stop_all(self) -> None:
        await asyncio.gather(*(self.stop(name) for name in list(self._processes)))

    async def ready(self, *names: str) -> None:
        """Until each of these says at /readyz that it can work."""
        left, latest = set(names), monotonic() + PATIENCE
        async with httpx.AsyncClient(timeout=5) as client:
            while left:
                for name in list(left):
                    with suppress(httpx.HTTPError):
                        if (await client.get(f"{self.at[name]}/readyz")).status_code == 200:
                            left.discard(name)
                if monotonic() > latest:
                    raise TimeoutError(f"niet klaar na {PATIENCE:.0f} s: {', '.join(sorted(left))}\n{self.logs()}")
                await asyncio.sleep(0.2)

    def logs(self) -> str:
        """The last words of each process."""
        return "\n".join(f"--- {log.name}\n{log.read_text(errors='replace')[-2000:]}" for log in sorted(self.folder.glob("*.log")))

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"


@asynccontextmanager
async def serving(app: ASGIApp, port: int) -> AsyncIterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False, lifespan="off"))
    task = asyncio.create_task(server.serve())
    try:
        yield
    finally:
        server.should_exit = True
        await task
