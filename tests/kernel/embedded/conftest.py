"""A folder for a cluster that the server's user can reach, and ways to be somebody else for a moment."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import asyncpg
import pytest

from kernel.embedded import EmbeddedPostgres
from kernel.embedded.processes import living_in

PROJECT = Path(__file__).parents[3]
_HOUSE = """
import sys, time
from pathlib import Path
from kernel.embedded import start
server = start(Path(sys.argv[1]))
print("pid", server.pid, flush=True)
time.sleep(600)
"""


class Houses:
    """Houses in processes of their own, each with the server of a folder."""

    def __init__(self) -> None:
        self._opened: list[subprocess.Popen[str]] = []

    def open(self, data: Path) -> subprocess.Popen[str]:
        house = subprocess.Popen([sys.executable, "-c", _HOUSE, str(data)], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
        self._opened.append(house)
        return house

    def server_pid(self, house: subprocess.Popen[str]) -> int:
        assert house.stdout is not None
        return next(int(line.split()[1]) for line in iter(house.stdout.readline, "") if line.startswith("pid "))

    def close(self) -> None:
        for house in self._opened:
            house.kill()
            house.communicate()


@pytest.fixture
def houses() -> Iterator[Houses]:
    opened = Houses()
    yield opened
    opened.close()


@pytest.fixture
def home() -> Iterator[Path]:
    """Open to everybody, as /var/lib is; pytest's own temporary folder is closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="embedded-"))
    folder.chmod(0o755)
    yield folder
    for cluster in folder.rglob("PG_VERSION"):
        with suppress(FileNotFoundError):
            if living_in(cluster.parent):
                EmbeddedPostgres(cluster.parent, cluster.parent).stop("immediate")
    shutil.rmtree(folder)


@pytest.fixture
def data(home: Path) -> Path:
    return home / "postgres"


@pytest.fixture
def server_uid() -> int:
    """Whom the server of a new folder runs as."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else os.geteuid()


@pytest.fixture
def as_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("NOT TESTED HERE: only root can become another user, and these tests do not run as root.")


Ask = Callable[..., object]


@pytest.fixture
def ask() -> Ask:
    async def one(server: EmbeddedPostgres, question: str) -> object:
        line = await asyncpg.connect(server.dsn("postgres"))
        try:
            return await line.fetchval(question)
        finally:
            await line.close()

    return one


@pytest.fixture
def soon() -> Callable[[Callable[[], object]], bool]:
    def becomes_true(question: Callable[[], object]) -> bool:
        until = time.monotonic() + 15
        while time.monotonic() < until:
            if question():
                return True
            time.sleep(0.02)
        return False

    return becomes_true


@pytest.fixture
def elsewhere() -> Callable[[Callable[[], object]], str]:
    """What an act says in a forked process, so that it can give up rights that this one keeps."""

    def said(act: Callable[[], object]) -> str:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                words = str(act())
            except BaseException as error:  # the parent judges it
                words = f"{type(error).__name__}: {error}"
            os.write(writing, words.encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as answer:
            words = answer.read()
        os.waitpid(child, 0)
        return words

    return said
