"""Starts a folder's server again when it ends under its house: killed, out of memory, or gone with the command that began it."""

import os
import select
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Thread
from time import monotonic

import structlog

from kernel.embedded.errors import EmbeddedError
from kernel.embedded.server import EmbeddedPostgres, start

log = structlog.get_logger(__name__)
PAUSES = (0.0, 1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds before each next start of a server that does not last; the last one stays."""
STEADY = 60.0
"""Seconds after which an end is a new accident, and no more of the same."""


class Keeper:
    """From `begin` to `end` the folder has a server, ours or one that we joined."""

    def __init__(self, server: EmbeddedPostgres, *, pauses: Sequence[float] = PAUSES) -> None:
        self.server, self._pauses = server, pauses
        self._over = os.eventfd(0)
        self._thread = Thread(target=self._keep, name="postgres-watch", daemon=True)

    def begin(self) -> "Keeper":
        self._thread.start()
        return self

    def end(self) -> None:
        """Waits for a start that is under way, so that the server that is stopped is the last one."""
        os.eventfd_write(self._over, 1)
        self._thread.join()
        os.close(self._over)
        self.server.stop()

    def _keep(self) -> None:
        accidents, since = 0, monotonic()
        while not self._is_over_before(pid := self.server.pid):
            if monotonic() - since > STEADY:
                accidents = 0
            pause = self._pauses[min(accidents, len(self._pauses) - 1)]
            accidents += 1
            log.error("embedded.died", pid=pid, attempt=accidents, seconds=pause)
            if self._is_over_within(pause):
                return
            try:
                start(self.server.data)
            except (EmbeddedError, OSError) as error:
                log.error("embedded.not-started", error=type(error).__name__, attempt=accidents)
            since = monotonic()

    def _is_over_before(self, pid: int | None) -> bool:
        """Waits without looking: the operating system says when the server has ended."""
        with _end_of(pid) as ended:
            if ended is None:
                return self._is_over_within(0)
            watch = select.poll()
            watch.register(self._over, select.POLLIN)
            watch.register(ended, select.POLLIN)
            return any(file == self._over for file, _ in watch.poll())

    def _is_over_within(self, seconds: float) -> bool:
        watch = select.poll()
        watch.register(self._over, select.POLLIN)
        return bool(watch.poll(seconds * 1000))


@contextmanager
def _end_of(pid: int | None) -> Iterator[int | None]:
    """A file that can be read once this process has ended; none when it is gone already."""
    try:
        file = os.pidfd_open(pid) if pid is not None else None
    except ProcessLookupError:
        file = None
    try:
        yield file
    finally:
        if file is not None:
            os.close(file)
