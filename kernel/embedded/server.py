"""Starts, joins and stops the server of a folder."""

import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal
from urllib.parse import quote, urlencode

import structlog

from kernel.embedded import cluster
from kernel.embedded.answering import Answer, ask
from kernel.embedded.binaries import binary
from kernel.embedded.errors import ForeignServer, NoAnswer, NotLinux, WouldNotStart, WouldNotStop
from kernel.embedded.launch import Launch
from kernel.embedded.lock import lock_of, start_lock
from kernel.embedded.patience import Patience
from kernel.embedded.processes import OWNER, Process, living_in, postmaster_of
from kernel.embedded.settings import DEFAULTS, flags
from kernel.embedded.user import must_look_past, server_user

log = structlog.get_logger(__name__)

_ENDS = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}
_PORT = 5432
_NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class EmbeddedPostgres:
    """A server on a folder, ours or one that we joined. It ends with the process that started it."""

    data: Path
    socket_dir: Path
    port: int = _PORT

    def dsn(self, database: str = "mantelbrug", user: str = "postgres") -> str:
        place = urlencode({"host": str(self.socket_dir), "port": self.port}, safe="/")
        return f"postgresql://{quote(user, safe='')}@/{quote(database, safe='')}?{place}"

    @property
    def pid(self) -> int | None:
        master = postmaster_of(living_in(self.data))
        return master.pid if master else None

    def stop(self, mode: Literal["smart", "fast", "immediate"] = "fast", *, timeout: float = 60.0) -> None:
        """Fast ends every session and writes all to disk; smart waits for the sessions; immediate leaves a recovery."""
        patience = Patience(timeout)
        while living := living_in(self.data):
            if patience.is_over:
                raise WouldNotStop(data=self.data, seconds=timeout, pids=", ".join(str(one.pid) for one in living))
            _end(living, _ENDS[mode])
            patience.nap()
        log.info("embedded.stopped", data=str(self.data))


def start(data: Path, *, settings: Mapping[str, str] = _NO_SETTINGS, timeout: float = 60.0) -> EmbeddedPostgres:
    """Makes a cluster where the folder is empty, and starts a server or joins the one that runs.

    `timeout` is for silence: a server that says it is recovering is waited for as long as it says so. `settings` go over
    the defaults and count only for a server that is started here. Databases and roles are the caller's.
    """
    if sys.platform != "linux":
        raise NotLinux()
    data = data.expanduser().resolve()
    user = server_user(data, lock_of(data))
    with start_lock(data, user, timeout) as lock:
        joined = _join(data, timeout)
        if joined:
            return joined
        sockets = cluster.socket_dir(data, user, _PORT)
        launch = Launch(user, must_look_past(user, binary("postgres"), (data, sockets)))
        if cluster.is_new(data):
            cluster.make(data, launch, lock=lock)
        cluster.clear_stale(data, sockets, _PORT)
        return _serve(EmbeddedPostgres(data, sockets), launch, settings, timeout)


def _join(data: Path, timeout: float) -> EmbeddedPostgres | None:
    """None once nobody lives here. What is ending is waited for: two servers on one folder destroy it."""
    patience = Patience(timeout)
    while living := living_in(data):
        master = postmaster_of(living)
        if master is None or master.is_orphan:
            # The first second is theirs; a session that computes without pause never sees that its postmaster died.
            if patience.waited > 1:
                _end(living, signal.SIGINT)
        else:
            found = _address(data, master)
            answer = ask(found.socket_dir, found.port)
            if answer is Answer.READY:
                log.info("embedded.joined", data=str(data), pid=master.pid)
                return found
            _wait_along(answer, patience, data)
        if patience.is_over:
            raise NoAnswer(data=data, pid=living[0].pid, seconds=timeout, log=cluster.last_words(data))
        patience.nap()
    return None


def _serve(ours: EmbeddedPostgres, launch: Launch, settings: Mapping[str, str], timeout: float) -> EmbeddedPostgres:
    place = {"port": str(ours.port), "unix_socket_directories": str(ours.socket_dir), OWNER: str(os.getpid())}
    command = [str(binary("postgres")), "-D", str(ours.data), *flags({**DEFAULTS, **settings, **place})]
    server = launch.keep(command, words=ours.data / "start.log")
    patience = Patience(timeout)
    while (answer := ask(ours.socket_dir, ours.port)) is not Answer.READY:
        if server.returncode is not None:
            raise WouldNotStart(data=ours.data, log=cluster.last_words(ours.data))
        _wait_along(answer, patience, ours.data)
        if patience.is_over:
            server.send_signal(signal.SIGQUIT)
            raise NoAnswer(data=ours.data, pid=server.pid, seconds=timeout, log=cluster.last_words(ours.data))
        patience.nap()
    log.info("embedded.started", data=str(ours.data), pid=server.pid, seconds=round(patience.waited, 2))
    return ours


def _wait_along(answer: Answer, patience: Patience, data: Path) -> None:
    if answer is Answer.RECOVERING:
        patience.renew()
        if patience.is_time_to_tell:
            log.warning("embedded.recovering", data=str(data), seconds=round(patience.waited))


def _address(data: Path, master: Process) -> EmbeddedPostgres:
    sockets, port = master.setting("unix_socket_directories"), master.setting("port")
    if sockets is None or port is None:
        raise ForeignServer(data=data, pid=master.pid)
    return EmbeddedPostgres(data, Path(sockets), int(port))


def _end(living: list[Process], how: signal.Signals) -> None:
    """Through the postmaster, or one by one when that is dead."""
    master = postmaster_of(living)
    for one in [master] if master else living:
        try:
            os.kill(one.pid, how if master else signal.SIGQUIT)
        except ProcessLookupError:
            continue
