"""Print a token of a demo system or person."""

from typing import Annotated

import typer

from services.commands.saying import bare, failed, say

MISSING = 3


def token(who: Annotated[str, typer.Argument(help="A demo system (gp, hospital, ...) or person (fatima, ...)")] = "gp") -> None:
    """Print a token of 15 minutes; the last line is the token alone. Only for a house with the demo issuer.

    Example: `curl -H "Authorization: Bearer $(mantelbrug token gp | tail -1)" http://127.0.0.1:8000/v1/signals/...`
    """
    from kernel.clock import Clock
    from kernel.settings import HouseSettings
    from services.house.identity import CONSOLE, demo_issuer

    settings = HouseSettings()
    if settings.issuers:
        failed("dit huis heeft een eigen issuer; vraag het token daar")
        raise typer.Exit(MISSING)
    issuer = demo_issuer(settings.region, settings.where, settings.data / "keys", Clock())
    client = next((name for name in (who, f"demo-{who}") if name in issuer.clients), None)
    person = next((key for key in issuer.people if key == who or key.split("-")[0] == who), None)
    if client is None and person is None:
        failed(f"{who} is hier niet bekend; wel: {', '.join([*issuer.clients, *issuer.people])}")
        raise typer.Exit(MISSING)
    say(f"Token van {client or issuer.people[person or ''].name}, 15 minuten geldig op {settings.where}:")
    bare(issuer.token_of_client(client) if client else issuer.token_of_person(person or "", CONSOLE))
