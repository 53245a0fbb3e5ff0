"""Where this console stands: which region it greets, by which address people reach it, who says who they are."""

from dataclasses import dataclass, field

import httpx
from fastapi import FastAPI, Request

from kernel.refusals import Unavailable


@dataclass(frozen=True)
class Issuer:
    """The OpenID provider that people log in with, and this console as its client."""

    url: str
    client_id: str = "console"
    client_secret: str = "demo-console"
    demo: bool = False
    client: httpx.AsyncClient = field(default_factory=lambda: httpx.AsyncClient(timeout=10, follow_redirects=False))
    """Reaches the issuer from the server: over the network, or inside this process."""


@dataclass(frozen=True)
class Place:
    region: str = "gooi"
    """Whose public pages these are; staff see the region of their own token."""
    where: str = "http://127.0.0.1:8000"
    issuer: Issuer | None = None
    mailbox: bool = False
    """Whether the dev mailbox is shown: on one machine only."""

    @property
    def returns_to(self) -> str:
        """Where a login comes back to; the issuer knows exactly this address."""
        return f"{self.where.rstrip('/')}/inloggen/terug"


def settle(app: FastAPI, place: Place) -> None:
    """Told once by whoever runs the house."""
    app.state.place = place


def place_of(request: Request) -> Place:
    place = getattr(request.app.state, "place", None)
    if place is None:
        raise Unavailable("place")
    assert isinstance(place, Place)
    return place
