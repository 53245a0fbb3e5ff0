"""What a body must be before anyone looks at it: not too large, of a kind that is taken here, UTF-8, no NUL, no half characters."""

from urllib.parse import unquote_to_bytes

from pydantic_core import from_json
from starlette.types import Message, Receive, Scope

from kernel.refusals import BadInput, InputError, TooLarge, WrongContentType

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
FORMS = (FORM, "multipart/form-data")
BODY_LIMIT = 64 * 1024


def header(scope: Scope, name: bytes) -> str | None:
    for key, value in scope["headers"]:
        if key == name:
            return bytes(value).decode("latin-1")
    return None


def check_target(scope: Scope) -> None:
    """NUL in a path or query would break further inside; wrong UTF-8 would be quietly replaced."""
    if "\0" in scope["path"]:
        raise BadInput([InputError("", "This holds a NUL character.", "text without NUL", "path")])
    for place, raw in (("path", scope.get("raw_path") or b""), ("query", scope.get("query_string") or b"")):
        if b"%" in raw:
            try:
                text = unquote_to_bytes(raw).decode("utf-8")
            except UnicodeDecodeError:
                raise BadInput([InputError("", "This is not valid UTF-8.", "text in UTF-8", place)]) from None
            if "\0" in text:
                raise BadInput([InputError("", "This holds a NUL character.", "text without NUL", place)])


async def whole_body(scope: Scope, receive: Receive, limit: int) -> bytes | None:
    """None when the client went away before the end."""
    announced = header(scope, b"content-length")
    if announced is not None and (not announced.isdecimal() or int(announced) > limit):
        raise TooLarge(f"at most {limit} bytes")
    message = await receive()
    if message["type"] == "http.disconnect":
        return None
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        _within(len(body), limit)
        return body
    parts, size = [body], len(body)
    while message.get("more_body"):
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        _within(size, limit)
    return b"".join(parts)


def _within(size: int, limit: int) -> None:
    if size > limit:
        raise TooLarge(f"at most {limit} bytes")


def check_kind(scope: Scope, accepts: tuple[str, ...]) -> str:
    kind = (header(scope, b"content-type") or "").partition(";")[0].strip().lower()
    if kind not in accepts and not (kind.endswith("+json") and JSON in accepts):
        raise WrongContentType(f"this takes {' or '.join(accepts)}")
    return kind


def check_text(body: bytes) -> None:
    """Plain bytes are checked at C speed; only a body with \\u escapes is read a second time."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput([InputError("", "The body is not valid UTF-8.", "one JSON document in UTF-8")]) from None
    if b"\0" in body:
        raise BadInput([InputError("", "The body holds a NUL character.", "text without NUL")])
    if b"\\u" in body:
        try:
            value = from_json(body, allow_inf_nan=False)
        except ValueError:
            raise BadInput(
                [InputError("", "This is not JSON, or it holds half a character (a lone surrogate).", "one JSON document in UTF-8")]
            ) from None
        where = _nul_in(value, "")
        if where is not None:
            raise BadInput([InputError(where, "This holds a NUL character.", "text without NUL")])


def check_form(body: bytes) -> None:
    """The same for what a browser sends."""
    if b"%" in body or not body.isascii():
        try:
            text = unquote_to_bytes(body).decode("utf-8")
        except UnicodeDecodeError:
            raise BadInput([InputError("", "The form is not valid UTF-8.", "text in UTF-8")]) from None
        if "\0" in text:
            raise BadInput([InputError("", "The form holds a NUL character.", "text without NUL")])


def _nul_in(value: object, where: str) -> str | None:
    if isinstance(value, str):
        return where if "\0" in value else None
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        if "\0" in str(key):
            return where
        found = _nul_in(inner, f"{where}/{key}")
        if found is not None:
            return found
    return None


def replay(body: bytes, receive: Receive) -> Receive:
    """Hands the checked body on once, then whatever the server says next (that the client left)."""
    waiting = True

    async def next_message() -> Message:
        nonlocal waiting
        if waiting:
            waiting = False
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return next_message
