"""The dev mailbox: what the house mailed, on the machine itself and nowhere else."""

import re
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, Response

from kernel.refusals import NotFound
from kernel.security.doors import Public
from kernel.security.headers import FOR_PAGES
from schemas.api.notifications import DevMail
from services.console.gateways import notifications
from services.console.place import place_of
from services.console.show import page

HERE = re.compile(r"^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$")
FORWARDED = ("forwarded", "via", "x-real-ip", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-original-host")
LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)]")
POLICY = FOR_PAGES["Content-Security-Policy"]
WITH_FRAME = POLICY + "; frame-src 'self'"
OF_THE_MAIL = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
"""A mail needs inline styles; it runs nothing and fetches nothing, and stands in a frame without rights."""


def at_this_machine(request: Request) -> None:
    """The mails hold links that open files of people."""
    forwarded = any(name in request.headers for name in FORWARDED)
    if not place_of(request).mailbox or forwarded or not HERE.match(request.headers.get("host", "")):
        raise NotFound


router = APIRouter(
    prefix="/postvak", dependencies=[Depends(Public("embedded mode only, and only at the machine itself")), Depends(at_this_machine)]
)


@router.get("")
async def mails(request: Request) -> Response:
    return page(request, "mailbox.html", mails=await notifications.mails(), mail=None)


@router.get("/{mail}")
async def one(request: Request, mail: UUID) -> Response:
    found = await notifications.mail(mail)
    response = page(request, "mailbox.html", mail=found, mails=(), text=parts(found.text))
    response.headers["Content-Security-Policy"] = WITH_FRAME
    return response


@router.get("/{mail}/inhoud")
async def content(request: Request, mail: UUID) -> Response:
    found = await notifications.mail(mail)
    if found.html is None:
        raise NotFound
    response = HTMLResponse(_top(found))
    response.headers["Content-Security-Policy"] = OF_THE_MAIL
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def parts(text: str) -> list[tuple[str, str]]:
    """The text with its links apart: `(part, address)`, the address empty for what is no link."""
    found: list[tuple[str, str]] = []
    at = 0
    for match in LINK.finditer(text):
        found += [(text[at : match.start()], ""), (match[0], match[0])]
        at = match.end()
    return [part for part in (*found, (text[at:], "")) if part[0]]


def _top(mail: DevMail) -> str:
    """Its links open in the whole window, for the frame itself may go nowhere."""
    return re.sub(r"<a\s", '<a target="_top" ', mail.html or "", flags=re.IGNORECASE)
