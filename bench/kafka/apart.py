"""The whole house as separate processes over a real broker, each of which can be killed.

No mail leaves: its message's row is written. All of this and its load stand on one machine, which mail at this rate would fill.
"""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg

from bench.product.started import SENDERS
from kernel import embedded
from kernel.demo_issuer import DemoClient, DemoIssuer
from kernel.security.signing import SigningKey
from kernel.testing.kafka import TestKafka
from services.house import identity
from tools import apart, story_kafka

SETTINGS = {"max_connections": "300", "track_commit_timestamp": "on", "shared_buffers": "256MB"}


class House(apart.Apart):
    kafka: TestKafka
    postgres: embedded.EmbeddedPostgres

    def module(self, name: str) -> list[str]:
        return super().module(name) if name == apart.RELAY else ["bench.product.house", "--rows-only", name]

    @property
    def processes(self) -> list[str]:
        return [*self.at, apart.RELAY]

    def tokens(self) -> list[str]:
        """Of systems that may signal, signed with this house's own demo key."""
        clients = [DemoClient(f"bench-{number}", region="gooi", roles=("signaller",)) for number in range(SENDERS)]
        key = SigningKey.kept_in(self.folder / "keys" / "demo-issuer.json")
        issuer = DemoIssuer.of(f"{self.where}/{identity.PATH}", (), clients, key=key, clock=self.clock)
        return [issuer.token_of_client(client.id) for client in clients]

    async def connect(self, service: str) -> asyncpg.Connection:
        return await asyncpg.connect(self.databases[service], timeout=10)

    async def kill(self, name: str) -> None:
        """kill -9, and started again at once."""
        if name == "kafka":
            await asyncio.to_thread(self.kafka.kill)
            await asyncio.to_thread(self.kafka.start)
        elif name == "postgres":
            await asyncio.to_thread(self._kill_postgres)
        else:
            await self.stop(name, how=signal.SIGKILL)
            await self.start(name)

    def _kill_postgres(self) -> None:
        killed = self.postgres.pid
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        while self.postgres.pid == killed:
            time.sleep(0.01)
        self.postgres = embedded.start(self.folder / "postgres", settings=SETTINGS)


@asynccontextmanager
async def house() -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        folder = story_kafka.within(stack.enter_context(tempfile.TemporaryDirectory(prefix="mb-apart-", ignore_cleanup_errors=True)))
        kafka = TestKafka()
        stack.callback(kafka.stop)
        broker = asyncio.create_task(asyncio.to_thread(kafka.start))
        server = await asyncio.to_thread(embedded.start, folder / "postgres", settings=SETTINGS)
        await broker
        made = House(folder, server.dsn, kafka.broker("mantelbrug"))
        made.kafka, made.postgres = kafka, server
        stack.push_async_callback(asyncio.to_thread, lambda: made.postgres.stop())
        yield await stack.enter_async_context(made)
