"""The same parties at a house with an issuer and a mail server of its own: Keycloak's login page, and the mails that a catcher holds."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape

import httpx

from services.story.parties import Doors, Json, Mailbox
from services.story.telling import check

PASSWORD = "proef-met-mantelbrug"
"""Of every demo person in deploy/keycloak/demo."""
FORM = re.compile(r'<form[^>]+action="([^"]+)"')


class KeycloakDoors(Doors):
    """`issuer`: the realm's address. The demo people log in by its own page, the systems with the secrets of the demo."""

    def __init__(self, http: httpx.AsyncClient, issuer: str) -> None:
        super().__init__(http)
        self._at = issuer.rstrip("/")

    async def issuer(self) -> Json:
        if not self._issuer:
            answer = await self.http.get(f"{self._at}/.well-known/openid-configuration")
            check(answer.status_code == 200, f"de issuer {self._at} antwoordt {answer.status_code}")
            self._issuer = answer.json()
        return self._issuer

    async def code(self, asked: dict[str, str], person: str, name: str) -> str:
        found = await self.issuer()
        async with browser_at_issuer() as browser:
            page = await browser.get(str(found["authorization_endpoint"]), params=asked)
            form = FORM.search(page.text)
            check(form is not None, f"{name} kreeg geen inlogpagina: {page.status_code}")
            assert form is not None
            back = await browser.post(unescape(form[1]), data={"username": person, "password": PASSWORD})
        check(back.status_code in (302, 303), f"{name} kon niet inloggen: {back.status_code}")
        return self.code_in(back.headers["location"])


@asynccontextmanager
async def browser_at_issuer() -> AsyncIterator[httpx.AsyncClient]:
    """Keeps one site's cookies as a browser does: Python's own jar keeps back Keycloak's, for their version and for want of https."""
    kept: dict[str, str] = {}

    async def bring(request: httpx.Request) -> None:
        if kept:
            request.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in kept.items())

    async def keep(response: httpx.Response) -> None:
        for told in response.headers.get_list("set-cookie"):
            name, _, value = told.partition(";")[0].partition("=")
            kept[name] = value
            if "max-age=0" in told.lower():
                del kept[name]

    async with httpx.AsyncClient(timeout=30, event_hooks={"request": [bring], "response": [keep]}) as browser:
        yield browser


class MailCatcher(Mailbox):
    """MailDev, by its own interface."""

    def __init__(self, http: httpx.AsyncClient, at: str) -> None:
        super().__init__(http)
        self._at = at.rstrip("/")

    async def _mails_to(self, to: str) -> list[Json]:
        """Newest first."""
        answer = await self._http.get(f"{self._at}/api/email")
        check(answer.status_code == 200, f"de mailvanger gaf {answer.status_code}")
        found: list[Json] = sorted(answer.json(), key=lambda mail: str(mail["time"]), reverse=True)
        return [
            {"id": mail["id"], "text": mail["text"], "attachments": [part["filename"] for part in mail.get("attachments", ())]}
            for mail in found
            if to.casefold() in (each["address"].casefold() for each in mail["to"])
        ]
