"""Make the master keys, add a newer one, and move every person's key to it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from services.commands.at_hand import at_hand
from services.commands.saying import failed, say

app = typer.Typer(no_args_is_help=True, help="De hoofdsleutels: zonder deze gaat niets open dat verzegeld is.")
File = Annotated[Path | None, typer.Argument(help="The file; default the one of the settings", show_default=False)]
Names = Annotated[list[str] | None, typer.Argument(help="Services; none: all, whose logins must then be known here", show_default=False)]
MISSING = 3
NOBODY = UUID(int=0)
PERSONS = 'select person from "{schema}".sealing_key where person > $1 order by person limit 1000'


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
def rewrap(services: Names = None) -> None:
    """Move every person's key to the newest master key, beside a running house. Tells what is left per older version: nothing.

    Examples: `mantelbrug keys rewrap` · `kubectl exec mantelbrug-intake-0 -- mantelbrug keys rewrap intake`
    """
    for service, count in asyncio.run(_rewrap(services or [])).items():
        say(f"{service}: {count} sleutels verpakt met de nieuwste hoofdsleutel")


@app.command()
def check(services: Names = None) -> None:
    """Open every person's key with the master keys: says whether this file fits this database. Exit code 1 when it does not.

    Example: `mantelbrug keys check`
    """
    told = asyncio.run(_check(services or []))
    for service, (count, fits) in told.items():
        say(f"{service}: {count} sleutels {'gaan open' if fits else 'gaan NIET open met deze hoofdsleutels'}")
    raise typer.Exit(0 if all(fits for _, fits in told.values()) else 1)


async def _check(names: list[str]) -> dict[str, tuple[int, bool]]:
    from kernel.sealing import Broken

    found: dict[str, tuple[int, bool]] = {}
    async with at_hand(*names) as services:
        for name, service in services.items():
            count, fits, last = 0, True, NOBODY
            while fits:
                async with service.work() as work:
                    rows = await work.connection.fetch(PERSONS.format(schema=name), last)
                    persons = [row["person"] for row in rows]
                    if not persons:
                        break
                    try:
                        await service.seals.for_many(work, persons)
                    except Broken:
                        fits = False
                count, last = count + len(persons), persons[-1]
            found[name] = (count, fits)
    return found


async def _rewrap(names: list[str]) -> dict[str, int]:
    moved: dict[str, int] = {}
    async with at_hand(*names) as services:
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
