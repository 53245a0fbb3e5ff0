"""A hot route without the framework's machinery: one token look-up, one `validate_json`; the OpenAPI page still shows it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from fastapi import FastAPI
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kernel.caller import Caller
from kernel.http.problems import bad_input
from kernel.security.doors import Allow, allow

M = TypeVar("M", bound=BaseModel)
Endpoint = Callable[[Request, Caller, M], Awaitable[Response]]


@dataclass(frozen=True)
class Doc(Generic[M]):
    """What the OpenAPI page tells of it."""

    summary: str
    description: str
    request: type[M]
    answer: type[BaseModel]
    status: int


class RawRoute(Route):
    """A Starlette route with its door and its documentation."""

    def __init__(
        self, path: str, endpoint: Callable[[Request], Awaitable[Response]], *, guard: Allow, doc: Doc[BaseModel], name: str
    ) -> None:
        super().__init__(path, endpoint, methods=["POST"], name=name)
        self.guard, self.doc = guard, doc


def raw_route(
    app: FastAPI,
    path: str,
    endpoint: Endpoint[M],
    *,
    request_model: type[M],
    answer_model: type[BaseModel],
    roles: tuple[str, ...],
    status: int = 201,
) -> None:
    """Adds `POST path`; `endpoint(request, caller, body)` gets a verified caller and a valid body."""
    guard = allow(*roles)
    validate = request_model.__pydantic_validator__.validate_json

    async def answer(request: Request) -> Response:
        caller = await guard(request)
        try:
            body = cast(M, validate(await request.body()))
        except ValidationError as error:
            raise bad_input(error) from None
        return await endpoint(request, caller, body)

    name = getattr(endpoint, "__name__", path)
    text = (endpoint.__doc__ or name.replace("_", " ").capitalize()).strip()
    doc = Doc(text.splitlines()[0], text, request_model, answer_model, status)
    app.router.routes.append(RawRoute(path, answer, guard=guard, doc=cast(Doc[BaseModel], doc), name=name))
    app.openapi_schema = None
