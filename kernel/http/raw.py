"""A hot route without the framework's machinery: one token look-up, one `validate_json`; the OpenAPI page still shows it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from fastapi import FastAPI
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kernel.caller import Caller
from kernel.http.problems import bad_input
from kernel.http.queries import refuse_unknown
from kernel.refusals import BadInput, InputError
from kernel.security.doors import Allow, allow

M = TypeVar("M", bound=BaseModel)
Endpoint = Callable[[Request, Caller, M], Awaitable[Response]]
Besides = Callable[[bytes, ValidationError, Caller], Sequence[InputError]]


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
        self, path: str, answer: Callable[[Request, bytes], Awaitable[Response]], *, guard: Allow, doc: Doc[BaseModel], name: str
    ) -> None:
        async def through_the_framework(request: Request) -> Response:
            return await answer(request, await request.body())

        super().__init__(path, through_the_framework, methods=["POST"], name=name)
        self.answer, self.guard, self.doc = answer, guard, doc


def raw_route(
    app: FastAPI,
    path: str,
    endpoint: Endpoint[M],
    *,
    request_model: type[M],
    answer_model: type[BaseModel],
    roles: tuple[str, ...],
    status: int = 201,
    besides: Besides | None = None,
) -> None:
    """Adds `POST path`, without parameters in it; `endpoint(request, caller, body)` gets a verified caller and a valid body.

    `besides(body, error, caller)` says what else is wrong with a body of the wrong form, so that all errors come at once.
    """
    guard = allow(*roles)
    validate = request_model.__pydantic_validator__.validate_json

    async def answer(request: Request, raw: bytes) -> Response:
        if request.scope["query_string"]:
            refuse_unknown(request.query_params.keys())
        caller = await guard(request)
        try:
            body = cast(M, validate(raw))
        except ValidationError as error:
            refused = bad_input(error)
            raise BadInput([*refused.errors, *besides(raw, error, caller)]) if besides else refused from None
        return await endpoint(request, caller, body)

    name = getattr(endpoint, "__name__", path)
    text = (endpoint.__doc__ or name.replace("_", " ").capitalize()).strip()
    doc = Doc(text.splitlines()[0], text, request_model, answer_model, status)
    route = RawRoute(path, answer, guard=guard, doc=cast(Doc[BaseModel], doc), name=name)
    app.router.routes.append(route)
    app.state.hot[path] = route  # the doorway finds it here, without asking every route whether it matches
    app.openapi_schema = None
