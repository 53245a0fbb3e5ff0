"""Reads off every route of an app who may come in; the app refuses to start, and a test to pass, where a route does not say."""

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from kernel.http.raw import RawRoute
from kernel.security.doors import Allow, Open, Public


class NoDoor(RuntimeError):
    """This route does not say who may come in: give it allow(...) or open_to_all(reason=...)."""


@dataclass(frozen=True)
class Door:
    method: str
    path: str
    roles: frozenset[str]
    """Empty where anyone may come in."""
    reason: str | None
    """Why anyone may come in."""
    own_file: bool
    """Also for who came by link and code, for a file of her own."""
    endpoint: str


def doors_in(app: FastAPI) -> Iterator[Door]:
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, RawRoute):
            guards: list[Allow | Open | Public] = [route.guard]
        elif isinstance(route, APIRoute):
            guards = list(_guards(context.dependant))
        else:
            continue
        path, endpoint = context.path or "", getattr(context.endpoint, "__name__", "")
        allowed = [guard.roles for guard in guards if isinstance(guard, Allow)]
        reasons = [guard.reason for guard in guards if isinstance(guard, Open | Public)]
        if not allowed and not reasons:
            raise NoDoor(f"{path}: {NoDoor.__doc__}")
        roles = frozenset.intersection(*allowed) if allowed else frozenset()
        own_file = any(guard.own_file for guard in guards if isinstance(guard, Allow))
        for method in sorted((context.methods or set()) - {"HEAD"}):
            yield Door(method, path, roles, None if allowed else reasons[0], own_file, endpoint)


def _guards(dependant: Dependant) -> Iterator[Allow | Open | Public]:
    for inner in dependant.dependencies:
        if isinstance(inner.call, Allow | Open | Public):
            yield inner.call
        yield from _guards(inner)
