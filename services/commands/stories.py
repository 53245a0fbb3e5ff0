"""Play the story."""

import asyncio
from typing import Annotated

import typer


def story(
    against: Annotated[str | None, typer.Option(help="Address of a running house; none: a house of its own", show_default=False)] = None,
    issuer: Annotated[str | None, typer.Option(help="Its Keycloak realm with the demo people", show_default=False)] = None,
    mail: Annotated[str | None, typer.Option(help="Its mail catcher (MailDev)", show_default=False)] = None,
) -> None:
    """Play the journey from signal to warm handover, line by line. Exit code 1 when a step fails.

    Examples: `mantelbrug story` · `mantelbrug story --against http://127.0.0.1:8000`
    """
    from services.story.playing import play, play_at_home

    raise typer.Exit(asyncio.run(play(against, issuer=issuer, mail=mail) if against else play_at_home()))
