"""Who hears what, read from the services' own declarations, so that no list of it can be out of date."""

import importlib
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from schemas.generate.known import tellers


class ServiceMissing(RuntimeError):
    """An event is told by a service that is not there, so its listeners cannot be known either."""


class Reads(Protocol):
    """A reader as `kernel.service` declares it."""

    single: Mapping[str, object]
    many: Mapping[str, object]


class Declared(Protocol):
    """A service as `kernel.service` declares it."""

    name: str
    readers: Mapping[tuple[str, str], Reads]
    tails: set[str]


@dataclass
class Hears:
    """What one service hears of one log, and by which readers."""

    types: set[str] = field(default_factory=set)
    readers: set[str] = field(default_factory=set)


def listeners() -> dict[str, dict[str, Hears]]:
    """Service -> log -> what it hears."""
    heard: dict[str, dict[str, Hears]] = {}
    for service in declared():
        of_service = heard.setdefault(service.name, {})
        for (reader, log), reads in service.readers.items():
            hears = of_service.setdefault(log, Hears())
            hears.types |= set(reads.single) | set(reads.many)
            hears.readers.add(reader)
    return heard


def declared() -> list[Declared]:
    """Every service of the house with its reactions declared.

    The services stand above these schemas, so they are looked up by name and only when asked: nothing here imports them. What keeps
    rows has migrations; other packages among the services, such as the house that runs them, declare nothing.
    """
    folders = [Path(folder) for folder in importlib.import_module("services").__path__]
    names = sorted(room.parent.name for folder in folders for room in folder.glob("*/migrations"))
    found = [service for name in names if (service := _declared(name))]
    if missing := set(tellers()) - {service.name for service in found}:
        raise ServiceMissing(f"no services/{'/, services/'.join(sorted(missing))}/ that declares a Service of its name")
    return found


def _declared(name: str) -> Declared | None:
    package = importlib.import_module(f"services.{name}")
    if importlib.util.find_spec(f"services.{name}.reactions"):
        importlib.import_module(f"services.{name}.reactions")
    service: Declared | None = getattr(package, name, None)
    return service if hasattr(service, "readers") else None
