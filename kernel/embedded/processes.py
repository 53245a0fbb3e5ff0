"""Which PostgreSQL processes live in a folder, by their working directory: the only witness that a crash cannot make lie."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OWNER = "embedded.owner"  # a placeholder setting on the server's command line: the pid of the process that started it
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Process:
    pid: int
    parent: int
    words: tuple[str, ...]
    nested: bool  # in a container's pid namespace, where its numbers mean something else

    def setting(self, name: str) -> str | None:
        found = [word.partition("=")[2] for word in self.words if word.startswith(f"{name}=")]
        return found[-1] if found else None

    @property
    def is_orphan(self) -> bool:
        """Its owner died: it is stopping, or about to."""
        owner = self.setting(OWNER)
        return owner is not None and not self.nested and int(owner) != self.parent


def living_in(folder: Path) -> list[Process]:
    """A zombie has no working directory, so it does not count; neither does an unrelated process with a recorded pid."""
    try:
        home = folder.stat()
    except FileNotFoundError:
        return []
    with _eyes_of(home.st_uid, home.st_gid):
        return [found for entry in os.listdir("/proc") if entry.isdigit() and (found := _look(Path("/proc", entry), home, folder))]


def postmaster_of(living: list[Process]) -> Process | None:
    """The one that is nobody's child here; a child that lost it bears a title for a command line, or none while it ends."""
    pids = {process.pid for process in living}
    return next((one for one in living if one.parent not in pids and one.words[0] and not one.words[0].startswith("postgres: ")), None)


def _look(place: Path, home: os.stat_result, folder: Path) -> Process | None:
    try:
        if (place / "comm").read_text() != "postgres\n":
            return None
        words = tuple((place / "cmdline").read_bytes().decode(errors="replace").rstrip("\0").split("\0"))
        try:
            lives_here = os.path.samestat(os.stat(place / "cwd"), home)
        except PermissionError:
            lives_here = str(folder) in words
        if not lives_here:
            return None
        status = dict(line.split(":\t", 1) for line in (place / "status").read_text().splitlines() if ":\t" in line)
    except (FileNotFoundError, ProcessLookupError):
        return None
    return Process(int(place.name), int(status["PPid"]), words, nested=len(status.get("NSpid", "").split()) > 1)


@contextmanager
def _eyes_of(uid: int, gid: int) -> Iterator[None]:
    """Root in a container often lacks CAP_SYS_PTRACE and sees a working directory only as the process's own user.

    Changes this thread's file-system identity alone, and back.
    """
    if os.geteuid() != 0:
        yield
        return
    _libc.setfsgid(gid)
    _libc.setfsuid(uid)
    try:
        yield
    finally:
        _libc.setfsuid(0)
        _libc.setfsgid(0)
