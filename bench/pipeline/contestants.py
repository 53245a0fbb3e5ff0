"""Who takes part: the house and the peers, each as the processes that one would start."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import asyncpg

from bench.parts import peers_python
from bench.pipeline.services import SERVICES
from bench.places import HOUSE, PEERS
from bench.server import HOST, Server
from kernel.migrations import migrate

TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True)
class Ready:
    """Commands to start, and where their rows can be counted."""

    database: str
    environment: Mapping[str, str]
    commands: tuple[tuple[str, ...], ...]
    taken: str
    done: str
    """The third service's rows."""
    folder: Path = PEERS
    hop: str = ""
    """Where there is one: the seconds of each signal from its planned arrival to the second service's row."""


@dataclass(frozen=True)
class Peer:
    """One of the peers' programs, run from its own folder with its own packages."""

    name: str
    roles: tuple[tuple[str, ...], ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    needs_broker: bool = False
    schema: tuple[str, ...] = ()
    accepts: str = "signal"
    """The table whose row is what was promised to the sender."""

    async def prepare(self, server: Server, broker: str, port: int) -> Ready:
        python = str(peers_python())
        await server.fresh("bench")
        connection = await server.connect("bench")
        try:
            await connection.execute((PEERS / "schema.sql").read_text())
        finally:
            await connection.close()
        environment = {
            **os.environ,
            **self.settings,
            "PGHOST": HOST,
            "PGPORT": str(server.port),
            "PGUSER": "postgres",
            "PGDATABASE": "bench",
            "KAFKA": broker,
            "PREFIX": f"p{uuid4().hex[:6]}",
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "HTTP_PORT": str(port),
        }
        if self.needs_broker:
            await run((python, "-c", TOPICS), environment)
        if self.schema:
            await run((python, *self.schema), environment)
        commands = tuple((python, *(part.replace("$PORT", str(port)) for part in role)) for role in self.roles)
        return Ready("bench", environment, commands, f"select count(*) from {self.accepts}", "reaction3")


TOPICS = """
import os
from confluent_kafka.admin import AdminClient, NewTopic
admin = AdminClient({'bootstrap.servers': os.environ['KAFKA']})
made = admin.create_topics([NewTopic(os.environ['PREFIX'] + t, 1, 1) for t in ('signals', 'reactions')])
for one in made.values(): one.result(30)
"""
DOOR = ("-m", "uvicorn", "--port", "$PORT", "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning")
RELAYS = (("c_faststream.py", "relay1"), ("c_faststream.py", "relay2"))


def on_kafka(name: str, program: str, **settings: str) -> Peer:
    roles = ((*DOOR, "c_ingest:app"), *RELAYS, (program, "svc2"), (program, "svc3"))
    return Peer(name, roles, settings, needs_broker=True)


@dataclass(frozen=True)
class House:
    """The kernel: all services in one process, or each in its own; then over the logs in Postgres, or over topics and a relay."""

    name: str = "mantelbrug"
    processes: tuple[str, ...] = ("first,second,third",)
    needs_broker: bool = False

    async def prepare(self, server: Server, broker: str, port: int) -> Ready:
        await server.fresh("house")
        await migrate(server.url("house"), SERVICES, folders={service.name: TABLES for service in SERVICES})
        environment = {**os.environ, "PIPELINE_URL": server.url("house"), "PYTHONPATH": str(HOUSE)}
        app = (sys.executable, "-m", "bench.pipeline.app")
        commands = tuple((*app, names, str(port if "first" in names else 0)) for names in self.processes)
        if self.needs_broker:
            environment |= {"PIPELINE_KAFKA": broker, "PIPELINE_NAMES": f"h{uuid4().hex[:6]}"}
            commands += ((sys.executable, "-m", "bench.pipeline.relay", "first", "second"),)
        return Ready("house", environment, commands, "select count(*) from first.signal", "third.reaction", HOUSE, HOP)


HOP = """
select extract(epoch from pg_xact_commit_timestamp(xmin))::float8 - (payload->>'t0')::float8 / 1e6
from second.reaction where (payload->>'t0')::float8 > $1 * 1e6
"""
Contestant = House | Peer
CONTESTANTS: dict[str, Contestant] = {
    one.name: one
    for one in (
        House(),
        House("mantelbrug-apart", ("first", "second", "third")),
        House("mantelbrug-kafka", ("first", "second", "third"), needs_broker=True),
        on_kafka("faststream", "c_faststream.py", FS_MODE="alo"),
        on_kafka("faststream-batch", "c_faststream.py", FS_MODE="batch"),
        on_kafka("faust-take", "c_faust.py", TAKE="100"),
        Peer(
            "procrastinate",
            ((*DOOR, "c_procrastinate:app"), ("c_procrastinate.py", "svc2"), ("c_procrastinate.py", "svc3")),
            schema=("c_procrastinate.py", "schema"),
        ),
        Peer(
            "dbos",
            (("c_dbos.py", "worker"), (*DOOR, "c_dbos:app")),
            {"DBOS_MODE": "queue"},
            schema=("c_dbos.py", "schema"),
            accepts="dbos.workflow_status",
        ),
        Peer("ingest", ((*DOOR, "c_ingest:app"),)),
        House("mantelbrug-ingest", ("first",)),
    )
}


async def run(command: tuple[str, ...], environment: Mapping[str, str]) -> None:
    import asyncio

    made = await asyncio.create_subprocess_exec(
        *command, env=environment, cwd=PEERS, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    words = (await made.communicate())[0]
    if made.returncode:
        raise RuntimeError(f"{command[-1]}: {words.decode()[-1000:]}")


async def count(connection: asyncpg.Connection, question: str) -> int:
    found = 0
    with suppress(asyncpg.UndefinedTableError):
        found = int(await connection.fetchval(question))
    return found
