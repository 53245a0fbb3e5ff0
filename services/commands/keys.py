"""Make the master keys, add a newer one, and move every person's key to it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from services.commands.at_hand import at_hand
from services.commands.saying import failed, say

app = typer.Typer(no_args_is_help=True, help="De hoofdsleutels: zonder deze gaat niets open dat verzegeld is.")
File = Annotated[Path | None, typer.Argument(help="The file; default the one of the settings", show_default=False)]
MISSING = 3


@app.command()
def make(file: File = None) -> None:
    """Make a file of master keys, mode 0600, when there is none; an existing one is never touched.

    Example: `mantelbrug keys make /srv/keys/master`
    """
    from kernel.masterkeys import read_or_make_keys

    path = _file(file)
    there = path.exists()
    keys = read_or_make_keys(path)
    say(f"{path} {'stond er al' if there else 'is gemaakt'}: versie {keys.newest}. Bewaar een kopie op een andere plek dan de back-up.")


@app.command()
def add(file: File = None) -> None:
    """Add a newer master key. Restart the services with it, then `mantelbrug keys rewrap`.

    Example: `mantelbrug keys add /srv/keys/master`
    """
    from kernel.masterkeys import add_version

    path = _file(file)
    if not path.exists():
        failed(f"{path} is er niet; maak het met `mantelbrug keys make`")
        raise typer.Exit(MISSING)
    keys = add_version(path)
    say(f"Versie {keys.newest} staat in {path}. Kopieer het bestand, herstart de diensten, en dan: mantelbrug keys rewrap")


@app.command()
def rewrap() -> None:
    """Move every person's key to the newest master key, beside a running house. Tells what is left per older version: nothing.

    Example: `mantelbrug keys rewrap`
    """
    for service, count in asyncio.run(_rewrap()).items():
        say(f"{service}: {count} sleutels verpakt met de nieuwste hoofdsleutel")


async def _rewrap() -> dict[str, int]:
    moved: dict[str, int] = {}
    async with at_hand() as services:
        for name, service in services.items():
            moved[name] = 0
            more = 1
            while more:
                async with service.work() as work:
                    more = await service.seals.rewrap(work)
                moved[name] += more
    return moved


def _file(given: Path | None) -> Path:
    from kernel.settings import HouseSettings

    settings = HouseSettings()
    return given or settings.master_key_file or settings.data / "keys" / "master"
