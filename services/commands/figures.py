"""Count the figures again from the logs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from services.commands.at_hand import at_hand
from services.commands.saying import failed, say

if TYPE_CHECKING:
    from collections.abc import Callable

app = typer.Typer(no_args_is_help=True, help="De cijfers.")


@app.command()
def rebuild(yes: Annotated[bool, typer.Option("--yes", help="Do not ask first")] = False) -> None:
    """Forget every figure and count all events again, as far as they were counted.

    Safe while a house runs: pages show the old figures until the new ones are there, and what happens meanwhile is counted after it.

    Examples: `mantelbrug figures rebuild` · `mantelbrug figures rebuild --yes`
    """
    if not yes:
        typer.confirm("Alle cijfers worden opnieuw geteld. Doorgaan?", abort=True)
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    from kernel.refusals import NotYet

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bars: dict[str, TaskID] = {}

        def tell(log: str, at: int, end: int) -> None:
            if log not in bars:
                bars[log] = progress.add_task(log, total=end)
            progress.update(bars[log], completed=at)

        try:
            counted = asyncio.run(_rebuild(tell))
        except NotYet as refused:
            failed(f"de logboeken passen niet bij elkaar: {refused}. Er is niets veranderd.")
            raise typer.Exit(1) from None
    say(f"{counted} gebeurtenissen opnieuw geteld.")


async def _rebuild(tell: Callable[[str, int, int], None]) -> int:
    from services.monitor import usecases

    async with at_hand("monitor") as services:
        monitor = services["monitor"]
        async with monitor.work() as work:
            return await usecases.rebuild(work, monitor, tell=tell)
