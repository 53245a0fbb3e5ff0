"""Tells the story with times, and keeps count of what was not as it should be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar

import anyio
from rich.console import Console

T = TypeVar("T")


class StoryStopped(Exception):
    """A step did not go as it should; the message says what came instead."""


class Telling:
    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, soft_wrap=True)
        self._began = self._step_began = monotonic()
        self.not_played: list[str] = []

    def chapter(self, title: str) -> None:
        self._console.print(f"\n[bold]{title}[/bold]")
        self._step_began = monotonic()

    def line(self, text: str) -> None:
        """With the milliseconds since the line before."""
        now = monotonic()
        self._console.print(f"  [green]✓[/green] {text} [dim]{(now - self._step_began) * 1000:.0f} ms[/dim]")
        self._step_began = now

    def skipped(self, text: str) -> None:
        self.not_played.append(text)
        self._console.print(f"  [yellow]niet gespeeld[/yellow] {text} (de klok van dit huis kan niet verzet worden)")

    def end(self) -> None:
        played = "" if not self.not_played else f", {len(self.not_played)} stappen niet gespeeld"
        self._console.print(f"\n[bold green]Het verhaal klopt[/bold green] ({monotonic() - self._began:.1f} s{played}).")

    def stopped(self, error: Exception) -> None:
        self._console.print(f"\n  [bold red]✗ {error}[/bold red]")


def check(true: object, otherwise: str) -> None:
    if not true:
        raise StoryStopped(otherwise)


async def until(ask: Callable[[], Awaitable[T | None]], what: str, seconds: float = 10.0) -> T:
    """The house works in the background; waits until the answer is there."""
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        found = await ask()
        if found:
            return found
        await anyio.sleep(0.03)
    raise StoryStopped(f"{seconds:.0f} seconden gewacht op: {what}")
