"""Which events and resources there are."""

import importlib
import inspect
import pkgutil

import schemas
import schemas.api
from schemas.api.base import Resource
from schemas.base import Event


def events() -> list[type[Event]]:
    """Every event of the house, in the order of its types."""
    for module in pkgutil.iter_modules(schemas.__path__):
        if not module.ispkg:
            importlib.import_module(f"schemas.{module.name}")
    return [event for _, event in sorted(Event.known.items()) if event.__module__.startswith("schemas.")]


def tellers() -> list[str]:
    return sorted({event.told_by() for event in events()})


def resources() -> dict[str, list[type[Resource]]]:
    """Every resource, by the module of schemas.api that holds it."""
    nouns = [module.name for module in pkgutil.iter_modules(schemas.api.__path__)]
    return {noun: _resources_of(noun) for noun in sorted(nouns)}


def _resources_of(noun: str) -> list[type[Resource]]:
    name = f"schemas.api.{noun}"
    members = inspect.getmembers(importlib.import_module(name), inspect.isclass)
    return [
        member
        for _, member in members
        if issubclass(member, Resource)
        and member is not Resource
        and (member.__module__ == name or member.__module__.startswith(f"{name}."))
    ]
