"""The `mantelbrug` command: runs the house and does what its keepers need now and then."""

import os
import sys
from io import TextIOWrapper

import typer

from kernel import logs
from services.commands import erasing, figures, keys, living, parking, regions, relaying, running, schemes, stories, tokens

app = typer.Typer(
    name="mantelbrug",
    help="Brengt een signaal over een mantelzorger van de zorg naar de juiste hulp, met een warme overdracht.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(running.run)
app.command("migrate")(running.migrate)
app.command("relay")(relaying.relay)
app.command("replay")(relaying.replay)
app.command("live")(living.live)
app.add_typer(parking.app, name="parked")
app.add_typer(figures.app, name="figures")
app.add_typer(keys.app, name="keys")
app.command("check-region")(regions.check_region)
app.add_typer(schemes.app, name="scheme")
app.command("story")(stories.story)
app.command("token")(tokens.token)
app.command("erase")(erasing.erase)


def main() -> None:
    """PORT is a short name for MANTELBRUG_PORT. What is said reaches a pipe at once; technical lines go to stderr."""
    if "PORT" in os.environ:
        os.environ.setdefault("MANTELBRUG_PORT", os.environ["PORT"])
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)
    # The command line of httpx, which we do not use, would load click and rich: time that a killed service lacks.
    sys.modules["httpx._main"] = None  # type: ignore[assignment]  # "it is not there", in the import system's own words
    logs.configure(os.environ.get("MANTELBRUG_LOG_LEVEL", "warning"))
    app()


if __name__ == "__main__":
    main()
