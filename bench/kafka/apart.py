"""The whole house as separate processes, each on a database of its own, over a real broker; each of them can be killed.

No mail leaves: its message's row is written. All of this and its load stand on one machine, which mail at this rate would fill.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

from bench.places import HOUSE, RESULTS
from bench.product.started import SENDERS
from kernel import embedded
from kernel.clock import Clock
from kernel.database import as_user
from kernel.demo_issuer import DemoClient, DemoIssuer, demo_issuer_app
from kernel.masterkeys import read_or_make_keys
from kernel.migrations import role_of
from kernel.security.signing import SigningKey
from kernel.testing.kafka import TestKafka, free_port
from services.house import identity
from services.house.wiring import wire
from services.notifications.dev_mailbox import open_mailbox
from tools.story_kafka import databases_of, environment, gateway, issuer_at, ready, serving, within

SETTINGS = {"max_connections": "300", "track_commit_timestamp": "on", "shared_buffers": "256MB"}


@dataclass
class Kept:
    """A process that a supervisor would start again at once."""

    arguments: tuple[str, ...]
    environment: dict[str, str]
    _process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        with (RESULTS / "kafka.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", *self.arguments, env=self.environment, cwd=HOUSE, stdout=log, stderr=log
            )

    async def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), 20)
            except TimeoutError:
                await self.kill()


@dataclass
class Apart:
    folder: Path
    where: str
    ports: dict[str, int]
    kafka: TestKafka
    postgres: embedded.EmbeddedPostgres
    processes: dict[str, Kept] = field(default_factory=dict)

    def tokens(self) -> list[str]:
        """Of systems that may signal, signed with this house's own demo key."""
        clients = [DemoClient(f"bench-{number}", region="gooi", roles=("signaller",)) for number in range(SENDERS)]
        key = SigningKey.kept_in(self.folder / "keys" / "demo-issuer.json")
        issuer = DemoIssuer.of(f"{self.where}/{identity.PATH}", (), clients, key=key, clock=Clock())
        return [issuer.token_of_client(client.id) for client in clients]

    async def connect(self, service: str) -> asyncpg.Connection:
        return await asyncpg.connect(self.postgres.dsn(service), timeout=10)

    async def kill(self, name: str) -> None:
        """kill -9, and started again at once."""
        if name == "kafka":
            await asyncio.to_thread(self.kafka.kill)
            await asyncio.to_thread(self.kafka.start)
        elif name == "postgres":
            pid = self.postgres.pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
            self.postgres = await asyncio.to_thread(self._postgres_again, pid)
        else:
            await self.processes[name].kill()
            await self.processes[name].start()

    def _postgres_again(self, killed: int) -> embedded.EmbeddedPostgres:
        while self.postgres.pid == killed:
            pass
        return embedded.start(self.folder / "postgres", settings=SETTINGS)


@asynccontextmanager
async def apart() -> AsyncIterator[Apart]:
    async with AsyncExitStack() as stack:
        folder = within(stack.enter_context(tempfile.TemporaryDirectory(prefix="mb-apart-", ignore_cleanup_errors=True)))
        kafka = TestKafka()
        stack.callback(kafka.stop)
        broker = asyncio.create_task(asyncio.to_thread(kafka.start))
        server = await asyncio.to_thread(embedded.start, folder / "postgres", settings=SETTINGS)
        apps = wire()
        databases = await databases_of(server, apps)
        read_or_make_keys(folder / "keys" / "master")
        mailbox = await stack.enter_async_context(open_mailbox(folder / "mail"))
        ports, door = {service.name: free_port() for service in apps}, free_port()
        where, at = f"http://127.0.0.1:{door}", {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
        house = Apart(folder, where, ports, kafka, server)
        stack.callback(lambda: house.postgres.stop())
        issuer, login = issuer_at(where, folder)
        await stack.enter_async_context(serving(gateway(apps, at, demo_issuer_app(issuer, login), mailbox), door))
        await broker
        common = {**environment(folder, where, at, kafka), "PYTHONPATH": str(HOUSE)}
        for name, port in ports.items():
            own = {"MANTELBRUG_PORT": str(port), "MANTELBRUG_DATA": str(folder / name), "MANTELBRUG_DATABASE_URL": databases[name]}
            own |= {"MANTELBRUG_CLIENT_SECRET": f"demo-{name}", "MANTELBRUG_KAFKA_MEMBER": f"{name}-0"}
            house.processes[name] = Kept(("bench.product.house", "--rows-only", name), common | own)
        logins = {name: as_user(url, role_of(name)) for name, url in databases.items()}
        told = common | {"MANTELBRUG_DATA": str(folder / "relay"), "MANTELBRUG_DATABASE_URLS": json.dumps(logins)}
        house.processes["relay"] = Kept(("services", "relay"), told)
        for one in house.processes.values():
            stack.push_async_callback(one.stop)
            await one.start()
        await ready(at)
        yield house
