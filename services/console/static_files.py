"""The built assets under their hashed names, so that a browser may keep each of them for ever."""

import json
import os
import re
from functools import lru_cache
from os import PathLike
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"
HASHED = re.compile(r"\.[0-9a-f]{8,}\.\w+$")
FOR_EVER = "public, max-age=31536000, immutable"


class NotBuilt(RuntimeError):
    """The page assets are not built: run `make assets`."""


def static(name: str) -> str:
    """`mantelbrug.css` -> `/static/mantelbrug.<hash>.css`."""
    manifest = FOLDER / "manifest.json"
    try:
        return "/static/" + _names(manifest, manifest.stat().st_mtime_ns)[name]
    except (FileNotFoundError, KeyError) as error:
        raise NotBuilt(f"{NotBuilt.__doc__} ({name})") from error


@lru_cache(maxsize=4)
def _names(manifest: Path, _changed: int) -> dict[str, str]:
    names: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))
    return names


class Kept(StaticFiles):
    """Files whose name holds their hash never change."""

    def file_response(self, full_path: PathLike[str] | str, stat_result: os.stat_result, scope: Scope, status_code: int = 200) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = FOR_EVER if HASHED.search(str(full_path)) else "no-cache"
        return response
