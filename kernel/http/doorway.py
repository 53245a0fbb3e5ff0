"""What every request passes on its way in and every answer on its way out: one thin ASGI layer."""

from collections.abc import Mapping
from time import perf_counter
from types import MappingProxyType

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kernel import logs, metrics
from kernel.caller import Caller
from kernel.http.problems import broken, problem, unavailable
from kernel.http.raw import RawRoute
from kernel.http.strictness import BODY_LIMIT, FORM, FORMS, check_form, check_kind, check_target, check_text, header, replay, whole_body
from kernel.refusals import NotYet, Refused, Unavailable
from kernel.security.headers import Raw, complete
from kernel.surroundings import are_away
from kernel.traces import begin, current_trace, follow

BODIES = ("POST", "PUT", "PATCH", "DELETE")
QUIET = ("/livez", "/readyz", "/metrics")


class Doorway:
    """Limits and checks the body, keeps the trace, adds headers, counts, logs one line, and lets no exception out."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        service: str,
        headers: Raw,
        accepts: tuple[str, ...],
        body_limit: int = BODY_LIMIT,
        larger: Mapping[str, int] = MappingProxyType({}),
        hot: Mapping[str, RawRoute] = MappingProxyType({}),
    ) -> None:
        self._app, self._service, self._headers, self._accepts, self._limit = app, service, headers, accepts, body_limit
        self._larger = larger
        """Paths that take more than the others: where a file comes in."""
        self._hot = hot
        """Filled after the app is made; these go past the framework's routing."""
        self._log = logs.get(service)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()
        status = 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = complete(list(message.get("headers", ())), self._headers)
            await send(message)

        follow(header(scope, b"traceparent"))
        if current_trace() is None:
            begin()
        try:
            await self._enter(scope, receive, answer)
        except Refused as refused:
            await problem(refused)(scope, receive, answer)
        except (Unavailable, NotYet):
            await unavailable()(scope, receive, answer)
        except Exception as error:
            if are_away(error) and not status:
                self._log.warning("request.unavailable", cause=logs.cause(error), route=_route(scope), method=scope["method"])
                await unavailable()(scope, receive, answer)
                self._note(scope, status, perf_counter() - began)
                return
            self._log.error(
                "request.failed", cause=logs.cause(error), frames=logs.frames(error), route=_route(scope), method=scope["method"]
            )
            if status:
                raise  # half an answer is out already: the server must break the connection
            await broken()(scope, receive, answer)
        self._note(scope, status, perf_counter() - began)

    async def _enter(self, scope: Scope, receive: Receive, answer: Send) -> None:
        check_target(scope)
        if scope["method"] in BODIES:
            body = await whole_body(scope, receive, self._larger.get(scope["path"], self._limit))
            if body is None:
                return
            if body:
                kind = check_kind(scope, self._accepts)
                if kind == FORM:
                    check_form(body)
                elif kind not in FORMS:
                    check_text(body)
            receive = replay(body, receive)
            hot = self._hot.get(scope["path"])
            if hot is not None and scope["method"] == "POST":
                scope["route"] = hot
                response = await hot.answer(Request(scope, receive), body)
                await response(scope, receive, answer)
                return
        await self._app(scope, receive, answer)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route, method = _route(scope), scope["method"]
        metrics.answered(self._service, route, method, status, seconds)
        if route in QUIET:
            return
        caller: Caller | None = scope.get("caller")
        client, subject = (caller.client, caller.subject) if caller is not None else (None, None)
        logs.access_line(self._service, method, route, status, seconds, client, subject)


def _route(scope: Scope) -> str:
    """The template, never the path itself: a path holds ids, and what someone mistyped."""
    return getattr(scope.get("route"), "path", None) or "unknown"
