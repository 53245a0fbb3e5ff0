"""How the command speaks: plain lines to people, errors to stderr."""

import sys

from rich.console import Console

_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)


def say(line: str = "") -> None:
    _out.print(line)


def failed(line: str) -> None:
    _err.print(f"[bold red]Dit ging niet:[/bold red] {line}")


def bare(line: str) -> None:
    """Without any markup, for a script to read."""
    sys.stdout.write(line + "\n")
