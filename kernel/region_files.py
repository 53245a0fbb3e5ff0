"""Finds and reads a region's data files, in a checkout and in an installation alike."""

import json
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import cast

from pydantic import JsonValue

from kernel.yaml_lines import PlainLoader

BESIDE_THE_CODE = Path(__file__).resolve().parent.parent / "deploy" / "regions"
NAME = re.compile(r"^[a-z][a-z-]{1,30}$")


class NoSuchRegion(LookupError):
    """There is no folder with this region's data."""


def regions_folder() -> Path:
    """`MANTELBRUG_REGIONS` when it is set, else the folder that comes with the code."""
    return Path(os.environ.get("MANTELBRUG_REGIONS") or BESIDE_THE_CODE)


def regions() -> tuple[str, ...]:
    """The names of all regions whose data is here."""
    folder = regions_folder()
    return tuple(sorted(p.parent.name for p in folder.glob("*/region.yml") if NAME.match(p.parent.name)))


def region_folder(region: str) -> Path:
    folder = regions_folder() / region
    if not NAME.match(region) or not folder.is_dir():
        raise NoSuchRegion(f"{NoSuchRegion.__doc__} {region!r} in {regions_folder()}")
    return folder


def read_region(region: str, name: str) -> JsonValue:
    """A region's file as plain data, for example `read_region("gooi", "region.yml")`; read once, and again when it changed.

    Days come as text (2026-12-24), so that what is read is what JSON could hold; the reader's own model checks it.
    """
    path = region_folder(region) / name
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> JsonValue:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return cast(JsonValue, json.loads(text))
    return cast(JsonValue, PlainLoader(text).get_single_data())
