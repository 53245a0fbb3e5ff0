"""Says everything that is wrong with a region's files at once, file and line, in Dutch and English."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from kernel import yaml_lines as lines
from kernel.yaml_lines import Lines
from services.directory.region import relations
from services.directory.region.models import Offer, Organisation, People, Region
from services.directory.region.wording import said

T = TypeVar("T")
FILES: dict[str, TypeAdapter[object]] = {
    "region.yml": TypeAdapter(Region),
    "organisations.yml": TypeAdapter(tuple[Organisation, ...]),
    "offers.yml": TypeAdapter(tuple[Offer, ...]),
    "people.yml": TypeAdapter(People),
}


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, and where."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def check(path: Path) -> list[Problem]:
    """Everything wrong with the region in this folder; an empty list is a good region."""
    found: list[Problem] = []
    good: dict[str, object] = {}
    read: dict[str, Lines] = {}
    for file, shape in FILES.items():
        try:
            read[file] = lines.read(path / file)
        except FileNotFoundError:
            found.append(Problem(file, 1, "dit bestand ontbreekt | this file is missing"))
            continue
        except (yaml.MarkedYAMLError, UnicodeDecodeError) as error:
            found.append(Problem(file, *_broken(error)))
            continue
        found += [Problem(file, line, f"{name}: staat hier twee keer | is here twice") for line, name in read[file].twice()]
        try:
            good[file] = shape.validate_python(read[file].data)
        except ValidationError as error:
            found += [Problem(file, *_said(read[file], one)) for one in said(error)]
    found += [Problem(file, read[file].of(where), message) for file, where, message in _between(good, path.name)]
    return sorted(set(found))


def _said(file: Lines, one: tuple[tuple[int | str, ...], str]) -> tuple[int, str]:
    where, message = one
    return file.of(where), message


def _broken(error: yaml.MarkedYAMLError | UnicodeDecodeError) -> tuple[int, str]:
    if isinstance(error, UnicodeDecodeError):
        return 1, "dit bestand is geen UTF-8 | this file is not UTF-8"
    mark = error.problem_mark
    return (mark.line + 1 if mark else 1), f"dit is geen goede YAML: {error.problem} | this is not valid YAML: {error.problem}"


def _between(good: dict[str, object], folder: str) -> Iterator[relations.Wrong]:
    """What each file says of the others; only of files that are right in themselves."""
    region, organisations, offers, people = (good.get(file) for file in FILES)
    if isinstance(region, Region):
        yield from relations.of_region(region, folder)
    if isinstance(organisations, tuple):
        yield from relations.of_organisations(organisations, region if isinstance(region, Region) else None)
        if isinstance(region, Region):
            yield from relations.named_in_region(region, organisations)
        if isinstance(offers, tuple):
            yield from relations.of_offers(offers, organisations, region if isinstance(region, Region) else None)
        if isinstance(people, People):
            yield from relations.of_people(people, organisations)
