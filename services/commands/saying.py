"""How the command speaks: plain lines to people, errors to stderr."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


@cache
def _to(stderr: bool) -> Console:
    """Imported when something is said: a single service says nothing, and has to be back soon after it ended."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def say(line: str = "") -> None:
    _to(stderr=False).print(line)


def failed(line: str) -> None:
    _to(stderr=True).print(f"[bold red]Dit ging niet:[/bold red] {line}")


def bare(line: str) -> None:
    """Without any markup, for a script to read."""
    sys.stdout.write(line + "\n")
