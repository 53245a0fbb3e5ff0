"""Every route says at its door who may come in; a route that says nothing keeps its app from starting."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from fastapi import FastAPI, Request

from kernel.caller import Caller
from kernel.refusals import BadInput, Forbidden, InputError, Unauthorised, Unavailable
from kernel.security.limits import Floods
from kernel.security.tokens import Verifier

BEARER = re.compile(r"^bearer +([A-Za-z0-9._~+/=-]+) *$", re.IGNORECASE)
PURPOSE_HEADER = "Mantelbrug-Purpose"


@dataclass
class Doors:
    """What the doors of one process share."""

    verifier: Verifier
    floods: Floods = field(default_factory=Floods)


def doors_of(request: Request) -> Doors:
    """Hung by whoever runs the app; a house that is still starting admits nobody."""
    doors = request.app.state.doors
    if doors is None:
        raise Unavailable("doors")
    assert isinstance(doors, Doors)
    return doors


def hang_doors(app: FastAPI, doors: Doors) -> None:
    app.state.doors = doors


def token_of(request: Request) -> str | None:
    given = request.headers.get("authorization")
    if given is None:
        return None
    match = BEARER.match(given)
    if match is None:
        raise Unauthorised("the Authorization header is not a bearer token")
    return match[1]


async def identify(request: Request) -> Caller | None:
    """Who asks, counted against floods; None without a token."""
    doors = doors_of(request)
    try:
        token = token_of(request)
        caller = token and (doors.verifier.remembered(token) or await doors.verifier.caller(token))
    except Unauthorised:
        doors.floods.address(address_of(request))
        raise
    if not caller:
        doors.floods.address(address_of(request))
        return None
    doors.floods.client(caller.client)
    request.scope["caller"] = caller
    return caller


def address_of(request: Request) -> str:
    return request.client.host if request.client else "in-process"


@dataclass(frozen=True)
class Allow:
    """Dependency: a caller with at least one of these roles, or who came by link and code for a file of one's own."""

    roles: frozenset[str]
    own_file: bool = False

    async def __call__(self, request: Request) -> Caller:
        caller = await identify(request)
        if caller is None:
            raise Unauthorised
        if self.roles.isdisjoint(caller.roles) and not (self.own_file and caller.sees_whole_file):
            raise Forbidden(f"this asks one of the roles {', '.join(sorted(self.roles))}")
        return caller


@dataclass(frozen=True)
class Open:
    """Dependency: anyone, and why; the caller when there is a token."""

    reason: str

    async def __call__(self, request: Request) -> Caller | None:
        return await identify(request)


@dataclass(frozen=True)
class Public:
    """Dependency: anyone, and nobody looks who it is; for what a machine asks and what is about nobody."""

    reason: str

    async def __call__(self) -> None:
        return None


def allow(*roles: str, own_file: bool = False) -> Allow:
    """`own_file`: also who looks at a file of her own; the route itself compares the person."""
    if not roles:
        raise ValueError("a door that admits nobody; name the roles, or use open_to_all")
    return Allow(frozenset(map(str, roles)), own_file)


def open_to_all(*, reason: str) -> Open:
    return Open(reason)


@dataclass(frozen=True)
class AskedFor:
    """Dependency: why the caller asks, from the header that every question about a person carries."""

    purposes: type[StrEnum]
    otherwise: StrEnum | None = None

    def __call__(self, request: Request) -> StrEnum:
        given = request.headers.get(PURPOSE_HEADER)
        if given is None and self.otherwise is not None:
            return self.otherwise
        try:
            return self.purposes(given or "")
        except ValueError:
            known = ", ".join(self.purposes)
            wrong = "This purpose is not known." if given else "This question needs a purpose."
            raise BadInput([InputError(f"/{PURPOSE_HEADER}", wrong, f"one of {known}", "header")]) from None


def asked_for(purposes: type[StrEnum], *, otherwise: StrEnum | None = None) -> AskedFor:
    return AskedFor(purposes, otherwise)
