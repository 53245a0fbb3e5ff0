"""The demo issuer's addresses: discovery, keys, login, tokens, logout."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from urllib.parse import unquote, urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from kernel.demo_issuer.issuer import DemoClient, DemoIssuer, GrantRefused, LoginQuestion
from kernel.http.doorway import Doorway
from kernel.http.strictness import FORMS
from kernel.security.headers import FOR_PAGES, raw
from kernel.security.signing import discovery

LoginPage = Callable[[LoginQuestion], str]
"""Renders the page with the people; the console's own template is better than anything here."""

HERE = re.compile(rb"^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$")
FORWARDED = frozenset(
    {
        b"forwarded",
        b"via",
        b"x-real-ip",
        b"x-forwarded-for",
        b"x-forwarded-host",
        b"x-forwarded-proto",
        b"x-forwarded-port",
        b"x-original-host",
    }
)
CHALLENGE = re.compile(r"^[A-Za-z0-9_-]{43}$")
PASSED_ON = ("client_id", "redirect_uri", "response_type", "code_challenge", "code_challenge_method", "state", "nonce", "scope")


class OnThisMachineOnly:
    """Whoever comes through a proxy or by another name is not the person at this machine."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = dict(scope["headers"])
            if not HERE.match(headers.get(b"host", b"")) or not FORWARDED.isdisjoint(headers):
                await PlainTextResponse("This demo login is for this machine only.\n", 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def demo_issuer_app(issuer: DemoIssuer, login_page: LoginPage) -> ASGIApp:
    """Mounted under the path of the issuer's address."""
    where = _Addresses(issuer, login_page)
    routes = [
        Route("/.well-known/openid-configuration", where.discovery),
        Route("/jwks", where.keys),
        Route("/authorize", where.ask_who),
        Route("/authorize", where.chosen, methods=["POST"]),
        Route("/token", where.token, methods=["POST"]),
        Route("/logout", where.log_out),
    ]
    return OnThisMachineOnly(Doorway(Starlette(routes=routes), service="demo-issuer", headers=raw(FOR_PAGES), accepts=FORMS))


class _Addresses:
    def __init__(self, issuer: DemoIssuer, login_page: LoginPage) -> None:
        self.issuer, self.login_page = issuer, login_page

    async def discovery(self, _request: Request) -> Response:
        url = self.issuer.url
        return JSONResponse(
            discovery(
                url,
                authorization_endpoint=f"{url}/authorize",
                token_endpoint=f"{url}/token",
                end_session_endpoint=f"{url}/logout",
                grant_types_supported=["authorization_code", "client_credentials", "refresh_token"],
                code_challenge_methods_supported=["S256"],
                token_endpoint_auth_methods_supported=["client_secret_basic", "client_secret_post"],
                authorization_response_iss_parameter_supported=True,
            )
        )

    async def keys(self, _request: Request) -> Response:
        return JSONResponse(self.issuer.key.jwks())

    async def ask_who(self, request: Request) -> Response:
        given = {name: request.query_params[name] for name in PASSED_ON if name in request.query_params}
        return self._wrong(given) or HTMLResponse(
            self.login_page(LoginQuestion(tuple(self.issuer.people.values()), f"{self.issuer.url}/authorize", given))
        )

    async def chosen(self, request: Request) -> Response:
        form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
        person = form.get("person", "")
        wrong = self._wrong(form)
        if wrong is not None:
            return wrong
        if person not in self.issuer.people:
            return PlainTextResponse("Kies een persoon uit de lijst.\n", 400)
        code = self.issuer.give_code(person, form["client_id"], form["redirect_uri"], form["code_challenge"], form.get("nonce"))
        return _back(form["redirect_uri"], code=code, state=form.get("state"), iss=self.issuer.url)

    def _wrong(self, asked: dict[str, str]) -> Response | None:
        """An unknown client or way back is told to the browser only: never send anyone to an address that is not known."""
        client = self.issuer.clients.get(asked.get("client_id", ""))
        returns_to = asked.get("redirect_uri", "")
        if client is None or returns_to not in client.returns_to:
            return PlainTextResponse("Deze aanmelding hoort niet bij een bekende toepassing.\n", 400)
        state = asked.get("state")
        if asked.get("response_type") != "code":
            return _back(returns_to, error="unsupported_response_type", state=state)
        if asked.get("code_challenge_method") != "S256" or not CHALLENGE.match(asked.get("code_challenge", "")):
            return _back(returns_to, error="invalid_request", error_description="PKCE with S256 is needed", state=state)
        return None

    async def token(self, request: Request) -> Response:
        form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
        try:
            client = self._client(request, form)
            match form.get("grant_type"):
                case "client_credentials":
                    granted = self.issuer.client_credentials(client)
                case "authorization_code":
                    granted = self.issuer.exchange(
                        client, form.get("code", ""), form.get("redirect_uri", ""), form.get("code_verifier", "")
                    )
                case "refresh_token":
                    granted = self.issuer.refresh(client, form.get("refresh_token", ""))
                case _:
                    raise GrantRefused(code="unsupported_grant_type")
        except GrantRefused as refused:
            status = 401 if refused.code == "invalid_client" else 400
            return JSONResponse({"error": refused.code, "error_description": refused.detail or ""}, status)
        return JSONResponse(granted)

    def _client(self, request: Request, form: dict[str, str]) -> str:
        client, secret = form.get("client_id", ""), form.get("client_secret", "")
        scheme, _, rest = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "basic":
            try:
                client, _, secret = (unquote(part) for part in b64decode(rest, validate=True).decode().partition(":"))
            except (NotBase64, ValueError):
                client = ""
        if not self.issuer.knows(client, secret):
            raise GrantRefused("this client is not known, or its secret is not right", code="invalid_client")
        return client

    async def log_out(self, request: Request) -> Response:
        """The session is the console's; here there is nothing to end."""
        asked = request.query_params
        client: DemoClient | None = self.issuer.clients.get(asked.get("client_id", ""))
        returns_to = asked.get("post_logout_redirect_uri", "")
        if client is not None and returns_to in client.returns_to:
            return RedirectResponse(returns_to, 303)
        return PlainTextResponse("U bent uitgelogd.\n")


def _back(returns_to: str, **answer: str | None) -> Response:
    query = urlencode({name: value for name, value in answer.items() if value is not None})
    return RedirectResponse(f"{returns_to}{'&' if '?' in returns_to else '?'}{query}", 303)
