"""Processes that a test lets die at a named point: forked from one that has everything imported, so that each begins at once."""

from __future__ import annotations

import asyncio
import json
import os
import runpy
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TextIO, cast

from kernel import killpoints

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds that a child may live; one that was to die earlier and did not is seen by its exit code."""


class Nursery:
    """One child at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    async def run(self, program: Path, what: str, url: str, *, kill_at: str) -> int:
        """Runs an `async def what(url)` of this file in a process of its own, until it dies or ends; answers its exit code."""
        return await asyncio.to_thread(self._run, json.dumps([str(program), what, url, kill_at]))

    def _run(self, order: str) -> int:
        if self._process is None:
            command = (sys.executable, "-m", "kernel.testing.children")
            self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603  # ours
        give, take = cast(TextIO, self._process.stdin), cast(TextIO, self._process.stdout)
        give.write(order + "\n")
        give.flush()
        return int(take.readline())

    def close(self) -> None:
        if self._process is not None:
            self._process.communicate(timeout=PATIENCE)


async def _live(run: Callable[[str], Awaitable[None]], url: str) -> None:
    await asyncio.wait_for(run(url), PATIENCE)


def main() -> None:
    import kernel.testing.listening  # noqa: F401  # imported once, for all children

    for line in sys.stdin:
        program, what, url, kill_at = json.loads(line)
        child = os.fork()
        if child == 0:
            killpoints.arm(kill_at)
            asyncio.run(_live(runpy.run_path(program)[what], url))
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{code}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
