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
    from services.directory.region import check
    from services.waardering import house_style, schemes

    try:
        folder = Path(region) if Path(region).is_dir() else region_folder(region)
    except NoSuchRegion as error:
        failed(str(error))
        raise typer.Exit(MISSING) from None
    found = (*check(folder), *schemes.check_region(folder), *house_style.check_region(folder))
    problems = [*map(str, found), *_theme_problems(folder)]
    for problem in problems:
        bare(problem)
    say(f"{len(problems)} fouten in {folder.name}." if problems else f"De regio {folder.name} klopt.")
    raise typer.Exit(1 if problems else 0)


def _theme_problems(folder: Path) -> list[str]:
    """Whether people can read the region in its own colours."""
    import yaml

    from services.console import theme

    file = folder / "region.yml"
    about = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else None
    name = str(about.get("theme", "")) if isinstance(about, dict) else ""
    tones = theme.tones_in(_stylesheet(Path(theme.__file__).parent), name)
    return [f"region.yml: thema {name}: {problem}" for problem in theme.problems(tones)]


def _stylesheet(console: Path) -> str:
    """The themes as written, or, in an installation, as built."""
    written = console / "assets" / "themes.css"
    if written.is_file():
        return written.read_text(encoding="utf-8")
    return next((built.read_text(encoding="utf-8") for built in (console / "static").glob("mantelbrug.*.css")), "")
