"""Play the story."""

import asyncio
from enum import StrEnum
from typing import Annotated

import typer


class Tales(StrEnum):
    JOURNEY = "journey"
    WAARDERING = "waardering"


def story(
    which: Annotated[Tales, typer.Argument(help="From signal to warm handover, or the yearly appreciation")] = Tales.JOURNEY,
    against: Annotated[str | None, typer.Option(help="Address of a running house; none: a house of its own", show_default=False)] = None,
    issuer: Annotated[str | None, typer.Option(help="Its Keycloak realm with the demo people", show_default=False)] = None,
    mail: Annotated[str | None, typer.Option(help="Its mail catcher (MailDev)", show_default=False)] = None,
) -> None:
    """Play the journey from signal to warm handover, or a year of waardering, line by line. Exit code 1 when a step fails.

    Examples: `mantelbrug story` · `mantelbrug story waardering` · `mantelbrug story --against http://127.0.0.1:8000`
    """
    from services.story.playing import Story
    from services.story.staging import play, play_at_home
    from services.story.waardering import Appreciation

    tale = Story if which is Tales.JOURNEY else Appreciation
    raise typer.Exit(asyncio.run(play(tale, against, issuer=issuer, mail=mail) if against else play_at_home(tale)))
