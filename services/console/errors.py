"""Refusals as pages that say in plain Dutch what to do; also those that come from before the routes, such as a body too large."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kernel.caller import Caller
from kernel.clock import Clock
from kernel.http.expected import input_errors
from kernel.http.problems import MEDIA_TYPE, problem
from kernel.refusals import BadInput, Forbidden, NotFound
from kernel.security.csrf import check_origin
from kernel.security.headers import FOR_PAGES, complete, raw
from kernel.service import NotRunning
from kernel.traces import current_trace
from services.console import console, kept, sessions
from services.console.forms import Form
from services.console.login import safe_path
from services.console.place import Place
from services.console.region import region_pages
from services.console.rendering import Frame
from services.console.show import TEMPLATES, by_htmx, menu_of, page
from services.console.visitors import LinkAgain, LogInFirst


@dataclass(frozen=True)
class Words:
    headline: str
    lead: str
    todo: str = ""


BY_STATUS: Mapping[int, Words] = {
    400: Words("Dit klopt niet helemaal", "Wij konden niet lezen wat u stuurde.", "Ga terug, ververs de pagina en probeer het nog eens."),
    401: Words("U bent niet ingelogd", "Log in om deze pagina te zien."),
    403: Words(
        "Dit mag u hier niet doen",
        "Deze pagina is voor iemand met een andere rol.",
        "Hebt u dit nodig voor uw werk? Vraag het aan de beheerder.",
    ),
    404: Words(
        "Deze pagina is er niet",
        "Het adres klopt niet, of u mag dit niet zien.",
        "Kijk of het hele adres er staat. Kwam u hier met een link? Dan is die misschien oud.",
    ),
    405: Words("Dit kan hier niet", "Deze pagina doet niet wat u vraagt.", "Ga terug en probeer het nog eens."),
    409: Words("Intussen is er iets veranderd", "Een ander was net eerder. Er is niets overschreven.", "Ga terug en ververs de pagina."),
    410: Words("Deze link werkt niet meer", "Een link in onze mail werkt veertien dagen.", "Bel ons gerust. Dan sturen wij u een nieuwe."),
    412: Words("Intussen is er iets veranderd", "Een ander was net eerder. Er is niets overschreven.", "Ga terug en ververs de pagina."),
    413: Words("Dit is te veel om te versturen", "De tekst is te lang.", "Ga terug en maak de tekst korter."),
    415: Words("Dit kunnen wij niet lezen", "Wij verwachten een ingevuld formulier.", "Ga terug en probeer het nog eens."),
    429: Words("Even wachten", "Dit is in korte tijd te vaak geprobeerd.", "Wacht een paar minuten en probeer het dan opnieuw."),
    500: Words("Er ging bij ons iets mis", "Het ligt niet aan u.", "Probeer het nog eens. Blijft het misgaan? Bel ons dan."),
    503: Words(
        "Het lukt nu even niet",
        "Een deel van Mantelbrug doet het even niet. Wat u eerder verstuurde, is bewaard.",
        "Probeer het over een minuut opnieuw.",
    ),
}


SAYS_LITTLE = Forbidden.in_dutch
"""A refusal's own sentence where ours helps more."""


def way_back(caller: Caller | None) -> tuple[str, str]:
    if caller is None:
        return "/", "Naar de voorpagina"
    if caller.kind == "link":
        return "/mijn", "Naar uw pagina"
    menu = menu_of(caller)
    return (menu[0].href, f"Naar ‘{menu[0].label}’") if menu else ("/", "Naar de voorpagina")


def add_page_errors(app: FastAPI) -> None:
    app.add_exception_handler(RequestValidationError, _no_such_page)
    app.add_exception_handler(LogInFirst, _log_in_first)
    app.add_exception_handler(LinkAgain, _link_again)
    app.add_middleware(ProblemsAsPages)


async def _no_such_page(_request: Request, error: Exception) -> Response:
    """An address with something else than an id in it leads nowhere; no wonder, and no mistake in a form."""
    assert isinstance(error, RequestValidationError)
    in_address = any(one["loc"][0] == "path" for one in error.errors())
    return problem(NotFound() if in_address else BadInput(input_errors(error.errors())))


async def _log_in_first(request: Request, error: Exception) -> Response:
    """Looking: to the login and back here. Sending: what was typed is kept, or at least shown, and said so."""
    assert isinstance(error, LogInFirst)
    if by_htmx(request) or request.url.path == "/live":
        return Response(status_code=401)
    if request.method == "GET":
        here = safe_path(request.url.path + (f"?{request.url.query}" if request.url.query else ""))
        return RedirectResponse(f"/inloggen?naar={_quoted(here)}", 303)
    check_origin(request)
    form = await Form.of(request)
    typed = kept.shown(form)
    cookie = await kept.keep(request, error.subject, form) if typed else None
    response = page(request, "signed_out.html", status=401, kept=cookie is not None, typed=typed, login="/inloggen", leave_issuer=None)
    if cookie is not None:
        sessions.give(response, request, "kept", cookie)
    return response


async def _link_again(request: Request, _error: Exception) -> Response:
    return page(
        request,
        "error.html",
        status=401,
        headline="Uw pagina is gesloten",
        lead="Dat doen wij na een tijd vanzelf, zodat niemand anders meekijkt.",
        todo="Klik opnieuw op de link die u kreeg of bewaarde. Werkt die niet meer? Bel ons, dan sturen wij een nieuwe.",
        links=[("/", "Naar de voorpagina")],
        typed=[],
        trace="",
    )


class ProblemsAsPages:
    """A problem for a machine becomes a page for a person: the same status and headers, other words."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(("/v1/", "/livez", "/readyz", "/metrics")):
            await self._app(scope, receive, send)
            return
        problem: Message | None = None
        body = b""

        async def answer(message: Message) -> None:
            nonlocal problem, body
            if message["type"] == "http.response.start" and Headers(raw=message["headers"]).get("content-type", "").startswith(MEDIA_TYPE):
                problem = message
            elif problem is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await _as_page(scope, problem, body)(scope, receive, send)

        await self._app(scope, receive, answer)


def _as_page(scope: Scope, problem: Message, body: bytes) -> Response:
    """Who was let in already is led back to where her own work begins."""
    status: int = problem["status"]
    words = BY_STATUS.get(status, BY_STATUS[500 if status >= 500 else 404])
    heard: dict[str, object] = {}
    try:
        heard = json.loads(body)
    except ValueError:
        heard = {}
    said = heard.get("inDutch")
    place: Place = getattr(scope["app"].state, "place", None) or Place() if "app" in scope else Place()
    trace = (current_trace() or "").split("-")
    data = {
        "headline": words.headline,
        "lead": said if isinstance(said, str) and said not in ("", SAYS_LITTLE) and status < 500 else words.lead,
        "todo": words.todo,
        "links": [way_back(scope.get("caller"))],
        "typed": [],
        "told": "",
        "trace": trace[1][:8] if status >= 500 and len(trace) > 1 else "",
    }
    frame = Frame(region_pages(place.region), _now())
    headers = Headers(raw=problem["headers"])
    response = Response(TEMPLATES.render("error.html", frame, data), status, media_type="text/html; charset=utf-8")
    if "retry-after" in headers:
        response.headers["Retry-After"] = headers["retry-after"]
    response.raw_headers[:] = complete(response.raw_headers, raw(FOR_PAGES))
    return response


def _now() -> datetime:
    """Also while the house starts or stops, when nobody holds its clock."""
    try:
        return console.clock.now()
    except NotRunning:
        return Clock().now()


def _quoted(path: str) -> str:
    return quote(path, safe="/")
