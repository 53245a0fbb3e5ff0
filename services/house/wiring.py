"""Which services there are, and the app of each, imported when they are needed."""

from collections.abc import Iterable
from importlib import import_module

from fastapi import FastAPI

from kernel.service import Service

NAMES = ("directory", "intake", "referral", "notifications", "monitor", "waardering", "console")


class NoSuchService(LookupError):
    """There is no service of this name."""


def wire(names: Iterable[str] = NAMES) -> dict[Service, FastAPI]:
    """Imports these services with their reactions, and makes their apps."""
    apps: dict[Service, FastAPI] = {}
    for name in names:
        if name not in NAMES:
            raise NoSuchService(f"{name}; there are {', '.join(NAMES)}")
        service: Service = getattr(import_module(f"services.{name}"), name)
        apps[service] = import_module(f"services.{name}.__main__").app()
    return apps
