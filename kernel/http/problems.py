"""Every refusal as one answer: `application/problem+json` (RFC 9457) with all that is wrong at once."""

import json
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import compile_path

from kernel.http.expected import input_errors
from kernel.refusals import BadInput, InputError, NotFound, NotYet, Refused, TooLarge, Unauthorised, Unavailable

MEDIA_TYPE = "application/problem+json"
PREFIX = "urn:mantelbrug:problem:"
BY_STATUS: Mapping[int, type[Refused]] = {401: Unauthorised, 404: NotFound, 413: TooLarge}


class Problem(BaseModel):
    """What an error looks like, for the OpenAPI page."""

    type: str
    title: str
    status: int
    detail: str | None = None
    inDutch: str | None = None
    errors: list["ProblemError"] | None = None


class ProblemError(BaseModel):
    """One thing wrong with the input; `pointer` is a JSON pointer in the body, or the parameter's name."""

    pointer: str
    detail: str
    expected: str | None = None
    place: str = "body"


def problem(refused: Refused) -> Response:
    body: dict[str, object] = {"type": PREFIX + refused.code, "title": refused.title, "status": refused.status}
    if refused.detail:
        body["detail"] = refused.detail
    if refused.in_dutch:
        body["inDutch"] = refused.in_dutch
    if refused.errors:
        body["errors"] = [
            {"pointer": e.pointer, "detail": e.detail, "place": e.place} | ({"expected": e.expected} if e.expected else {})
            for e in refused.errors
        ]
    for name, value in refused.about.items():
        body.setdefault(name, value)
    return plain_problem(body, refused.status, refused.headers)


def plain_problem(body: Mapping[str, object], status: int, headers: Mapping[str, str] | None = None) -> Response:
    return Response(json.dumps(body, ensure_ascii=False).encode(), status, dict(headers or {}), MEDIA_TYPE)


def unavailable(seconds: int = 5) -> Response:
    """A surrounding does not answer: nothing is wrong with the question, so ask it again."""
    body = {
        "type": PREFIX + "unavailable",
        "title": "Something that this needs does not answer now.",
        "status": 503,
        "inDutch": "Het lukt nu even niet. Probeer het over een minuut opnieuw.",
    }
    return plain_problem(body, 503, {"Retry-After": str(seconds)})


def broken() -> Response:
    body = {
        "type": PREFIX + "internal-error",
        "title": "This went wrong on our side.",
        "status": 500,
        "inDutch": "Er ging bij ons iets mis.",
    }
    return plain_problem(body, 500)


def bad_input(error: ValidationError, *, place: str = "body") -> BadInput:
    """For raw routes: pydantic's findings about a body as a refusal."""
    return BadInput(input_errors(error.errors(include_url=False, include_input=False), whole=place))


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return problem(error)


async def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return problem(BadInput(input_errors(error.errors())))


async def _not_now(_request: Request, _error: Exception) -> Response:
    return unavailable()


async def _http(request: Request, error: Exception) -> Response:
    """Starlette's own: no such route, no such method, a body that could not be read."""
    assert isinstance(error, HTTPException)
    if error.status_code in BY_STATUS:
        return problem(BY_STATUS[error.status_code]())
    if error.status_code in (400, 422):
        return problem(BadInput([InputError("", "This could not be read.", "one JSON document in UTF-8")]))
    body = {"type": f"{PREFIX}http-{error.status_code}", "title": str(error.detail), "status": error.status_code}
    headers = {"Allow": ", ".join(_methods_at(request))} if error.status_code == 405 else error.headers
    return plain_problem(body, error.status_code, headers)


def _methods_at(request: Request) -> list[str]:
    """Of every route at this address: Starlette names those of the first one alone (RFC 9110, 10.2.1 wants all)."""
    path = str(request.scope["path"]).removeprefix(str(request.scope.get("root_path", "")))
    here = (one for one in iter_route_contexts(request.app.routes) if one.path and compile_path(one.path)[0].match(path))
    return sorted({method for one in here for method in one.methods or ()})


def add_problem_handlers(app: FastAPI) -> None:
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Unavailable, _not_now)
    app.add_exception_handler(NotYet, _not_now)
    app.add_exception_handler(HTTPException, _http)
