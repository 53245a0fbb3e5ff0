"""The story over separate processes: each service by itself on a database of its own, a relay, and a real Apache Kafka.

`make story-kafka`. This process is the gateway before them, the demo issuer, and the mail server that takes what they send;
it ends with the story's exit code. Everything is on loopback, on free ports, in a temporary folder.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from time import monotonic

import asyncpg
import httpx
import uvicorn
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route, Router
from starlette.types import ASGIApp

from kernel import embedded, logs
from kernel.clock import Clock
from kernel.database import as_user
from kernel.demo_issuer import DemoIssuer, LoginQuestion, demo_issuer_app
from kernel.masterkeys import read_or_make_keys
from kernel.migrations import migrate, role_of
from kernel.service import Service
from kernel.testing.kafka import TestKafka, free_port
from services.console.pages.login import demo_login_page
from services.console.place import Issuer, Place
from services.house import identity
from services.house.wiring import wire
from services.notifications.dev_mailbox import DevMailbox, open_mailbox
from services.notifications.settings import post
from services.story.playing import play
from tools.routes import resources

PATIENCE = 90.0
PASSED_ON = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "host"})
"""What belongs to one connection only (RFC 9110, 7.6.1)."""


class Proxy:
    """One service, as the gateway sees it: whatever comes goes there."""

    def __init__(self, url: str) -> None:
        self.client = httpx.AsyncClient(base_url=url, timeout=30, follow_redirects=False)

    async def answer(self, request: Request) -> Response:
        headers = [(name, value) for name, value in request.headers.raw if name.decode() not in PASSED_ON]
        headers.append((b"host", request.headers["host"].encode()))
        where = httpx.URL(path=request.url.path, query=request.url.query.encode())
        try:
            got = await self.client.request(request.method, where, headers=headers, content=await request.body())
        except httpx.HTTPError:
            return JSONResponse({"title": "This service is away; the others go on.", "status": 503}, 503)
        answered = Response(got.content, got.status_code)
        answered.raw_headers = [(n, v) for n, v in got.headers.raw if n.lower().decode() not in PASSED_ON - {"content-length"}]
        return answered


def gateway(apps: Mapping[Service, FastAPI], at: Mapping[str, str], issuer: ASGIApp, mailbox: DevMailbox) -> ASGIApp:
    """Each path to the one whose it is, as `Together` does inside one process."""
    owners = {resource: service.name for service, app in apps.items() for resource in resources(app)}
    to = {name: Proxy(url) for name, url in at.items()}

    async def mails(_: Request) -> Response:
        return JSONResponse({"items": [mail.model_dump(mode="json", by_alias=True) for mail in mailbox.newest()]})

    async def pass_on(request: Request) -> Response:
        first, _, rest = request.url.path.lstrip("/").partition("/")
        name = owners.get(rest.partition("/")[0], "console") if first == "v1" else first if first in to else "console"
        return await to[name].answer(request)

    methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
    everything = Route("/{path:path}", pass_on, methods=methods)
    return Router([Mount(f"/{identity.PATH}", issuer), Route("/v1/dev-mailbox", mails), everything])


async def main() -> int:
    logs.configure("CRITICAL")
    async with AsyncExitStack() as stack:
        folder = within(stack.enter_context(tempfile.TemporaryDirectory(prefix="mantelbrug-apart-", ignore_cleanup_errors=True)))
        print("Kafka, Postgres en de diensten starten, elk voor zich ...", flush=True)
        kafka = TestKafka()
        stack.callback(kafka.stop)
        broker = asyncio.create_task(asyncio.to_thread(kafka.start))
        server = await asyncio.to_thread(embedded.start, folder / "postgres", settings={"max_connections": "300"})
        stack.push_async_callback(asyncio.to_thread, server.stop)
        apps = wire()
        databases = await databases_of(server, apps)
        read_or_make_keys(folder / "keys" / "master")
        mailbox = await stack.enter_async_context(open_mailbox(folder / "mail"))
        ports = {service.name: free_port() for service in apps}
        door = free_port()
        where = f"http://127.0.0.1:{door}"
        issuer, login = issuer_at(where, folder)
        at = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
        await stack.enter_async_context(serving(gateway(apps, at, demo_issuer_app(issuer, login), mailbox), door))
        await broker
        common = environment(folder, where, at, kafka)
        for name, port in ports.items():
            own = {"MANTELBRUG_PORT": str(port), "MANTELBRUG_DATA": str(folder / name), "MANTELBRUG_DATABASE_URL": databases[name]}
            own["MANTELBRUG_CLIENT_SECRET"] = f"demo-{name}"
            await stack.enter_async_context(process(["run", name], common | own, folder / f"{name}.log"))
        logins = {name: as_user(url, role_of(name)) for name, url in databases.items()}
        told = common | {"MANTELBRUG_DATA": str(folder / "relay"), "MANTELBRUG_DATABASE_URLS": json.dumps(logins)}
        await stack.enter_async_context(process(["relay"], told, folder / "relay.log"))
        try:
            await ready(at)
        except TimeoutError:
            show_logs(folder)
            raise
        print(f"{len(at)} diensten, een relay en een broker werken; hun deur is {where}", flush=True)
        code = await play(where)
        if code:
            show_logs(folder)
        return code


def within(folder: str) -> Path:
    """The database server may run as another user, and has to get in."""
    path = Path(folder)
    path.chmod(0o755)
    return path


def show_logs(folder: Path) -> None:
    for log in sorted(folder.glob("*.log")):
        print(f"--- {log.name}\n{log.read_text(errors='replace')[-2000:]}", file=sys.stderr)


async def databases_of(server: embedded.EmbeddedPostgres, apps: Mapping[Service, FastAPI]) -> dict[str, str]:
    """A database for each service, with its schema and its own login; the owner's addresses."""
    connection = await asyncpg.connect(server.dsn("postgres"), timeout=30)
    made: dict[str, str] = {}
    try:
        for service in apps:
            await connection.execute(f"create database {service.name}")
            made[service.name] = server.dsn(service.name)
    finally:
        await connection.close()
    for service in apps:
        await migrate(made[service.name], [service])
    return made


def issuer_at(where: str, folder: Path) -> tuple[DemoIssuer, Callable[[LoginQuestion], str]]:
    clock = Clock()
    issuer = identity.demo_issuer("gooi", where, folder / "keys", clock)
    return issuer, demo_login_page(Place("gooi", where, Issuer(issuer.url, demo=True)), clock)


def environment(folder: Path, where: str, at: Mapping[str, str], kafka: TestKafka) -> dict[str, str]:
    """What all of them are told alike."""
    mail = post().smtp
    return {name: value for name, value in os.environ.items() if not name.startswith("MANTELBRUG_")} | {
        "MANTELBRUG_KAFKA": kafka.address,
        "MANTELBRUG_PUBLIC_URL": where,
        "MANTELBRUG_URLS": json.dumps(at),
        "MANTELBRUG_ISSUERS": json.dumps([f"{where}/{identity.PATH}"]),
        "MANTELBRUG_TOKEN_URL": f"{where}/{identity.PATH}/token",
        "MANTELBRUG_MASTER_KEY_FILE": str(folder / "keys" / "master"),
        "MANTELBRUG_SMTP_HOST": str(mail.host),
        "MANTELBRUG_SMTP_PORT": str(mail.port),
        "MANTELBRUG_SMTP_SECURITY": "none",
        "MANTELBRUG_DEMO": "false",
        "MANTELBRUG_LOG_LEVEL": "warning",
    }


@asynccontextmanager
async def process(command: list[str], environment: Mapping[str, str], log: Path) -> AsyncIterator[None]:
    with log.open("ab") as file:
        started = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "services", *command, env=dict(environment), stdout=file, stderr=file, start_new_session=True
        )
    try:
        yield
    finally:
        if started.returncode is None:
            started.terminate()
            try:
                await asyncio.wait_for(started.wait(), 20)
            except TimeoutError:
                started.kill()
                await started.wait()


@asynccontextmanager
async def serving(app: ASGIApp, port: int) -> AsyncIterator[None]:
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="critical", access_log=False, lifespan="off"))
    task = asyncio.create_task(server.serve())
    try:
        yield
    finally:
        server.should_exit = True
        await task


async def ready(at: Mapping[str, str]) -> None:
    """Until each says at /readyz that it can work."""
    left, latest = dict(at), monotonic() + PATIENCE
    async with httpx.AsyncClient(timeout=5) as client:
        while left:
            for name, url in list(left.items()):
                with suppress(httpx.HTTPError):
                    if (await client.get(f"{url}/readyz")).status_code == 200:
                        del left[name]
            if monotonic() > latest:
                raise TimeoutError(f"niet klaar na {PATIENCE:.0f} s: {', '.join(left)}")
            await asyncio.sleep(0.2)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
