"""Erase a person, or again what was erased before a backup was put back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from services.commands.at_hand import at_hand
from services.commands.saying import failed, say

if TYPE_CHECKING:
    from pathlib import Path

    from kernel.service import Service


def erase(
    person: Annotated[UUID | None, typer.Argument(help="Id of the person", show_default=False)] = None,
    again: Annotated[bool, typer.Option("--again", help="Everyone erased before, after a backup was restored")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first")] = False,
) -> None:
    """Destroy a person's keys, so that nothing sealed about her can be read; every other service follows when the house runs.

    Examples: `mantelbrug erase 0199c2d4-...` · `mantelbrug erase --again`
    """
    if (person is None) != again:
        failed("noem een persoon, of gebruik --again")
        raise typer.Exit(2)
    if not yes and not again:
        typer.confirm("Dit kan niet ongedaan gemaakt worden. Doorgaan?", abort=True)
    count = asyncio.run(_erase(person))
    people = "persoon" if count == 1 else "personen"
    say(f"{count} {people} gewist. Het bewijs per dienst ziet de functionaris gegevensbescherming.")
    raise typer.Exit(0 if count or again else 1)


async def _everyone_again(intake: Service, list_file: Path) -> int:
    from rich.console import Console
    from rich.progress import Progress

    from services.intake.usecases import erasing

    with Progress(console=Console(stderr=True)) as progress:
        bar = progress.add_task("Opnieuw wissen", total=None)
        return await erasing.erase_again(intake, list_file=list_file, tell=lambda at, end: progress.update(bar, completed=at, total=end))


async def _erase(person: UUID | None) -> int:
    from kernel.refusals import NotFound
    from services.intake.settings import erased_file
    from services.intake.usecases import erasing

    async with at_hand("intake") as services:
        intake = services["intake"]
        list_file = erased_file(intake.settings)
        if person is None:
            return await _everyone_again(intake, list_file)
        try:
            await erasing.erase(intake, person, list_file=list_file)
        except NotFound:
            failed("deze persoon is hier niet bekend")
            return 0
        return 1
