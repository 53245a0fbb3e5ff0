"""An app with one of each kind of door, and an issuer whose tokens are real."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated
from uuid import UUID

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from pydantic import AwareDatetime, Field

from kernel.caller import Caller
from kernel.clock import Clock
from kernel.http import create_app, raw_route
from kernel.http.health import readiness
from kernel.refusals import Conflict, Unavailable
from kernel.security import Doors, Floods, TrustedIssuer, Verifier, allow, open_to_all
from kernel.service import Service
from kernel.testing.house import ISSUER, TestHouse, TestIssuer
from kernel.testing.listening import FOLDER
from kernel.testing.postgres import TestServer
from schemas.base import Words


class Small(Words):
    shoe_size: Annotated[int, Field(ge=15, le=60)]
    owner_id: UUID | None = None
    since: AwareDatetime | None = None


class Thing(Words):
    """What is posted to the app."""

    thing_name: Annotated[str, Field(min_length=1, max_length=20)]
    smalls: tuple[Small, ...] = ()


class AlreadyTold(Conflict):
    """This was told before."""

    in_dutch = "Dit is al verteld."


def made_app(doors: Doors) -> FastAPI:
    router = APIRouter(prefix="/v1")
    anyone = Depends(open_to_all(reason="a test"))

    @router.post("/things", dependencies=[anyone])
    async def post(thing: Thing) -> Thing:
        return thing

    @router.get("/things/{thing_id}", dependencies=[anyone])
    async def get(thing_id: UUID, page_size: int = 10) -> Response:
        return Response(f"{thing_id} {page_size}")

    @router.get("/failing/{how}", dependencies=[anyone])
    async def fail(how: str) -> None:
        match how:
            case "refused":
                raise AlreadyTold("on Monday", by="someone")
            case "unavailable":
                raise Unavailable("the neighbour")
            case "away":
                raise ConnectionRefusedError("no database")
            case _:
                raise ValueError("Mevrouw Jansen kon niet slapen")

    @router.get("/desk")
    async def desk(caller: Annotated[Caller, Depends(allow("assessor"))]) -> Response:
        return Response(caller.subject)

    async def hot(_request: Request, caller: Caller, body: Thing) -> Response:
        """Takes a thing quickly."""
        return Response(f"{caller.client} {body.thing_name}", 201)

    app = create_app(Service("thing"), router, title="Things", doors=doors)
    raw_route(app, "/v1/hot-things", hot, request_model=Thing, answer_model=Thing, roles=("signaller",))
    return app


@dataclass
class House:
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.issuer = TestIssuer(self.clock)
        self.asked: list[str] = []
        """What was fetched from the issuer."""

        async def count(request: httpx.Request) -> None:
            self.asked.append(request.url.path)

        self.to_issuer = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.issuer.app), base_url=ISSUER, event_hooks={"request": [count]}
        )
        self.verifier = Verifier([TrustedIssuer(ISSUER)], clock=self.clock, client=self.to_issuer)
        self.doors = Doors(self.verifier, Floods(per_client="50/minute", per_address="50/minute"))
        self.app = made_app(self.doors)

    def client(self, token: str | None = None) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://house.test", headers=headers)


@pytest.fixture
def house() -> House:
    return House()


Teller = Callable[[], AbstractAsyncContextManager[tuple[Service, TestHouse]]]


@pytest.fixture
def teller(server: TestServer) -> Teller:
    """A service with a real database and nothing but the kernel in it."""

    @asynccontextmanager
    async def running() -> AsyncIterator[tuple[Service, TestHouse]]:
        service = Service("teller")
        async with TestHouse(
            server, {service: lambda: create_app(service, missing=readiness(service, FOLDER))}, folders={"teller": FOLDER}
        ) as house:
            yield service, house

    return running
