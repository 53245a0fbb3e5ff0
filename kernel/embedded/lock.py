"""One start at a time on a folder; the file beside it belongs to the server's user and stays."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kernel.embedded.errors import AnotherIsStarting, NotWritable
from kernel.embedded.patience import Patience
from kernel.embedded.user import ServerUser, name_of, refused


def lock_of(data: Path) -> Path:
    return data.with_name(f"{data.name}.lock")


@contextmanager
def start_lock(data: Path, user: ServerUser, timeout: float) -> Iterator[int]:
    """By `flock`: it belongs to the opened file, so two threads of one process exclude each other too."""
    file = _open(data, user)
    try:
        patience = Patience(timeout)
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if patience.is_over:
                    raise AnotherIsStarting(data=data) from None
                patience.nap()
        yield file
    finally:
        os.close(file)


def _open(data: Path, user: ServerUser) -> int:
    path = lock_of(data)
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        try:
            # First without O_CREAT, which the kernel refuses on a file of somebody else in a shared folder.
            return os.open(path, flags)
        except FileNotFoundError:
            data.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(path, flags | os.O_CREAT, 0o600)
            user.owns(path)
            return file
    except PermissionError:
        if path.exists():
            raise refused(path, data, path) from None
        raise NotWritable(me=name_of(os.geteuid()), folder=data.parent) from None
