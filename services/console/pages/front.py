"""The front page with its two doors, and what a public service owes to say: privacy, accessibility, contact."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.security.doors import Public
from services.console import visitors
from services.console.show import home_of, onwards, page

router = APIRouter()
EVERYONE = Depends(Public("pages for everyone"))


@router.get("/", dependencies=[EVERYONE])
async def front(request: Request) -> Response:
    who = await visitors.perhaps(request)
    if who is not None and home_of(who.caller) != "/":
        return onwards(home_of(who.caller))
    return page(request, "front.html", who)


@router.get("/privacy", dependencies=[EVERYONE])
async def privacy(request: Request) -> Response:
    return page(request, "statement_privacy.html", await visitors.perhaps(request))


@router.get("/toegankelijkheid", dependencies=[EVERYONE])
async def accessibility(request: Request) -> Response:
    return page(request, "statement_accessibility.html", await visitors.perhaps(request))


@router.get("/contact", dependencies=[EVERYONE])
async def contact(request: Request) -> Response:
    return page(request, "statement_contact.html", await visitors.perhaps(request))
