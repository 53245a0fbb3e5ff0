"""A key in an address that means nothing here is refused by name: a misspelt filter would otherwise quietly show everything."""

from collections.abc import Iterable, Iterator

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from kernel.refusals import BadInput, InputError

LONGEST = 100


async def only_known_keys(request: Request) -> None:
    """Dependency of every route of an API; what machines ask about its health stays as it is."""
    route = request.scope.get("route")
    if request.scope["query_string"] and isinstance(route, APIRoute) and request.scope["path"].startswith("/v1/"):
        refuse_unknown(request.query_params.keys(), known=known_to(route))


def refuse_unknown(keys: Iterable[str], *, known: frozenset[str] = frozenset()) -> None:
    unknown = [key for key in dict.fromkeys(keys) if key not in known]
    if unknown:
        expected = f"one of {', '.join(sorted(known))}" if known else "no query"
        raise BadInput([InputError(f"/{key[:LONGEST]}", "This key is not known here.", expected, "query") for key in unknown])


def known_to(route: APIRoute) -> frozenset[str]:
    return frozenset(_keys(route.dependant))


def _keys(dependant: Dependant) -> Iterator[str]:
    yield from (field.alias for field in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _keys(inner)
