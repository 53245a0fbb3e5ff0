"""The parties of the story, each with her own login, and the post that they receive."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from services.story.telling import StoryStopped, check, until

Json = dict[str, Any]
"""An answer of the public API, read as a stranger would: without our own models."""
LINK = re.compile(r"/mijn/([A-Za-z0-9_-]{20,})")
CODE = re.compile(r"\b(\d{3}) ?(\d{3})\b")


class Party:
    """Someone who asks the house with a token of her own."""

    def __init__(self, name: str, http: httpx.AsyncClient, token: str) -> None:
        self.name, self._http = name, http
        self._headers = {"Authorization": f"Bearer {token}"}

    async def ask(
        self, method: str, path: str, body: object = None, *, version: object = None, expect: int | None = None, purpose: str = ""
    ) -> httpx.Response:
        headers = dict(self._headers)
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        if purpose:
            headers["Mantelbrug-Purpose"] = purpose
        answer = await self._http.request(method, path, json=body, headers=headers)
        if (expect is not None and answer.status_code != expect) or (expect is None and answer.status_code >= 400):
            raise StoryStopped(f"{self.name}: {method} {path} gaf {answer.status_code}: {answer.text[:400]}")
        return answer

    async def get(self, path: str, purpose: str = "") -> Json:
        found: Json = (await self.ask("GET", path, purpose=purpose)).json()
        return found

    async def get_when_there(self, path: str) -> Json | None:
        """What is told by one service may not have reached the other yet."""
        answer = await self._http.get(path, headers=self._headers)
        if answer.status_code == 404:
            return None
        check(answer.status_code == 200, f"{self.name}: GET {path} gaf {answer.status_code}: {answer.text[:400]}")
        found: Json = answer.json()
        return found

    async def post(self, path: str, body: object, *, version: object = None, purpose: str = "") -> Json:
        answer = await self.ask("POST", path, body, version=version, purpose=purpose)
        found: Json = answer.json() if answer.content else {}
        return found

    async def put(self, path: str, body: object, *, version: object = None) -> Json:
        found: Json = (await self.ask("PUT", path, body, version=version)).json()
        return found


class Doors:
    """How the parties get in: a system with its secret, a person through the login page, the caregiver by the link in her mail."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http
        self._issuer: Json = {}

    async def issuer(self) -> Json:
        if not self._issuer:
            answer = await self.http.get("/demo-issuer/.well-known/openid-configuration")
            check(answer.status_code == 200, "dit huis heeft geen demo-issuer; het verhaal kan er niet inloggen")
            self._issuer = answer.json()
        return self._issuer

    async def system(self, client: str, name: str) -> Party:
        where = str((await self.issuer())["token_endpoint"])
        answer = await self.http.post(where, data={"grant_type": "client_credentials"}, auth=(client, f"demo-{client}"))
        check(answer.status_code == 200, f"{name} kreeg geen token: {answer.text}")
        return Party(name, self.http, answer.json()["access_token"])

    async def person(self, key: str, name: str) -> Party:
        """Authorization code with PKCE, as a browser does it."""
        found = await self.issuer()
        verifier = token_urlsafe(48)
        challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        back = f"{str(self.http.base_url).rstrip('/')}/inloggen/terug"
        asked = {
            "client_id": "console",
            "redirect_uri": back,
            "response_type": "code",
            "scope": "openid",
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            "state": token_urlsafe(8),
        }
        code = await self.code(asked, key, name)
        granted = await self.http.post(
            str(found["token_endpoint"]),
            data={"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier},
            auth=("console", "demo-console"),
        )
        check(granted.status_code == 200, f"{name} kreeg geen token: {granted.text}")
        return Party(name, self.http, granted.json()["access_token"])

    async def code(self, asked: dict[str, str], person: str, name: str) -> str:
        """What the login page answers when this person chose herself."""
        chosen = await self.http.post(str((await self.issuer())["authorization_endpoint"]), data={**asked, "person": person})
        check(chosen.status_code == 303, f"{name} kon niet inloggen: {chosen.text[:200]}")
        return self.code_in(chosen.headers["location"])

    @staticmethod
    def code_in(address: str) -> str:
        found = parse_qs(urlsplit(address).query)
        check("code" in found, f"de inlogpagina gaf geen code: {found}")
        return found["code"][0]

    async def caregiver(self, link: str, code: str | None = None) -> Party:
        answer = await self.http.post("/v1/passes", json={"token": link} | ({"code": code} if code else {}))
        check(answer.status_code in (200, 201), f"haar link opent niets: {answer.text[:300]}")
        return Party("de mantelzorger", self.http, answer.json()["accessToken"])


class Mailbox:
    """The dev mailbox: what every party finds in her mail."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self._seen: set[str] = set()

    async def new(self, to: str, what: str, *, containing: str = "") -> Json:
        """The next mail to this address that was not looked at before."""

        async def look() -> Json | None:
            for mail in reversed(await self._mails_to(to)):
                if mail["id"] not in self._seen and containing in mail["text"]:
                    self._seen.add(mail["id"])
                    found: Json = mail
                    return found
            return None

        return await until(look, f"mail aan {to}: {what}")

    async def count(self, to: str) -> int:
        return len(await self._mails_to(to))

    async def _mails_to(self, to: str) -> list[Json]:
        """Newest first; looked up here, for an address of a person is no part of an address of a page."""
        answer = await self._http.get("/v1/dev-mailbox")
        check(answer.status_code == 200, f"de postbus gaf {answer.status_code}")
        return [mail for mail in answer.json()["items"] if to.casefold() in (one.casefold() for one in mail["to"])]


def link_in(mail: Json) -> str:
    found = LINK.search(str(mail["text"]))
    if found is None:
        raise StoryStopped("in haar mail staat geen link")
    return found[1]


def code_in(mail: Json) -> str:
    found = CODE.search(str(mail["text"]))
    if found is None:
        raise StoryStopped("in haar mail staat geen code")
    return found[1] + found[2]
