"""Run the house, or bring its database up to date."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kernel import logs
from services.commands.saying import bare, failed, say

if TYPE_CHECKING:
    from services.house.house import House

MISSING = 3
Names = Annotated[list[str] | None, typer.Argument(help="Services to run; none: the whole house", show_default=False)]


def run(services: Names = None) -> None:
    """Start the house and print where to look and as whom to log in. Ctrl-C stops it.

    Examples: `mantelbrug run` · `PORT=8010 mantelbrug run` · `MANTELBRUG_DATA=/srv/mb mantelbrug run`
    """
    import uvloop

    if not sys.stderr.isatty():
        logs.configure()  # a person at a terminal reads what goes wrong; a log collector reads everything
    raise typer.Exit(uvloop.run(_run(services or [])))


async def _run(names: list[str]) -> int:
    from kernel.collecting import settle
    from kernel.embedded import EmbeddedError
    from kernel.masterkeys import KeysOpenToOthers, KeysUnreadable
    from kernel.settings import HouseSettings
    from kernel.shared_clock import ClockUnreadable, NoDemo
    from services.house.house import House
    from services.house.keeping import AnotherHouse
    from services.house.serving import PortTaken
    from services.house.wiring import NAMES, NoSuchService

    ended = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, ended.set)
    try:
        async with House(HouseSettings(), names=names or NAMES) as house:
            _welcome(house) if not names else bare(f"{', '.join(names)} staat open op {house.where}; stoppen: Ctrl-C")
            settle()
            await ended.wait()
            bare("\nHet huis wordt netjes gesloten ...")
    except (AnotherHouse, PortTaken, NoSuchService, EmbeddedError, KeysOpenToOthers, KeysUnreadable, NoDemo, ClockUnreadable) as error:
        failed(str(error))
        return MISSING
    return 0


def _welcome(house: House) -> None:
    say(f"\n[bold]Mantelbrug staat open op {house.where}[/bold]\n")
    say(f"  {house.where}/            de voordeur: hulp vragen, of inloggen")
    say(f"  {house.where}/aanmelden   het formulier van één minuut")
    if house.demo is None:
        return
    say(f"  {house.where}/postvak     alle mails die het huis verstuurt\n")
    say("Inloggen kan als:")
    for person in house.demo.people.values():
        say(f"  {person.name:<28} {person.organisation_name:<38} {', '.join(person.roles)}")
    say("\nEen token voor een systeem: [bold]mantelbrug token gp[/bold]   Het hele verhaal: [bold]make story[/bold]   Stoppen: Ctrl-C\n")


def migrate() -> None:
    """Bring all schemas up to date, as the database's owner. Safe while a house runs.

    Example: `MANTELBRUG_DATABASE_URL=postgresql://owner@db/mantelbrug mantelbrug migrate`
    """
    asyncio.run(_migrate())
    say("Alle schema's zijn bij.")


async def _migrate() -> None:
    from kernel.migrations import migrate as bring_up_to_date
    from kernel.settings import HouseSettings
    from services.house import keeping
    from services.house.wiring import wire

    settings = HouseSettings()
    url, _ = await keeping.database_of(settings)
    await bring_up_to_date(
        url, wire(), passwords=keeping.passwords(settings), tell=lambda service, revision: say(f"{service}: bijwerken naar {revision} ...")
    )
