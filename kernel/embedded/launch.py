"""Starts a program of PostgreSQL that ends with this process, whatever ends this process."""

import os
import signal
import subprocess
import sys
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from kernel.embedded.user import ServerUser

_LAUNCHER = Path(__file__).with_name("launcher.py")
# Not ours: it holds secrets of the house, and PG* variables that would steer the server. English, since we read its answers.
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}


@dataclass(frozen=True)
class Launch:
    user: ServerUser
    look_past: bool

    def run(self, command: list[str], *, lock: int) -> subprocess.CompletedProcess[str]:
        """To its end. The lock goes along, so that it stays taken while a program lives whose starter was killed."""
        return subprocess.run(
            self._line(signal.SIGTERM, "-", command),
            cwd="/",
            env=_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            pass_fds=(lock,),
            check=False,
        )

    def keep(self, command: list[str], *, words: Path) -> subprocess.Popen[bytes]:
        """Started and reaped by a thread that lives as long as the server does.

        The kernel's signal at the parent's death comes when the *thread* that forked ends; and a postmaster that was
        killed must not stay a zombie, which its lock file would take for a living server.
        """
        line = self._line(signal.SIGINT, str(words), command)
        born: Future[subprocess.Popen[bytes]] = Future()

        def live() -> None:
            try:
                # A session of its own: Ctrl-C is for the house, which still needs the database while it closes.
                server = subprocess.Popen(line, cwd="/", env=_ENVIRONMENT, stdin=subprocess.DEVNULL, start_new_session=True)
            except OSError as error:
                born.set_exception(error)
                return
            born.set_result(server)
            server.wait()

        Thread(target=live, name="postgres-keeper", daemon=True).start()
        return born.result()

    def _line(self, end: signal.Signals, words: str, command: list[str]) -> list[str]:
        who = (os.getpid(), int(end), self.user.uid, self.user.gid, int(self.look_past))
        return [sys.executable, "-I", "-S", str(_LAUNCHER), *map(str, who), words, *command]
