"""A house in a process of its own on a folder of its own, and the way into its database."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx

from bench.places import HOUSE, RESULTS
from kernel.clock import Clock
from kernel.demo_issuer import DemoClient, DemoIssuer
from kernel.embedded import EmbeddedPostgres, start
from kernel.security.signing import SigningKey
from services.house.keeping import DATABASE

REGION = "gooi"
SENDERS = 16
"""Each may send a hundred a second before it counts as a flood."""
ROWS_ONLY = ("-m", "bench.product.house", "--rows-only")
WHOLE = ("-m", "bench.product.house")


@dataclass
class Started:
    data: Path
    port: int
    process: asyncio.subprocess.Process
    seconds: float
    """From the start of the process to the first page."""
    postgres: EmbeddedPostgres

    @property
    def where(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def all(self) -> list[int]:
        return [self.process.pid, *self.database_pids]

    @property
    def own(self) -> list[int]:
        return [self.process.pid]

    @property
    def database_pids(self) -> list[int]:
        pid = self.postgres.pid
        return [pid] if pid else []

    async def connect(self) -> asyncpg.Connection:
        return await asyncpg.connect(self.postgres.dsn(DATABASE), timeout=10)

    def tokens(self, many: int = SENDERS) -> list[str]:
        """Of systems that may signal, signed with this house's own demo key."""
        clients = [DemoClient(f"bench-{number}", region=REGION, roles=("signaller",)) for number in range(many)]
        key = SigningKey.kept_in(self.data / "keys" / "demo-issuer.json")
        issuer = DemoIssuer.of(f"{self.where}/demo-issuer", (), clients, key=key, clock=Clock())
        return [issuer.token_of_client(client.id) for client in clients]

    async def stop(self) -> None:
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), 30)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


async def run(data: Path, port: int, command: tuple[str, ...] = WHOLE, *, examples: bool = False) -> Started:
    """Starts it and waits for its first page."""
    environment = {**os.environ, "MANTELBRUG_DATA": str(data), "MANTELBRUG_PORT": str(port), "MANTELBRUG_DEMO": str(examples).lower()}
    environment |= {"PYTHONPATH": str(HOUSE), "MANTELBRUG_LOG_LEVEL": "warning"}
    RESULTS.mkdir(parents=True, exist_ok=True)
    with (RESULTS / "house.log").open("ab") as log:
        began = time.monotonic()
        process = await asyncio.create_subprocess_exec(sys.executable, *command, env=environment, cwd=HOUSE, stdout=log, stderr=log)
    async with httpx.AsyncClient() as client:
        while True:
            if process.returncode is not None:
                raise RuntimeError(f"the house ended with {process.returncode}; see bench/results/house.log")
            with suppress(httpx.TransportError):
                if (await client.get(f"http://127.0.0.1:{port}/")).status_code == 200:
                    break
            if time.monotonic() - began > 120:
                raise RuntimeError("the house did not open")
            await asyncio.sleep(0.01)
    return Started(data, port, process, time.monotonic() - began, await asyncio.to_thread(start, data / "postgres"))


@asynccontextmanager
async def house(data: Path, port: int, command: tuple[str, ...] = WHOLE, *, examples: bool = False) -> AsyncIterator[Started]:
    started = await run(data, port, command, examples=examples)
    try:
        yield started
    finally:
        await started.stop()


def note_commit_times(data: Path) -> None:
    """Lets the house's own server remember when each row was committed, from its next start on."""
    with (data / "postgres/postgresql.auto.conf").open("a") as settings:
        settings.write("track_commit_timestamp = on\n")
