"""Look at events that could not take effect, try them again, or let them go."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from services.commands.at_hand import at_hand
from services.commands.saying import bare, failed, say

if TYPE_CHECKING:
    from kernel.listening.parking import Parked

app = typer.Typer(no_args_is_help=True, help="Gebeurtenissen die niet verwerkt konden worden.")
ServiceName = Annotated[str, typer.Argument(help="Service that parked it, such as referral")]
Log = Annotated[str, typer.Argument(help="Log it stands in, such as intake")]
Position = Annotated[int, typer.Argument(help="Its position in that log")]
ReaderName = Annotated[str, typer.Option(help="Reader, when it is not the main one")]


@app.command("list")
def show(as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, for scripts")] = False) -> None:
    """Show what is parked. Exit code 1 when there is something.

    Examples: `mantelbrug parked list` · `mantelbrug parked list --json | jq .type`
    """
    found = asyncio.run(_all())
    if as_json:
        for one in found:
            bare(json.dumps(asdict(one), default=str))
    elif found:
        from rich.console import Console
        from rich.table import Table

        table = Table("service", "reader", "log", "position", "type", "state", "error", "tries", "behind it", "since")
        for one in found:
            table.add_row(
                one.service,
                one.reader,
                one.log,
                str(one.position),
                one.type,
                one.state,
                one.error,
                str(one.attempts),
                str(one.behind),
                f"{one.since:%Y-%m-%d %H:%M}",
            )
        Console().print(table)
    else:
        say("Er staat niets vast.")
    raise typer.Exit(1 if found else 0)


@app.command()
def retry(service: ServiceName, log: Log, position: Position, reader: ReaderName = "main") -> None:
    """Try one again, and those behind it after it.

    Example: `mantelbrug parked retry referral intake 4711`
    """
    _do(service, log, position, reader, drop=False)
    say("De gebeurtenis wordt opnieuw verwerkt zodra het huis draait.")


@app.command()
def drop(
    service: ServiceName,
    log: Log,
    position: Position,
    reader: ReaderName = "main",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first")] = False,
) -> None:
    """Let one go for good; its effect never comes.

    Example: `mantelbrug parked drop referral intake 4711 --yes`
    """
    if not yes:
        typer.confirm("Deze gebeurtenis wordt nooit meer verwerkt. Doorgaan?", abort=True)
    _do(service, log, position, reader, drop=True)
    say("De gebeurtenis is losgelaten.")


async def _all() -> list[Parked]:
    from kernel.listening import parked

    async with at_hand() as services:
        found: list[Parked] = []
        for service in services.values():
            async with service.work() as work:
                found += await parked.of(work)
        return found


def _do(service: str, log: str, position: int, reader: str, *, drop: bool) -> None:
    from kernel.listening import parked
    from kernel.refusals import NotFound

    async def do() -> None:
        async with at_hand(service) as services:
            act = parked.drop if drop else parked.retry
            await act(services[service], reader=reader, log=log, position=position)

    try:
        asyncio.run(do())
    except NotFound as refused:
        failed(str(refused))
        raise typer.Exit(1) from None
