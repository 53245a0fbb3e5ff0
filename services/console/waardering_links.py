"""The link of an application as a short session: its token leaves the address bar at once."""

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

from services.console import console, sessions
from services.console.visitors import LinkAgain

WHERE = "/waardering/verder"


class HeldToken(BaseModel):
    token: str
    scheme: str | None = None
    """Of a form that is not sent yet."""


async def held(request: Request) -> HeldToken:
    found = await perhaps(request)
    if found is None:
        raise LinkAgain
    return found


async def perhaps(request: Request) -> HeldToken | None:
    session = await sessions.opened(request, "applied")
    return HeldToken.model_validate_json(session.plain) if session else None


async def begin(response: Response, request: Request, token: str, scheme: str | None = None) -> None:
    sessions.give(response, request, "applied", await sessions.begin("applied", "", HeldToken(token=token, scheme=scheme)))


async def end(response: Response, request: Request) -> None:
    session = await sessions.opened(request, "applied")
    if session is not None:
        await sessions.end(session)
    sessions.take(response, request, "applied")


def address(token: str) -> str:
    return f"{console.settings.where}{WHERE}/{token}"
