"""Check a region's files."""

from pathlib import Path
from typing import Annotated

import typer

from services.commands.saying import bare, failed, say

MISSING = 3


def check_region(
    region: Annotated[str, typer.Argument(help="Name of a region, or the folder of one")] = "gooi",
) -> None:
    """Say everything that is wrong with a region's files, line by line. Exit code 1 when something is.

    Examples: `mantelbrug check-region gooi` · `mantelbrug check-region deploy/regions/gooi`
    """
    from kernel.region_files import NoSuchRegion, region_folder
    from services.console.theme import problems_of_region
    from services.directory.region import check

    try:
        folder = Path(region) if Path(region).is_dir() else region_folder(region)
    except NoSuchRegion as error:
        failed(str(error))
        raise typer.Exit(MISSING) from None
    problems = [str(problem) for problem in check(folder)] + problems_of_region(folder)
    for problem in problems:
        bare(problem)
    say(f"{len(problems)} fouten in {folder.name}." if problems else f"De regio {folder.name} klopt.")
    raise typer.Exit(1 if problems else 0)
