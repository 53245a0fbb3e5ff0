"""From file to scheme, with everything that is wrong told at once."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from kernel import yaml_lines
from kernel.region_files import region_folder
from services.waardering.domain import Overlap, Scheme, Schemes
from services.waardering.schemes.wording import said

T = TypeVar("T", bound=BaseModel)
FOLDER = "waardering"
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, and where."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class WrongScheme(ValueError):
    """A scheme's file is wrong; the problems say where and what would be right."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def check(path: Path, model: type[T], *, name: str | None = None) -> tuple[T | None, list[Problem]]:
    """The file as this model, or everything that is wrong with it. Raises FileNotFoundError."""
    file = name or path.name
    try:
        lines = yaml_lines.read(path)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, [
            Problem(file, line, f"dit is geen goede YAML ({error.problem}); kijk naar inspringen, dubbele punten en aanhalingstekens")
        ]
    except (UnicodeDecodeError, yaml.YAMLError):
        return None, [Problem(file, 1, "dit bestand is niet te lezen; bewaar het als UTF-8, zonder bijzondere tekens")]
    twice = [Problem(file, line, f"{field}: staat hier twee keer; laat er een staan") for line, field in lines.twice()]
    try:
        found = model.model_validate(lines.data)
    except ValidationError as error:
        return None, sorted({*twice, *(Problem(file, lines.of(where), message) for where, message in said(error, model, lines.data))})
    return (None if twice else found), twice


def read(path: Path) -> Scheme:
    """A scheme, or WrongScheme."""
    scheme, problems = check(path, Scheme)
    if scheme is None:
        raise WrongScheme(problems)
    return scheme


def files(folder: Path) -> list[Path]:
    """A folder's schemes, one a file."""
    return sorted(path for path in folder.glob("*.y*ml") if path.suffix in SUFFIXES)


def check_region(folder: Path) -> list[Problem]:
    """Everything wrong with the schemes of the region in this folder, with what must agree between them."""
    return _all(folder)[1]


def _all(folder: Path) -> tuple[Schemes, list[Problem]]:
    good: list[tuple[str, Scheme]] = []
    found: set[Problem] = set()
    for path in files(folder / FOLDER):
        name = f"{FOLDER}/{path.name}"
        scheme, problems = check(path, Scheme, name=name)
        found.update(problems)
        if scheme is not None:
            good.append((name, scheme))
    found.update(_elsewhere(good, folder))
    try:
        return Schemes(scheme for _, scheme in good), sorted(found)
    except Overlap as error:
        versions = str(error).split()[-2:]
        file = next(name for name, scheme in reversed(good) if scheme.version in versions)
        told = (
            f"valid_from: {versions[0]} en {versions[1]} gelden op dezelfde dag; laat de oude eindigen (valid_until) voor de nieuwe begint"
        )
        return Schemes(()), sorted({*found, Problem(file, yaml_lines.read(folder / file).of(("valid_from",)), told)})


def of_region(region: str) -> Schemes:
    """All schemes of a region; read once, and again when a file changed. Raises WrongScheme."""
    folder = region_folder(region)
    return _schemes(folder, _as_they_are(folder / FOLDER))


def _as_they_are(folder: Path) -> tuple[tuple[str, int], ...]:
    """Each file's name and time of change; every application asks, so it is one look at the folder."""
    try:
        with os.scandir(folder) as there:
            return tuple(sorted((one.name, one.stat().st_mtime_ns) for one in there if one.name.endswith(SUFFIXES)))
    except FileNotFoundError:
        return ()


@lru_cache(maxsize=16)
def _schemes(folder: Path, _changed: tuple[tuple[str, int], ...]) -> Schemes:
    schemes, problems = _all(folder)
    if problems:
        raise WrongScheme(problems)
    return schemes


def _elsewhere(schemes: Sequence[tuple[str, Scheme]], folder: Path) -> Iterator[Problem]:
    """A municipality that is not of this region; told only where the region's own file can be read."""
    try:
        about = yaml_lines.read(folder / "region.yml").data
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return
    known = about.get("municipalities") if isinstance(about, dict) else None
    if isinstance(known, list):
        codes = {str(one.get("code")) for one in known if isinstance(one, dict)}
        for name, scheme in schemes:
            for number, code in enumerate(scheme.municipalities):
                if code not in codes:
                    line = yaml_lines.read(folder / name).of(("municipalities", number))
                    yield Problem(
                        name, line, f"municipalities: {code} is geen gemeente van deze regio; kies uit {', '.join(sorted(codes))}"
                    )
