"""Brings every service's schema up to date: forward only, under one lock, and with the rights that belong to it."""

from __future__ import annotations

import contextlib
import importlib.util
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncpg
import structlog
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from kernel.killpoints import reached

if TYPE_CHECKING:
    from alembic.config import Config

    from kernel.service import Service

log = structlog.get_logger("kernel.migrations")
HERE = Path(__file__).parent
LOCK = 0x6D616E74656C
KERNEL_TABLES = frozenset(
    {
        "log",
        "cluster",
        "cursor",
        "relay",
        "parked",
        "deadline",
        "errand",
        "task",
        "access_log",
        "alias",
        "idempotency",
        "link",
        "link_code",
        "attempt_count",
        "sealing_key",
        "alembic_version",
    }
)
LEAP = 1_000_000
REVISION = re.compile(r'^revision(?:: str)? = "([^"]+)"$', re.MULTILINE)


def statements(file: str, **names: str) -> list[str]:
    """The statements of a file of ours, which are separated by blank lines."""
    sql = (HERE / "ddl" / file).read_text()
    for name, value in names.items():
        sql = sql.replace(f"${name}", value)
    return [part.strip().rstrip(";") for part in sql.split("\n\n") if part.strip()]


def kernel_tables(op: Any, service: str) -> None:
    """What the kernel keeps in a service's schema; called by its first migration. `op` is Alembic's."""
    kernel_step(op, service, "0001.sql")


def kernel_step(op: Any, service: str, file: str) -> None:
    """A later change of the kernel's tables (`ddl/0002.sql`); each service's own migration calls it when its turn comes."""
    for statement in statements(file, schema=service):
        op.execute(text(statement.replace(":", r"\:")))


def role_of(service: str) -> str:
    return f"mantelbrug_{service}"


def versions(service: str) -> Path:
    spec = importlib.util.find_spec(f"services.{service}")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(next(iter(spec.submodule_search_locations))) / "migrations" / "versions"


def config(service: str, folder: Path | None = None) -> Config:
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(HERE / "alembic"))
    made.set_main_option("version_locations", str(folder_of(service, folder)))
    made.set_main_option("path_separator", "newline")
    made.attributes["service"] = service
    return made


def head(service: str, folder: Path | None = None) -> str:
    """The revision that this code needs: what the last file makes, since migrations only go forward, in the order of their names.

    Read off the file: Alembic itself takes half a second to import, and a start that has nothing to migrate does not need it.
    """
    newest = max(folder_of(service, folder).glob("[0-9]*.py"), key=lambda file: file.name)
    found = REVISION.search(newest.read_text(encoding="utf-8"))
    assert found is not None
    return found[1]


def folder_of(service: str, folder: Path | None) -> Path:
    return folder or versions(service)


async def revision(connection: asyncpg.Connection, service: str) -> str | None:
    """The revision that the database is at."""
    there = await connection.fetchval("select to_regclass($1)", f'"{service}".alembic_version')
    return await connection.fetchval(f'select version_num from "{service}".alembic_version') if there else None


async def missing(url: str, service: str, folder: Path | None = None) -> str | None:
    """The revision that a service still lacks; none when its schema is up to date."""
    needed = head(service, folder)
    try:
        connection = await asyncpg.connect(url, timeout=10)
    except (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError):
        return needed  # not even its login or database
    try:
        return None if await revision(connection, service) == needed else needed
    except asyncpg.InsufficientPrivilegeError:
        return needed  # made, but its rights not given yet
    finally:
        await connection.close()


async def migrate(
    url: str,
    services: Iterable[Service],
    *,
    passwords: Mapping[str, str] | None = None,
    folders: Mapping[str, Path] | None = None,
    tell: Callable[[str, str], None] = lambda _service, _revision: None,
) -> None:
    """Creates logins and schemas, upgrades each service, grants rights, and lets positions leap in a restored cluster.

    `url` is the owner's login. Two processes at once: the second waits, then finds nothing to do. `tell` hears which service is
    being brought to which revision.
    """
    services = list(services)
    connection = await asyncpg.connect(url, timeout=30)
    try:
        await connection.execute("select pg_advisory_lock($1)", LOCK)
        await _logins(connection, [s.name for s in services], passwords or {})
        for service in services:
            folder = (folders or {}).get(service.name)
            if await revision(connection, service.name) != head(service.name, folder):
                tell(service.name, head(service.name, folder))
                await _upgrade(url, service.name, folder)
                log.info("schema.migrated", service=service.name, revision=head(service.name, folder))
            await _leap(connection, service.name)
        await _listening_rights(connection, services)
    finally:
        await connection.close()


async def _logins(connection: asyncpg.Connection, names: list[str], passwords: Mapping[str, str]) -> None:
    there = {row[0] for row in await connection.fetch("select rolname from pg_roles where rolname like 'mantelbrug\\_%'")}
    wanted = {"mantelbrug_log": "nologin"} | {role_of(name): "login noinherit" for name in names}
    for role, kind in wanted.items():
        if role not in there:
            # Roles are the cluster's: another database of it may be migrated at this moment.
            with contextlib.suppress(asyncpg.DuplicateObjectError, asyncpg.UniqueViolationError):
                await connection.execute(f"create role {role} {kind}")
    # Who made a role may administer it and no more, unless it is a superuser; logs are given to this one, and rights on them in its name.
    if not await connection.fetchval("select pg_has_role('mantelbrug_log', 'SET') and pg_has_role('mantelbrug_log', 'USAGE')"):
        await connection.execute("grant mantelbrug_log to current_user with inherit true, set true")
    for name in names:
        if name in passwords:
            quoted = await connection.fetchval("select quote_literal($1)", passwords[name])
            await connection.execute(f"alter role {role_of(name)} password {quoted}")
        await connection.execute(f'create schema if not exists "{name}"')


async def _upgrade(url: str, service: str, folder: Path | None) -> None:
    """The new schema and the rights on it in one transaction: whoever is killed here leaves nothing half open."""
    from alembic import command

    engine = create_async_engine("postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(url, timeout=30))

    def upgrade(connection: Connection) -> None:
        made = config(service, folder)
        made.attributes["connection"] = connection
        command.upgrade(made, "head")
        reached("schema-without-rights")
        for statement in statements("rights.sql", schema=service, role=role_of(service)):
            connection.execute(text(statement))

    async with engine.begin() as connection:
        await connection.run_sync(upgrade)
    await engine.dispose()


async def _leap(connection: asyncpg.Connection, service: str) -> None:
    """Positions are never used twice: in another cluster, or after a recovery to a point in time, numbering goes on far ahead."""
    # The timeline that is written now; that of the last checkpoint lags behind after a failover.
    now = await connection.fetchrow(
        "select system_identifier, ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int from pg_control_system()"
    )
    assert now is not None
    noted = await connection.fetchrow(f'select system_identifier, timeline from "{service}".cluster')
    if noted is not None and tuple(noted) == tuple(now):
        return
    async with connection.transaction():
        if noted is not None:
            highest = await connection.fetchval(
                f'select greatest((select coalesce(max(position), 0) from "{service}".log), "{service}".log_head(), '
                f'(select coalesce(max(position), 0) from "{service}".cursor where log = $1))',
                service,
            )
            await connection.execute("select setval($1, $2)", f"{service}.log_position_seq", highest + LEAP)
            log.warning("log.leapt", service=service, to=highest + LEAP)
        await connection.execute(f'delete from "{service}".cluster')
        await connection.execute(f'insert into "{service}".cluster (system_identifier, timeline) values ($1, $2)', *now)


async def _listening_rights(connection: asyncpg.Connection, services: list[Service]) -> None:
    """A service may follow the logs it listens to, and no others."""
    for service in services:
        for told_by in {log_name for _, log_name in service.readers} | set(service.tails):
            if await connection.fetchval("select to_regnamespace($1) is not null", f'"{told_by}"'):
                role = role_of(service.name)
                await connection.execute(f'grant usage on schema "{told_by}" to {role}')
                for function in ("log_after(bigint, integer)", "log_head()", "log_readable(bigint)"):
                    await connection.execute(f'grant execute on function "{told_by}".{function} to {role}')
